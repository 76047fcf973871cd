from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders import make_condition, make_live, make_page, make_symptom, make_term
from tests.markup import elements, links, main, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how_many", [1, 30])
def test_the_home_page_costs_three_queries_however_much_there_is(client, django_assert_num_queries, how_many):
    for number in range(how_many):
        make_live(make_condition(f"aandoening-{number}"), "nl")
        make_live(make_page(f"pagina-{number}"), "nl")

    with django_assert_num_queries(3):
        response = client.get("/nl/")

    (card, *_) = elements(main(response), "li", class_="card")
    assert f"{how_many} pagina" in words(card)


def test_the_entrances_lead_to_the_lists_and_count_what_is_live_in_the_language(client):
    for key in ("een", "twee"):
        make_live(make_condition(key), "nl")
    make_live(make_symptom("jeuk"))
    make_live(make_term("cel"), "nl")
    make_condition("concept")

    cards = elements(main(client.get("/nl/")), "li", class_="card")
    english = elements(main(client.get("/en/")), "li", class_="card")

    assert [(*links(card)[0], words(elements(card, "p", class_="count")[0])) for card in cards] == [
        ("Aandoeningen", "/nl/aandoeningen/", "2 pagina’s"),
        ("Klachten", "/nl/klachten/", "1 pagina"),
        ("Onderzoeken", "/nl/onderzoeken/", "0 pagina’s"),
        ("Behandelingen", "/nl/behandelingen/", "0 pagina’s"),
        ("Woordenlijst", "/nl/woordenlijst/", "1 pagina"),
    ]
    assert [words(elements(card, "p", class_="count")[0]) for card in english[:2]] == ["0 pages", "1 page"]


def test_the_newest_conditions_stand_first(client, time_machine):
    start = timezone.now()
    for number in range(8):
        time_machine.move_to(start + timedelta(hours=number))
        make_live(make_condition(f"aandoening-{number}"), "nl")
    make_live(make_symptom("jeuk"), "nl")

    (newest,) = elements(main(client.get("/nl/")), "section", class_="newest")

    assert links(elements(newest, "ul")[0]) == [
        (f"Titel van aandoening-{number}", f"/nl/aandoeningen/nl-aandoening-{number}/")
        for number in (7, 6, 5, 4, 3, 2)
    ]


def test_an_empty_portal_still_has_its_home_page(client):
    response = client.get("/nl/")

    assert elements(main(response), "section", class_="newest") == []
    assert links(elements(main(response), "aside")[0]) == [("112", "tel:112")]
