from datetime import date
from typing import Any

import pytest

from portal.publishing.kinds import kind_of
from tests.builders import (
    make_condition,
    make_page,
    make_picture,
    make_section,
    make_source,
    make_symptom,
    make_term,
    make_test,
    make_treatment,
)

pytestmark = pytest.mark.django_db


def document_of(instance: Any, language: Any = "nl") -> Any:
    return kind_of(instance).document_of(instance, language)


def test_a_citation_in_a_text_becomes_the_number_of_its_source_in_the_editors_order():
    page = make_page("over", body_nl="<p>Zo.[@b] Zus.[@a]</p>")
    page.citations.create(source=make_source("b"), position=20)
    page.citations.create(source=make_source("a"), position=10)

    document = document_of(page)

    assert [(citation.number, citation.key) for citation in document.citations] == [(1, "a"), (2, "b")]
    assert document.sections[0].body == (
        '<p>Zo.<sup><a href="#source-2">[2]</a></sup> Zus.<sup><a href="#source-1">[1]</a></sup></p>'
    )


def test_a_citation_of_a_source_that_is_not_in_the_list_vanishes():
    make_source("elders")
    page = make_page("over", body_nl="<p>Zo.[@elders] Zus.[@bestaat-niet]</p>")

    assert document_of(page).sections[0].body == "<p>Zo. Zus.</p>"


def test_citations_in_help_levels_are_numbered_too():
    condition = make_condition("lever", help_today_nl="<p>Bel.[@a]</p>")
    condition.citations.create(source=make_source("a"))

    assert document_of(condition).help.today == '<p>Bel.<sup><a href="#source-1">[1]</a></sup></p>'


@pytest.mark.parametrize("missing", [None, "", "  \n "])
def test_a_text_that_is_missing_is_empty_however_the_row_says_so(missing):
    texts = ("title", "summary", "author", "medical_reviewer", "rights", "other_names")
    page = make_page("over", slug_en="about", body_en=missing, **{f"{name}_en": missing for name in texts})

    document = document_of(page, "en")

    assert document.stored() == {
        "kind": "page",
        "key": "over",
        "language": "en",
        "title": "",
        "slug": "about",
    }


def test_the_other_language_never_fills_a_gap():
    condition = make_condition("lever", summary_en="", author_nl="Redactie", help_today_nl="<p>Bel.</p>")
    make_section(condition, heading_nl="Kop", body_nl="<p>Tekst.</p>", body_en=None)
    condition.symptom_links.create(target=make_symptom("jeuk"), note_nl="Vaak")

    english = document_of(condition, "en")

    assert (english.summary, english.author, english.sections, bool(english.help)) == ("", "", (), False)
    assert [reference.note for reference in english.references["symptoms"]] == [""]


def test_every_text_is_cleaned_again_when_a_document_is_built():
    page = make_page("over")
    page.body_nl = '<p onclick="x()">Tekst<script>alert(1)</script></p>'

    assert document_of(page).sections[0].body == "<p>Tekst</p>"


def test_a_condition_has_its_sections_links_and_codes_in_the_editors_order():
    condition = make_condition(
        "lever", reviewed_on=date(2026, 1, 31), review_cycle=1, medical_reviewer_nl="Arts"
    )
    make_section(condition, kind="outlook", position=20, body_nl="<p>Later.</p>")
    make_section(condition, kind="overview", position=10, body_nl="<p>Eerst.</p>", heading_nl="Eigen kop")
    make_section(condition, kind="origin", position=15, body_nl="")
    condition.codes.create(system="ICD-10", value="C78.7")
    condition.look_alike_links.create(target=make_condition("cyste"), note_nl="Vocht", position=2)
    condition.look_alike_links.create(target=make_condition("abces"), note_nl="Etter", position=1)

    document = document_of(condition)

    assert [(section.kind, section.heading) for section in document.sections] == [
        ("overview", "Eigen kop"),
        ("outlook", "Levensverwachting"),
    ]
    assert [(link.kind, link.key, link.note) for link in document.references["look_alikes"]] == [
        ("condition", "abces", "Etter"),
        ("condition", "cyste", "Vocht"),
    ]
    assert list(document.references) == ["look_alikes"]
    assert [(code.system, code.value) for code in document.codes] == [("ICD-10", "C78.7")]
    assert (document.group, document.medical_reviewer) == ("liver", "Arts")
    assert (document.reviewed_on, document.next_review_on) == (date(2026, 1, 31), date(2026, 2, 28))


def test_a_symptom_has_its_fields_as_sections():
    symptom = make_symptom("jeuk", advice_nl="<p>Smeer.</p>", what_nl="<p>Jeuk.</p>")

    document = document_of(symptom)

    assert [(section.kind, section.heading, section.body) for section in document.sections] == [
        ("what", "Wat is het?", "<p>Jeuk.</p>"),
        ("advice", "Wat kun je doen?", "<p>Smeer.</p>"),
    ]
    assert document.group == "felt"


def test_a_test_names_its_parent_and_its_facts():
    ct = make_test("ct", parent=make_test("beeld"), abbreviation_nl="CT")

    document = document_of(ct)

    assert [(link.kind, link.key) for link in document.references["parent"]] == [("test", "beeld")]
    assert [fact.value for fact in document.facts] == ["Beeldvormend onderzoek", "CT"]
    assert document.group == "imaging"


def test_a_treatment_has_its_facts_in_the_language_of_the_document():
    treatment = make_treatment("ablatie", intent="curative", route="through-skin")

    assert [(fact.label, fact.value) for fact in document_of(treatment, "en").facts] == [
        ("Kind of treatment", "Ablation"),
        ("Aim", "To cure"),
        ("How it is given", "Through the skin"),
    ]


def test_a_term_has_its_forms_one_for_each_line():
    term = make_term("cel", forms_nl="cellen\n\n celletje \n")

    assert document_of(term).forms == ("cellen", "celletje")


def test_pages_are_ordered_by_their_position():
    groups = [document_of(make_page(key, position=place)).group for key, place in (("a", 2), ("b", 10))]

    assert groups == sorted(groups)


def test_a_source_without_a_title_in_a_language_is_shown_by_its_address():
    page = make_page("over", origin=make_source("a", title_en="", url="https://example.org/a"))

    english = document_of(page, "en").origin
    dutch = document_of(page, "nl").origin

    assert english is not None
    assert dutch is not None
    assert (english.title, dutch.title) == ("https://example.org/a", "Bron a")


def test_a_picture_comes_with_its_texts_in_the_language_and_its_place():
    condition = make_condition("lever")
    condition.pictures.create(picture=make_picture("p", caption_en="The liver"), section="overview")

    (picture,) = document_of(condition, "en").pictures

    assert (picture.alt, picture.caption, picture.credit, picture.section) == (
        "A liver",
        "The liver",
        "The editors",
        "overview",
    )
    assert (picture.width, picture.height) == (1, 1)
