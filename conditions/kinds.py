from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conditions import models, schema
from conditions.choices import BodyPart, DiagnosticTestKind, SectionKind, SymptomNature
from conditions.documents import (
    SYMPTOM_HEADINGS,
    TEST_HEADINGS,
    ConditionDocument,
    DiagnosticTestDocument,
    SymptomDocument,
    build_condition,
    build_symptom,
    build_test,
)
from portal.content.kinds import (
    CITED,
    HELP,
    IN_SHORT,
    MEDICALLY_REVIEWED,
    PICTURE,
    QUESTIONS,
    REVIEWED,
    SOURCED,
    SOURCES,
)
from portal.content.models import Picture, Source
from portal.publishing.kinds import Kind, Relation, register
from portal.publishing.wants import wanted_fields, wanted_sections

SHOWN = (*CITED, "pictures__picture")
LINKS = ("symptom_links", "test_links", "treatment_links", "look_alike_links", "primary_links")
TRUSTED = (SOURCED, PICTURE, REVIEWED, MEDICALLY_REVIEWED)

PATIENTS_NEED = (
    SectionKind.OVERVIEW,
    SectionKind.SYMPTOMS,
    SectionKind.DIAGNOSIS,
    SectionKind.TREATMENT,
    SectionKind.LIVING_WITH,
    SectionKind.OUTLOOK,
)

CONDITION_RELATIONS = {
    "primaries": Relation(
        section="origin",
        heading=_("Cancers that it can come from"),
        reverse=_("Can spread to"),
        role=schema.PRIMARIES,
    ),
    "symptoms": Relation(
        section="symptoms",
        heading=_("Symptoms that it can give"),
        step=_("What you can notice"),
        reverse=_("Conditions with this symptom"),
        role=schema.SYMPTOMS,
    ),
    "tests": Relation(
        section="diagnosis",
        heading=_("Tests that can be done"),
        step=_("How it is found"),
        reverse=_("Conditions for which this test is used"),
        role=schema.TESTS,
        reverse_role=schema.DIAGNOSED,
    ),
    "look_alikes": Relation(
        section="look-alikes",
        heading=_("Conditions that can look like it"),
        reverse=_("Can be mistaken for"),
        role=schema.LOOK_ALIKES,
    ),
    "treatments": Relation(
        section="treatment",
        heading=_("Treatments that are used"),
        step=_("What can be done"),
        reverse=_("Conditions treated with this"),
        role=schema.TREATMENTS,
    ),
}


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
            address=pgettext_lazy("address", "conditions"),
            place=1,
            intro=_("What a disease or disorder is, how it is found and what can be done."),
            groups=BodyPart,
            relations=CONDITION_RELATIONS,
            wants=(
                IN_SHORT,
                *wanted_sections({kind.value: kind.label for kind in PATIENTS_NEED}),
                HELP,
                QUESTIONS,
                *TRUSTED,
            ),
            schema=schema.CONDITION,
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
            address=pgettext_lazy("address", "symptoms"),
            place=2,
            intro=_("What you can feel or see, what it can come from and what you can do."),
            groups=SymptomNature,
            wants=(IN_SHORT, *wanted_fields(SYMPTOM_HEADINGS), HELP, QUESTIONS, *TRUSTED),
            schema=schema.SYMPTOM,
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
            address=pgettext_lazy("address", "tests"),
            place=3,
            intro=_("Examinations that help to find out what is wrong."),
            groups=DiagnosticTestKind,
            relations={"parent": Relation(reverse=_("Forms of this test"))},
            wants=(IN_SHORT, *wanted_fields(TEST_HEADINGS), QUESTIONS, *TRUSTED),
            schema=schema.TEST,
        )
    )
