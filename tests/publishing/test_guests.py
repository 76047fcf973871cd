"""Links for reviewers without an account."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.publishing import guests
from portal.publishing.guests import (
    comment_as_guest,
    link_of,
    make_guest_link,
    revoke_guest_link,
    token_of,
)
from portal.publishing.review_models import Comment, GuestLink
from portal.publishing.reviews import ReviewRefusedError
from tests.builders import make_condition

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def condition():
    return make_condition("lever")


@pytest.fixture
def link(condition, editor):
    return make_guest_link(instance=condition, language="nl", by=editor, days=3)


def say(link: GuestLink, **options: str) -> Comment:
    return comment_as_guest(
        link=link, **{"name": "Dr. Jansen", "part": "", "text": "Dit klopt niet."} | options
    )


def test_a_link_keeps_the_text_as_it_was_when_it_was_made(condition, link):
    condition.summary_nl = "Later veranderd."
    condition.save()

    shown = link_of(token_of(link)).content()

    assert (shown.summary, shown.digest()) == ("In het kort.", link.digest)


def test_a_token_that_we_did_not_sign_leads_nowhere(link):
    token = token_of(link)

    for forged in ("", "1", str(link.pk), token[:-1], f"9{token}", token.replace(".", ":")):
        with pytest.raises(GuestLink.DoesNotExist):
            link_of(forged)


def test_a_link_works_for_at_most_two_weeks(condition, editor):
    for days in (0, -1, 15):
        with pytest.raises(ReviewRefusedError):
            make_guest_link(instance=condition, language="nl", by=editor, days=days)
    longest = make_guest_link(instance=condition, language="nl", by=editor)
    assert longest.expires_at == NOW + timedelta(days=14)


def test_only_who_may_ask_for_reviews_makes_and_revokes_links(condition, link, reviewer, stranger):
    for person in (reviewer, stranger):
        with pytest.raises(PermissionDenied):
            make_guest_link(instance=condition, language="nl", by=person)
        with pytest.raises(PermissionDenied):
            revoke_guest_link(link=link, by=person)
    assert link_of(token_of(link)).is_open


def test_a_link_closes_at_its_moment_and_when_it_is_revoked(condition, link, editor, time_machine):
    other = make_guest_link(instance=condition, language="nl", by=editor)
    revoke_guest_link(link=other, by=editor)
    other.refresh_from_db()
    assert (link.is_open, other.is_open, other.revoked_by) == (True, False, editor)

    time_machine.move_to(NOW + timedelta(days=3))

    assert not link.is_open
    for closed in (link, other):
        with pytest.raises(ReviewRefusedError):
            say(closed)
    assert not Comment.objects.exists()


def test_a_guest_comments_under_a_name_of_their_own(link):
    made = say(link, part="in-short")

    assert (made.guest_name, made.by, made.part) == ("Dr. Jansen", None, "in-short")
    assert (made.digest, made.key, made.guest_link) == (link.digest, "lever", link)


@pytest.mark.parametrize("wrong", [{"name": " "}, {"text": " "}])
def test_a_guest_must_say_who_they_are_and_something(link, wrong):
    with pytest.raises(ReviewRefusedError):
        say(link, **wrong)


def test_a_link_takes_no_endless_stream_of_comments(link, monkeypatch):
    monkeypatch.setattr(guests, "MOST_COMMENTS", 2)
    say(link)
    say(link)

    with pytest.raises(ReviewRefusedError):
        say(link)
