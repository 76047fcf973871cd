"""Asking for a review, commenting, approving, sending back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from portal.editing import history
from portal.publishing.kinds import kind_of
from portal.publishing.review_models import Approval, Comment, Review, ReviewRequest, SentBack
from portal.publishing.reviews import (
    LONGEST_COMMENT,
    ReviewRefusedError,
    approve,
    ask_for_review,
    comment,
    resolve_comment,
    send_back,
)
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
def doctors():
    return Group.objects.get(name="medical reviewer")


@pytest.fixture
def everybody(editor, reviewer, translator, administrator, stranger):
    return editor, reviewer, translator, administrator, stranger


def digest(instance: Any, language: str = "nl") -> str:
    return kind_of(instance).document_of(instance, language).digest()


def signed(instance: Any, **options: Any) -> dict[str, Any]:
    made_up = {"instance": instance, "language": "nl", "digest": digest(instance), "review": Review.MEDICAL}
    return made_up | options


def ask(instance: Any, by: Any, **options: Any) -> ReviewRequest:
    asked = {"instance": instance, "language": "nl", "review": Review.MEDICAL, "by": by}
    return ask_for_review(**asked | options)


# Asking


def test_a_request_waits_for_the_person_who_was_asked_and_for_nobody_else(condition, editor, reviewer):
    ask(condition, editor, for_person=reviewer, due_on=date(2026, 11, 30), note="Graag de bijwerkingen.")

    (request,) = ReviewRequest.objects.waiting_for(reviewer)
    assert (request.title, request.asked_by, request.note) == (
        "Titel van lever",
        editor,
        "Graag de bijwerkingen.",
    )
    assert not ReviewRequest.objects.waiting_for(editor)


def test_a_request_to_a_group_waits_for_each_of_its_members(condition, editor, reviewer, translator, doctors):
    ask(condition, editor, for_group=doctors)

    assert ReviewRequest.objects.waiting_for(reviewer).count() == 1
    assert not ReviewRequest.objects.waiting_for(translator)


def test_a_request_is_late_from_the_day_after_it_was_due(condition, editor, doctors, time_machine):
    request = ask(condition, editor, for_group=doctors, due_on=date(2026, 11, 23))
    assert (request.is_late, ReviewRequest.objects.late().count()) == (False, 0)

    time_machine.move_to(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))

    assert (request.is_late, ReviewRequest.objects.late().count()) == (True, 1)


def test_who_may_not_ask_is_refused(condition, reviewer, stranger, doctors):
    for person in (reviewer, stranger):
        with pytest.raises(PermissionDenied):
            ask(condition, person, for_group=doctors)


def test_a_request_that_makes_no_sense_is_refused_at_the_answer_at_fault(
    condition, editor, reviewer, translator, doctors
):
    history.record(condition, by=reviewer)
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("reviewer", {}),
        ("reviewer", {"for_person": translator, "for_group": doctors}),
        ("reviewer", {"for_person": translator}),
        ("reviewer", {"for_person": reviewer}),
        ("reviewer", {"for_group": Group.objects.get(name="translator")}),
        ("due_on", {"for_group": doctors, "due_on": date(2026, 11, 22)}),
    ]

    for field, options in wrong:
        with pytest.raises(ReviewRefusedError) as refusal:
            ask(condition, editor, **options)
        assert refusal.value.field == field
    assert not ReviewRequest.objects.exists()


# Approving


def test_an_approval_signs_the_digest_and_closes_what_waited(
    condition, editor, reviewer, administrator, doctors
):
    later = ask(condition, editor, for_group=doctors, due_on=date(2026, 12, 1))
    first = ask(condition, editor, for_person=reviewer, due_on=date(2026, 11, 24))
    other = ask(condition, editor, for_person=administrator)
    english = ask(condition, editor, for_person=reviewer, language="en")

    approval = approve(**signed(condition), by=reviewer, note="Goed zo.")

    assert (approval.digest, approval.by, approval.at) == (digest(condition), reviewer, NOW)
    assert (approval.request, approval.note) == (first, "Goed zo.")
    assert set(ReviewRequest.objects.open()) == {other, english}
    later.refresh_from_db()
    assert later.closed_at == NOW


def test_approving_the_same_text_again_changes_nothing(condition, reviewer):
    assert approve(**signed(condition), by=reviewer) == approve(**signed(condition), by=reviewer)
    assert Approval.objects.count() == 1


def test_a_text_that_changed_since_it_was_read_is_not_approved(condition, reviewer):
    read = signed(condition)
    condition.summary_nl = "Iets anders."
    condition.save()

    with pytest.raises(ReviewRefusedError):
        approve(**read, by=reviewer)
    with pytest.raises(ReviewRefusedError):
        send_back(**read, by=reviewer, reason="Nee.")
    assert not Approval.objects.exists()
    assert not SentBack.objects.exists()


def test_the_author_cannot_approve_and_somebody_else_can(condition, administrator, reviewer):
    history.record(condition, by=administrator)

    with pytest.raises(ReviewRefusedError):
        approve(**signed(condition), by=administrator)
    assert approve(**signed(condition), by=reviewer)


def test_the_translator_cannot_approve_the_translation(condition, editor, translator):
    history.record(condition, by=editor)
    condition.summary_en = "Translated."
    condition.save()
    history.record(condition, by=translator)
    english = {"language": "en", "digest": digest(condition, "en"), "review": Review.LANGUAGE}

    with pytest.raises(ReviewRefusedError):
        approve(**signed(condition, **english), by=translator)
    assert approve(**signed(condition, **english), by=editor)
    assert approve(**signed(condition, review=Review.LANGUAGE), by=translator)


@pytest.mark.parametrize(
    ("review", "may"),
    [
        (Review.MEDICAL, {"reviewer", "administrator"}),
        (Review.LANGUAGE, {"editor", "translator", "administrator"}),
    ],
)
def test_each_kind_of_review_has_its_own_right(condition, everybody, review, may):
    def can(person: Any) -> bool:
        try:
            approve(**signed(condition, review=review), by=person)
        except PermissionDenied:
            return False
        return True

    assert {person.username for person in everybody if can(person)} == may


# Sending back


def test_sending_back_keeps_the_reason_and_closes_what_waited(condition, editor, reviewer):
    request = ask(condition, editor, for_person=reviewer)

    sent_back = send_back(**signed(condition), by=reviewer, reason="De dosis klopt niet.")

    assert (sent_back.reason, sent_back.request) == ("De dosis klopt niet.", request)
    assert not ReviewRequest.objects.open()


def test_sending_back_needs_a_reason_and_the_right(condition, reviewer, editor):
    with pytest.raises(ReviewRefusedError):
        send_back(**signed(condition), by=reviewer, reason="  ")
    with pytest.raises(PermissionDenied):
        send_back(**signed(condition), by=editor, reason="Nee.")
    assert not SentBack.objects.exists()


# Comments


def remark(instance: Any, by: Any, text: str = "Klopt dit?") -> Comment:
    return comment(
        instance=instance, language="nl", digest=digest(instance), part="in-short", text=text, by=by
    )


def test_a_comment_names_the_text_and_the_part_that_it_is_about(condition, reviewer):
    made = remark(condition, reviewer)

    assert (made.part, made.text, made.by, made.digest) == (
        "in-short",
        "Klopt dit?",
        reviewer,
        digest(condition),
    )


@pytest.mark.parametrize("text", ["", " \n", "a" * (LONGEST_COMMENT + 1)])
def test_a_comment_without_a_text_or_with_too_much_is_refused(condition, reviewer, text):
    with pytest.raises(ReviewRefusedError):
        remark(condition, reviewer, text)
    assert not Comment.objects.exists()


def test_who_may_not_see_the_object_may_not_comment(condition, stranger):
    with pytest.raises(PermissionDenied):
        remark(condition, stranger)


def test_a_comment_is_resolved_by_who_made_it_or_by_who_writes(condition, reviewer, editor, stranger):
    own, other = remark(condition, reviewer), remark(condition, editor)

    resolve_comment(comment=own, by=reviewer)
    with pytest.raises(PermissionDenied):
        resolve_comment(comment=other, by=reviewer)
    with pytest.raises(PermissionDenied):
        resolve_comment(comment=other, by=stranger)
    resolve_comment(comment=own, by=editor)

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.resolved_by, own.resolved_at, other.resolved_at) == (reviewer, NOW, None)
