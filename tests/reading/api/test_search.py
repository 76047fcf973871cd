"""Search, for programs. How well it finds is tested beside the search itself."""

import pytest

from tests.builders import make_condition, make_live, make_symptom

pytestmark = pytest.mark.django_db


def test_pages_are_found_with_a_piece_of_their_text(ask):
    make_live(make_condition("lever", title_nl="Uitzaaiingen", summary_nl="Kanker in de lever <nu>."), "nl")
    make_live(make_symptom("jeuk", title_nl="Jeuk"), "nl")

    answer = ask("search", q="lever")

    (item,) = answer["items"]
    assert (item["title"], item["address"]) == ("Uitzaaiingen", "http://testserver/nl/aandoeningen/nl-lever/")
    assert item["document"] == "http://testserver/api/v1/documents/condition/lever/nl"
    assert "<mark>lever</mark> &lt;nu&gt;" in item["extract"]
    assert (answer["total"], answer["page"], answer["pages"], answer["instead"]) == (1, 1, 1, "")


def test_it_searches_one_language_and_one_kind(ask):
    make_live(make_condition("lever", title_nl="Lever", title_en="Liver"))
    make_live(make_symptom("leverpijn", title_nl="Pijn in de lever", title_en="Pain in the liver"))

    assert [item["title"] for item in ask("search", q="liver", language="en")["items"]] == [
        "Liver",
        "Pain in the liver",
    ]
    assert [item["kind"] for item in ask("search", q="lever", kind="symptom")["items"]] == ["symptom"]


def test_nothing_found_is_an_empty_list(ask):
    assert ask("search", q="xyz")["items"] == ask("search", q="\x00 '\" *")["items"] == []


def test_a_question_that_is_no_question_is_refused(ask):
    assert [ask("search", 422, q=words)["errors"][0]["field"] for words in ("", "x" * 201)] == ["q", "q"]


@pytest.mark.parametrize("pages", [1, 8])
def test_it_takes_two_queries(client, django_assert_num_queries, pages):
    for number in range(pages):
        make_live(make_symptom(f"lever-{number}", title_nl=f"Lever {number}"), "nl")

    with django_assert_num_queries(2):
        answer = client.get("/api/v1/search", {"q": "lever"}).json()

    assert len(answer["items"]) == pages
