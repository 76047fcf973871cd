"""What programs are told about a page, checked against the published vocabulary."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from conditions.choices import DiagnosticTestKind, SectionKind, SymptomNature
from portal.publishing.html import data_block
from portal.publishing.services import Job, withdraw
from tests.builders import (
    make_condition,
    make_live,
    make_page,
    make_picture,
    make_section,
    make_source,
    make_symptom,
    make_term,
    make_test,
    make_treatment,
)
from tests.markup import elements, words
from tests.reading.schema_org.vocabulary import mistakes
from treatments.choices import Route, TreatmentKind

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
DUTCH, ENGLISH = "/nl/aandoeningen/nl-lever/", "/en/conditions/en-lever/"


def data_of(response: Any) -> Any:
    """The page's one block of data."""
    (block,) = elements(response, "script", type="application/ld+json")
    (text,) = block.children
    data = json.loads(str(text))
    assert mistakes(data) == []
    return data["@graph"]


def thing_on(client: Any, address: Any) -> Any:
    return data_of(client.get(address))[1]


def page_on(client: Any, address: Any) -> Any:
    return data_of(client.get(address))[0]


def named(nodes: Any) -> Any:
    return {node["name"]: node["@type"] for node in nodes}


# The page


def test_a_page_says_what_it_is_about_under_one_name_in_both_languages(client):
    make_live(make_condition("lever"))

    (dutch, thing), (english, same_thing) = data_of(client.get(DUTCH)), data_of(client.get(ENGLISH))

    assert dutch["@type"] == english["@type"] == "MedicalWebPage"
    assert (dutch["@id"], english["@id"]) == (SITE + DUTCH, SITE + ENGLISH)
    assert dutch["about"] == dutch["mainEntity"] == english["mainEntity"] == {"@id": thing["@id"]}
    assert thing["@id"] == same_thing["@id"] == f"{SITE}/#condition/lever"
    assert (thing["name"], same_thing["name"]) == ("Titel van lever", "Title of lever")
    assert thing["mainEntityOfPage"] == {"@id": SITE + DUTCH}
    assert dutch["audience"] == {"@type": "Patient"}


def test_the_translation_names_its_source_and_the_source_its_translation(client):
    make_live(make_condition("lever"))

    dutch, english = page_on(client, DUTCH), page_on(client, ENGLISH)

    assert dutch["workTranslation"] == [{"@type": "WebPage", "inLanguage": "en", "url": SITE + ENGLISH}]
    assert english["translationOfWork"] == [{"@type": "WebPage", "inLanguage": "nl", "url": SITE + DUTCH}]
    assert "translationOfWork" not in dutch
    assert "workTranslation" not in english


def test_a_page_in_one_language_names_no_other(client):
    make_live(make_condition("lever"), "nl")

    assert {"workTranslation", "translationOfWork"} & page_on(client, DUTCH).keys() == set()


def test_a_page_that_nobody_reviewed_names_no_review(client):
    make_live(make_condition("lever", reviewed_on=date(2026, 1, 2)))

    assert {"reviewedBy", "lastReviewed"} & page_on(client, DUTCH).keys() == set()


def test_a_reviewed_page_names_its_reviewer_and_one_date(client):
    reviewed = {"reviewed_on": date(2026, 1, 2), "medical_reviewer_nl": "A. Arts, internist"}
    make_live(make_condition("lever", **reviewed), "nl")

    page = page_on(client, DUTCH)

    assert page["reviewedBy"] == {"@type": "Person", "name": "A. Arts, internist"}
    assert page["lastReviewed"] == "2026-01-02"
    assert "2027" not in json.dumps(page), "the next review has no property"


def test_a_page_says_when_it_was_published_and_when_it_changed(client, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC))
    condition = make_live(make_condition("lever"), "nl")
    first = page_on(client, DUTCH)
    time_machine.move_to(datetime(2026, 4, 1, 12, tzinfo=UTC))
    condition.summary_nl = "Anders."
    condition.save()
    make_live(condition, "nl")

    changed = page_on(client, DUTCH)

    assert (first["datePublished"], first["dateModified"], first["version"]) == (
        "2026-03-01",
        "2026-03-01",
        1,
    )
    assert (changed["dateModified"], changed["version"]) == ("2026-04-01", 2)
    assert "datePublished" not in changed, "readers of this version are not told the first day"


def test_a_page_names_its_sources_pictures_and_rights(client):
    condition = make_condition("lever", author_nl="De redactie", rights_nl="© de redactie")
    source = make_source("bron", published_on=date(2025, 5, 6), language="en")
    condition.citations.create(source=source)
    condition.pictures.create(picture=make_picture(caption_nl="De lever"))
    make_live(condition, "nl")

    page = page_on(client, DUTCH)

    assert page["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "Bron bron",
            "url": "https://example.org/",
            "inLanguage": "en",
            "publisher": {"@type": "Organization", "name": "Institute"},
            "datePublished": "2025-05-06",
        }
    ]
    (picture,) = page["image"]
    assert picture["caption"] == "De lever"
    assert picture["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}
    assert client.get(picture["contentUrl"]).status_code == 200
    assert (page["creditText"], page["copyrightNotice"]) == ("De redactie", "© de redactie")


def test_a_page_names_the_page_that_says_how_texts_are_made_when_there_is_one(client):
    make_live(make_condition("lever"))
    before = page_on(client, DUTCH)
    make_live(make_page("redactiebeleid"), "nl")

    assert "publishingPrinciples" not in before
    assert page_on(client, DUTCH)["publishingPrinciples"] == f"{SITE}/nl/over/nl-redactiebeleid/"


def test_a_page_names_its_sections_and_what_each_is_about(client):
    condition = make_condition("lever", help_today_nl="<p>Bel.</p>")
    for kind in (SectionKind.SYMPTOMS, SectionKind.DIAGNOSIS, SectionKind.OUTLOOK):
        make_section(condition, kind=kind)
    make_live(condition, "nl")

    parts = page_on(client, DUTCH)["hasPart"]

    assert [(part["url"].partition("#")[2], part.get("hasHealthAspect")) for part in parts] == [
        ("symptoms", "https://schema.org/SymptomsHealthAspect"),
        ("diagnosis", None),
        ("help", "https://schema.org/SeeDoctorHealthAspect"),
        ("outlook", "https://schema.org/PrognosisHealthAspect"),
    ]
    ids = {found.attributes.get("id") for found in elements(client.get(DUTCH), "h2")}
    assert {part["url"].partition("#")[2] for part in parts} <= ids


def test_the_way_to_a_page_is_the_one_that_readers_see(client):
    parent = make_live(make_treatment("chemo"))
    make_live(make_treatment("tace", parent=parent))

    response = client.get("/nl/behandelingen/nl-tace/")

    (way,) = elements(response, "nav", class_="breadcrumbs")
    items = data_of(response)[0]["breadcrumb"]["itemListElement"]
    assert [item["name"] for item in items] == [words(step) for step in elements(way, "li")]
    assert items[2]["item"]["@id"] == f"{SITE}/nl/behandelingen/nl-chemo/"


def test_a_standing_page_is_about_nothing_medical(client):
    make_live(make_page("over"))

    (page,) = data_of(client.get("/nl/over/nl-over/"))

    assert page["@type"] == "WebPage"
    assert {"mainEntity", "audience", "hasPart"} & page.keys() == set()


# What a page is about


def test_a_condition_names_its_codes_anatomy_and_prognosis(client):
    condition = make_condition("lever", other_names_nl="hepar\nlever (hepar)")
    condition.codes.create(system="ICD-10", value="C78.7")
    outlook = "<p>Dat <b>verschilt</b>.[@guideline] 1 &lt; 2.</p><ul><li>Vraag het.</li></ul>"
    condition.citations.create(source=make_source())
    make_section(condition, kind=SectionKind.OUTLOOK, body_nl=outlook)
    make_live(condition, "nl")

    thing = thing_on(client, DUTCH)

    assert thing["@type"] == "MedicalCondition"
    assert thing["alternateName"] == ["hepar", "lever (hepar)"]
    assert thing["code"] == [{"@type": "MedicalCode", "codeValue": "C78.7", "codingSystem": "ICD-10"}]
    assert thing["associatedAnatomy"] == {"@type": "AnatomicalStructure", "name": "Lever"}
    assert thing["expectedPrognosis"] == "Dat verschilt. 1 < 2.\nVraag het."


def test_several_parts_of_the_body_are_no_structure(client):
    make_live(make_condition("lever", body_part="several"))

    assert "associatedAnatomy" not in thing_on(client, DUTCH)


def test_a_condition_names_what_it_is_linked_to_each_by_its_property(client):
    condition = make_condition("lever")
    symptom = make_live(make_symptom("moe"), "nl")
    sign = make_live(make_symptom("geel", nature=SymptomNature.SEEN), "nl")
    condition.symptom_links.create(target=symptom)
    condition.symptom_links.create(target=sign)
    condition.test_links.create(target=make_live(make_test("ct"), "nl"))
    condition.treatment_links.create(target=make_live(make_treatment("rfa"), "nl"))
    condition.look_alike_links.create(target=make_live(make_condition("cyste"), "nl"), note_nl="Vol vocht.")
    condition.primary_links.create(target=make_live(make_condition("darm"), "nl"))
    make_live(condition, "nl")

    thing = thing_on(client, DUTCH)

    symptoms = {"Titel van moe": "MedicalSymptom", "Titel van geel": "MedicalSign"}
    assert named(thing["signOrSymptom"]) == symptoms
    assert named(thing["typicalTest"]) == {"Titel van ct": "ImagingTest"}
    assert named(thing["possibleTreatment"]) == {"Titel van rfa": "MedicalTherapy"}
    assert named(thing["cause"]) == {"Titel van darm": ["MedicalCondition", "MedicalCause"]}
    assert thing["differentialDiagnosis"] == [
        {
            "@type": "DDxElement",
            "diagnosis": {
                "@id": "http://testserver/#condition/cyste",
                "@type": "MedicalCondition",
                "name": "Titel van cyste",
            },
        }
    ]


def test_what_a_page_names_is_found_under_the_same_name_on_its_own_page(client):
    condition = make_condition("lever")
    condition.symptom_links.create(target=make_live(make_symptom("moe")))
    make_live(condition)

    (named_here,) = thing_on(client, ENGLISH)["signOrSymptom"]

    assert named_here["@id"] == thing_on(client, "/nl/klachten/nl-moe/")["@id"]


def test_what_is_not_live_is_not_named(client):
    condition = make_condition("lever")
    condition.symptom_links.create(target=make_live(make_symptom("moe")))
    make_live(condition)
    before = thing_on(client, DUTCH)
    withdraw(kind="symptom", key="moe", language="nl", by=Job("test"))

    assert "signOrSymptom" in before
    assert "signOrSymptom" not in thing_on(client, DUTCH)
    assert "signOrSymptom" in thing_on(client, ENGLISH)


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        (DiagnosticTestKind.EXAMINATION, ["MedicalTest", "PhysicalExam"]),
        (DiagnosticTestKind.BLOOD, "BloodTest"),
        (DiagnosticTestKind.TUMOUR_MARKER, "BloodTest"),
        (DiagnosticTestKind.IMAGING, "ImagingTest"),
        (DiagnosticTestKind.TISSUE, "PathologyTest"),
        (DiagnosticTestKind.SCOPY, ["MedicalTest", "DiagnosticProcedure"]),
    ],
)
def test_a_test_is_what_its_kind_says_on_its_own_page_and_where_it_is_named(client, kind, types):
    test = make_live(make_test("iets", kind=kind), "nl")
    condition = make_condition("lever")
    condition.test_links.create(target=test)
    make_live(condition, "nl")

    assert thing_on(client, "/nl/onderzoeken/nl-iets/")["@type"] == types
    assert named(thing_on(client, DUTCH)["typicalTest"]) == {"Titel van iets": types}


def test_a_test_names_its_technique_and_what_it_is_used_for(client):
    test = make_live(make_test("ct", abbreviation_nl="CT", abbreviation_en="CT"))
    condition = make_condition("lever")
    condition.test_links.create(target=test)
    make_live(condition)

    thing = thing_on(client, "/en/tests/en-ct/")

    assert thing["imagingTechnique"] == "https://schema.org/CT"
    assert named(thing["usedToDiagnose"]) == {"Title of lever": "MedicalCondition"}


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        (TreatmentKind.CHEMOTHERAPY, "MedicalTherapy"),
        (TreatmentKind.SURGERY, ["MedicalTherapy", "SurgicalProcedure"]),
        (TreatmentKind.RADIOTHERAPY, "RadiationTherapy"),
        (TreatmentKind.SYMPTOM_RELIEF, "PalliativeProcedure"),
        (TreatmentKind.ABLATION, "MedicalTherapy"),
    ],
)
def test_a_treatment_is_what_its_kind_says_on_its_own_page_and_where_it_is_named(client, kind, types):
    treatment = make_live(make_treatment("iets", kind=kind, route=Route.THROUGH_SKIN), "nl")
    condition = make_condition("lever")
    condition.treatment_links.create(target=treatment)
    make_live(condition, "nl")

    thing = thing_on(client, "/nl/behandelingen/nl-iets/")

    assert thing["@type"] == types
    assert thing["procedureType"] == "https://schema.org/PercutaneousProcedure"
    assert named(thing_on(client, DUTCH)["possibleTreatment"]) == {"Titel van iets": types}


def test_a_glossary_term_is_a_defined_term_with_its_meaning(client):
    make_live(make_term("uitzaaiing", summary_nl="Een tumor elders."))

    thing = thing_on(client, "/nl/woordenlijst/nl-uitzaaiing/")

    assert (thing["@type"], thing["description"]) == ("DefinedTerm", "Een tumor elders.")
    assert thing["inDefinedTermSet"] == f"{SITE}/nl/woordenlijst/"


# Lists and the home page


def test_a_list_names_each_page_once_in_the_order_that_readers_see(client):
    make_live(make_condition("b", title_nl="Beta", other_names_nl="Alfa"), "nl")
    make_live(make_condition("c", title_nl="Gamma"), "nl")

    (page,) = data_of(client.get("/nl/aandoeningen/"))

    items = page["mainEntity"]["itemListElement"]
    assert [(item["position"], item["name"]) for item in items] == [(1, "Beta"), (2, "Gamma")]
    assert items[0]["url"] == f"{SITE}/nl/aandoeningen/nl-b/"
    assert page["@type"] == "CollectionPage"


def test_an_empty_list_is_valid_too(client):
    (page,) = data_of(client.get("/en/glossary/"))

    assert page["mainEntity"] == {"@type": "ItemList"}


def test_the_home_page_is_the_site(client):
    (site,) = data_of(client.get("/en/"))

    assert (site["@type"], site["name"], site["inLanguage"]) == ("WebSite", "Medical Portal", "en")


def test_the_home_page_says_how_the_site_is_searched(client):
    (site,) = data_of(client.get("/en/"))

    template = site["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{SITE}/en/search/?q={{words}}"
    assert client.get(template.removeprefix(SITE).replace("{words}", "liver")).status_code == 200


# Safety and cost


def test_no_text_can_leave_its_block(client):
    hostile = "</script><script>alert(1)</script><!-- \u2028 &"
    make_live(make_condition("lever", title_nl=hostile, other_names_nl=hostile), "nl")

    response = client.get(DUTCH)

    assert data_of(response)[1]["name"] == hostile
    assert response.content.decode().count("<script") == 1
    assert "\\u2028" in data_block({"text": hostile})


def test_a_preview_is_told_to_no_program(editor_client):
    make_condition("lever")

    assert elements(editor_client.get("/preview/nl/condition/lever/"), "script") == []


def test_an_earlier_version_is_told_to_no_program(client):
    condition = make_live(make_condition("lever"), "nl")
    condition.summary_nl = "Anders."
    condition.save()
    make_live(condition, "nl")

    assert elements(client.get(f"{DUTCH}versies/1/"), "script") == []
    assert data_of(client.get(DUTCH))[0]["version"] == 2
