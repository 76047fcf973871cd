"""The check of structured data sees what it is there for: each thing wrong in an otherwise right node."""

from typing import Any

import pytest

from tests.reading.schema_org.vocabulary import mistakes

RIGHT: dict[str, Any] = {
    "@type": "MedicalCondition",
    "name": "Liver metastases",
    "code": {"@type": "MedicalCode", "codeValue": "C78.7", "codingSystem": "ICD-10"},
    "possibleTreatment": [{"@type": ["MedicalTherapy", "SurgicalProcedure"], "name": "Operation"}],
    "url": "https://example.org/",
}


def document(**changes: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [RIGHT | changes]}


def test_what_is_right_has_no_mistakes():
    assert mistakes(document()) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"@type": "MedicalConditions"}, "is no type"),
        ({"nextReview": "2027-01-01"}, "is no property"),
        ({"aspect": "x"}, "is no property"),
        ({"lastReviewed": "2026-01-01"}, "lastReviewed does not belong to MedicalCondition"),
        ({"url": "/liver/"}, "is none of URL"),
        ({"possibleTreatment": [{"@type": "SurgicalProcedure"}]}, "SurgicalProcedure is none of"),
        ({"typicalTest": [{"@type": "PhysicalExam"}]}, "PhysicalExam is none of MedicalTest"),
        ({"code": {"@type": "MedicalCode", "code": "C78.7"}}, "'C78.7' is none of MedicalCode"),
        ({"cause": {"@id": "https://example.org/#nobody"}}, "refers to a node that is not there"),
        ({"name": ""}, "is none of"),
    ],
)
def test_what_is_wrong_is_seen(changes, said):
    (found,) = [line for line in mistakes(document(**changes)) if said in line]

    assert found.startswith("@graph[0]")


@pytest.mark.parametrize(
    ("aspect", "is_known"), [("SeeDoctor", True), ("Diagnosis", False), ("Warning", False)]
)
def test_only_aspects_of_the_vocabulary_pass(aspect, is_known):
    part = {"@type": "HealthTopicContent", "hasHealthAspect": f"https://schema.org/{aspect}HealthAspect"}

    assert (mistakes({"@context": "https://schema.org", "@graph": [part]}) == []) == is_known
