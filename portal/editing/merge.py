"""Three-way merge of two saves that began from one origin: plain dictionaries in, plain dictionaries out.

A sheet holds the object and its rows by name, each with its fields as a form would write them. Nothing that
either side changed is ever lost silently: it is in the result, or it is a conflict.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Which row: the prefix of its forms and its number. The object itself has neither.
Name = tuple[str, str]
Row = Mapping[str, str]
Sheet = Mapping[Name, Row]

OBJECT: Name = ("", "")


@dataclass(frozen=True)
class Conflict:
    """A field that both sides changed differently; without `field`, a row that one deleted."""

    name: Name
    field: str
    origin: Row | None
    mine: Row | None
    theirs: Row | None


@dataclass
class Merged:
    """The rows to store, in which a conflict stands as mine; and what of theirs came into mine.

    `taken` names fields; a row that came or went as a whole is taken without a field.
    """

    rows: dict[Name, dict[str, str]] = field(default_factory=dict)
    taken: list[tuple[Name, str]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(*, origin: Sheet, mine: Sheet, theirs: Sheet) -> Merged:
    """Merge two sheets that both began as `origin`. A row that is in both has the same fields in both."""
    merged = Merged()
    for name in dict.fromkeys([*theirs, *mine]):
        found = Conflict(name, "", origin.get(name), mine.get(name), theirs.get(name))
        if found.mine is None or found.theirs is None:
            _merge_presence(merged, found)
        else:
            _merge_fields(merged, found)
    return merged


def _merge_presence(merged: Merged, row: Conflict) -> None:
    """A row that only one side has: added or kept by that one, or deleted by the other."""
    here = row.theirs if row.mine is None else row.mine
    untouched = here == row.origin
    deleted_by_other = row.origin is not None
    if row.mine is None:
        if not deleted_by_other:
            merged.rows[row.name] = dict(here or {})
            merged.taken.append((row.name, ""))
    elif untouched:
        merged.taken.append((row.name, ""))
    else:
        merged.rows[row.name] = dict(row.mine)
    if deleted_by_other and not untouched:
        merged.conflicts.append(row)


def _merge_fields(merged: Merged, row: Conflict) -> None:
    origin, mine, theirs = row.origin or {}, row.mine or {}, row.theirs or {}
    result = merged.rows[row.name] = {}
    for key, my in mine.items():
        was, their = origin.get(key), theirs[key]
        result[key] = their if my == was else my
        if my == was and their != was:
            merged.taken.append((row.name, key))
        elif was not in {my, their} and my != their:
            merged.conflicts.append(Conflict(row.name, key, row.origin, row.mine, row.theirs))
