"""Treatments in the vocabulary of schema.org."""

from collections.abc import Mapping

from portal.publishing.schema import Node, Schema
from treatments.choices import Route, TreatmentKind
from treatments.documents import TreatmentDocument

PROCEDURE_TYPES: Mapping[str, str] = {
    Route.THROUGH_SKIN: "https://schema.org/PercutaneousProcedure",
    Route.EXTERNAL: "https://schema.org/NoninvasiveProcedure",
}


def treatment_properties(document: TreatmentDocument) -> Node:
    procedure = PROCEDURE_TYPES.get(document.route)
    return {"procedureType": procedure} if procedure else {}


# An operation is no MedicalTherapy in schema.org, and `possibleTreatment` takes nothing else: it is both.
TREATMENT = Schema(
    types=("MedicalTherapy",),
    types_by_group={
        TreatmentKind.SURGERY: ("MedicalTherapy", "SurgicalProcedure"),
        TreatmentKind.RADIOTHERAPY: ("RadiationTherapy",),
        TreatmentKind.SYMPTOM_RELIEF: ("PalliativeProcedure",),
    },
    aspects={
        "what": "Overview",
        "how": "HowItWorks",
        "when": "UsageOrSchedule",
        "risks": "SideEffects",
    },
    properties=treatment_properties,
)
