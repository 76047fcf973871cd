"""The start page of the editors' room: what waits for whom, and how the whole stands."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from conditions.models import Condition
from portal.publishing import worklists
from portal.publishing.review_models import Review
from portal.publishing.reviews import ask_for_review
from portal.publishing.services import Job, withdraw
from portal.publishing.worklists import Item, Worklist
from tests.builders import make_condition, make_live, make_symptom, make_term, make_treatment
from tests.conftest import signed_in
from tests.markup import elements, words

TODAY = timezone.localdate()
DAY = timedelta(days=1)
MOST_QUERIES = 31  # a list that is longer than is shown is counted, too


def start_page(client: Any, language: str = "nl") -> Any:
    return client.get(f"/{language}/admin/")


def lists(response: Any) -> dict[str, list[str]]:
    """The names of what waits, by list; those where nothing waits are left out."""
    return {found.name: [item.text for item in found.items] for found in response.context["worklists"]}


def totals(response: Any) -> dict[str, int]:
    return {found.name: found.total for found in response.context["worklists"]}


def reviewed(key: str, next_review: date | None, **fields: Any) -> Any:
    condition = make_condition(key, **fields)
    QuerySet(Condition).filter(pk=condition.pk).update(next_review_on=next_review)
    return condition


# Reviews


def test_an_editor_sees_the_reviews_of_own_pages_and_of_those_nobody_owns(editor, administrator):
    reviewed("mine", TODAY, owner=editor)
    reviewed("nobody", TODAY - DAY)
    reviewed("theirs", TODAY, owner=administrator)

    assert lists(start_page(signed_in(editor)))["reviews_due"] == ["Titel van nobody", "Titel van mine"]


def test_an_administrator_sees_the_reviews_of_all(editor, administrator):
    reviewed("mine", TODAY, owner=editor)

    assert lists(start_page(signed_in(administrator)))["reviews_due"] == ["Titel van mine"]


def test_a_reviewer_who_owns_a_page_sees_that_one_only(reviewer):
    reviewed("mine", TODAY, owner=reviewer)
    reviewed("nobody", TODAY)

    assert lists(start_page(signed_in(reviewer)))["reviews_due"] == ["Titel van mine"]


def test_what_falls_due_much_later_does_not_wait_yet(editor_client):
    reviewed("soon", TODAY + 80 * DAY)
    reviewed("later", TODAY + 100 * DAY)

    assert lists(start_page(editor_client))["reviews_due"] == ["Titel van soon"]


def test_what_is_overdue_comes_first_and_says_so(editor_client):
    reviewed("soon", TODAY + DAY)
    reviewed("overdue", TODAY - DAY)

    page = start_page(editor_client)

    (section,) = elements(page, "section", **{"aria-labelledby": "worklist-reviews_due"})
    overdue, soon = (words(found) for found in elements(section, "li"))
    assert overdue.startswith("Titel van overdue te laat")
    assert "te laat sinds" in overdue
    assert "te laat" not in soon


def test_pages_that_were_never_reviewed_have_a_list_of_their_own(editor_client):
    reviewed("new", None)

    found = lists(start_page(editor_client))

    assert found["never_reviewed"] == ["Titel van new"]
    assert "reviews_due" not in found


def test_a_list_shows_the_first_and_tells_how_many_there_are_in_all_of_all_kinds(editor_client):
    for number in range(4):
        reviewed(f"c{number}", TODAY)
        make_symptom(f"s{number}", reviewed_on=TODAY - 366 * DAY)

    page = start_page(editor_client)

    assert totals(page)["reviews_due"] == 8
    assert lists(page)["reviews_due"] == [
        *(f"Titel van s{number}" for number in range(4)),
        "Titel van c0",
    ]


# Drafts


def test_drafts_are_what_was_never_published_and_what_has_changed_since(editor_client):
    make_condition("new")
    make_live(make_condition("same"))
    changed = make_live(make_condition("changed"), "nl")
    changed.summary_nl = "Anders."
    changed.save()

    found = lists(start_page(editor_client))

    assert found["never_published"] == ["Titel van new"]
    assert found["unpublished_changes"] == ["Titel van changed"]


def test_what_was_withdrawn_is_no_draft(editor_client):
    make_live(make_condition("gone"), "nl")
    withdraw(kind="condition", key="gone", language="nl", by=Job("test"))

    assert "never_published" not in lists(start_page(editor_client))


def test_who_does_not_write_sees_no_drafts(reviewer_client):
    make_condition("new")

    assert not {"never_published", "unpublished_changes"} & set(lists(start_page(reviewer_client)))


# Approvals


def test_a_reviewer_sees_what_waits_for_an_approval(editor, reviewer):
    condition = make_condition("lever")
    ask_for_review(instance=condition, language="nl", review=Review.MEDICAL, by=editor, for_person=reviewer)

    waiting = lists(start_page(signed_in(reviewer)))

    assert waiting["waiting_approvals"] == ["Titel van lever"]
    assert "waiting_approvals" not in lists(start_page(signed_in(editor)))


# Lists of other rooms, and nothing at all


def test_whatever_list_is_registered_shows(editor_client, monkeypatch):
    item = Item("Een kapotte link", "/nl/admin/links/", "sinds gisteren", is_late=True)
    found = Worklist("links", "Kapotte links", 12, (item,), "/nl/admin/links/all/")
    monkeypatch.setattr(worklists, "_sources", [lambda _person: found, lambda _person: None])

    page = start_page(editor_client)

    (section,) = elements(page, "section", **{"aria-labelledby": "worklist-links"})
    assert words(section) == "Kapotte links 12 Een kapotte link te laat sinds gisteren De hele lijst"
    addresses = [link.attributes["href"] for link in elements(section, "a")]
    assert addresses == ["/nl/admin/links/", "/nl/admin/links/all/"]


def test_an_empty_list_is_named_and_takes_no_room(editor_client):
    page = start_page(editor_client)

    assert page.context["worklists"] == []
    (quiet,) = elements(page, "p", class_="nothing-waits")
    assert words(quiet).startswith("Hier wacht niets: ")
    assert "· Controles die eraan komen ·" in words(quiet)


def test_the_lists_of_all_kinds_stay_within_reach(editor_client):
    addresses = {link.attributes.get("href") for link in elements(start_page(editor_client), "a")}

    assert {"/nl/admin/conditions/condition/", "/nl/admin/conditions/condition/add/"} <= addresses


# Charts


def chart(response: Any, caption: str) -> dict[str, list[str]]:
    """The rows of a chart as they are read aloud."""
    (table,) = (
        found for found in elements(response, "table") if caption in words(elements(found, "caption")[0])
    )
    return {
        words(elements(row, "th")[0]): [words(cell) for cell in elements(row, "td")]
        for row in elements(elements(table, "tbody")[0], "tr")
    }


def test_a_chart_tells_how_much_of_each_kind_is_live_in_each_language(editor_client):
    make_live(make_condition("both"))
    make_live(make_condition("dutch"), "nl")
    make_condition("none")

    page = start_page(editor_client, "en")

    row = chart(page, "What readers see")["Conditions"]
    assert row[:3] == ["3", "2", "1"]
    (whole,) = (found for found in page.context["charts"].live if found.label == "Conditions")
    assert [bar.share for _language, bar in whole.bars] == [66, 33]


def test_a_chart_tells_when_reviews_fall_due(editor_client, time_machine):
    time_machine.move_to("2026-11-28T12:00:00+01:00", tick=False)
    reviewed("overdue", date(2026, 11, 27))
    reviewed("today", date(2026, 11, 28))
    reviewed("month", date(2026, 11, 30))
    reviewed("last", date(2027, 10, 31))
    reviewed("beyond", date(2027, 11, 1))
    make_term("never")

    rows = chart(start_page(editor_client, "en"), "Reviews that fall due")

    assert {label: cells[0] for label, cells in rows.items() if cells != ["0"]} == {
        "Overdue": "1",
        "November 2026": "2",
        "October 2027": "1",
        "Never reviewed": "1",
    }
    assert len(rows) == 14


def test_a_chart_tells_how_old_pages_are(editor_client, time_machine):
    time_machine.move_to("2024-01-01T12:00:00Z", tick=False)
    make_live(make_condition("old"), "nl")
    time_machine.move_to("2026-06-01T12:00:00Z", tick=False)
    make_live(make_condition("young"), "nl")
    time_machine.move_to("2026-11-28T12:00:00Z", tick=False)
    make_live(make_treatment("new"), "nl")

    rows = chart(start_page(editor_client, "en"), "Since when")

    assert [cells[0] for cells in rows.values()] == ["1", "1", "0", "0", "1"]


def test_the_bars_are_for_the_eye_only(editor_client):
    bars = [
        bar
        for chart in elements(start_page(editor_client), "table", class_="chart")
        for bar in elements(chart, "svg")
    ]

    assert {bar.attributes["aria-hidden"] for bar in bars} == {"true"}


# Cost


@pytest.mark.parametrize("rows", [1, 30])
def test_the_start_page_costs_the_same_for_one_object_and_for_many(
    administrator, rows, django_assert_max_num_queries
):
    for number in range(rows):
        make_live(make_condition(f"live{number}"), "nl")
        reviewed(f"due{number}", TODAY)
        changed = make_live(make_condition(f"changed{number}"), "nl")
        changed.summary_nl = "Anders."
        changed.save()
    client = signed_in(administrator)
    for _time in range(4):  # translations are counted some at a time
        start_page(client)

    with django_assert_max_num_queries(MOST_QUERIES):
        start_page(client)


def test_a_stranger_sees_neither_lists_nor_numbers(stranger):
    stranger.is_staff = True
    stranger.save()
    reviewed("secret", TODAY)

    page = start_page(signed_in(stranger))

    assert page.context["worklists"] == []
    assert "charts" not in page.context
    assert "Titel van secret" not in page.text
