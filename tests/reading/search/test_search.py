"""What search gives: the right pages, in the right order, marked, and nothing that is not live."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portal.languages import CODES
from portal.publishing.services import Job, publish, withdraw
from portal.reading.search import search
from portal.reading.search.results import MOST, SIZE, suggest
from tests.builders import (
    complete,
    make_condition,
    make_live,
    make_section,
    make_symptom,
    make_term,
    make_treatment,
)

pytestmark = pytest.mark.django_db


def keys(query: str, language: str = "nl", **options: Any) -> list[str]:
    return [result.publication.key for result in search(query, language, **options).results]


def make_page(key: str, title: str, names: str = "", summary: str = "Kort.", text: str = "Tekst.") -> Any:
    condition = make_condition(key, title_nl=title, other_names_nl=names, summary_nl=summary)
    make_section(condition, body_nl=f"<p>{text}</p>")
    return make_live(condition, "nl")


# Order


def test_title_comes_before_other_names_before_summary_before_text():
    make_page("tekst", "Aaa", text="Over nieren, nieren en nieren, en weer nieren.")
    make_page("kort", "Bbb", summary="De nieren en de nieren.")
    make_page("naam", "Ccc", names="zieke nieren")
    make_page("titel", "Pijn bij de nieren")
    make_page("anders", "Ddd")

    assert keys("nieren") == ["titel", "naam", "kort", "tekst"]


def test_an_exact_title_is_first_then_an_exact_other_name():
    make_page("veel", "Nier, nier, nier", names="nier van de nier", summary="Nier nier nier.")
    make_page("naam", "Bonenorgaan", names="nier")
    make_page("titel", "Nier")

    assert keys("nier")[:2] == ["titel", "naam"]
    assert keys("NIER!")[:2] == ["titel", "naam"]


def test_a_title_that_differs_in_its_ending_only_comes_before_one_with_more_words():
    make_page("lang", "Cyste bij een cyste en nog een cyste")
    make_page("kort", "Cysten")

    assert keys("cyste") == ["kort", "lang"]


def test_of_titles_that_have_it_the_one_with_fewest_words_comes_first_then_a_condition_then_what_says_most():
    make_live(make_treatment("snede", title_nl="Niersteek", what_nl="<p>Lang.</p>" * 99), "nl")
    make_page("woorden", "Zieke nier", text="Veel. " * 99)
    make_page("weinig", "Nierpijn")
    make_page("veel", "Nierontsteking", text="Veel. " * 9)

    assert keys("nier") == ["veel", "weinig", "snede", "woorden"]
    assert [page.key for page in suggest("nier", "nl")] == keys("nier")


def test_a_page_about_the_thing_comes_before_the_word_that_explains_it():
    make_live(make_term("woord", title_nl="Geelzucht"), "nl")
    make_live(make_symptom("klacht", title_nl="Geelzucht"), "nl")

    assert keys("geelzucht") == ["klacht", "woord"]


def test_all_words_come_before_some_and_some_are_told_of():
    make_page("beide", "Pijn in de nier")
    make_page("een", "Nier")
    assert keys("pijn nier") == ["beide"]

    make_page("hart", "Hart")
    results = search("hart nier", "nl")
    assert {result.publication.key for result in results.results} == {"een", "hart", "beide"}
    assert not results.has_all


# Words


def test_compounds_are_found_by_their_parts_and_beginnings():
    make_page("meta", "Levermetastasen")

    assert [keys(part) for part in ("lever", "metastasen", "metastase", "leverm", "lever metastasen")] == [
        ["meta"]
    ] * 5


def test_a_compound_that_no_page_has_finds_its_two_halves():
    make_page("beide", "Ontsteking van de galblaas")

    assert keys("galblaasontsteking") == ["beide"]


def test_a_short_word_is_not_looked_for_inside_others():
    make_page("magneet", "Magnetisch")
    make_page("net", "Net op het oog")

    assert keys("net") == ["net"]


def test_a_word_is_found_by_what_the_glossary_also_calls_it():
    make_page("leverkwaal", "Leverkwaal", text="Een uitzaaiing in de lever.")
    make_live(
        make_term("uitzaaiing", title_nl="Uitzaaiing", other_names_nl="metastase\ndochter gezwel"), "nl"
    )

    assert keys("metastase lever") == ["leverkwaal"]
    assert keys("dochter gezwel lever") == ["leverkwaal"]


@pytest.mark.parametrize("typed", ["Echografie", "échografie", "ECHOGRAFIE", "echo-grafie"])
def test_accents_capitals_and_hyphens_do_not_count(typed):
    make_page("echo", "Échografie")

    assert keys(typed) == ["echo"]


def test_a_misspelt_word_gives_results_and_what_was_meant():
    make_page("geel", "Geelzucht")

    results = search("geelzugt", "nl")

    assert [result.publication.key for result in results.results] == ["geel"]
    assert (results.query, results.instead) == ("geelzugt", "geelzucht")


def test_words_that_no_page_has_are_named_and_the_others_found():
    make_page("geel", "Geelzucht")

    results = search("geelzucht xylofonist", "nl")

    assert ([result.publication.key for result in results.results], results.unknown) == (
        ["geel"],
        ("xylofonist",),
    )


def test_a_word_that_says_little_is_not_named_as_one_that_no_page_has():
    make_page("geel", "Geelzucht")

    assert search("ik geelzucht", "nl").unknown == ()


def test_a_page_is_found_by_its_code():
    condition = make_condition("ander", title_nl="Ander", summary_nl="Wat anders.")
    condition.codes.create(system="ICD-10", value="K75.9")
    make_live(condition, "nl")
    condition = make_condition("uitzaaiing", title_nl="Uitzaaiing", summary_nl="In het kort.")
    condition.codes.create(system="ICD-10", value="C78.7")
    make_live(condition, "nl")

    (result,) = search("c78.7", "nl").results

    assert (result.title, result.extract) == ("Uitzaaiing", "In het kort.")


# What is not live


def test_what_is_not_live_is_found_in_no_way(time_machine):
    """Nor suggested, nor given away as what was meant."""
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    make_page("ander", "Ander onderwerp")
    hidden = complete(make_condition("geheim", title_nl="Kanariepiet", summary_nl="Een kanarievogel."))

    def seen() -> list[bool]:
        found = [
            search(query, "nl")
            for query in ("kanariepiet", "kanarie", "kanariepeit", "onderwerp kanariepeit")
        ]
        return [
            *("kanarie" in results.instead for results in found),
            *(any(result.publication.key == "geheim" for result in results.results) for results in found),
            bool(suggest("kanar", "nl")),
        ]

    nowhere = [False] * 9
    draft = seen()
    publish(instance=hidden, language="nl", by=Job("test"), live_from=now + timedelta(days=1))
    planned = seen()
    time_machine.move_to(now + timedelta(days=1), tick=False)
    live = seen()
    withdraw(kind="condition", key="geheim", language="nl", by=Job("test"))

    assert (draft, planned, seen()) == (nowhere, nowhere, nowhere)
    assert live == [False, False, True, False, True, True, True, True, True]


def test_each_language_finds_its_own_pages():
    make_live(make_condition("milt", title_nl="Milt", title_en="Spleen", slug_nl="milt", slug_en="spleen"))

    found = [keys("milt", "nl"), keys("spleen", "nl"), keys("spleen", "en"), keys("milt", "en")]

    assert found == [["milt"], [], ["milt"], []]
    assert search("spleen", "en").results[0].address == "/en/conditions/spleen/"


# Filters and pages


def test_kinds_can_be_chosen():
    make_page("aandoening", "Nier")
    make_live(make_symptom("klacht", title_nl="Nier"), "nl")
    make_live(make_treatment("behandeling", title_nl="Nier"), "nl")

    assert keys("nier", kinds=["symptom"]) == ["klacht"]
    assert keys("nier", kinds=["symptom", "treatment"]) == ["klacht", "behandeling"]
    assert keys("nier", kinds=["page"]) == []


def test_results_come_in_pages_and_a_page_past_the_end_is_the_last():
    for number in range(SIZE + 3):
        make_live(make_symptom(f"klacht-{number:02}", title_nl=f"Nierklacht {number:02}"), "nl")

    first, second, beyond = (search("nierklacht", "nl", page=page) for page in (1, 2, 99))

    assert [
        (found.total, found.pages, found.page, len(found.results)) for found in (first, second, beyond)
    ] == [
        (13, 2, 1, 10),
        (13, 2, 2, 3),
        (13, 2, 2, 3),
    ]
    everything = [result.publication.key for found in (first, second) for result in found.results]
    assert len(set(everything)) == SIZE + 3
    assert beyond.results == second.results


def test_no_more_are_counted_than_anybody_reads(monkeypatch):
    monkeypatch.setattr("portal.reading.search.results.MOST", 3)
    for number in range(5):
        make_live(make_symptom(f"klacht-{number}", title_nl=f"Nierklacht {number}"), "nl")

    results = search("nierklacht", "nl")

    assert (results.total, results.is_more, MOST) == (3, True, 300)


# Extracts


def test_what_was_looked_for_is_marked_where_it_stands():
    make_page(
        "nier",
        "Pijn bij de nieren",
        names="nierpijn",
        text="Lang. " * 80 + "Een nier doet pijn. " + "Kort. " * 80,
    )

    (result,) = search("nier", "nl").results

    assert result.title == "Pijn bij de <mark>nieren</mark>"
    assert "Een <mark>nier</mark> doet pijn." in result.extract
    assert result.extract.startswith("…")
    assert result.extract.endswith("…")
    assert len(result.extract) < 300


def test_the_summary_is_shown_when_it_says_it_and_when_nothing_does():
    make_page("een", "Aaa", summary="Over de nier.", text="De nier is een orgaan.")
    make_page("ander", "Nier", summary="Wat anders.", text="Iets.")

    extracts = {result.publication.key: result.extract for result in search("nier", "nl").results}

    assert extracts == {"een": "Over de <mark>nier</mark>.", "ander": "Wat anders."}


def test_headings_do_not_run_into_the_text_that_follows():
    condition = make_condition("kop", title_nl="Kop")
    make_section(condition, heading_nl="Begin", body_nl="<p>Een nier.</p><h3>Pijn?</h3><p>Soms.</p>")
    make_section(condition, position=99, heading_nl="Einde", body_nl="<h3>Kort</h3><p>Niets.</p>")
    make_live(condition, "nl")

    (result,) = search("nier", "nl").results

    assert "Een <mark>nier</mark>. Pijn? Soms. Einde. Kort. Niets." in result.extract


def test_no_text_of_a_page_becomes_code():
    """As a plain text may say: it is shown as it is written."""
    make_page("x", "Nier <script>x()</script>", names="<b>nier</b>", summary='"nier" & <img src=x onerror=y>')

    (result,) = search("nier", "nl").results

    assert result.title == "<mark>Nier</mark> &lt;script&gt;x()&lt;/script&gt;"
    assert result.extract == "&quot;<mark>nier</mark>&quot; &amp; &lt;img src=x onerror=y&gt;"


# Odd input, and what it costs

ODD = [
    "",
    " ",
    '"',
    '""""',
    "'; DROP TABLE x; --",
    "lever*",
    "NEAR(lever pijn)",
    "title:lever",
    "lever AND OR NOT",
    "-lever",
    "(((",
    "lever & | ! <->",
    "%s %d {0} %",
    "\0",
    "lever\0pijn",
    "🩺",
    "²³",
    "ﷺ",
    "\ud800",
    "a" * 10_000,
    "lever " * 2_000,
    "é" * 300,
    "_",
    "a_b",
    "\u202e",
    "1",
    "-1",
    "a b c d e f g h i j k l",
]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_input_is_text(text, language):
    make_live(make_condition("lever", title_nl="Lever", title_en="Lever"))

    results = search(text, language)

    assert results.total == ("lever" in text)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=some.text(max_size=40), page=some.integers(-5, 10**6))
def test_any_text_is_text(text, page):
    for language in CODES:
        assert search(text, language, page=page).total == 0


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_search_costs_two_queries_whatever_is_asked(django_assert_num_queries, how_many):
    for number in range(how_many):
        make_live(make_symptom(f"klacht-{number}", title_nl=f"Lever pijn buik {number}"), "nl")

    for query in ("lever", "lever pijn buik", "leverpijn buiklever", "levr", "xyz levr xyzzy a b c d"):
        with django_assert_num_queries(2):
            results = search(query, "nl")
            assert all(result.address and result.kind and result.extract for result in results.results)
        with django_assert_num_queries(2):
            suggest(query, "nl")
        assert results.total == how_many


def test_nothing_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search("?!", "nl").total == 0
