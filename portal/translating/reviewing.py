"""What is said of translations without writing them: still right, only wording, reviewed, sent back.

Each act names the pair that was seen by the fingerprints of both texts; if that pair no longer stands
there, it is refused, so that nobody says anything of a text that they have not read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.content.models import Content
from portal.editing.roles import APPROVE_LANGUAGE, may_change, may_translate
from portal.languages import language_named
from portal.publishing.services import Actor, Job
from portal.translating.changes import Change, Refusal, UnitsRefusedError
from portal.translating.desks import Desk
from portal.translating.findings import Found, findings_of
from portal.translating.models import CONFIRMED, OF_AUTHOR, Act, State
from portal.translating.services import (
    Saved,
    event_on,
    locked_desk,
    record_events,
    require_translator,
    save_units,
    saved_units,
)
from portal.translating.units import Unit


@dataclass(frozen=True)
class Seen:
    """A unit as somebody saw it: its address, and the fingerprints of both texts."""

    address: str
    source: str
    target: str


def seen(unit: Unit) -> Seen:
    return Seen(unit.address, *unit.pair)


def may_review(person: Any, language: str) -> bool:
    """For who may translate into the language or approve texts: to review what somebody else translated."""
    return language_named(language) in may_translate(person) or bool(person.has_perm(APPROVE_LANGUAGE))


def is_own(unit: Unit, desk: Desk, person: Any) -> bool:
    """Whether somebody was the last to answer for this translation."""
    events = desk.log.of(unit.text.owner, unit.text.path).events
    last = [event for event in events if event.target_print == unit.target_print and event.act in OF_AUTHOR]
    return bool(last) and last[-1].by_id == person.pk


@transaction.atomic
def confirm_still_right(
    *, instance: Content, language: str, units: Iterable[Seen], by: Actor, note: str = ""
) -> list[Saved]:
    """Say of translations that they are right for the source text as it is now; the texts stay as they are.

    Raises `PermissionDenied` without the right to translate into the language, and `UnitsRefusedError` for
    a unit that has changed, that is not outdated, or whose source is gone.
    """
    require_translator(by, language)
    desk = locked_desk(instance, language)
    found = _outdated(desk, units)
    return _say(desk, found, act=Act.STILL_RIGHT, state=State.TRANSLATED, by=by, note=note)


@transaction.atomic
def declare_wording_only(
    *, instance: Content, language: str, units: Iterable[Seen], by: Any, note: str
) -> list[Saved]:
    """Say of changes of the source that only its wording changed: translations keep the state that they had.

    For who may change the source. Raises `PermissionDenied`, `ValueError` without a reason, and
    `UnitsRefusedError` for a unit that has changed, or that is not outdated and so has nothing to keep.
    """
    if not may_change(by, type(instance)):
        raise PermissionDenied(_("You do not have the right to do this."))
    _require_reason(note)
    desk = locked_desk(instance, language)
    found = _outdated(desk, units)
    events = [
        event_on(unit, act=Act.WORDING_ONLY, state=_state_before(unit, desk), by=by, note=note)
        for unit in found
    ]
    record_events(events, {unit.text for unit in found})
    return saved_units(desk, found, events)


def _outdated(desk: Desk, units: Iterable[Seen]) -> list[Unit]:
    found = _found(desk, units, {State.OUTDATED}, _("This text is not outdated."))
    message = _("The source of this text is gone: there is nothing that it could be right for.")
    _refuse([Refusal(unit.address, "state", message, unit) for unit in found if unit.is_left_over])
    return found


def _state_before(unit: Unit, desk: Desk) -> str:
    field = desk.log.of(unit.text.owner, unit.text.path)
    events = field.confirmed.get(unit.target_print, [])
    return events[-1].state if events else State.TRANSLATED


@transaction.atomic
def accept(
    *, instance: Content, language: str, units: Iterable[Seen], by: Any, note: str = ""
) -> list[Saved]:
    """Review translations that somebody else made and find them right.

    Raises `PermissionDenied` without the right to review, and `UnitsRefusedError` for a unit that has
    changed, that is not translated, whose last translator is this person, or in which a check finds an
    error that nobody has overridden.
    """
    _require_reviewer(by, language)
    desk = locked_desk(instance, language)
    found = _found(desk, units, CONFIRMED, _("Only what is translated can be reviewed."))
    findings = findings_of(found, desk.log)
    _refuse(_own(unit, desk, by) or _with_errors(unit, findings.get(unit.address, [])) for unit in found)
    return _say(desk, found, act=Act.REVIEWED, state=State.REVIEWED, by=by, note=note)


@transaction.atomic
def accept_all(*, instance: Content, language: str, by: Any) -> list[Saved]:
    """Accept every unit of an object for which `is_accepted_at_once` is true.

    Raises `PermissionDenied` without the right to review.
    """
    _require_reviewer(by, language)
    desk = locked_desk(instance, language)
    findings = desk.findings()
    found = [
        unit
        for unit in desk.units
        if is_accepted_at_once(unit, findings.get(unit.address, ()), is_own=is_own(unit, desk, by))
    ]
    return _say(desk, found, act=Act.REVIEWED, state=State.REVIEWED, by=by)


def is_accepted_at_once(unit: Unit, findings: Iterable[Found], *, is_own: bool) -> bool:
    """Whether `accept_all` accepts a unit: somebody else translated it, and no finding is open."""
    return unit.state is State.TRANSLATED and not is_own and not any(one.is_open for one in findings)


@transaction.atomic
def correct(*, instance: Content, language: str, change: Change, by: Any, note: str = "") -> list[Saved]:
    """Review somebody else’s translation by putting another text in its place, in the reviewer’s name.

    It is reviewed then: two people have answered for it. The log keeps who made the first. For who may
    translate into the language; refused as `save_units` and `accept` refuse, and for a text in which a
    check finds an error.
    """
    require_translator(by, language)
    desk = locked_desk(instance, language)
    of_unit = Seen(change.address, change.seen_source, change.seen_target)
    (unit,) = _found(desk, [of_unit], CONFIRMED, _("Only what is translated can be reviewed."))
    _refuse([_own(unit, desk, by)])
    saved = save_units(
        instance=instance, language=language, changes=[change], by=by, act=Act.CORRECTED, note=note
    )
    _refuse([_with_errors(one.unit, one.findings) for one in saved])
    return saved


@transaction.atomic
def send_back(*, instance: Content, language: str, unit: Seen, by: Any, note: str) -> list[Saved]:
    """Ask for another translation: the unit is a draft again.

    Raises `ValueError` without a reason, and refuses what `accept` refuses.
    """
    _require_reviewer(by, language)
    _require_reason(note)
    desk = locked_desk(instance, language)
    (found,) = _found(desk, [unit], CONFIRMED, _("Only what is translated can be sent back."))
    _refuse([_own(found, desk, by)])
    return _say(desk, [found], act=Act.SENT_BACK, state=State.DRAFT, by=by, note=note)


@transaction.atomic
def override_finding(
    *, instance: Content, language: str, unit: Seen, finding: str, by: Any, note: str
) -> list[Saved]:
    """Say in one’s own name why a finding (by its `name`) is none. It holds for this pair of texts alone.

    Raises `PermissionDenied` without the right to review, `ValueError` without a reason, and
    `UnitsRefusedError` for a unit that has changed, for one’s own translation, and without such a finding.
    """
    _require_reviewer(by, language)
    _require_reason(note)
    desk = locked_desk(instance, language)
    (found,) = _found(desk, [unit], frozenset(State), "")
    _refuse([_own(found, desk, by)])
    findings = findings_of([found], desk.log).get(found.address, [])
    if finding not in {one.name for one in findings}:
        _refuse([Refusal(found.address, "gone", _("The check no longer finds this."), found)])
    return _say(desk, [found], act=Act.OVERRIDDEN, state="", by=by, note=note, finding=finding)


def _require_reviewer(by: Any, language: str) -> None:
    if isinstance(by, Job) or not may_review(by, language):
        raise PermissionDenied(_("You may not review translations into this language."))


def _require_reason(note: str) -> None:
    if not note.strip():
        raise ValueError(_("Give a reason."))


def _found(desk: Desk, units: Iterable[Seen], states: Iterable[State], otherwise: str) -> list[Unit]:
    """The units that were seen, if they still are what was seen and stand in one of these states."""
    found, refusals = [], []
    for one in units:
        unit = desk.located(one.address, one.source, one.target)
        if unit is None or unit.pair != (one.source, one.target):
            message = _("Somebody else has changed this text since you opened it, so nothing was stored.")
            refusals.append(Refusal(one.address, "overtaken", message, unit))
        elif unit.state not in states:
            refusals.append(Refusal(one.address, "state", otherwise, unit))
        else:
            found.append(unit)
    _refuse(refusals)
    return found


def _refuse(refusals: Iterable[Refusal | None]) -> None:
    if found := [refusal for refusal in refusals if refusal]:
        raise UnitsRefusedError(found)


def _own(unit: Unit, desk: Desk, by: Any) -> Refusal | None:
    message = _("You translated this text yourself last: somebody else must review it.")
    return Refusal(unit.address, "own", message, unit) if is_own(unit, desk, by) else None


def _with_errors(unit: Unit, findings: list[Found]) -> Refusal | None:
    message = _("A check finds an error. Correct the text, or let a reviewer say why it is none.")
    errors = tuple(one for one in findings if one.blocks)
    return Refusal(unit.address, "error", message, unit, errors) if errors else None


def _say(desk: Desk, units: list[Unit], *, act: Act, state: str, by: Actor, **about: Any) -> list[Saved]:
    events = [event_on(unit, act=act, state=state, by=by, **about) for unit in units]
    record_events(events, {unit.text for unit in units})
    return saved_units(desk, units, events)
