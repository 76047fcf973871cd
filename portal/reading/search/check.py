"""Proves the index: each row is what its publication says, and each publication has its rows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import chain

from django.db import DatabaseError, connection, transaction

from portal.publishing.models import Publication
from portal.reading.search.entries import Indexed, Word
from portal.reading.search.index import batches, expected
from portal.reading.search.models import SearchEntry, SearchName, SearchWord

COLUMNS = ("kind", "language", "marks", "title", "names", "summary", "text", "plain")
MOST_NAMED = 20

# SQLite compares its full-text tables with the tables that they are made from. PostgreSQL's are columns of
# the same row, which it makes itself.
FULL_TEXT = ("reading_search_names", "reading_search", "reading_word_parts")


def differences() -> list[str]:
    """What is wrong with the index, a line each; none when it is right. Reads all of it.

    An entry whose window has closed by itself may still be there: nobody finds it, and the next change of
    its page takes it out.
    """
    counts = Counter[Word]()
    found = chain(_without_entry(), _entries(counts), _words(counts), _full_text())
    return list(found)


def _without_entry() -> Iterator[str]:
    for publication in expected().filter(search_entry=None).without_documents():
        yield f"Missing: {publication.reference}"


def _entries(counts: Counter[Word]) -> Iterator[str]:
    for batch in batches(Publication.objects.exclude(search_entry=None)):
        numbers = [one.entry.pk for one in batch]
        entries, names = SearchEntry.objects.in_bulk(numbers), _names(numbers)
        for one in batch:
            counts.update(one.words)
            if _row(entries[one.entry.pk]) != _row(one.entry) or names[one.entry.pk] != _own_names(one):
                yield f"Wrong: {one.entry.publication.reference}"


def _row(entry: SearchEntry) -> tuple[str, ...]:
    return tuple(getattr(entry, name) for name in COLUMNS)


def _names(numbers: Collection[int]) -> dict[int, Counter[tuple[str, str, int]]]:
    names: dict[int, Counter[tuple[str, str, int]]] = defaultdict(Counter)
    for row in SearchName.objects.filter(entry__in=numbers):
        names[row.entry_id][row.language, row.key, row.place] += 1
    return names


def _own_names(one: Indexed) -> Counter[tuple[str, str, int]]:
    return Counter((name.language, name.key, name.place) for name in one.names)


def _words(counts: Counter[Word]) -> Iterator[str]:
    kept = {
        Word(row.language, row.word, row.folded, row.stem): row.pages for row in SearchWord.objects.iterator()
    }
    wrong = sorted(word for word in kept.keys() | counts.keys() if kept.get(word, 0) != counts[word])
    for word in wrong[:MOST_NAMED]:
        yield f"Word: {word.word} ({word.language}) is counted {kept.get(word, 0)} times, not {counts[word]}"
    if len(wrong) > MOST_NAMED:
        yield f"Word: {len(wrong) - MOST_NAMED} more are counted wrong"


def _full_text() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    for table in FULL_TEXT:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - ours
        except DatabaseError as error:
            yield f"Full text: {table}: {error}"
