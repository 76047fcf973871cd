"""Windows and sets: what goes live together, for how long, and where readers go afterwards."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.publishing.models import Event, Publication
from portal.publishing.services import (
    Instead,
    InsteadRefusedError,
    Job,
    SetRefusedError,
    WrongMomentError,
    publish,
    publish_together,
    withdraw,
)
from tests.builders import complete, make_condition, make_live, make_symptom

pytestmark = pytest.mark.django_db

BY = Job("test")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def condition():
    return complete(make_condition("lever"))


def publish_nl(instance: Any, **options: Any) -> Any:
    return publish(instance=instance, language="nl", by=BY, **options)


def withdraw_nl(key: str, **options: Any) -> Publication:
    return withdraw(kind="condition", key=key, language="nl", by=BY, **options)


def live(days: float = 0) -> list[tuple[str, str]]:
    return sorted(Publication.objects.live(NOW + days * DAY).values_list("key", "language"))


def windows() -> Any:
    """Number, beginning and end of every publication, in days from now."""
    rows = Publication.objects.order_by("number").values_list("number", "live_from", "live_until")
    return [(number, (start - NOW) / DAY, end and (end - NOW) / DAY) for number, start, end in rows]


# Windows


def test_a_window_opens_and_closes_by_itself(condition):
    publish_nl(condition, live_from=NOW + DAY, live_until=NOW + 3 * DAY)

    assert [live(days) for days in (0, 0.99, 1, 2.99, 3)] == [
        [],
        [],
        [("lever", "nl")],
        [("lever", "nl")],
        [],
    ]


@pytest.mark.parametrize(("begin", "end"), [(None, 0), (1, 1), (2, 1)])
def test_an_end_that_is_not_after_the_beginning_is_refused(condition, begin, end):
    with pytest.raises(WrongMomentError):
        publish_nl(condition, live_from=begin and NOW + begin * DAY, live_until=NOW + end * DAY)

    assert not Publication.objects.exists()


def test_what_follows_ends_a_window_before_its_own_end(condition):
    publish_nl(condition, live_from=NOW + 2 * DAY)
    condition.title_nl = "Nu al"
    condition.save()

    publish_nl(condition, live_until=NOW + 5 * DAY)

    assert windows() == [(1, 2, None), (2, 0, 2)]


@pytest.mark.parametrize(
    ("end", "is_new", "expected"),
    [(3, False, [(1, 0, 3)]), (5, True, [(1, 0, 1), (2, 1, 5)]), (None, True, [(1, 0, 1), (2, 1, None)])],
    ids=["the same end", "another end", "for good"],
)
def test_an_unchanged_page_is_published_again_only_for_another_end(clock, condition, end, is_new, expected):
    publish_nl(condition, live_until=NOW + 3 * DAY)
    clock.shift(DAY)

    again = publish_nl(condition, live_until=end and NOW + end * DAY)

    assert (again.is_new, windows()) == (is_new, expected)


def test_an_address_is_free_again_after_a_window(condition):
    publish_nl(condition, live_from=NOW + 3 * DAY)
    other = complete(make_condition("gal"))
    type(other).objects.filter(pk=condition.pk).update(slug_nl="oud")
    other.slug_nl = "nl-lever"
    other.save()

    with pytest.raises(SetRefusedError):
        publish_together(instances=[other], languages=["nl"], by=BY)
    publish_nl(other, live_until=NOW + 3 * DAY)

    assert (live(), live(3)) == ([("gal", "nl")], [("lever", "nl")])


# Sets


def test_a_set_goes_live_and_expires_in_one_instant(condition):
    symptom = complete(make_symptom("jeuk"))

    published = publish_together(
        instances=[condition, symptom],
        languages=["nl", "en"],
        by=BY,
        live_from=NOW + DAY,
        live_until=NOW + 2 * DAY,
    )

    both = [("jeuk", "en"), ("jeuk", "nl"), ("lever", "en"), ("lever", "nl")]
    assert (live(0.99), live(1), live(2)) == ([], both, [])
    assert len({p.publication.live_from for p in published}) == 1


def test_a_set_that_begins_now_has_one_moment(condition, clock):
    clock.move_to(NOW, tick=True)

    publish_together(instances=[condition, complete(make_symptom("jeuk"))], languages=["nl", "en"], by=BY)

    assert Publication.objects.values("live_from").distinct().count() == 1


def test_a_set_is_refused_whole_and_tells_of_every_page(condition):
    make_live(condition, "nl")
    condition.title_nl = "Anders"
    condition.save()
    empty = [complete(make_symptom(key, summary_nl="")) for key in ("jeuk", "koorts")]

    with pytest.raises(SetRefusedError) as refused:
        publish_together(instances=[condition, *empty], languages=["nl"], by=BY)

    assert [refusal.document.key for refusal in refused.value.refusals] == ["jeuk", "koorts"]
    assert windows() == [(1, 0, None)]
    assert Event.objects.count() == 1


def test_pages_of_a_set_may_exchange_their_addresses(clock, condition):
    other = make_live(complete(make_condition("gal")), "nl")
    make_live(condition, "nl")
    clock.shift(DAY)
    type(condition).objects.filter(pk=other.pk).update(slug_nl="tussen")
    for instance, slug in ((condition, "nl-gal"), (other, "nl-lever")):
        instance.slug_nl = slug
        instance.save()

    publish_together(instances=[condition, other], languages=["nl"], by=BY)

    rows = Publication.objects.live().values_list("key", "slug")
    assert dict(rows) == {"lever": "nl-gal", "gal": "nl-lever"}


def test_two_pages_of_a_set_cannot_have_one_address(condition):
    other = complete(make_condition("gal"))
    other.slug_nl = "nl-lever"

    with pytest.raises(SetRefusedError):
        publish_together(instances=[condition, other], languages=["nl"], by=BY)

    assert not Publication.objects.exists()


def test_a_set_needs_the_right_to_publish(condition, translator, editor):
    with pytest.raises(PermissionDenied):
        publish_together(instances=[condition], languages=["nl"], by=translator)

    assert publish_together(instances=[condition], languages=["nl"], by=editor)


def test_the_event_keeps_whether_it_was_a_whole_review(condition):
    publish_nl(condition, extent=Event.Extent.REVIEW)

    assert Event.objects.get().extent == "review"


# Withdrawing


def test_a_page_can_be_withdrawn_at_a_later_moment_with_what_was_to_follow(condition):
    publish_nl(condition)
    condition.title_nl = "Later"
    condition.save()
    publish_nl(condition, live_from=NOW + 5 * DAY)

    withdraw_nl("lever", at=NOW + 2 * DAY)

    assert (live(1.99), live(2), live(5)) == ([("lever", "nl")], [], [])


def test_a_page_cannot_be_withdrawn_in_the_past(condition):
    publish_nl(condition)

    with pytest.raises(WrongMomentError):
        withdraw_nl("lever", at=NOW - DAY)

    assert live() == [("lever", "nl")]


@pytest.mark.parametrize("key", ["lever", "concept", "niets"])
def test_readers_are_not_sent_to_the_page_itself_nor_to_what_is_not_live(condition, key):
    publish_nl(condition)
    complete(make_condition("concept"))

    with pytest.raises(InsteadRefusedError):
        withdraw_nl("lever", instead=Instead("condition", key))

    assert live() == [("lever", "nl")]


def test_the_event_keeps_where_readers_should_go(condition):
    publish_nl(condition)
    make_live(complete(make_condition("gal")), "nl")

    withdraw_nl("lever", instead=Instead("condition", "gal", replaces=True))

    event = Event.objects.get(action="withdrawn")
    assert (event.instead_kind, event.instead_key, event.replaced) == ("condition", "gal", True)
