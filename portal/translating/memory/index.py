"""Keeps the translation memory in step with the log: what writes events calls `take_in` in its transaction.

What the memory holds of a source text is a function of the events and imports of that text alone, so that it
can be computed anew for some texts or for all, and compared. One text is not enough to tell: a translation
leaves the memory when another takes its place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from django.db import transaction

from portal.content.bulk import insert, insert_plain
from portal.translating.memory.models import ImportedPair, MemoryGram, MemoryPair, Standing
from portal.translating.memory.words import sketch, words_of
from portal.translating.models import CONFIRMED, Act, State, TranslationEvent

BATCH: Final = 1000
KEY: Final = ("language", "source_print", "target_print")
VALUES: Final = ("source", "target", "source_words", "target_words", "state", "at")

# Language, and the fingerprints of both texts.
Key = tuple[str, str, str]
# Language, and the fingerprint of the source text.
Origin = tuple[str, str]
# Kind, key and path: where in an object a text stands.
Spot = tuple[str, str, str]


def key_of(row: Any) -> Key:
    return row.language, row.source_print, row.target_print


def origin_of(row: Any) -> Origin:
    return row.language, row.source_print


def spot_of(event: TranslationEvent) -> Spot:
    return event.kind, event.key, event.path


@transaction.atomic
def refresh(origins: Iterable[Origin]) -> None:
    """Write down what the log and the imports say of these source texts now; six queries for a thousand."""
    for some in _batches(origins):
        _write(computed(some), some)


@transaction.atomic
def take_in(events: Iterable[TranslationEvent]) -> None:
    """`refresh` for the source texts of events that were just stored, without reading those again."""
    new: dict[Origin, list[TranslationEvent]] = defaultdict(list)
    for event in events:
        new[origin_of(event)].append(event)
    for some in _batches(new):
        _write(computed(some, [event for origin in some for event in new[origin]]), some)


def _batches(origins: Iterable[Origin]) -> Iterator[set[Origin]]:
    wanted = sorted(set(origins))
    for start in range(0, len(wanted), BATCH):
        yield set(wanted[start : start + BATCH])


def _write(entries: Mapping[Key, MemoryPair], origins: set[Origin]) -> None:
    """Let the memory hold these entries, and nothing else of these source texts."""
    kept = {key_of(row): row.pk for row in of_origins(MemoryPair.objects.only(*KEY), origins)}
    gone = [pk for key, pk in kept.items() if key not in entries]
    if gone:
        MemoryPair.objects.filter(pk__among=gone).delete()
    insert(list(entries.values()), unique=KEY, update=VALUES)
    _add_grams([pair for key, pair in entries.items() if key not in kept])


def _add_grams(pairs: Collection[MemoryPair]) -> None:
    """The words of a pair never change, since its fingerprints name them: grams are written once.

    Somebody else may have done so for a pair that was not there a moment ago.
    """
    written = MemoryGram.objects.filter(pair__among=[pair.pk for pair in pairs])
    has_grams = set(written.values_list("pair", flat=True)) if pairs else set()
    new = (pair for pair in pairs if pair.pk not in has_grams)
    rows = sorted((gram, pair.pk) for pair in new for gram in sketch(pair.source_words, pair.language))
    insert_plain(MemoryGram, ["gram", "pair"], rows)


def computed(origins: Collection[Origin], read: Collection[TranslationEvent] = ()) -> dict[Key, MemoryPair]:
    """What the memory should hold of these source texts, of whose events some may be `read`; two queries."""
    unread = of_origins(_without(read), origins)
    events: dict[Origin, list[TranslationEvent]] = defaultdict(list)
    for event in sorted([*unread, *read], key=lambda event: event.pk):
        events[origin_of(event)].append(event)
    imported: dict[Origin, list[ImportedPair]] = defaultdict(list)
    for row in of_origins(ImportedPair.objects.all(), origins):
        imported[origin_of(row)].append(row)
    pairs = (pair for origin in origins for pair in entries(events[origin], imported[origin]))
    return {key_of(pair): pair for pair in pairs}


def _without(read: Collection[TranslationEvent]) -> Any:
    """All other events. Those that were stored together mostly have all numbers of a range."""
    seen = sorted(event.pk for event in read)
    if seen and seen[-1] - seen[0] + 1 == len(seen):
        return TranslationEvent.objects.exclude(pk__range=(seen[0], seen[-1]))
    return TranslationEvent.objects.exclude(pk__among=seen)


def of_origins(rows: Any, origins: Collection[Origin]) -> list[Any]:
    """Those of these rows that are about these source texts; one query."""
    languages, sources = (set(parts) for parts in zip(*origins, strict=True))
    found = rows.filter(language__in=languages, source_print__among=sources)
    return [row for row in found if origin_of(row) in origins]


def standing(events: Iterable[TranslationEvent]) -> dict[Spot, TranslationEvent]:
    """For each place the event by which it holds a translation of one source text; in this order they came.

    It is the one that was confirmed last. What another took the place of does not come back when that one
    is made a draft or sent back: it takes somebody who answers for it anew.
    """
    found: dict[Spot, TranslationEvent] = {}
    for event in events:
        spot = spot_of(event)
        if event.state in CONFIRMED:
            found[spot] = event
        elif event.state and spot in found and found[spot].target_print == event.target_print:
            del found[spot]
    return found


def entries(events: Collection[TranslationEvent], imported: Iterable[ImportedPair]) -> Iterator[MemoryPair]:
    """What the memory holds of a source text about which this was said, in this order.

    A translation that was sent back and not confirmed again in that very place is held for no place.
    """
    refused = _sent_back(events)
    held: dict[str, list[TranslationEvent]] = defaultdict(list)
    for event in standing(events).values():
        held[event.target_print].append(event)
    for target, found in held.items():
        latest = max(found, key=lambda one: one.pk)
        is_reviewed = any(one.state == State.REVIEWED for one in found)
        if target not in refused:
            yield from _pair(latest, Standing.REVIEWED if is_reviewed else Standing.TRANSLATED)
    for row in imported:
        if row.target_print not in held and row.target_print not in refused:
            yield from _pair(row, Standing.IMPORTED)


def _sent_back(events: Iterable[TranslationEvent]) -> set[str]:
    """The translations of which the last word, in some place, is that they were sent back."""
    last = {(spot_of(event), event.target_print): event for event in events if event.state}
    return {event.target_print for event in last.values() if event.act == Act.SENT_BACK}


def _pair(row: Any, state: Standing) -> Iterator[MemoryPair]:
    words, target = words_of(row.source), words_of(row.target)
    if words and target:
        yield MemoryPair(
            **dict(zip(KEY, key_of(row), strict=True)),
            source=row.source,
            target=row.target,
            source_words=words,
            target_words=target,
            state=state,
            at=row.at,
        )
