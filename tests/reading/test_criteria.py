"""How a page was made: an account of what the portal knows, and no more."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.languages import CODES
from portal.publishing.documents import Citation, Document, Section
from portal.publishing.models import Publication
from portal.publishing.services import Job, withdraw
from portal.reading.criteria import Facts, Met, hon_principles, in_short, pif_tick
from portal.reading.versions import Version
from tests.builders import make_condition, make_live, make_page, make_section, make_source
from tests.markup import elements, links, main, words

PAGE = "/nl/aandoeningen/nl-lever/"
MADE = f"{PAGE}hoe-gemaakt/"


def facts(languages: Any = CODES, **fields: Any) -> Facts:
    document = Document(kind="condition", key="lever", language="nl", title="Lever", slug="lever", **fields)
    publication = Publication(number=3, live_from=datetime(2026, 11, 23, 12, tzinfo=UTC))
    return Facts(document, Version(publication), languages)


def met(found: Facts) -> dict[str, str]:
    return {criterion.name: criterion.met for criterion in (*pif_tick(found), *hon_principles(found))}


def cited(*numbers: int) -> dict[str, Any]:
    about: dict[str, Any] = {
        "title": "Bron",
        "publisher": "P",
        "url": "https://example.org/",
        "language": "nl",
    }
    citations = [Citation(key=f"bron-{n}", number=n, **about) for n in (1, 2)]
    body = "".join(f'<p>Zin.<sup><a href="#source-{n}">[{n}]</a></sup></p>' for n in numbers)
    return {"citations": tuple(citations), "sections": (Section(kind="overview", heading="Wat", body=body),)}


def test_there_are_ten_criteria_and_eight_principles():
    assert (len(pif_tick(facts())), len(hon_principles(facts()))) == (10, 8)


def test_a_page_without_a_reviewer_does_not_pass_for_reviewed():
    found = facts(author="De redactie")

    assert met(found)["Een vaste manier van werken"] == Met.NO
    assert met(found)["Deskundigheid"] == Met.NO
    assert "nog niet gecontroleerd" in dict(in_short(found))["Medische controle"]


def test_a_review_counts_with_its_name_and_its_date():
    reviewed = facts(medical_reviewer="Een arts", reviewed_on=date(2026, 11, 1))
    undated = facts(medical_reviewer="Een arts")

    assert met(reviewed)["Een vaste manier van werken"] == Met.YES
    assert "Gecontroleerd door Een arts op 1 november 2026." in dict(in_short(reviewed))["Medische controle"]
    assert met(undated)["Een vaste manier van werken"] == Met.NO


@pytest.mark.parametrize(
    ("numbers", "is_met", "said"),
    [
        ((1, 2, 2), Met.YES, "2 bronnen, waarvan 2 bij de zinnen waar ze bij horen."),
        ((2,), Met.YES, "2 bronnen, waarvan 1 bij de zinnen waar ze bij horen."),
        ((), Met.NO, "2 bronnen, waarvan 0 bij de zinnen waar ze bij horen."),
    ],
)
def test_sources_count_when_sentences_lead_to_them(numbers, is_met, said):
    found = facts(**cited(*numbers))

    assert met(found)["Gebaseerd op bewijs"] == is_met
    assert dict(in_short(found))["Bronnen"] == said


def test_a_page_in_one_language_is_not_for_everybody_and_two_languages_prove_little():
    assert met(facts(languages=["nl"]))["Voor iedereen"] == Met.NO
    assert met(facts())["Voor iedereen"] == Met.UNKNOWN


def test_what_the_portal_does_not_keep_it_does_not_claim():
    full = facts(medical_reviewer="Een arts", reviewed_on=date(2026, 11, 1), summary="Kort.", **cited(1, 2))

    unproven = [name for name, is_met in met(full).items() if is_met != Met.YES]
    assert unproven == [
        "Opgeleide makers",
        "Er is behoefte aan",
        "Samen met patiënten gemaakt",
        "Voor iedereen",
        "Bereikt mensen",
        "Het effect wordt gemeten",
        "Beweringen zijn te onderbouwen",
        "Wie betaalt",
    ]


# On the site


@pytest.fixture
def condition(db):
    condition = make_condition("lever")
    make_section(condition, body_nl="<p>Zin.[@bron]</p>", body_en="<p>Sentence.[@bron]</p>")
    condition.citations.create(source=make_source("bron"))
    return make_live(condition)


def test_a_page_has_five_lines_and_the_way_to_all_criteria(client, condition):
    (panel,) = elements(main(client.get(PAGE)), "details", class_="made")

    assert len(elements(panel, "dt")) == 5
    assert "1 bron, waarvan 1 bij de zinnen waar ze bij horen." in words(panel)
    assert "Nederlands, Engels" in words(panel)
    assert links(panel) == [("Alle criteria, één voor één", MADE)]


def test_all_criteria_cost_three_queries_and_claim_no_mark(client, condition, django_assert_num_queries):
    with django_assert_num_queries(3):
        response = client.get(MADE)

    assert len(elements(main(response), "li")) >= 18
    assert "we hebben deze keurmerken niet" in words(response)
    assert "1 bron, waarvan 1 bij de zinnen waar ze bij horen." in words(response)


def test_the_account_is_there_in_both_languages_and_gone_with_the_page(client, condition):
    english = client.get("/en/conditions/en-lever/how-it-was-made/")
    withdraw(kind="condition", key="lever", language="nl", by=Job("test"))

    assert ("Nederlands", MADE) in links(english)
    assert "we do not carry these marks" in words(english)
    assert client.get(MADE).status_code == 410


def test_a_page_about_the_site_itself_has_no_such_panel(client, db):
    make_live(make_page("over"), "nl")

    assert elements(main(client.get("/nl/over/nl-over/")), "details", class_="made") == []
