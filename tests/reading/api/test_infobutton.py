"""A hospital's system leads a patient to a page by a code."""

from typing import Any

import pytest

from portal.publishing.services import Job, withdraw
from tests.builders import make_condition, make_live
from tests.markup import elements, links, main, words

pytestmark = pytest.mark.django_db

ICD_10_CM, SNOMED_CT = "2.16.840.1.113883.6.90", "2.16.840.1.113883.6.96"


@pytest.fixture
def open_for(client):
    """Open the address that a hospital's system opens for a patient."""

    def opened(code: str = "C78.7", system: str = ICD_10_CM, language: str = "nl", **more: str) -> Any:
        return client.get(
            "/api/v1/infobutton",
            {
                "mainSearchCriteria.v.cs": system,
                "mainSearchCriteria.v.c": code,
                "informationRecipient.languageCode.c": language,
                **more,
            },
        )

    return opened


def coded(key: str, *values: str, languages: tuple[str, ...] = ()) -> Any:
    condition = make_condition(key)
    for value in values:
        system = "SNOMED CT" if value.isdigit() else "ICD-10"
        condition.codes.create(system=system, value=value)
    return make_live(condition, *languages)


@pytest.mark.parametrize(
    ("language", "address"),
    [
        ("nl", "/nl/aandoeningen/nl-uitzaaiingen/"),
        ("nl-NL", "/nl/aandoeningen/nl-uitzaaiingen/"),
        ("en", "/en/conditions/en-uitzaaiingen/"),
        ("en_US", "/en/conditions/en-uitzaaiingen/"),
        ("EN", "/en/conditions/en-uitzaaiingen/"),
    ],
)
@pytest.mark.parametrize(
    ("code", "system"),
    [
        ("C78.7", ICD_10_CM),
        ("C787", "urn:oid:2.16.840.1.113883.6.3"),
        ("C78.71", "ICD-10"),
        ("94381002", SNOMED_CT),
    ],
)
def test_the_patient_is_led_to_the_page(open_for, language, address, code, system):
    coded("uitzaaiingen", "C78.7", "94381002")

    response = open_for(code, system, language)

    assert (response.status_code, response["Location"]) == (302, address)
    assert response["Cache-Control"] == "no-store"


def test_what_else_is_sent_about_the_patient_changes_nothing(open_for):
    coded("uitzaaiingen", "C78.7")

    response = open_for(**{"patientPerson.administrativeGenderCode.c": "F", "age.v.v": "62"})

    assert response["Location"] == "/nl/aandoeningen/nl-uitzaaiingen/"


def test_several_pages_are_named(open_for):
    coded("cyste", "K76.8")
    coded("goedaardig", "K76.8")

    response = open_for("K76.8")

    assert response.status_code == 200
    assert links(main(response))[:2] == [
        ("Titel van cyste", "/nl/aandoeningen/nl-cyste/"),
        ("Titel van goedaardig", "/nl/aandoeningen/nl-goedaardig/"),
    ]


@pytest.mark.parametrize("system", [ICD_10_CM, "2.16.840.1.113883.6.1", "nonsense"])
def test_when_there_is_no_page_the_patient_is_told_so_and_where_to_look(open_for, system):
    response = open_for("E11", system, **{"mainSearchCriteria.v.dn": "Diabetes <b>"})

    assert response.status_code == 404
    assert "geen pagina in deze taal over Diabetes <b>. Vraag het aan je arts" in words(main(response))
    assert ("Aandoeningen", "/nl/aandoeningen/") in links(main(response))
    assert ("Zoek hiernaar op deze site", "/nl/zoeken/?q=Diabetes+%3Cb%3E") in links(main(response))
    assert elements(response, "meta", name="robots", content="noindex")
    assert (response["Content-Language"], elements(response, "html", lang="nl") != []) == ("nl", True)


def test_a_page_in_another_language_is_offered_not_given(open_for):
    coded("uitzaaiingen", "C78.7", languages=("nl",))

    response = open_for(language="en")

    assert (response.status_code, response["Content-Language"]) == (404, "en")
    assert ("Titel van uitzaaiingen (Nederlands)", "/nl/aandoeningen/nl-uitzaaiingen/") in links(
        main(response)
    )


def test_a_reader_of_a_language_that_the_site_lacks_is_offered_all_that_there_are(open_for):
    coded("uitzaaiingen", "C78.7")

    offered = dict(links(main(open_for(language="tr"))))

    assert {"Titel van uitzaaiingen (Nederlands)", "Title of uitzaaiingen (English)"} <= offered.keys()


def test_programs_get_json(open_for):
    coded("uitzaaiingen", "C78.7")
    json = {"knowledgeResponseType": "application/json"}

    found, none = open_for(**json).json(), open_for("E11", **json)

    assert [(item["key"], item["is_exact"]) for item in found["items"]] == [("uitzaaiingen", True)]
    assert (none.status_code, none.json()["code"]) == (404, "not_found")


def test_a_withdrawn_page_is_not_opened(open_for):
    coded("uitzaaiingen", "C78.7")
    withdraw(kind="condition", key="uitzaaiingen", language="nl", by=Job("test"))

    assert open_for().status_code == 404
    assert open_for(language="en").status_code == 302


def test_a_request_without_a_code_says_what_is_missing(ask):
    problem = ask("infobutton", 422, **{"mainSearchCriteria.v.cs": ICD_10_CM})

    assert problem["errors"] == [{"field": "mainSearchCriteria.v.c", "message": "Field required"}]


@pytest.mark.parametrize("how_many", [2, 12])
def test_it_takes_one_query(open_for, django_assert_num_queries, how_many):
    for number in range(how_many):
        coded(f"aandoening-{number}", "C78.7")

    with django_assert_num_queries(1):
        assert open_for().status_code == 200
