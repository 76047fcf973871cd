"""From a code of a classification to the page about it."""

from collections.abc import Iterable
from typing import Any

import pytest

from portal.publishing.services import Job, withdraw
from tests.builders import make_condition, make_live

pytestmark = pytest.mark.django_db


def coded(key: str, *codes: tuple[str, str], languages: Iterable[str] = ()) -> Any:
    condition = make_condition(key)
    for system, value in codes:
        condition.codes.create(system=system, value=value)
    return make_live(condition, *languages)


def found(ask: Any, system: str, code: str, **more: str) -> Any:
    items = ask("lookup", system=system, code=code, **more)["items"]
    return [(item["key"], item["language"], item["is_exact"]) for item in items]


@pytest.mark.parametrize("code", ["C78.7", "c78.7", "C787", "C78 7"])
@pytest.mark.parametrize(
    "system", ["ICD-10", "ICD-10-CM", "2.16.840.1.113883.6.90", "http://hl7.org/fhir/sid/icd-10"]
)
def test_a_page_is_found_by_its_code_however_it_is_written(ask, system, code):
    coded("uitzaaiingen", ("ICD-10", "C78.7"), ("SNOMED CT", "94381002"))
    coded("anders", ("ICD-10", "C22.0"), ("SNOMED CT", "787"))

    assert found(ask, system, code) == [("uitzaaiingen", "nl", True)]
    assert found(ask, system, code, language="en") == [("uitzaaiingen", "en", True)]


def test_the_nearest_broader_code_stands_in_for_one_that_no_page_has(ask):
    coded("long", ("ICD-10", "C34"))
    coded("bovenkwab", ("ICD-10", "C34.1"))

    assert found(ask, "ICD-10", "C34.90") == [("long", "nl", False)]
    assert found(ask, "ICD-10", "C34.11") == [("bovenkwab", "nl", False)]
    assert found(ask, "ICD-10", "C34") == [("long", "nl", True)]


def test_a_number_that_means_nothing_by_its_beginning_has_no_broader_code(ask):
    coded("uitzaaiingen", ("SNOMED CT", "9438"))

    assert ask("lookup", 404, system="SNOMED CT", code="94381002")["code"] == "not_found"
    assert found(ask, "2.16.840.1.113883.6.96", "9438") == [("uitzaaiingen", "nl", True)]


def test_a_narrower_page_does_not_answer_for_a_broader_code(ask):
    coded("bovenkwab", ("ICD-10", "C34.1"))

    assert ask("lookup", 404, system="ICD-10", code="C34")["code"] == "not_found"


def test_several_pages_about_one_code_are_all_given(ask):
    coded("goedaardig", ("ICD-10", "K76.8"))
    coded("cyste", ("ICD-10", "K76.8"))

    assert found(ask, "ICD-10", "K76.8") == [("cyste", "nl", True), ("goedaardig", "nl", True)]


def test_only_live_pages_in_the_language_are_found(ask):
    condition = coded("uitzaaiingen", ("ICD-10", "C78.7"), languages=["nl"])
    before = found(ask, "ICD-10", "C78.7")

    in_english = ask("lookup", 404, system="ICD-10", code="C78.7", language="en")
    condition.codes.get().delete()
    make_live(condition, "nl")
    after_change = ask("lookup", 404, system="ICD-10", code="C78.7")

    assert before == [("uitzaaiingen", "nl", True)]
    assert in_english["code"] == after_change["code"] == "not_found"


def test_a_withdrawn_page_is_not_found(ask):
    coded("uitzaaiingen", ("ICD-10", "C78.7"))
    withdraw(kind="condition", key="uitzaaiingen", language="nl", by=Job("test"))

    assert ask("lookup", 404, system="ICD-10", code="C78.7")["code"] == "not_found"
    assert found(ask, "ICD-10", "C78.7", language="en") == [("uitzaaiingen", "en", True)]


@pytest.mark.parametrize("pages", [1, 12])
def test_a_look_up_takes_one_query(client, django_assert_num_queries, pages):
    for number in range(pages):
        coded(f"aandoening-{number}", ("ICD-10", "C78.7"))

    with django_assert_num_queries(1):
        answer = client.get("/api/v1/lookup", {"system": "ICD-10", "code": "C78.71"}).json()

    assert len(answer["items"]) == pages


def test_what_is_missing_or_unknown_is_named(ask):
    problem = ask("lookup", 422, system="ICD-9", code="C78.7", language="fr")

    assert [error["field"] for error in problem["errors"]] == ["system", "language"]
    assert "must be one of: nl, en" in problem["errors"][1]["message"]
    assert ask("lookup", 422, system="ICD-10")["errors"] == [{"field": "code", "message": "Field required"}]
