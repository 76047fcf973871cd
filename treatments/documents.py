from portal.content.documents import cited_parts, common_parts, fields_as_sections, parent_reference, pictures
from portal.publishing.documents import Document
from treatments.models import Treatment

SECTIONS = ("what", "how", "when", "risks")


class TreatmentDocument(Document):
    """`treatment_kind`, `intent` and `route` are codes of `treatments.choices`."""

    treatment_kind: str
    intent: str = ""
    route: str = ""

    @property
    def group(self) -> str:
        return self.treatment_kind


def build_treatment(treatment: Treatment, language: str) -> TreatmentDocument:
    return TreatmentDocument(
        **common_parts(treatment, "treatment", language),
        **cited_parts(treatment, language, fields_as_sections(treatment, SECTIONS, language)),
        pictures=pictures(treatment, language),
        references=parent_reference(treatment, "treatment"),
        treatment_kind=treatment.kind,
        intent=treatment.intent,
        route=treatment.route,
    )
