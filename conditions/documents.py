from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from conditions.choices import BodyPart, DiagnosticTestKind, SectionKind
from conditions.models import Condition, DiagnosticTest, Symptom
from portal.content.documents import (
    HELP_LEVELS,
    cited_parts,
    common_parts,
    facts,
    fields_as_sections,
    label,
    lines,
    parent_reference,
    pictures,
    references,
    text,
)
from portal.publishing.documents import Code, Document, Reference

SYMPTOM_HEADINGS = {
    "what": _("What is it?"),
    "causes": _("What can it come from?"),
    "consequences": _("What can it lead to?"),
    "advice": _("What can you do?"),
}
TEST_HEADINGS = {
    "what": _("What is it?"),
    "how": _("How is it done?"),
    "when": _("When is it used?"),
}


class ConditionDocument(Document):
    """`body_part` is a code of `conditions.choices.BodyPart`."""

    body_part: str

    @property
    def group(self) -> str:
        return self.body_part


class SymptomDocument(Document):
    """`nature` is `felt` or `seen`."""

    nature: str

    @property
    def group(self) -> str:
        return self.nature


class DiagnosticTestDocument(Document):
    """`test_kind` is a code of `conditions.choices.DiagnosticTestKind`."""

    test_kind: str
    abbreviation: str = ""

    @property
    def group(self) -> str:
        return self.test_kind


def build_condition(condition: Condition, language: str) -> ConditionDocument:
    return ConditionDocument(
        **common_parts(condition, "condition", language),
        **cited_parts(condition, language, _sections(condition, language), HELP_LEVELS),
        facts=facts((_("Part of the body"), label(BodyPart, condition.body_part))),
        pictures=pictures(condition, language),
        questions=lines(condition, "questions", language),
        references=_links(condition, language),
        body_part=condition.body_part,
        codes=tuple(Code(system=code.system, value=code.value) for code in condition.codes.all()),
    )


def _sections(condition: Condition, language: str) -> Iterable[tuple[str, str, str]]:
    for section in condition.sections.all():
        heading = text(section, "heading", language) or label(SectionKind, section.kind)
        yield section.kind, heading, text(section, "body", language)


def _links(condition: Condition, language: str) -> dict[str, tuple[Reference, ...]]:
    links = {
        "symptoms": references(condition.symptom_links.all(), "symptom", language),
        "tests": references(condition.test_links.all(), "test", language),
        "treatments": references(condition.treatment_links.all(), "treatment", language),
        "look_alikes": references(condition.look_alike_links.all(), "condition", language),
        "primaries": references(condition.primary_links.all(), "condition", language),
    }
    return {relation: found for relation, found in links.items() if found}


def build_symptom(symptom: Symptom, language: str) -> SymptomDocument:
    fields = fields_as_sections(symptom, SYMPTOM_HEADINGS, language)
    return SymptomDocument(
        **common_parts(symptom, "symptom", language),
        **cited_parts(symptom, language, fields, HELP_LEVELS),
        pictures=pictures(symptom, language),
        questions=lines(symptom, "questions", language),
        nature=symptom.nature,
    )


def build_test(test: DiagnosticTest, language: str) -> DiagnosticTestDocument:
    return DiagnosticTestDocument(
        **common_parts(test, "test", language),
        **cited_parts(test, language, fields_as_sections(test, TEST_HEADINGS, language)),
        facts=facts(
            (_("Kind of test"), label(DiagnosticTestKind, test.kind)),
            (_("Abbreviation"), text(test, "abbreviation", language)),
        ),
        pictures=pictures(test, language),
        questions=lines(test, "questions", language),
        references=parent_reference(test, "test"),
        test_kind=test.kind,
        abbreviation=text(test, "abbreviation", language),
    )
