from django.utils.translation import gettext_lazy as _

from portal.content.documents import (
    cited_parts,
    common_parts,
    facts,
    fields_as_sections,
    label,
    lines,
    parent_reference,
    pictures,
)
from portal.publishing.documents import Document
from treatments.choices import Intent, Route, TreatmentKind
from treatments.models import Treatment

HEADINGS = {
    "what": _("What is it?"),
    "how": _("How is it done?"),
    "when": _("When is it chosen?"),
    "risks": _("Risks and side effects"),
}


class TreatmentDocument(Document):
    """`treatment_kind`, `intent` and `route` are codes of `treatments.choices`."""

    treatment_kind: str
    intent: str = ""
    route: str = ""

    @property
    def group(self) -> str:
        return self.treatment_kind

    @property
    def aim(self) -> str:
        return self.intent


def build_treatment(treatment: Treatment, language: str) -> TreatmentDocument:
    return TreatmentDocument(
        **common_parts(treatment, "treatment", language),
        **cited_parts(treatment, language, fields_as_sections(treatment, HEADINGS, language)),
        facts=facts(
            (_("Kind of treatment"), label(TreatmentKind, treatment.kind)),
            (_("Aim"), label(Intent, treatment.intent)),
            (_("How it is given"), label(Route, treatment.route)),
        ),
        pictures=pictures(treatment, language),
        questions=lines(treatment, "questions", language),
        references=parent_reference(treatment, "treatment"),
        treatment_kind=treatment.kind,
        intent=treatment.intent,
        route=treatment.route,
    )
