"""A mail that tells somebody what waits for them: at most one a day, and none when nothing waits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from portal.content.dates import add_months
from portal.editing.desk import lapsed_for
from portal.editing.models import Reminder
from portal.editing.roles import may_change
from portal.editing.worklists import (
    REVIEW,
    first_of,
    form_address,
    kind_label,
    number_of,
    request_words,
    review_words,
)
from portal.languages import SOURCE
from portal.publishing.kinds import all_kinds, kind_named
from portal.publishing.review_models import ReviewRequest

WITHIN: Final = 1  # month
AT_MOST: Final = 20  # lines of one part; the rest is a number

# Nobody looks after it: it has no owner, or one whom no mail reaches.
NO_OWNER: Final = Q(owner=None) | Q(owner__is_active=False) | Q(owner__is_staff=False) | Q(owner__email="")


@dataclass(frozen=True)
class Line:
    text: str
    note: str
    address: str


@dataclass(frozen=True)
class Part:
    """One sort of thing that waits; `more` are those that are not listed."""

    heading: str
    lines: list[Line]
    more: int = 0


def recipients() -> Any:
    """Whom a mail may reach: staff with an address."""
    return User.objects.filter(is_active=True, is_staff=True).exclude(email="").order_by("username")


def mail_for(person: User) -> EmailMessage | None:
    """The mail that tells what waits for somebody; `None` when nothing does. Some ten queries.

    It is in the source language, in which everybody here works.
    """
    with override(SOURCE.code):
        parts = [part for part in _parts(person) if part.lines]
        if not parts:
            return None
        number = sum(len(part.lines) + part.more for part in parts)
        subject = ngettext(
            "Medical Portal: %(number)d thing waits for you",
            "Medical Portal: %(number)d things wait for you",
            number,
        )
        context = {"person": person, "parts": parts, "room": _absolute(reverse("admin:index"))}
        text = render_to_string("editing/reminder.txt", context)
        return EmailMessage(subject % {"number": number}, text, to=[person.email])


def send_reminder(*, person: User, again: bool = False) -> bool:
    """Mail somebody what waits for them, once a day; `again` sends it a second time. Whether it was sent.

    That it was sent is written down first, so that of two who try one sends; if the mail cannot be handed
    over, that is taken back, and the mail backend's error is raised.
    """
    mail = mail_for(person)
    if mail is None:
        return False
    reminder, is_new = Reminder.objects.get_or_create(user=person, day=timezone.localdate())
    if not is_new and not again:
        return False
    try:
        mail.send()
    except OSError:  # which is what mail backends raise, SMTP's errors too
        if is_new:
            reminder.delete()
        raise
    return True


def _absolute(address: str) -> str:
    return f"{settings.SITE_URL}{address}"


def _parts(person: User) -> Iterator[Part]:
    yield _reviews(_("Reviews of your pages"), Q(owner=person))
    if any(may_change(person, kind.model) for kind in all_kinds()):
        yield _reviews(_("Reviews of pages that nobody owns"), NO_OWNER)
        yield _never_reviewed(_("Pages that nobody owns and that were never reviewed"), NO_OWNER)
    yield _waiting(person)
    yield _lapsed(person)


def _reviews(heading: str, whose: Q) -> Part:
    """What is overdue or falls due within a month."""
    until = add_months(timezone.localdate(), WITHIN)

    def rows(kind: Any) -> Any:
        return kind.rows.filter(whose, next_review_on__lte=until)

    return _part(heading, rows, REVIEW, lambda row: f"{kind_label(row)}, {review_words(row['day'])}")


def _never_reviewed(heading: str, whose: Q) -> Part:
    return _part(heading, lambda kind: kind.rows.filter(whose, next_review_on=None), "pk", kind_label)


def _part(heading: str, rows: Callable[[Any], Any], by: str, note: Callable[[Any], str]) -> Part:
    kinds = all_kinds()
    found = first_of(kinds, rows, by, AT_MOST)
    lines = [
        Line(row["name"], note(row), _absolute(form_address(kind_named(row["of"]), row["pk"])))
        for row in found
    ]
    more = number_of(kinds, rows) - len(lines) if len(lines) == AT_MOST else 0
    return Part(heading, lines, more)


def _waiting(person: User) -> Part:
    waiting = ReviewRequest.objects.waiting_for(person).select_related("asked_by")
    lines = [Line(asked.title, request_words(asked), _review(asked)) for asked in waiting[:AT_MOST]]
    more = waiting.count() - len(lines) if len(lines) == AT_MOST else 0
    return Part(_("Waits for your approval"), lines, more)


def _lapsed(person: User) -> Part:
    words = _("approved by %(person)s, but lapsed: the text has changed since")
    lines = [
        Line(asked.title, words % {"person": approval.by}, _review(asked))
        for asked, approval in lapsed_for(person)
    ]
    return Part(_("Approvals that you asked for and that have lapsed"), lines[:AT_MOST], len(lines[AT_MOST:]))


def _review(asked: ReviewRequest) -> str:
    return _absolute(reverse("admin:review", args=[asked.kind, asked.key, asked.language]))
