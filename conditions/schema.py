"""Conditions, symptoms and tests in the vocabulary of schema.org."""

from conditions.choices import BodyPart, DiagnosticTestKind, SectionKind, SymptomNature
from conditions.documents import ConditionDocument, DiagnosticTestDocument
from portal.publishing.html import plain
from portal.publishing.schema import Node, Role, Schema, node

SYMPTOMS = Role("signOrSymptom")
TESTS = Role("typicalTest")
TREATMENTS = Role("possibleTreatment")
LOOK_ALIKES = Role("differentialDiagnosis", between=("DDxElement", "diagnosis"))
PRIMARIES = Role("cause", also="MedicalCause")
DIAGNOSED = Role("usedToDiagnose")

# The techniques that are known by an abbreviation: the same one in every language.
IMAGING_TECHNIQUES = {name: f"https://schema.org/{name}" for name in ("CT", "MRI", "PET")}


def condition_properties(document: ConditionDocument) -> Node:
    outlook = [plain(section.body) for section in document.sections if section.kind == SectionKind.OUTLOOK]
    properties = {
        "code": [
            node("MedicalCode", codeValue=code.value, codingSystem=code.system) for code in document.codes
        ],
        "associatedAnatomy": _anatomy(document.body_part),
        "expectedPrognosis": "\n".join(outlook),
    }
    return {name: value for name, value in properties.items() if value}


def _anatomy(body_part: str) -> Node:
    """Several parts of the body are no structure; neither is a code that is no longer used."""
    known = dict(BodyPart.choices)
    if body_part == BodyPart.SEVERAL or body_part not in known:
        return {}
    return node("AnatomicalStructure", name=str(known[body_part]))


def test_properties(document: DiagnosticTestDocument) -> Node:
    technique = IMAGING_TECHNIQUES.get(document.abbreviation)
    return {"imagingTechnique": technique} if technique else {}


CONDITION = Schema(
    types=("MedicalCondition",),
    aspects={
        SectionKind.OVERVIEW: "Overview",
        SectionKind.ORIGIN: "Causes",
        SectionKind.SYMPTOMS: "Symptoms",
        SectionKind.TREATMENT: "Treatments",
        SectionKind.LIVING_WITH: "LivingWith",
        SectionKind.OUTLOOK: "Prognosis",
    },
    properties=condition_properties,
)

# Both are kinds of MedicalSignOrSymptom, and so of MedicalCondition.
SYMPTOM = Schema(
    types=("MedicalSymptom",),
    types_by_group={SymptomNature.SEEN: ("MedicalSign",)},
    aspects={
        "what": "Overview",
        "causes": "Causes",
        "consequences": "RisksOrComplications",
        "advice": "SelfCare",
    },
)

# A physical examination and a look inside are no MedicalTest in schema.org, and `typicalTest` takes nothing
# else: they are both.
TEST = Schema(
    types=("MedicalTest",),
    types_by_group={
        DiagnosticTestKind.EXAMINATION: ("MedicalTest", "PhysicalExam"),
        DiagnosticTestKind.BLOOD: ("BloodTest",),
        DiagnosticTestKind.TUMOUR_MARKER: ("BloodTest",),
        DiagnosticTestKind.IMAGING: ("ImagingTest",),
        DiagnosticTestKind.TISSUE: ("PathologyTest",),
        DiagnosticTestKind.SCOPY: ("MedicalTest", "DiagnosticProcedure"),
    },
    aspects={"what": "Overview", "how": "HowItWorks", "when": "UsageOrSchedule"},
    properties=test_properties,
)
