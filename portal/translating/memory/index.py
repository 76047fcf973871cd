"""Keeps the translation memory in step with the log: what writes events calls `take_in` in its transaction.

What the memory holds of a pair is a function of the events and imports of that pair alone, so that it can
be computed anew for some pairs or for all, and compared.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from django.db import transaction

from portal.content.bulk import insert, insert_new
from portal.translating.memory.models import ImportedPair, MemoryGram, MemoryPair, Standing
from portal.translating.memory.words import sketch, words_of
from portal.translating.models import CONFIRMED, Act, State, TranslationEvent

BATCH: Final = 1000
KEY: Final = ("language", "source_print", "target_print")
VALUES: Final = ("source", "target", "source_words", "target_words", "state", "at")

# Language, and the fingerprints of both texts.
Key = tuple[str, str, str]


def key_of(row: Any) -> Key:
    return row.language, row.source_print, row.target_print


@transaction.atomic
def refresh(keys: Iterable[Key]) -> None:
    """Write down what the log and the imports say of these pairs now; six queries for a thousand pairs."""
    for some in _batches(keys):
        _write(computed(some), some)


@transaction.atomic
def take_in(events: Iterable[TranslationEvent]) -> None:
    """`refresh` for the pairs of events that were just stored, without reading those again."""
    new: dict[Key, list[TranslationEvent]] = defaultdict(list)
    for event in events:
        new[key_of(event)].append(event)
    for some in _batches(new):
        _write(computed(some, [event for key in some for event in new[key]]), some)


def _batches(keys: Iterable[Key]) -> Iterator[set[Key]]:
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), BATCH):
        yield set(wanted[start : start + BATCH])


def _write(entries: Mapping[Key, MemoryPair], keys: set[Key]) -> None:
    """Let the memory hold these entries, and nothing else of these pairs."""
    kept = {key_of(row): row.pk for row in _of(MemoryPair.objects.only(*KEY), keys)}
    gone = [pk for key, pk in kept.items() if key not in entries]
    if gone:
        MemoryPair.objects.filter(pk__in=gone).delete()
    insert(list(entries.values()), unique=KEY, update=VALUES)
    _add_grams(pair for key, pair in entries.items() if key not in kept)


def _add_grams(pairs: Iterable[MemoryPair]) -> None:
    """The words of a pair never change, since its fingerprints name them: grams are written once."""
    rows = sorted((gram, pair.pk) for pair in pairs for gram in sketch(pair.source_words, pair.language))
    insert_new(MemoryGram, ["gram", "pair"], rows)


def computed(keys: Collection[Key], read: Collection[TranslationEvent] = ()) -> dict[Key, MemoryPair]:
    """What the memory should hold of these pairs, of whose events some may be `read` already; two queries."""
    seen = [event.pk for event in read]
    unread = _of(TranslationEvent.objects.exclude(pk__in=seen), keys)
    events: dict[Key, list[TranslationEvent]] = defaultdict(list)
    for event in sorted([*unread, *read], key=lambda event: event.pk):
        if event.state:
            events[key_of(event)].append(event)
    imported = {key_of(row): row for row in _of(ImportedPair.objects.all(), keys)}
    entries = {key: entry(events[key], imported.get(key)) for key in keys}
    return {key: found for key, found in entries.items() if found}


def _of(rows: Any, keys: Collection[Key]) -> list[Any]:
    """Those of these rows that are about these pairs; one query.

    It asks for the sources alone: asked for both texts, SQLite would look for each source with each target.
    """
    languages, sources, _targets = (set(parts) for parts in zip(*keys, strict=True))
    of_sources = rows.filter(language__in=languages, source_print__in=sources)
    return [row for row in of_sources if key_of(row) in keys]


def entry(events: Iterable[TranslationEvent], imported: ImportedPair | None) -> MemoryPair | None:
    """What the memory holds of a pair about which this was said, in this order; nothing if it was sent back.

    In each place the last word counts.
    """
    last: Mapping[Any, TranslationEvent] = {(one.kind, one.key, one.path): one for one in events}
    if any(one.act == Act.SENT_BACK for one in last.values()):
        return None
    confirmed = [one for one in last.values() if one.state in CONFIRMED]
    if not confirmed:
        return _pair(imported, Standing.IMPORTED, imported.at) if imported else None
    is_reviewed = any(one.state == State.REVIEWED for one in confirmed)
    latest = max(confirmed, key=lambda one: one.pk)
    return _pair(latest, Standing.REVIEWED if is_reviewed else Standing.TRANSLATED, latest.at)


def _pair(row: Any, state: Standing, at: Any) -> MemoryPair | None:
    words, target = words_of(row.source), words_of(row.target)
    if not words or not target:
        return None
    return MemoryPair(
        **dict(zip(KEY, key_of(row), strict=True)),
        source=row.source,
        target=row.target,
        source_words=words,
        target_words=target,
        state=state,
        at=at,
    )
