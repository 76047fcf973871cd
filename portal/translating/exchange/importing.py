"""Taking translations in from a file: everything in it or nothing, and never as reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.publishing.kinds import kind_named
from portal.publishing.services import Actor
from portal.translating.desks import Desk, desks_of
from portal.translating.exchange.entries import Entry
from portal.translating.exchange.marks import outer
from portal.translating.exchange.problems import FileProblem, FileRefusedError
from portal.translating.findings import Found
from portal.translating.models import Act, State
from portal.translating.prints import print_of
from portal.translating.services import (
    Change,
    UnitsRefusedError,
    fitting,
    require_translator,
    save_units,
)
from portal.translating.texts import Name
from portal.translating.units import Unit, located

MOST_UNITS = 20_000


@dataclass(frozen=True)
class Arrival:
    """A unit that a file changes: as it was, as it becomes, and what the checks find in that."""

    owner: Name
    title: str
    before: Unit
    after: Unit
    findings: list[Found]

    @property
    def is_outdated(self) -> bool:
        """Whether the source has changed since the file was made."""
        return self.after.state is State.OUTDATED


@dataclass(frozen=True)
class Outcome:
    """What a file comes to. `unchanged` units say nothing new."""

    arrivals: list[Arrival]
    unchanged: int


def bring_in(*, entries: Iterable[Entry], language: str, by: Actor, dry_run: bool = False) -> Outcome:
    """Store the translations that a file changed, as translated and not reviewed; with `dry_run`, only tell.

    A unit counts as changed when its text differs from the one that the file was made with. Raises
    `PermissionDenied` without the right to translate into the language, and `FileRefusedError` with every
    unit that is unknown, there twice, does not fit, or was changed here and in the file. Where the source has
    changed since, the translation is stored as made from the source of the file: it is outdated.
    About ten queries for each object, and thirty more for each that changes.
    """
    require_translator(by, language)
    with transaction.atomic():
        outcome = _bring_in(_checked(entries), language, by)
        transaction.set_rollback(dry_run)
    return outcome


def _checked(entries: Iterable[Entry]) -> list[Entry]:
    """All entries, once each, in the order of the file."""
    seen: dict[str, Entry] = {}
    problems: list[FileProblem] = []
    for entry in entries:
        if entry.id in seen:
            problems.append(FileProblem(_("This unit is in the file twice."), entry.line, entry.id))
        seen[entry.id] = entry
        if len(seen) > MOST_UNITS:
            raise FileRefusedError([FileProblem(_("The file has more than 20,000 units."), entry.line)])
    if not seen:
        problems.append(FileProblem(_("There is no unit in the file.")))
    if problems:
        raise FileRefusedError(problems)
    return list(seen.values())


def _bring_in(entries: list[Entry], language: str, by: Actor) -> Outcome:
    arrivals: list[Arrival] = []
    problems: list[FileProblem] = []
    for owner, group in groupby(sorted(entries, key=_owner), key=_owner):
        try:
            arrivals += _bring_in_object(owner, list(group), language, by)
        except FileRefusedError as error:
            problems += error.problems
    if problems:
        raise FileRefusedError(sorted(problems, key=lambda problem: problem.line))
    return Outcome(arrivals, len(entries) - len(arrivals))


def _owner(entry: Entry) -> Name:
    return entry.owner


def _bring_in_object(owner: Name, entries: list[Entry], language: str, by: Actor) -> list[Arrival]:
    desk = _desk(owner, entries, language)
    found = [(entry, _unit(entry, desk)) for entry in entries]
    unknown = [entry for entry, unit in found if unit is None]
    if unknown:
        message = _("This portal has no such unit.")
        raise FileRefusedError(FileProblem(message, entry.line, entry.id) for entry in unknown)
    changed = [(entry, unit) for entry, unit in found if unit and _is_changed(entry, unit)]
    if not changed:
        return []
    try:
        saved = save_units(
            instance=desk.instance,
            language=language,
            changes=[_change(entry, unit) for entry, unit in changed],
            by=by,
            act=Act.IMPORTED,
        )
    except UnitsRefusedError as error:
        lines = {unit.address: entry for entry, unit in changed}
        raise FileRefusedError(
            FileProblem(refusal.message, lines[refusal.address].line, lines[refusal.address].id)
            for refusal in error.refusals
        ) from error
    return [
        Arrival(owner, str(desk.instance), unit, now.unit, now.findings)
        for (_entry, unit), now in zip(changed, saved, strict=True)
    ]


def _desk(owner: Name, entries: list[Entry], language: str) -> Desk:
    kind, key = owner
    try:
        instances: list[Any] = list(kind_named(kind).objects([key]))
    except KeyError:
        instances = []
    if not instances:
        message = _("This portal has no page “%(name)s”.") % {"name": "/".join(owner)}
        raise FileRefusedError([FileProblem(message, entries[0].line, entries[0].id)])
    return desks_of(instances, language)[owner]


def _unit(entry: Entry, desk: Desk) -> Unit | None:
    unit = located(desk.units, entry.address, entry.seen_source)
    return unit if unit and unit.source else None


def _is_changed(entry: Entry, unit: Unit) -> bool:
    """Whether somebody wrote something into the file that was not in it, and is not here by now.

    CAT tools put the source where nothing was translated, so a copy of it says nothing.
    """
    if not entry.target.strip():
        return False
    target = outer(entry.target, entry.tag) if entry.is_html else entry.target
    if print_of(target) in {entry.seen_source, entry.seen_target}:
        return False
    try:
        return fitting(unit, target) != unit.target
    except ValidationError:
        return True


def _change(entry: Entry, unit: Unit) -> Change:
    source, target = entry.source, entry.target
    if entry.is_html:
        source, target = outer(source, entry.tag), outer(target, entry.tag)
    is_same = unit.source_print == entry.seen_source
    return Change(unit.address, target, entry.seen_source, entry.seen_target, None if is_same else source)
