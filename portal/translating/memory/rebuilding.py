"""The whole memory computed anew from the log, to compare it or to put it in place."""

from collections.abc import Iterator
from typing import Any, Final

from django.db import transaction

from portal.translating.memory.index import VALUES, Key, computed, key_of, refresh
from portal.translating.memory.models import ImportedPair, MemoryPair
from portal.translating.memory.words import sketch
from portal.translating.models import TranslationEvent

BATCH: Final = 300


@transaction.atomic
def rebuild() -> int:
    """Empty the memory and fill it from the log and the imports; gives the number of pairs."""
    MemoryPair.objects.all().delete()
    for keys in _batches():
        refresh(keys)
    return MemoryPair.objects.count()


def differences() -> list[Key]:
    """The pairs of which the memory does not hold what the log and the imports say; nothing is changed."""
    unseen = set(MemoryPair.objects.values_list("language", "source_print", "target_print"))
    wrong: list[Key] = []
    for keys in _batches():
        unseen -= set(keys)
        wrong += _wrong(keys)
    return sorted({*wrong, *unseen})


def _wrong(keys: list[Key]) -> Iterator[Key]:
    should = computed(keys)
    pairs = MemoryPair.objects.filter(source_print__in={source for _language, source, _target in keys})
    kept = {key_of(pair): pair for pair in pairs.prefetch_related("grams")}
    for key in keys:
        if _content(should.get(key)) != _content(kept.get(key)) or not _is_found(kept.get(key)):
            yield key


def _content(pair: MemoryPair | None) -> tuple[Any, ...] | None:
    return tuple(getattr(pair, name) for name in VALUES) if pair else None


def _is_found(pair: MemoryPair | None) -> bool:
    """Whether the pair stands in the index under all of its words."""
    if pair is None:
        return True
    return {row.gram for row in pair.grams.all()} == set(sketch(pair.source_words, pair.language))


def _batches() -> Iterator[list[Key]]:
    """Every pair of which anything was said or imported."""
    said: set[Key] = set()
    for rows in (TranslationEvent.objects.all(), ImportedPair.objects.all()):
        said.update(rows.order_by().values_list("language", "source_print", "target_print"))
    keys = sorted(said)
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
