"""What was done to a unit, for who looks behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from portal.publishing.differences import Run, words
from portal.translating.models import TranslationEvent
from portal.translating.prints import print_of
from portal.translating.units import Unit


@dataclass(frozen=True)
class Past:
    """Something that was done to a unit, and what it changed in the translation since the time before."""

    event: TranslationEvent
    runs: tuple[Run, ...]


def history_of(events: Iterable[TranslationEvent], unit: Unit) -> list[Past]:
    """What was done to the pairs that led to this unit, the latest first.

    A field of rich text has one log for all of its blocks: those count that have a text in common with the
    unit, or with another that counts.
    """
    prints, found = {unit.source_print, unit.target_print} - {print_of("")}, []
    for event in reversed(list(events)):
        if prints & {event.source_print, event.target_print}:
            prints |= {event.source_print, event.target_print} - {print_of("")}
            found.append(event)
    targets = [*(unit.form.read(event.target) for event in found), ""]
    return [Past(event, words(old, new)) for event, (new, old) in zip(found, pairwise(targets), strict=True)]
