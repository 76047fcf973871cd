"""Mails that tell what waits: to whom, about what, and not twice a day."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from conditions.models import Condition
from portal.editing.models import Reminder
from portal.publishing.kinds import kind_of
from portal.publishing.review_models import Review
from portal.publishing.reviews import approve, ask_for_review
from tests.builders import complete, make_condition
from tests.editing.forms import address

TODAY = date(2026, 11, 28)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to("2026-11-28T09:00:00+01:00", tick=False)
    return time_machine


def due(key: str, on: date | None, owner: Any = None) -> Any:
    condition = make_condition(key, owner=owner)
    QuerySet(Condition).filter(pk=condition.pk).update(next_review_on=on)
    return condition


def remind(*options: str) -> str:
    out = StringIO()
    call_command("remind", *options, stdout=out)
    return out.getvalue()


def sent_to(person: Any) -> Any:
    return [message for message in mail.outbox if message.to == [person.email]]


def test_an_owner_is_told_what_is_overdue_and_due_with_the_way_there(editor, reviewer, settings):
    settings.SITE_URL = "https://portal.example.org"
    overdue = due("overdue", TODAY - DAY, reviewer)
    due("soon", TODAY + 20 * DAY, reviewer)
    due("later", TODAY + 60 * DAY, reviewer)
    due("theirs", TODAY, editor)

    remind()

    (message,) = sent_to(reviewer)
    assert message.subject == "Medisch Portaal: 2 dingen wachten op je"
    assert "Titel van overdue (aandoening, te laat sinds 27 november 2026)" in message.body
    assert f"https://portal.example.org{address(overdue)}" in message.body
    assert "Titel van soon (aandoening, uiterlijk 18 december 2026)" in message.body
    assert "later" not in message.body
    assert "theirs" not in message.body


def test_the_mail_is_in_the_source_language_whatever_is_active(reviewer):
    from django.utils import translation  # noqa: PLC0415 - only here

    due("overdue", TODAY, reviewer)
    with translation.override("en"):
        remind()

    (message,) = sent_to(reviewer)
    assert message.body.startswith("Beste reviewer,")
    assert "/nl/admin/" in message.body
    assert "&" not in message.body


def test_what_nobody_looks_after_goes_to_those_who_may_change_it(editor, reviewer, administrator, translator):
    gone = due("gone", TODAY, translator)
    translator.is_active = False
    translator.save()
    due("nobody", TODAY)
    due("new", None)

    remind()

    for person in (editor, administrator):
        (message,) = sent_to(person)
        assert "Titel van nobody" in message.body
        assert str(gone) in message.body
        assert "nooit zijn gecontroleerd" in message.body
        assert "Titel van new" in message.body
    assert sent_to(reviewer) == []
    assert sent_to(translator) == []


def test_a_reviewer_is_told_what_waits(editor, reviewer):
    ask_for_review(
        instance=complete(due("lever", TODAY + 300 * DAY, editor)),
        language="en",
        review=Review.MEDICAL,
        by=editor,
        for_person=reviewer,
        due_on=TODAY + 3 * DAY,
    )

    remind()

    (message,) = sent_to(reviewer)
    assert "Wacht op jouw goedkeuring" in message.body
    assert "Title of lever (medische controle, English, gevraagd door editor, nodig op 1 december 2026)" in (
        message.body
    )
    assert "/nl/admin/reviews/condition/lever/en/" in message.body


def test_who_asked_is_told_that_an_approval_has_lapsed(editor, reviewer):
    condition = complete(due("lever", TODAY + 300 * DAY, editor))
    ask_for_review(instance=condition, language="nl", review=Review.MEDICAL, by=editor, for_person=reviewer)
    digest = kind_of(condition).document_of(condition, "nl").digest()
    approve(instance=condition, language="nl", digest=digest, review=Review.MEDICAL, by=reviewer)

    remind()
    assert sent_to(editor) == []

    condition.summary_nl = "Anders."
    condition.save()
    remind()

    (message,) = sent_to(editor)
    assert "Titel van lever (goedgekeurd door reviewer, maar vervallen" in message.body


def test_nobody_is_told_twice_on_one_day_unless_forced(reviewer, clock):
    due("overdue", TODAY, reviewer)

    assert remind().startswith("1 sent")
    assert remind().startswith("0 sent")
    assert len(mail.outbox) == 1

    remind("--force")
    assert len(mail.outbox) == 2

    clock.shift(DAY)
    remind()
    assert len(mail.outbox) == 3


def test_who_has_nothing_waiting_gets_no_mail(reviewer, editor):
    due("later", TODAY + 300 * DAY, editor)

    remind()

    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_a_dry_run_shows_the_mails_and_sends_none(reviewer):
    due("overdue", TODAY, reviewer)

    shown = remind("--dry-run")

    assert "To: reviewer@example.org" in shown
    assert "Titel van overdue" in shown
    assert mail.outbox == []
    assert remind().startswith("1 sent")


class Broken(EmailBackend):
    def send_messages(self, _messages: Any) -> int:
        raise ConnectionRefusedError("no mail server")


def test_a_mail_that_could_not_be_sent_is_sent_the_next_time(reviewer, settings):
    due("overdue", TODAY, reviewer)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Broken"

    with pytest.raises(CommandError):
        remind()

    settings.EMAIL_BACKEND = working
    assert remind().startswith("1 sent")


def test_a_long_list_is_cut_and_counted(reviewer):
    for number in range(23):
        due(f"c{number}", TODAY, reviewer)

    remind()

    (message,) = sent_to(reviewer)
    assert message.body.count("/admin/conditions/condition/") == 20
    assert "en nog 3" in message.body
    assert "23 dingen" in message.subject
