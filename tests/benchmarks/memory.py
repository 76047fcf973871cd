"""Looking things up in the memory with 100,000 pairs: offers for a text, and where words were used."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from random import Random
from statistics import median
from time import perf_counter
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from portal.languages import SOURCE, TRANSLATIONS
from portal.translating.blocks import split
from portal.translating.memory import concordance
from portal.translating.memory.matching import LEAST, likeness, suggestions_for
from portal.translating.memory.models import MemoryGram, MemoryPair, Standing
from portal.translating.memory.words import SKETCH, sketch, words_of
from portal.translating.prints import print_of
from portal.translating.texts import Form

PAIRS = 100_000
ASKED = 60
WORDS = 12
INTO = TRANSLATIONS[0].code
AT = datetime(2026, 1, 1, tzinfo=UTC)


def figures() -> Iterable[tuple[str, str]]:
    """Texts of twelve words, of which few are common and many are rare, as in real texts."""
    choose = Random(1)  # noqa: S311 - the same figures each time
    with transaction.atomic():
        texts = [_text(choose) for _number in range(PAIRS)]
        _fill(texts)
        asked = [_changed(text, choose) for text in choose.sample(texts, ASKED)]
        units = [_unit(text, number) for number, text in enumerate(asked)]
        suggestions_for(units[:1])  # the first time, the tables of the checks are read
        name = f"{PAIRS} pairs, {connection.vendor}"
        yield f"{name}, offers for one text", _timed([partial(suggestions_for, [unit]) for unit in units])
        yield f"{name}, offers for {ASKED} texts at once", _timed([lambda: suggestions_for(units)])
        searches = [partial(_search, " ".join(text.split()[:2])) for text in asked[:10]]
        yield f"{name}, words in both languages", _timed(searches)
        transaction.set_rollback(True)
    yield from _found_by_sketches()


def _found_by_sketches() -> Iterator[tuple[str, str]]:
    """Of real texts and changed ones that are alike enough to be offered, how many share a gram."""
    choose = Random(2)  # noqa: S311 - the same figures each time
    couples = [(text, _mixed(text, choose)) for text in _real_texts() for _time in range(4)]
    alike = [couple for couple in couples if likeness(*couple) >= LEAST]
    for size in (4, SKETCH, 16):
        shared = sum(bool({*sketch(one, INTO, size)} & {*sketch(other, INTO, size)}) for one, other in alike)
        yield f"found by sketches of {size}", f"{shared} of {len(alike)} changed texts of the demo"


def _real_texts() -> list[str]:
    """The paragraphs and other texts of the demo, of five words and more."""
    files = sorted(settings.BASE_DIR.glob("fixtures/**/*.json"))
    records = (record["fields"] for file in files for record in json.loads(file.read_text()))
    texts = (text for fields in records for name, text in fields.items() if name.endswith(SOURCE.code))
    blocks = {words_of(block) for text in texts if isinstance(text, str) for block in split(text)}
    return sorted(block for block in blocks if len(block.split()) > 4)


def _mixed(text: str, choose: Random) -> str:
    """With up to four words in ten replaced by others of the text."""
    words = text.split()
    for _time in range(choose.randrange(1, 2 + len(words) * 4 // 10)):
        words[choose.randrange(len(words))] = choose.choice(words)
    return " ".join(words)


def _search(question: str) -> Any:
    found = concordance.search(question, INTO)
    return found.count(), concordance.lines(found[:25], question)


def _text(choose: Random) -> str:
    """Words by Zipf: the hundredth is used a hundredth as often as the first."""
    ranks = (int(3 ** (choose.random() * 9)) for _number in range(WORDS))
    return f"<p>{' '.join(word_of(rank) for rank in ranks)}</p>"


def word_of(rank: int) -> str:
    letters = "bdfgklmnprstvz"
    syllables = range(1 + rank % 4)
    return "".join(letters[rank // 14**place % 14] + "aeiou"[(rank + place) % 5] for place in syllables)


def _changed(text: str, choose: Random) -> str:
    words = text.split()
    words[choose.randrange(1, WORDS - 1)] = "veranderd"
    return " ".join(words)


def _fill(texts: list[str]) -> None:
    pairs = [
        MemoryPair(
            language=INTO,
            source_print=print_of(text),
            target_print=print_of(f"{text}{number}"),
            source=text,
            target=text,
            source_words=words_of(text),
            target_words=words_of(text),
            state=Standing.TRANSLATED,
            at=AT,
        )
        for number, text in enumerate(texts)
    ]
    MemoryPair.objects.bulk_create(pairs, batch_size=2000)
    grams = (MemoryGram(gram=gram, pair=pair) for pair in pairs for gram in sketch(pair.source_words, INTO))
    MemoryGram.objects.bulk_create(grams, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _unit(text: str, number: int) -> Any:
    return SimpleNamespace(
        address=str(number),
        source=text,
        source_print=print_of(text),
        target_print="",
        language=INTO,
        form=Form.RICH,
        tag="p",
    )


def _timed(calls: Sequence[Callable[[], Any]]) -> str:
    took = []
    for call in calls:
        begin = perf_counter()
        call()
        took.append((perf_counter() - begin) * 1000)
    return f"median {median(took):.0f} ms, worst {max(took):.0f} ms"
