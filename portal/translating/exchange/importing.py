"""Taking translations in from a file: everything in it or nothing, and never as reviewed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from portal.publishing.kinds import kind_named
from portal.publishing.services import Actor
from portal.translating.changes import Change, Refusal, UnitsRefusedError, Wanted
from portal.translating.desks import Desk
from portal.translating.exchange.entries import Entry
from portal.translating.exchange.known import unknown
from portal.translating.exchange.problems import FileProblem, FileRefusedError, Problems
from portal.translating.findings import Found, findings_of
from portal.translating.log import log_of
from portal.translating.models import Act
from portal.translating.prints import print_of
from portal.translating.services import Stored, Work, foresee, locked_desks, require_translator, store
from portal.translating.texts import Form, Name
from portal.translating.units import Unit

MOST_UNITS = 20_000
BATCH = 50  # objects at a time, so that memory stays flat


@dataclass(frozen=True)
class Arrival:
    """A unit that an entry of a file changes: as it was, and as it becomes."""

    entry: Entry
    owner: Name
    title: str
    before: Unit
    stored: Stored

    @cached_property
    def after(self) -> Unit:
        """Worked out when somebody looks: who brings in ten thousand texts does not look at each."""
        unit = self.stored.now(self.before)
        if unit is None:
            raise LookupError(self.before.address)
        return unit

    @property
    def is_outdated(self) -> bool:
        """Whether the source has changed since the file was made."""
        return self.before.source_print != self.entry.seen_source


@dataclass(frozen=True)
class _News:
    """An entry that says something new, and the change of a unit that it asks for."""

    entry: Entry
    wanted: Wanted


# What is done with the changes of some objects: they are stored, or foreseen.
Do = Callable[[Work], list[Stored]]


@dataclass(frozen=True)
class Outcome:
    """What a file comes to. `unchanged` units say nothing new."""

    arrivals: list[Arrival]
    unchanged: int


@transaction.atomic
def bring_in(*, entries: Iterable[Entry], language: str, by: Actor, dry_run: bool = False) -> Outcome:
    """Store the translations that a file changed, as translated and not reviewed; with `dry_run`, only tell.

    A unit counts as changed when its text differs from the one that the file was made with. Raises
    `PermissionDenied` without the right to translate into the language, and `FileRefusedError` with every
    unit that is unknown, there twice, does not fit, or was changed here and in the file. Where the source has
    changed since, the translation is stored as made from the source of the file: it is outdated.
    The checks are for whoever looks: see `findings_in`. For fifty objects of a kind some ten queries, and
    twenty more where they change.
    """
    require_translator(by, language)
    do: Do = partial(foresee if dry_run else store, by=by, act=Act.IMPORTED)
    return _bring_in(_checked(entries), language, do)


def findings_in(arrivals: Iterable[Arrival], language: str) -> dict[str, list[Found]]:
    """What the checks find in what comes in, by the address of each unit.

    Three queries, and one to keep what was computed; checking a text takes some milliseconds.
    """
    units = [arrival.after for arrival in arrivals]
    return findings_of(units, log_of({unit.text.owner for unit in units}, language))


def _checked(entries: Iterable[Entry]) -> list[Entry]:
    """All entries, once each, in the order of the file."""
    seen: dict[str, Entry] = {}
    problems = Problems()
    for entry in entries:
        if entry.address in seen:  # two pages may show one picture, but a file has its texts once
            problems.add(_("This unit is in the file twice."), entry.line, entry.id)
        seen[entry.address] = entry
        if len(seen) > MOST_UNITS:
            raise FileRefusedError([FileProblem(_("The file has more than 20,000 units."), entry.line)])
    if not seen:
        problems.add(_("There is no unit in the file."))
    problems.refuse_if_any()
    return list(seen.values())


def _bring_in(entries: list[Entry], language: str, do: Do) -> Outcome:
    arrivals: list[Arrival] = []
    problems: list[FileProblem] = []
    for kind, group in groupby(sorted(entries, key=_owner), key=lambda entry: entry.owner[0]):
        by_owner = [(owner, list(found)) for owner, found in groupby(group, key=_owner)]
        for start in range(0, len(by_owner), BATCH):
            try:
                arrivals += _bring_in_batch(kind, by_owner[start : start + BATCH], language, do)
            except FileRefusedError as error:
                problems += error.problems
    if problems:
        raise FileRefusedError(sorted(problems, key=lambda problem: problem.line))
    return Outcome(arrivals, len(entries) - len(arrivals))


def _owner(entry: Entry) -> Name:
    return entry.owner


def _bring_in_batch(
    kind: str, by_owner: list[tuple[Name, list[Entry]]], language: str, do: Do
) -> list[Arrival]:
    """What some objects of a kind come to; the queries are those of one."""
    desks = _desks(kind, [key for (_kind, key), _found in by_owner], language)
    problems: list[FileProblem] = []
    work: list[tuple[Desk, list[_News]]] = []
    for owner, found in by_owner:
        try:
            news = _news(desks.get(owner), found)
        except FileRefusedError as error:
            problems += error.problems
        else:
            work += [(desks[owner], news)] if news else []
    if problems:
        raise FileRefusedError(problems)
    return _arrived(work, do) if work else []


def _desks(kind: str, keys: list[str], language: str) -> dict[Name, Desk]:
    try:
        return locked_desks(kind_named(kind), keys, language)
    except KeyError:
        return {}


def _news(desk: Desk | None, entries: list[Entry]) -> list[_News]:
    """The entries of one object that say something new, each with what it asks for."""
    if desk is None:
        message = _("This portal has no page “%(name)s”.") % {"name": "/".join(entries[0].owner)}
        raise FileRefusedError([FileProblem(message, entries[0].line, entries[0].id)])
    found = [(entry, _unit(entry, desk)) for entry in entries]
    if problems := list(_problems(found, desk)):
        raise FileRefusedError(problems)
    wanted = [(entry, _wanted(entry, unit, desk)) for entry, unit in found if unit]
    return [_News(entry, one) for entry, one in wanted if one]


def _problems(found: list[tuple[Entry, Unit | None]], desk: Desk) -> Iterator[FileProblem]:
    """What is wrong with entries of one object: of each the first reason that there is."""
    never = {entry.address for entry in unknown((entry for entry, _unit in found), desk)}
    for entry, unit in found:
        if entry.address in never:
            yield FileProblem(_("This portal has no such unit."), entry.line, entry.id)
        elif not entry.is_source_ours:
            message = _("The source text of this unit was changed in the file.")
            yield FileProblem(message, entry.line, entry.id)
        elif unit is None and _says_something(entry):
            yield FileProblem(_("This text is no longer part of the page."), entry.line, entry.id)


def _arrived(work: list[tuple[Desk, list[_News]]], do: Do) -> list[Arrival]:
    try:
        stored = do([(desk, [one.wanted for one in news]) for desk, news in work])
    except UnitsRefusedError as error:
        lines = {one.wanted.unit.address: one.entry for _desk, news in work for one in news}
        raise FileRefusedError(
            FileProblem(_message(refusal), lines[refusal.address].line, lines[refusal.address].id)
            for refusal in error.refusals
        ) from error
    return [
        Arrival(one.entry, desk.name, str(desk.instance), one.wanted.unit, now)
        for (desk, news), now in zip(work, stored, strict=True)
        for one in news
    ]


def _message(refusal: Refusal) -> str:
    if refusal.code != "overtaken":
        return refusal.message
    return _(
        "Somebody else has changed this translation since the file was made. "
        "Empty it in the file to leave theirs as it is."
    )


def _unit(entry: Entry, desk: Desk) -> Unit | None:
    unit = desk.located(entry.address, entry.seen_source)
    return unit if unit and unit.source else None


def _wanted(entry: Entry, unit: Unit, desk: Desk) -> Wanted | None:
    """What somebody wrote into the file that was not in it, and is not here by now; `None` for nothing."""
    if not _says_something(entry) and not _has_other_lines(entry, unit):
        return None
    wanted = Wanted.of(_change(entry, unit), desk)
    return wanted if wanted.refusals or wanted.changes_text else None


def _says_something(entry: Entry) -> bool:
    """CAT tools put the source where nothing was translated, so a copy of it says nothing."""
    seen = {entry.seen_source, entry.seen_target}
    return bool(entry.target.strip()) and print_of(entry.whole_target) not in seen


def _has_other_lines(entry: Entry, unit: Unit) -> bool:
    """Whether the names or questions that stood here when the file was made were put on other lines.

    All on one line is what programs make of them that do not keep white space, so that says nothing.
    """
    lines = entry.target.splitlines()
    is_as_seen = unit.target_print == entry.seen_target == print_of(entry.whole_target)
    return is_as_seen and unit.form is Form.LINES and len(lines) > 1 and lines != unit.target.splitlines()


def _change(entry: Entry, unit: Unit) -> Change:
    made_from = None if unit.source_print == entry.seen_source else entry.whole_source
    return Change(unit.address, entry.whole_target, entry.seen_source, entry.seen_target, made_from)
