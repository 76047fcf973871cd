"""The calendar: what goes live, expires and falls due, as pages and as a file."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from conditions.models import Condition
from portal.editing.calendar import Entry, What, entries
from portal.editing.calendar_views import MOST_IN_A_DAY, MOST_IN_THE_LIST
from portal.editing.icalendar import LIMIT, escaped, folded, icalendar
from portal.publishing.services import Job, publish, withdraw
from tests.builders import complete, make_condition, make_live, make_symptom
from tests.editing.forms import address
from tests.markup import elements, words

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NOVEMBER, DECEMBER = "/nl/admin/calendar/?month=2026-11", "/nl/admin/calendar/?month=2026-12"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def plan(instance: Any, begin: float, end: float | None = None, language: str = "nl") -> Any:
    moments = {"live_from": NOW + begin * DAY, "live_until": end and NOW + end * DAY}
    return publish(instance=instance, language=language, by=Job("test"), **moments)  # type: ignore[arg-type]


def found(first: date = date(2026, 11, 1), last: date = date(2026, 12, 31)) -> list[tuple[str, str, str]]:
    return [(entry.what.value, entry.day.isoformat(), entry.key) for entry in entries(first, last)]


def file_address(client: Client) -> str:
    page: Any = client.get(NOVEMBER)
    (field,) = elements(page, "input", id="file-address")
    value = field.attributes["value"]
    assert value
    return value


# What is in it


@pytest.mark.django_db
def test_it_has_what_goes_live_expires_and_falls_due():
    condition = complete(make_condition("lever", reviewed_on=date(2025, 12, 1)))
    plan(condition, 2, 5)

    assert found() == [
        ("begins", "2026-11-25", "lever"),
        ("ends", "2026-11-28", "lever"),
        ("due", "2026-12-01", "lever"),
    ]
    assert found(last=date(2026, 11, 27)) == [("begins", "2026-11-25", "lever")]


@pytest.mark.django_db
def test_days_are_dutch_days():
    plan(complete(make_condition("lever")), 11.5 / 24)  # 23:30 in UTC is 0:30 in Amsterdam

    assert found() == [("begins", "2026-11-24", "lever")]


@pytest.mark.django_db
def test_a_page_that_is_followed_by_its_next_version_does_not_end():
    condition = complete(make_condition("lever"))
    plan(condition, 1)
    condition.title_nl = "Anders"
    condition.save()
    plan(condition, 3, 5)

    assert found() == [
        ("begins", "2026-11-24", "lever"),
        ("begins", "2026-11-26", "lever"),
        ("ends", "2026-11-28", "lever"),
    ]


@pytest.mark.django_db
def test_what_was_taken_back_before_it_began_is_not_in_it():
    plan(complete(make_condition("lever")), 3)
    plan(complete(make_condition("gal")), 3)

    withdraw(kind="condition", key="lever", language="nl", by=Job("test"))

    assert found() == [("begins", "2026-11-26", "gal")]


# As a page


def test_a_month_is_shown_as_a_table_and_as_a_list_with_links(editor_client):
    condition = complete(make_condition("lever"))
    plan(condition, 2)

    page = editor_client.get(NOVEMBER)

    (table,) = elements(page, "table", class_="calendar")
    (listed,) = elements(page, "ul", class_="calendar-list")
    for part in (table, listed):
        (entry,) = elements(part, "li", class_="begins")
        (link,) = elements(entry, "a")
        assert (words(link), link.attributes["href"]) == ("Titel van lever (Nederlands)", address(condition))
    assert words(elements(table, "th")[0]) == "maandag"
    assert [link.attributes["href"] for link in elements(page, "a", rel="next")] == ["?month=2026-12"]
    assert "Titel van lever" not in editor_client.get(DECEMBER).text


def test_a_day_with_much_shows_some_and_leads_to_the_list_of_that_day(editor_client):
    make_many(MOST_IN_A_DAY + 2, day=14)
    make_many(MOST_IN_A_DAY + 1, day=15)

    page = editor_client.get(NOVEMBER)

    (table,) = elements(page, "table", class_="calendar")
    shown = {day: [words(row) for row in elements(cell, "li")] for day, cell in cells(table).items()}
    assert shown["14"][MOST_IN_A_DAY:] == ["en nog 2 14 november"]
    assert len(shown["15"]) == MOST_IN_A_DAY + 1
    (link,) = [link for link in elements(table, "a") if words(link).startswith("en nog 2")]
    of_day = editor_client.get(f"/nl/admin/calendar/{link.attributes['href']}")
    (listed,) = elements(of_day, "ul", class_="calendar-list")
    assert len(elements(listed, "li")) == MOST_IN_A_DAY + 2
    assert words(elements(of_day, "h2", id="list")[0]) == "zaterdag 14 november 2026"


def test_a_long_list_comes_in_parts_that_together_have_everything(editor_client):
    make_many(MOST_IN_THE_LIST + 5, day=14)

    parts = [editor_client.get(f"{NOVEMBER}&page={number}") for number in (1, 2)]

    lists = [elements(part, "ul", class_="calendar-list")[0] for part in parts]
    keys = [words(link) for part in lists for link in elements(part, "a")]
    assert len(elements(lists[0], "li")) == MOST_IN_THE_LIST
    assert len(keys) == len(set(keys)) == MOST_IN_THE_LIST + 5
    assert [words(link) for link in elements(parts[0], "a", rel="next")] == ["december 2026", "Volgende"]


def test_a_month_takes_as_many_queries_with_much_in_it_as_with_little(
    editor_client, django_assert_num_queries
):
    make_many(1, day=14)
    with CaptureQueriesContext(connection) as little:
        editor_client.get(NOVEMBER)
    make_many(60, day=15)

    with django_assert_num_queries(len(little)):
        editor_client.get(NOVEMBER)


def make_many(number: int, *, day: int) -> None:
    """Conditions whose review falls due on that day of November."""
    Condition.objects.bulk_create(
        Condition(
            key=f"c{day}-{each}",
            title_nl=f"Kwaal {day}-{each}",
            slug_nl=f"k{day}-{each}",
            next_review_on=date(2026, 11, day),
        )
        for each in range(number)
    )


def cells(table: Any) -> dict[str, Any]:
    """The days of a month by their number."""
    inside = [cell for cell in elements(table, "td") if "outside" not in (cell.attributes.get("class") or "")]
    return {words(elements(cell, "time")[0]).split()[0]: cell for cell in inside}


@pytest.mark.parametrize("month", ["2026-13", "0001-01", "9999-12", "x", "2026-11-01"])
def test_a_month_that_cannot_be_is_not_found(editor_client, month):
    assert editor_client.get(f"/nl/admin/calendar/?month={month}").status_code == 404


def test_who_may_not_see_publications_sees_no_calendar(client, stranger, stranger_client, editor_client):
    stranger.is_staff = True
    stranger.save()

    assert client.get(NOVEMBER).status_code == 302
    assert stranger_client.get(NOVEMBER).status_code == 403
    assert editor_client.get(NOVEMBER).status_code == 200


def test_the_working_copy_that_is_gone_has_no_link(editor_client):
    condition = make_live(complete(make_condition("lever")), "nl")
    Condition.objects.filter(pk=condition.pk).delete()

    (entry,) = elements(editor_client.get(NOVEMBER), "ul", class_="calendar-list")

    assert "Titel van lever" in words(entry)
    assert elements(entry, "a") == []


@pytest.mark.parametrize("how_many", [1, 8])
def test_the_calendar_costs_the_same_for_one_entry_and_for_many(
    editor_client, django_assert_num_queries, how_many
):
    for number in range(how_many):
        plan(complete(make_condition(f"c{number}", reviewed_on=date(2025, 11, 20))), 1, 2)
        plan(complete(make_symptom(f"s{number}")), 1, 2)

    with django_assert_num_queries(15):
        editor_client.get(NOVEMBER)


# As a file


def test_the_file_is_valid_icalendar(editor_client, client):
    condition = complete(
        make_condition("lever", title_nl="Lever; gal, én \\ " + "é" * 60, reviewed_on=date(2026, 1, 1))
    )
    plan(condition, 2, 5)

    response = client.get(file_address(editor_client))

    text = response.content.decode()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.replace("\r\n", "").find("\n") == -1
    assert all(len(line.encode()) <= LIMIT for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:20261125T120000Z",
        "DTSTART:20261128T120000Z",
        "DTSTART;VALUE=DATE:20270101",
    ]
    assert sum(line == "BEGIN:VEVENT" for line in lines) == sum(line == "END:VEVENT" for line in lines) == 3
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 3
    assert "SUMMARY:Lever\\; gal\\, én \\\\ " + "é" * 60 in "\n".join(lines)
    assert f"URL:http://testserver{address(condition)}" in lines


def test_the_address_of_the_file_is_the_same_every_time(editor_client):
    assert file_address(editor_client) == file_address(editor_client)


def test_an_address_that_was_taken_back_leads_nowhere(editor_client, reviewer_client, client):
    old, others = file_address(editor_client), file_address(reviewer_client)

    editor_client.post("/nl/admin/calendar/renew/")

    assert client.get(old).status_code == 404
    assert client.get(file_address(editor_client)).status_code == 200
    assert client.get(others).status_code == 200


def test_an_address_is_taken_back_by_posting_only(editor_client):
    address = file_address(editor_client)

    assert editor_client.get("/nl/admin/calendar/renew/").status_code == 405
    assert file_address(editor_client) == address


def test_a_forged_address_leads_nowhere(editor_client, client):
    good = file_address(editor_client)
    forged = re.sub(r"calendar/.", "calendar/A", good)

    assert client.get(forged).status_code == 404
    assert client.get(good).status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_the_address_of_a_closed_account_leads_nowhere(editor, editor_client, client, change):
    address = file_address(editor_client)
    for name, value in change.items():
        setattr(editor, name, value)
    editor.save()

    assert client.get(address).status_code == 404


def test_the_address_of_who_lost_the_right_to_see_it_is_refused(editor, editor_client, client):
    address = file_address(editor_client)
    editor.groups.clear()

    assert client.get(address).status_code == 403


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_a_folded_line_unfolds_to_itself(text):
    line = f"SUMMARY:{escaped(text)}"

    pieces = folded(line).split("\r\n")

    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line
    assert all(len(piece.encode()) <= LIMIT for piece in pieces)


def test_a_title_cannot_add_lines_of_its_own():
    entry = Entry(What.DUE, date(2026, 11, 23), None, "condition", "lever", "Lever\r\nBEGIN:VALARM")

    text = icalendar([entry], name="test", site="https://example.org")

    assert "\r\nBEGIN:VALARM" not in text
    assert "SUMMARY:Lever\\nBEGIN:VALARM" in text
