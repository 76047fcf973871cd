"""What is known of the texts of some objects, from the log."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Q

from portal.translating.align import Known
from portal.translating.models import CONFIRMED, Act, TranslationEvent
from portal.translating.texts import Name

Place = tuple[Name, str]
PairOfPrints = tuple[str, str]


class FieldLog:
    """What was done to the pairs of one field of one object, the latest last."""

    def __init__(self) -> None:
        self.events: list[TranslationEvent] = []

    @cached_property
    def last(self) -> dict[PairOfPrints, TranslationEvent]:
        """For each pair, the last event that says something of it."""
        return {event.pair: event for event in self.events if event.state}

    @cached_property
    def known(self) -> Known:
        made_from: dict[str, list[str]] = defaultdict(list)
        for event in self.last.values():
            made_from[event.target_print].append(event.source)
        return Known(frozenset(self.last), made_from)

    @cached_property
    def confirmed(self) -> dict[str, list[TranslationEvent]]:
        """For each translation, by its fingerprint, what it was confirmed for."""
        found: dict[str, list[TranslationEvent]] = defaultdict(list)
        for event in self.events:
            if event.state in CONFIRMED:
                found[event.target_print].append(event)
        return found

    def of(self, pair: PairOfPrints) -> list[TranslationEvent]:
        return [event for event in self.events if event.pair == pair]


class Log:
    """The log of some objects in one language, the latest event last, by object and field."""

    def __init__(self, events: Iterable[TranslationEvent]) -> None:
        self._events = list(events)
        self.fields: dict[Place, FieldLog] = defaultdict(FieldLog)
        for event in self._events:
            self.fields[(event.kind, event.key), event.path].events.append(event)

    def followed_by(self, events: Iterable[TranslationEvent]) -> "Log":
        """The whole log once these events have come after it."""
        return Log([*self._events, *events])

    def of(self, owner: Name, path: str) -> FieldLog:
        return self.fields[owner, path]

    def last_event_of(self, places: Iterable[Place]) -> TranslationEvent | None:
        """The last thing that was done in any of these fields."""
        events = (event for place in set(places) for event in self.fields[place].events)
        return max(events, key=lambda event: event.pk, default=None)

    def known_translation(self, owner: Name, source_print: str) -> str:
        """What a text was last translated as elsewhere in the object; `""` if it never was."""
        event = self._translations.get((owner, source_print))
        return event.target if event else ""

    @cached_property
    def _translations(self) -> dict[tuple[Name, str], TranslationEvent]:
        """For each source text of an object, the last event that confirmed a translation of it."""
        confirmed = (event for event in self._events if event.state in CONFIRMED and event.target)
        return {((event.kind, event.key), event.source_print): event for event in confirmed}

    def overridden(self, owner: Name, path: str, pair: PairOfPrints) -> dict[str, TranslationEvent]:
        """The findings on a pair that a reviewer has overridden, by their name."""
        events = self.of(owner, path).of(pair)
        return {event.finding: event for event in events if event.act == Act.OVERRIDDEN}


def log_of(names: Iterable[Name], language: str) -> Log:
    """The log of these objects in one language; one query, none for no names."""
    keys: dict[str, set[str]] = defaultdict(set)
    for kind, key in names:
        keys[kind].add(key)
    if not keys:
        return Log([])
    named: Any = reduce(or_, (Q(kind=kind, key__in=found) for kind, found in keys.items()))
    events = TranslationEvent.objects.filter(named, language=language)
    return Log(events.select_related("by").order_by("pk"))
