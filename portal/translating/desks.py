"""Objects as they lie before a translator: their rows, their log and their units."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from portal.content.models import Content
from portal.publishing.kinds import kind_of
from portal.translating.findings import Found, findings_of
from portal.translating.log import Log, log_of
from portal.translating.texts import Name, texts_of
from portal.translating.units import Unit, pieces_of, with_states


@dataclass(frozen=True)
class Desk:
    """One object in one language."""

    instance: Any
    language: str
    log: Log
    units: list[Unit]

    @property
    def name(self) -> Name:
        return kind_of(self.instance).name, self.instance.key

    def findings(self) -> dict[str, list[Found]]:
        """What the checks find, by the address of each unit; one query, and one to keep what is new."""
        return findings_on([self])


def desk_of(instance: Content, language: str) -> Desk:
    """Everything about the translation of an object, as it is stored now; as many queries for any length."""
    fresh = kind_of(instance).objects([instance.key])
    (desk,) = desks_of(fresh, language).values()
    return desk


def desks_of(instances: Iterable[Content], language: str) -> dict[Name, Desk]:
    """The desks of objects that `Kind.objects` loaded, by their names; one query more, for the log of all."""
    texts = {(kind_of(one).name, one.key): (one, texts_of(one)) for one in instances}
    log = log_of({text.owner for _one, found in texts.values() for text in found}, language)
    return {
        name: Desk(one, language, log, with_states(pieces_of(found, language, log), log))
        for name, (one, found) in texts.items()
    }


def findings_on(desks: Collection[Desk]) -> dict[str, list[Found]]:
    """What the checks find in objects that came from one call of `desks_of`, by the address of each unit.

    Addresses are of rows, so that objects have none in common but those of pictures and sources that they
    share.
    """
    units = {unit.address: unit for desk in desks for unit in desk.units}
    return findings_of(units.values(), next(iter(desks)).log) if desks else {}
