"""Objects as they lie before a translator: their rows, their log and their units."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.content.models import Content
from portal.publishing.kinds import kind_of
from portal.translating.findings import Found, findings_of
from portal.translating.log import Log, log_of
from portal.translating.models import TranslationEvent
from portal.translating.texts import Name, Text, texts_of
from portal.translating.units import Unit, pieces_of, with_states


@dataclass(frozen=True)
class Desk:
    """One object in one language. Its units are those of the texts when somebody first asks for them."""

    instance: Any
    language: str
    log: Log
    texts: list[Text]

    @cached_property
    def units(self) -> list[Unit]:
        return with_states(pieces_of(self.texts, self.language, self.log), self.log)

    @cached_property
    def units_of(self) -> dict[Text, list[Unit]]:
        """The units of each text, in its order."""
        found: dict[Text, list[Unit]] = defaultdict(list)
        for unit in self.units:
            found[unit.text].append(unit)
        return found

    @property
    def name(self) -> Name:
        return kind_of(self.instance).name, self.instance.key

    def findings(self) -> dict[str, list[Found]]:
        """What the checks find, by the address of each unit; one query, and one to keep what is new."""
        return findings_on([self])

    def located(self, address: str, source_print: str, target_print: str = "") -> Unit | None:
        """The unit that was meant, also after paragraphs or rows have moved.

        That at the address, if it has this source; else the nearest with this source in the same row; else
        the only one with it in the object; else what stands at the address now. Those whose source is gone
        are told apart by their translation.
        """

        def is_meant(unit: Unit) -> bool:
            told = unit.is_left_over and target_print
            return unit.source_print == source_print and not (told and unit.target_print != target_print)

        there = self._by_address.get(address)
        if there and is_meant(there):
            return there
        same = [unit for unit in self.units if is_meant(unit)]
        field, _dash, number = address.rpartition("-")
        near = [unit for unit in same if unit.text.address == field]
        if near and number.isdecimal():
            return min(near, key=lambda unit: abs(unit.number - int(number)))
        return same[0] if len(same) == 1 else there

    @cached_property
    def _by_address(self) -> dict[str, Unit]:
        return {unit.address: unit for unit in self.units}


def desk_of(instance: Content, language: str) -> Desk:
    """Everything about the translation of an object, as it is stored now; as many queries for any length."""
    fresh = kind_of(instance).objects([instance.key])
    (desk,) = desks_of(fresh, language).values()
    return desk


def desks_of(instances: Iterable[Content], language: str) -> dict[Name, Desk]:
    """The desks of objects that `Kind.objects` loaded, by their names; one query more, for the log of all."""
    texts = [(one, texts_of(one)) for one in instances]
    log = log_of({text.owner for _one, found in texts for text in found}, language)
    return _named(Desk(one, language, log, found) for one, found in texts)


def relaid(desks: Collection[Desk], events: Iterable[TranslationEvent]) -> dict[Name, Desk]:
    """The desks of one call of `desks_of` once `events` have come after; no query.

    Their units are those of the texts that the rows hold by now: who calls this has put them there, and knows
    that nobody else has changed any.
    """
    if not desks:
        return {}
    log = next(iter(desks)).log.followed_by(events)
    return _named(Desk(desk.instance, desk.language, log, desk.texts) for desk in desks)


def _named(desks: Iterable[Desk]) -> dict[Name, Desk]:
    return {desk.name: desk for desk in desks}


def findings_on(desks: Collection[Desk]) -> dict[str, list[Found]]:
    """What the checks find in objects that came from one call of `desks_of`, by the address of each unit.

    Addresses are of rows, so that objects have none in common but those of pictures and sources that they
    share.
    """
    units = {unit.address: unit for desk in desks for unit in desk.units}
    return findings_of(units.values(), next(iter(desks)).log) if desks else {}
