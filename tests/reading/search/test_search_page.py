import logging
from urllib.parse import quote

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped] # comes without types
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portal import gunicorn
from portal.reading.search.results import SIZE
from tests.builders import make_condition, make_live, make_page, make_symptom
from tests.markup import attribute, elements, links, main, words

pytestmark = pytest.mark.django_db

ADDRESS = "/nl/zoeken/"
CANARIES = ("kanariepiet", "grasparkiet")


def outcome(page) -> str:
    (status,) = elements(main(page), "div", role="status")
    return words(status)


def results(page) -> list[tuple[str, str]]:
    found = elements(main(page), "ol", class_="results")
    return [links(heading)[0] for listed in found for heading in elements(listed, "h2")]


@pytest.fixture
def _pages():
    make_live(make_condition("geel", title_nl="Geelzucht", title_en="Jaundice", slug_nl="geelzucht"))
    make_live(
        make_symptom("huid", title_nl="Gele huid", other_names_nl="geelheid", slug_nl="gele-huid"), "nl"
    )


# What it says


@pytest.mark.usefixtures("_pages")
def test_a_search_leads_to_what_was_found_and_says_how_much(client):
    page = client.get(ADDRESS, {"q": "geelzucht"})

    assert outcome(page) == "1 pagina gevonden voor “geelzucht”."
    assert results(page) == [("Geelzucht", "/nl/aandoeningen/geelzucht/")]
    assert [words(mark) for mark in elements(main(page), "mark")] == ["Geelzucht"]
    assert b"<title>Zoeken: geelzucht" in page.content
    assert attribute(page, "input", "value", id="search") == ["geelzucht"]


@pytest.mark.usefixtures("_pages")
def test_a_misspelt_word_is_asked_about_and_answered(client):
    page = client.get(ADDRESS, {"q": "geelzugt"})

    assert outcome(page).startswith("Niets gevonden voor “geelzugt”. Bedoel je geelzucht?")
    assert results(page) == [("Geelzucht", "/nl/aandoeningen/geelzucht/")]


@pytest.mark.usefixtures("_pages")
def test_nothing_found_says_so_and_shows_other_ways(client):
    page = client.get(ADDRESS, {"q": "xylofoon"})

    assert outcome(page) == "Niets gevonden voor “xylofoon”."
    assert results(page) == []
    elsewhere = links(elements(main(page), "div", class_="elsewhere")[0])
    assert ("English", "/en/search/?q=xylofoon") in elsewhere
    assert ("Aandoeningen", "/nl/aandoeningen/") in elsewhere
    assert ("Woordenlijst", "/nl/woordenlijst/") in elsewhere


def test_without_a_question_there_is_the_box_and_a_way_from_a_to_z(client):
    page = client.get(ADDRESS)

    assert elements(main(page), "div", role="status") == []
    assert ("Klachten", "/nl/klachten/") in links(main(page))
    assert b"<title>Zoeken " in page.content


@pytest.mark.usefixtures("_pages")
def test_one_kind_can_be_chosen_and_left_again(client):
    everything = client.get(ADDRESS, {"q": "geel"})
    (choices,) = elements(main(everything), "nav", class_="orders")
    assert ("Klachten", "?q=geel&kind=symptom") in links(choices)

    symptoms = client.get(f"{ADDRESS}?q=geel&kind=symptom")

    assert len(results(everything)) == 2
    assert results(symptoms) == [("Gele huid", "/nl/klachten/gele-huid/")]
    (choices,) = elements(main(symptoms), "nav", class_="orders")
    assert [words(found) for found in elements(choices, "a", **{"aria-current": "true"})] == ["Klachten"]
    assert ("Alles", "?q=geel") in links(choices)
    languages = links(elements(symptoms, "nav", class_="languages")[0])
    assert languages == [("English", "/en/search/?q=geel&kind=symptom")]


def test_results_come_in_pages_with_numbers_that_go_on(client):
    for number in range(SIZE + 1):
        make_live(make_symptom(f"klacht-{number}", title_nl=f"Nierklacht {number}"), "nl")

    first, second = (client.get(ADDRESS, {"q": "nierklacht", "page": page}) for page in ("", "2"))

    (pages,) = elements(main(first), "nav", class_="parts")
    numbers = [("1", "?q=nierklacht"), ("2", "?q=nierklacht&page=2")]
    assert links(pages) == [*numbers, ("Volgende", "?q=nierklacht&page=2")]
    (pages,) = elements(main(second), "nav", class_="parts")
    assert links(pages) == [("Vorige", "?q=nierklacht"), *numbers]
    assert [len(results(page)) for page in (first, second)] == [SIZE, 1]
    assert attribute(main(second), "ol", "start", class_="results") == [str(SIZE + 1)]
    assert "Zoeken: nierklacht, pagina 2" in second.content.decode()


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_search_page_costs_three_queries_whatever_is_asked(client, django_assert_max_num_queries, how_many):
    for number in range(how_many):
        make_live(make_symptom(f"klacht-{number}", title_nl=f"Nierklacht {number}"), "nl")
        make_live(make_page(f"pagina-{number}"), "nl")

    for query in ("nierklacht", "nierklagt", "xylofoon", "nier pijn xylofoon"):
        with django_assert_max_num_queries(3):
            assert client.get(ADDRESS, {"q": query, "kind": "symptom"}).status_code == 200


# Search words are health data


def test_the_words_are_kept_nowhere(client, caplog):
    with caplog.at_level(logging.DEBUG):
        for address in (ADDRESS, "/nl/zoeken/suggesties/", "/en/search/", "/nl/aandoeningen/"):
            response = client.get(address, {"q": " ".join(CANARIES)})
            assert response.cookies == {}

    written = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [line for line in written for canary in CANARIES if canary in line]


def test_the_access_log_has_no_query_string_and_no_place_where_a_reader_came_from():
    assert not {"%(q)s", "%(r)s", "%(f)s"} & set(gunicorn.access_log_format.split())


@pytest.mark.logs_errors
def test_the_error_log_of_the_server_has_no_query_string(caplog):
    server = gunicorn.logger_class(Config())
    server.error_log.addHandler(caplog.handler)

    try:
        int("x")
    except ValueError:
        server.exception("Error handling request %s %s", "GET", f"{ADDRESS}?q={CANARIES[0]}")

    assert [record.getMessage() for record in caplog.records] == [f"Error handling request GET {ADDRESS}"]


@pytest.mark.parametrize("address", [ADDRESS, "/en/search/", "/nl/zoeken/suggesties/"])
def test_no_cache_keeps_it_no_engine_lists_it_and_no_page_hears_of_it(client, address):
    response = client.get(address, {"q": "geel"})

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_a_search_cannot_be_posted(client):
    assert client.post(ADDRESS, {"q": "geel"}).status_code == 405


# Odd input


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ff",
        "q=%ed%a0%80",
        "q=%22",
        "q=%F0%9F%A9%BA",
        "q=" + "a" * 10_000,
        "q=" + "lever+" * 2_000,
        "q=lever&page=" + "9" * 20,
        "q=lever&page=-1",
        "q=lever&page=%00",
        "q=lever&page=1.5",
        "q=lever&page=%D9%A1",
        "q=lever&kind=condition&kind=x&kind=%00",
        "q[]=lever",
        "q=lever&q=pijn",
        "kind=symptom",
        "q=%0d%0aSet-Cookie:x",
        "part=%00&page=%00",
    ],
)
@pytest.mark.parametrize("address", [ADDRESS, "/nl/zoeken/suggesties/"])
def test_odd_input_is_text(client, address, query):
    response = client.get(f"{address}?{query}")

    assert response.status_code == 200
    assert b"\0" not in response.content
    assert not [name for name in response.headers if name == "Set-Cookie"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=some.text(alphabet=some.characters(codec="utf-8"), max_size=60), page=some.text(max_size=6))
def test_any_text_is_text_on_the_page_too(client, text, page):
    response = client.get(ADDRESS, {"q": text, "page": page.encode("utf-8", "replace").decode()})

    assert response.status_code == 200


def test_what_was_typed_is_shown_and_is_no_code(client):
    attack = '"><script>alert(1)</script>'

    page = client.get(f"{ADDRESS}?q={quote(attack)}")

    assert attribute(page, "input", "value", id="search") == [attack]
    assert b"<script>alert" not in page.content


def test_a_question_that_is_too_long_is_cut_and_says_so(client):
    make_live(make_symptom("klacht", title_nl="Nierklacht"), "nl")

    page = client.get(ADDRESS, {"q": "nierklacht " * 40})

    assert len(results(page)) == 1
    assert "alleen de eerste 200 tekens" in outcome(page)


# The box


@pytest.mark.parametrize(
    "address", ["/nl/", ADDRESS, "/nl/klachten/", "/nl/nieuw/", "/nl/klachten/nl-huid/", "/nl/nergens/"]
)
def test_every_page_has_one_search_box_that_works_without_a_script(client, address):
    make_live(make_symptom("huid"), "nl")

    page = client.get(address)

    (form,) = elements(page, "form", role="search")
    assert (form.attributes["action"], form.attributes["method"]) == (ADDRESS, "get")
    assert len(elements(form, "input", name="q", id="search")) == 1
    assert words(elements(form, "label", **{"for": "search"})[0]) == "Zoek op deze site"


def test_only_pages_where_searching_is_the_point_load_the_script(client):
    make_live(make_symptom("huid"), "nl")

    def has_script(address: str) -> bool:
        scripts = elements(client.get(address), "script", type="module")
        return ["search.js" in script.attributes["src"] for script in scripts] == [True]

    assert [has_script(address) for address in ("/nl/", ADDRESS, "/nl/klachten/nl-huid/")] == [
        True,
        True,
        False,
    ]


# Suggestions


@pytest.mark.usefixtures("_pages")
def test_suggestions_are_pages_whose_names_have_what_was_typed(client):
    found = client.get("/nl/zoeken/suggesties/", {"q": "gee"}).json()["suggestions"]

    assert found == [
        {"title": "Geelzucht", "kind": "Aandoening", "address": "/nl/aandoeningen/geelzucht/"},
        {"title": "Gele huid", "kind": "Klacht", "address": "/nl/klachten/gele-huid/"},
    ]


def test_what_stands_in_the_text_alone_is_not_suggested(client):
    make_live(make_condition("lever", summary_nl="Over zeldzaamheden."), "nl")

    assert client.get("/nl/zoeken/suggesties/", {"q": "zeldzaam"}).json() == {"suggestions": []}
    assert len(results(client.get(ADDRESS, {"q": "zeldzaam"}))) == 1
