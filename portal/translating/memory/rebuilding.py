"""The whole memory computed anew from the log, to compare it or to put it in place."""

from collections.abc import Iterator
from typing import Any, Final

from django.db import transaction

from portal.translating.memory.index import VALUES, Key, Origin, computed, key_of, of_origins, refresh
from portal.translating.memory.models import ImportedPair, MemoryPair
from portal.translating.memory.words import sketch
from portal.translating.models import TranslationEvent

BATCH: Final = 300


@transaction.atomic
def rebuild() -> int:
    """Empty the memory and fill it from the log and the imports; gives the number of pairs."""
    MemoryPair.objects.all().delete()
    for origins in _batches():
        refresh(origins)
    return MemoryPair.objects.count()


def differences() -> list[Key]:
    """The pairs of which the memory does not hold what the log and the imports say; nothing is changed."""
    return sorted(key for origins in _batches() for key in _wrong(origins))


def _wrong(origins: set[Origin]) -> Iterator[Key]:
    should = computed(origins)
    pairs = MemoryPair.objects.prefetch_related("grams")
    kept = {key_of(pair): pair for pair in of_origins(pairs, origins)}
    for key in {*should, *kept}:
        if _content(should.get(key)) != _content(kept.get(key)) or not _is_found(kept.get(key)):
            yield key


def _content(pair: MemoryPair | None) -> tuple[Any, ...] | None:
    return tuple(getattr(pair, name) for name in VALUES) if pair else None


def _is_found(pair: MemoryPair | None) -> bool:
    """Whether the pair stands in the index under all of its words."""
    if pair is None:
        return True
    return {row.gram for row in pair.grams.all()} == set(sketch(pair.source_words, pair.language))


def _batches() -> Iterator[set[Origin]]:
    """Every source text of which anything was said or imported, or the memory holds anything."""
    known: set[Origin] = set()
    for rows in (TranslationEvent.objects.all(), ImportedPair.objects.all(), MemoryPair.objects.all()):
        known.update(rows.order_by().values_list("language", "source_print"))
    origins = sorted(known)
    for start in range(0, len(origins), BATCH):
        yield set(origins[start : start + BATCH])
