"""The two acts at the door to readers, publishing and withdrawing: their words and what they do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.editing.locking import OvertakenError
from portal.editing.problems import problem_text
from portal.editing.publish_forms import ConfirmForm, PublishForm, WithdrawForm
from portal.editing.publish_rows import Row
from portal.editing.review_date import has_new_date, record_review
from portal.editing.roles import PUBLISH, WITHDRAW
from portal.languages import language_named
from portal.publishing.kinds import kind_of
from portal.publishing.models import Event, Publication
from portal.publishing.services import (
    InsteadRefusedError,
    Published,
    PublishingRefusedError,
    SetRefusedError,
    WrongMomentError,
    publish_together,
    withdraw,
)
from portal.publishing.working import State


@dataclass(frozen=True)
class Outcome:
    """What came of one object in one language, as a message."""

    level: int
    text: str


class NotDoneError(Exception):
    """Nothing was done; `reasons` say why, in the active language."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(*reasons)


Answer = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """The words of its page, its form, who may do it, and what it does: all of it, or a `NotDoneError`."""

    name: str
    title: Any
    intro: Any
    button: Any
    permission: str
    form: type[ConfirmForm]
    do: Callable[[User, list[Any], Answer], list[Outcome]]
    suggested: Callable[[Row], bool]


def _publish(by: User, chosen: list[Any], answer: Answer) -> list[Outcome]:
    try:
        return [_told(published) for published in _publish_set(by, chosen, answer)]
    except SetRefusedError as refused:
        raise NotDoneError(*(_refusal(refusal, chosen) for refusal in refused.refusals)) from refused
    except WrongMomentError as error:
        raise NotDoneError(_("A moment that you chose has just passed. Choose a later one.")) from error
    except OvertakenError as error:
        raise NotDoneError(_("Somebody else has just saved one of these pages. Look again.")) from error


@transaction.atomic
def _publish_set(by: User, chosen: list[Any], answer: Answer) -> list[Published]:
    """A whole review moves the date first, so that readers see the new one; both happen, or neither.

    A date in the working copy that readers do not see yet is that of this review, and stays: with it, the
    text was approved.
    """
    reason, extent = answer["reason"], answer["extent"]
    if extent == Event.Extent.REVIEW:
        chosen = [
            instance if has_new_date(instance) else record_review(instance=instance, by=by, reason=reason)
            for instance in chosen
        ]
    return publish_together(
        instances=chosen,
        languages=answer["languages"],
        by=by,
        reason=reason,
        extent=extent,
        live_from=answer["live_from"],
        live_until=answer["live_until"],
        overrides=answer["overrides"],
    )


def _told(published: Published) -> Outcome:
    name = _named(published.publication.title, published.publication.language)
    begin, end = published.publication.live_from, published.publication.live_until
    if not published.is_new:
        return Outcome(messages.INFO, _("Unchanged, so not published again: %(name)s.") % {"name": name})
    if begin > timezone.now():
        text = _("Planned: %(name)s, live from %(begin)s.") % {"name": name, "begin": _clock(begin)}
    else:
        text = _("Published: %(name)s.") % {"name": name}
    if end:
        text += " " + _("Readers see it until %(end)s.") % {"end": _clock(end)}
    return Outcome(messages.SUCCESS, text)


def _refusal(refusal: PublishingRefusedError, chosen: list[Any]) -> str:
    instance = next(one for one in chosen if one.key == refusal.document.key)
    why = " ".join(problem_text(type(instance), problem) for problem in refusal.problems)
    name = _named(str(instance), refusal.document.language)
    return _("Not published: %(name)s. %(why)s") % {"name": name, "why": why}


def _withdraw(by: User, chosen: list[Any], answer: Answer) -> list[Outcome]:
    try:
        with transaction.atomic():
            return list(_withdraw_set(by, chosen, answer))
    except WrongMomentError as error:
        raise NotDoneError(_("A moment that you chose has just passed. Choose a later one.")) from error
    except InsteadRefusedError as error:
        raise NotDoneError(str(error)) from error


def _withdraw_set(by: User, chosen: list[Any], answer: Answer) -> Iterator[Outcome]:
    about = {name: answer[name] for name in ("reason", "instead", "at")}
    for instance in chosen:
        for language in answer["languages"]:
            name = {"name": _named(str(instance), language)}
            kind = kind_of(instance).name
            try:
                page = withdraw(kind=kind, key=instance.key, language=language, by=by, **about)
            except Publication.DoesNotExist:
                yield Outcome(messages.INFO, _("Was not live: %(name)s.") % name)
            else:
                yield _withdrawn(page, name)


def _withdrawn(page: Publication, name: dict[str, str]) -> Outcome:
    if page.live_until and page.live_until > timezone.now():
        planned = _("Planned: %(name)s is withdrawn on %(end)s.")
        return Outcome(messages.SUCCESS, planned % {**name, "end": _clock(page.live_until)})
    return Outcome(messages.SUCCESS, _("Withdrawn: %(name)s.") % name)


def _named(title: str, language: str) -> str:
    return f"{title} ({language_named(language).name})"


def _clock(moment: datetime) -> str:
    """The moment in local time; where the hour comes twice, with the name of the time that is meant."""
    local = timezone.localtime(moment)
    return f"{localize(local)} ({local.tzname()})" if _comes_twice(local) else localize(local)


def _comes_twice(local: datetime) -> bool:
    return local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()


ACTS = {
    "publish": Act(
        name="publish",
        title=gettext_lazy("Publish"),
        intro=gettext_lazy(
            "Readers will see these pages as they are now, all in the same instant: all of them, or none."
        ),
        button=gettext_lazy("Publish"),
        permission=PUBLISH,
        form=PublishForm,
        do=_publish,
        suggested=lambda row: not row.blocks and row.state in {State.NEVER, State.CHANGED},
    ),
    "withdraw": Act(
        name="withdraw",
        title=gettext_lazy("Withdraw"),
        intro=gettext_lazy("Readers will no longer see these pages. The working copy and the history stay."),
        button=gettext_lazy("Withdraw"),
        permission=WITHDRAW,
        form=WithdrawForm,
        do=_withdraw,
        suggested=lambda _row: False,
    ),
}
