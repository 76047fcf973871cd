from conditions import models
from conditions.documents import (
    ConditionDocument,
    DiagnosticTestDocument,
    SymptomDocument,
    build_condition,
    build_symptom,
    build_test,
)
from portal.content.kinds import CITED, SOURCES
from portal.content.models import Picture, Source
from portal.publishing.kinds import Kind, register

SHOWN = (*CITED, "pictures__picture")
LINKS = ("symptom_links", "test_links", "treatment_links", "look_alike_links", "primary_links")


def register_kinds() -> None:
    register(
        Kind(
            name="condition",
            model=models.Condition,
            document=ConditionDocument,
            build=build_condition,
            loads=(*SHOWN, "sections", "codes", *(f"{link}__target" for link in LINKS)),
            parts={
                models.ConditionSection: ("sections",),
                models.ConditionCode: ("codes",),
                models.ConditionSymptom: ("symptom_links",),
                models.ConditionTest: ("test_links",),
                models.ConditionTreatment: ("treatment_links",),
                models.LookAlike: ("look_alike_links",),
                models.PrimaryCancer: ("primary_links",),
                models.ConditionCitation: ("citations",),
                models.ConditionPicture: ("pictures",),
                Picture: ("pictures__picture",),
                Source: SOURCES,
            },
        )
    )
    register(
        Kind(
            name="symptom",
            model=models.Symptom,
            document=SymptomDocument,
            build=build_symptom,
            loads=SHOWN,
            parts={
                models.SymptomCitation: ("citations",),
                models.SymptomPicture: ("pictures",),
                Picture: ("pictures__picture",),
                Source: SOURCES,
            },
        )
    )
    register(
        Kind(
            name="test",
            model=models.DiagnosticTest,
            document=DiagnosticTestDocument,
            build=build_test,
            loads=(*SHOWN, "parent"),
            parts={
                models.DiagnosticTestCitation: ("citations",),
                models.DiagnosticTestPicture: ("pictures",),
                Picture: ("pictures__picture",),
                Source: SOURCES,
            },
        )
    )
