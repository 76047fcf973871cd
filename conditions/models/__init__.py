from conditions.models.condition import (
    Condition,
    ConditionCitation,
    ConditionCode,
    ConditionPicture,
    ConditionSection,
)
from conditions.models.links import (
    ConditionSymptom,
    ConditionTest,
    ConditionTreatment,
    LookAlike,
    PrimaryCancer,
)
from conditions.models.symptom import Symptom, SymptomCitation, SymptomPicture
from conditions.models.test import DiagnosticTest, DiagnosticTestCitation, DiagnosticTestPicture

__all__ = [
    "Condition",
    "ConditionCitation",
    "ConditionCode",
    "ConditionPicture",
    "ConditionSection",
    "ConditionSymptom",
    "ConditionTest",
    "ConditionTreatment",
    "DiagnosticTest",
    "DiagnosticTestCitation",
    "DiagnosticTestPicture",
    "LookAlike",
    "PrimaryCancer",
    "Symptom",
    "SymptomCitation",
    "SymptomPicture",
]
