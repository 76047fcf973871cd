from collections.abc import Iterable

from conditions.models import Condition, DiagnosticTest, Symptom
from portal.content.documents import (
    HELP_LEVELS,
    cited_parts,
    common_parts,
    fields_as_sections,
    parent_reference,
    pictures,
    references,
    text,
)
from portal.publishing.documents import Code, Document, Reference


class ConditionDocument(Document):
    """`body_part` is a code of `conditions.choices.BodyPart`."""

    body_part: str
    codes: tuple[Code, ...] = ()

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
        pictures=pictures(condition, language),
        references=_links(condition, language),
        body_part=condition.body_part,
        codes=tuple(Code(system=code.system, value=code.value) for code in condition.codes.all()),
    )


def _sections(condition: Condition, language: str) -> Iterable[tuple[str, str, str]]:
    for section in condition.sections.all():
        yield section.kind, text(section, "heading", language), text(section, "body", language)


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
    fields = fields_as_sections(symptom, ("what", "causes", "consequences", "advice"), language)
    return SymptomDocument(
        **common_parts(symptom, "symptom", language),
        **cited_parts(symptom, language, fields, HELP_LEVELS),
        pictures=pictures(symptom, language),
        nature=symptom.nature,
    )


def build_test(test: DiagnosticTest, language: str) -> DiagnosticTestDocument:
    return DiagnosticTestDocument(
        **common_parts(test, "test", language),
        **cited_parts(test, language, fields_as_sections(test, ("what", "how", "when"), language)),
        pictures=pictures(test, language),
        references=parent_reference(test, "test"),
        test_kind=test.kind,
        abbreviation=text(test, "abbreviation", language),
    )
