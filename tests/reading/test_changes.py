from datetime import timedelta

import pytest
from django.utils import timezone

from portal.publishing.services import Job, publish, withdraw
from portal.reading.changes import SIZE
from tests.builders import complete, make_condition, make_live, make_page, make_symptom
from tests.markup import elements, links, main, words

pytestmark = pytest.mark.django_db

ADDRESS = "/nl/nieuw/"
BY = Job("test")


def lines(page) -> list[str]:
    return [
        words(line)
        for found in elements(main(page), "ol", class_="changes")
        for line in elements(found, "li")
    ]


def test_the_last_published_stands_first_with_its_date_and_reason(client, time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=False)
    condition = complete(make_condition("lever", title_nl="Lever"))
    publish(instance=condition, language="nl", by=BY, reason="Eerste tekst")
    time_machine.shift(timedelta(days=1))
    make_live(make_symptom("jeuk", title_nl="Jeuk"), "nl")
    time_machine.shift(timedelta(days=1))
    condition.title_nl = "De lever"
    condition.save()
    publish(instance=condition, language="nl", by=BY, reason="Nieuwe richtlijn")

    page = client.get(ADDRESS)

    assert lines(page) == [
        "25 november 2026 De lever Aandoening: gewijzigd, versie 2. Nieuwe richtlijn",
        "24 november 2026 Jeuk Klacht: nieuw",
    ]
    assert ("De lever", "/nl/aandoeningen/nl-lever/") in links(main(page))


def test_what_is_not_live_is_not_there(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    make_live(make_condition("engels"), "en")
    make_live(make_condition("weg"), "nl")
    withdraw(kind="condition", key="weg", language="nl", by=BY, reason="Verouderd")
    publish(
        instance=complete(make_condition("later")),
        language="nl",
        by=BY,
        reason="Kanarie",
        live_from=now + timedelta(days=1),
    )
    before = lines(client.get(ADDRESS))

    time_machine.shift(timedelta(days=1))

    assert before == []
    assert [line.split("Titel")[1] for line in lines(client.get(ADDRESS))] == [
        " van later Aandoening: nieuw. Kanarie"
    ]


def test_an_empty_list_says_that_it_is_empty(client):
    assert (
        words(elements(main(client.get(ADDRESS)), "p", class_="empty")[0])
        == "Hier is nog niets gepubliceerd."
    )


@pytest.mark.parametrize("how_many", [1, SIZE + 1])
def test_a_list_of_changes_costs_three_queries_however_long_it_is(
    client, django_assert_num_queries, how_many
):
    for number in range(how_many):
        make_live(make_symptom(f"klacht-{number}"), "nl")
        if number < 2:
            make_live(make_page(f"pagina-{number}"), "nl")

    with django_assert_num_queries(3):
        page = client.get(ADDRESS)

    assert len(lines(page)) == min(SIZE, how_many + min(2, how_many))


def test_a_long_list_comes_in_pages_and_rubbish_gives_one_that_is_there(client):
    for number in range(SIZE + 1):
        make_live(make_symptom(f"klacht-{number}"), "nl")

    def shown(asked: str) -> tuple[int, list[tuple[str, str]]]:
        page = client.get(ADDRESS, {"page": asked})
        return len(lines(page)), links(elements(main(page), "nav", class_="parts")[0])

    first, last = (SIZE, [("Ouder", "?page=2")]), (1, [("Nieuwer", "?page=1")])
    assert [shown(asked) for asked in ("", "2", "99", "x", "-1", "\0")] == [
        first,
        last,
        last,
        first,
        last,
        first,
    ]


def test_the_home_page_leads_to_it_and_to_the_parts_of_the_body_that_have_pages(client):
    make_live(make_condition("lever", body_part="liver"), "nl")
    make_live(make_condition("engels", body_part="skin"), "en")
    make_condition("concept", body_part="lung")

    page = main(client.get("/nl/"))

    (parts,) = elements(page, "section", class_="body-parts")
    assert links(parts) == [("Lever", "/nl/aandoeningen/?by=group&part=liver#part-liver")]
    assert ("Alles wat nieuw en gewijzigd is", ADDRESS) in links(page)
