"""A page in two languages beside each other."""

from typing import Any

import pytest

from portal.publishing.services import Job, withdraw
from portal.reading.side_by_side import in_step
from tests.builders import make_condition, make_live, make_section, make_source, make_symptom, make_term
from tests.markup import attribute, elements, links, main, walk, words

pytestmark = pytest.mark.django_db

DUTCH = "/nl/aandoeningen/nl-lever/naast-elkaar/"
ENGLISH = "/en/conditions/en-lever/side-by-side/"


def pairs(response: Any) -> Any:
    """From the headings of each row to the languages that they stand in."""
    rows = [row for row in elements(main(response), "div", class_="pair") if elements(row, "h2")]
    return [
        [(words(h), side.attributes["lang"]) for side in sides(row) for h in elements(side, "h2")]
        for row in rows
    ]


def sides(row: Any) -> Any:
    return [side for side in elements(row, "div") if "lang" in side.attributes]


@pytest.fixture
def lever() -> Any:
    condition = make_condition(
        "lever",
        help_today_nl="<p>Bel.</p>",
        help_today_en="<p>Call.</p>",
        questions_nl="Wat nu?",
        questions_en="What now?",
    )
    make_section(condition, kind="overview", position=1)
    make_section(condition, kind="other", position=2, heading_nl="Meer", heading_en="More")
    make_section(condition, kind="outlook", position=5)
    return condition


@pytest.mark.parametrize("address", [DUTCH, ENGLISH])
def test_the_same_sections_stand_beside_each_other_each_in_its_language(client, lever, address):
    make_live(lever)

    response = client.get(address)

    assert pairs(response) == [
        [("In het kort", "nl"), ("In short", "en")],
        [("Wat is het?", "nl"), ("What is it?", "en")],
        [("Meer", "nl"), ("More", "en")],
        [("Wanneer hulp zoeken", "nl"), ("When to seek help", "en")],
        [("Levensverwachting", "nl"), ("Life expectancy", "en")],
        [("Vragen voor je arts", "nl"), ("Questions for your doctor", "en")],
    ]
    (title,) = elements(main(response), "h1")
    assert [(words(part), part.attributes["lang"]) for part in elements(title, "span")] == [
        ("Titel van lever", "nl"),
        ("Title of lever", "en"),
    ]
    assert [words(h) for h in elements(main(response), "h3")] == [
        "Niet dringend: Maak een afspraak met de huisarts",
        "Dringend: Bel vandaag de huisarts of de huisartsenpost",
        "Not urgent: Make an appointment with the GP",
        "Urgent: Call the GP or the out-of-hours GP service today",
    ]


def test_what_only_one_language_has_stands_beside_a_remark(client, lever):
    make_live(lever)
    make_section(lever, kind="origin", position=2, body_nl="<p>Zo.</p>", body_en="")
    make_live(lever, "nl")

    found = elements(main(client.get(ENGLISH)), "p", class_="side-missing")

    assert [words(remark) for remark in found] == ["This part is there in the other language only."]


def test_a_place_that_only_one_order_has_comes_after_what_it_follows_there():
    assert in_step([["a", "b", "d"], ["x", "a", "c", "d", "e"]]) == ["x", "a", "c", "b", "d", "e"]
    assert in_step([["a", "b"], ["b", "a"]]) == ["a", "b"]


def test_no_two_places_of_the_page_have_one_name_and_every_link_on_it_leads_to_a_place(client, lever):
    make_live(make_term("woord", title_nl="Zin", title_en="Sentence"))
    lever.citations.create(source=make_source("bron"))
    make_section(lever, kind="origin", position=9, body_nl="<p>Zo.[@bron]</p>", body_en="<p>So.[@bron]</p>")
    make_live(lever)

    page = main(client.get(DUTCH))

    names = [found.attributes["id"] for found in walk(page) if "id" in found.attributes]
    assert len(set(names)) == len(names) > 10
    targets = {address for _text, address in links(page) if address.startswith("#")}
    assert targets == {"#source-1"}
    assert {address.removeprefix("#") for address in targets} < set(names)
    assert len(elements(page, "section", class_="sources")) == 1
    described = attribute(page, "a", "aria-describedby", class_="term")
    assert set(described) == {"nl1", "en1"} < set(names)


def test_sources_that_differ_stand_with_their_own_language(client, lever):
    one, other = make_source("boek"), make_source("gids")
    lever.citations.create(source=one, position=1)
    make_section(lever, kind="origin", position=9, body_nl="<p>Zo.[@boek]</p>", body_en="<p>So.[@boek]</p>")
    make_live(lever, "nl")
    lever.citations.create(source=other, position=0)
    make_live(lever, "en")

    page = main(client.get(DUTCH))

    assert [target for _text, target in links(page) if target.startswith("#")] == [
        "#source-1",
        "#source-2-en",
    ]
    texts = {
        f"#{item.attributes['id']}": words(item) for item in elements(page, "li") if "id" in item.attributes
    }
    assert texts["#source-1"].startswith("Bron boek")
    assert texts["#source-2-en"].startswith("Source boek")


def test_the_page_leads_there_only_when_it_is_live_in_both_languages(client, lever):
    make_live(lever, "nl")
    before = links(main(client.get("/nl/aandoeningen/nl-lever/")))
    make_live(lever, "en")

    after = links(main(client.get("/nl/aandoeningen/nl-lever/")))

    assert DUTCH not in [address for _text, address in before]
    assert ("Nederlands en Engels naast elkaar lezen", DUTCH) in after
    languages = elements(client.get(DUTCH), "nav", class_="languages")[0]
    assert ("English", ENGLISH) in links(languages)


def test_a_page_that_is_live_in_one_language_says_so_and_leads_there(client, lever):
    make_live(lever)
    withdraw(kind="condition", key="lever", language="en", by=Job("test"))

    dutch, english = client.get(DUTCH), client.get(ENGLISH)

    assert (dutch.status_code, english.status_code) == (404, 410)
    assert ("Titel van lever", "/nl/aandoeningen/nl-lever/") in links(main(dutch))


def test_an_address_that_nothing_has_is_not_found(client):
    assert client.get("/nl/aandoeningen/nergens/naast-elkaar/").status_code == 404


def test_search_engines_are_sent_to_the_page_itself(client, lever):
    make_live(lever)

    response = client.get(ENGLISH)

    assert attribute(response, "meta", "content", name="robots") == ["noindex"]
    (canonical,) = attribute(response, "link", "href", rel="canonical")
    assert canonical.endswith("/en/conditions/en-lever/")


@pytest.mark.parametrize("how_many", [1, 12])
def test_two_queries_whatever_the_page_links_to(client, django_assert_num_queries, lever, how_many):
    for number in range(how_many):
        lever.symptom_links.create(target=make_live(make_symptom(f"klacht-{number}")), position=number)
        make_live(make_term(f"woord-{number}", title_nl=f"Zin{number}", title_en=f"Sentence{number}"))
    make_live(lever)

    with django_assert_num_queries(2):
        response = client.get(DUTCH)

    addresses = [address for _text, address in links(main(response))]
    assert sum(address.startswith("/nl/klachten/nl-klacht") for address in addresses) == how_many
    assert sum(address.startswith("/en/symptoms/en-klacht") for address in addresses) == how_many
