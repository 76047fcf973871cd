"""What the checks find on the whole site, object by object: for a page in the admin and for a command."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from portal.publishing.kinds import all_kinds, kind_named
from portal.translating.addresses import unit_address
from portal.translating.desks import Desk, desks_of, findings_on
from portal.translating.findings import Found
from portal.translating.models import TranslationSummary
from portal.translating.texts import Name
from portal.translating.units import Unit

BATCH: Final = 100


@dataclass(frozen=True)
class Line:
    """A finding that nobody has overridden, and its unit."""

    kind: str
    key: str
    title: str
    unit: Unit
    found: Found

    @property
    def address(self) -> str:
        return unit_address(self.unit)


def whole_site(language: str) -> Iterator[Line]:
    """Every open finding in every working copy; objects are loaded some at a time."""
    for kind in all_kinds():
        keys = list(kind.model._default_manager.order_by("pk").values_list("key", flat=True))
        for start in range(0, len(keys), BATCH):
            yield from _lines(desks_of(kind.objects(keys[start : start + BATCH]), language))


def of_objects(rows: Sequence[TranslationSummary], language: str) -> list[Line]:
    """The open findings of some objects, in their order; as many queries for many of a kind as for one."""
    keys: dict[str, list[str]] = {}
    for row in rows:
        keys.setdefault(row.kind, []).append(row.key)
    found = [
        line
        for kind, names in keys.items()
        for line in _lines(desks_of(kind_named(kind).objects(names), language))
    ]
    places = {(row.kind, row.key): place for place, row in enumerate(rows)}
    return sorted(found, key=lambda line: places[line.kind, line.key])


def _lines(desks: Mapping[Name, Desk]) -> Iterator[Line]:
    findings = findings_on(desks.values())
    for (kind, key), desk in desks.items():
        for unit in desk.units:
            for found in findings.get(unit.address, []):
                if found.is_open:
                    yield Line(kind, key, str(desk.instance), unit, found)
