"""Keeps the index in step with publications: by each change, or made anew as a whole.

A row belongs to one publication, which never changes, so that rows are only added and taken out. When a
window opens or closes by itself nothing has to be done: searching asks what is live at that moment.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from portal.publishing.models import Publication, PublicationQuerySet
from portal.publishing.watchers import Changed
from portal.reading.search.entries import Indexed, Word, indexed
from portal.reading.search.models import SearchEntry, SearchName

BATCH = 200
WORDS_AT_ONCE = 1000  # five values each: below what SQLite takes in one statement

# Both databases understand this. The order of the rows is the same for all writers, so that no two of them
# ever wait for each other.
COUNT_WORDS = """
INSERT INTO reading_searchword (language, word, folded, stem, pages) VALUES {rows}
ON CONFLICT (language, word) DO UPDATE SET pages = reading_searchword.pages + excluded.pages
"""


def expected() -> PublicationQuerySet:
    """The publications that the index should have: live now, or planned."""
    return Publication.objects.live_or_planned(timezone.now())


def follow(changed: Collection[Changed]) -> None:
    """Bring the index in step for some pages, in the transaction that changed them. About six queries."""
    history = Publication.objects.filter(_any_of(changed))
    has = set(SearchEntry.objects.filter(_any_of(changed, "publication__")).values_list("pk", flat=True))
    should_have = set(expected().filter(pk__in=history.values("pk")).values_list("pk", flat=True))
    counts = Counter[Word]()
    counts.update(_put_in(should_have - has))
    counts.subtract(_take_out(has - should_have))
    count_words(counts)


def _any_of(changed: Collection[Changed], prefix: str = "") -> Q:
    condition = Q()
    for kind, key, language in changed:
        own = {"kind": kind, "key": key, "language": language}
        condition |= Q(**{f"{prefix}{name}": value for name, value in own.items()})
    return condition


def _put_in(numbers: Collection[int]) -> Iterator[Word]:
    if numbers:
        yield from store([indexed(publication) for publication in Publication.objects.filter(pk__in=numbers)])


def _take_out(numbers: Collection[int]) -> Iterator[Word]:
    if numbers:
        for publication in Publication.objects.filter(pk__in=numbers):
            yield from indexed(publication).words
        delete("reading_searchname", "entry_id", numbers)
        delete("reading_searchentry", "publication_id", numbers)


def store(found: list[Indexed]) -> Iterator[Word]:
    """Add the rows of some publications, and give their words, which are still to be counted."""
    SearchEntry.objects.bulk_create(one.entry for one in found)
    SearchName.objects.bulk_create(name for one in found for name in one.names)
    for one in found:
        yield from one.words


def delete(table: str, column: str, numbers: Collection[int]) -> None:
    """In SQL, because Django would first read what it deletes."""
    marks = ", ".join(["%s"] * len(numbers))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} IN ({marks})", list(numbers))  # noqa: S608 - names of ours


def count_words(counts: Counter[Word]) -> None:
    """Add to the counts of words; a word that no entry has any more is taken out."""
    changed = iter(sorted((word, number) for word, number in counts.items() if number))
    with connection.cursor() as cursor:
        while some := list(islice(changed, WORDS_AT_ONCE)):
            rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(some))
            values = [value for word, number in some for value in (*word, number)]
            cursor.execute(COUNT_WORDS.format(rows=rows), values)
        if any(number < 0 for number in counts.values()):
            cursor.execute("DELETE FROM reading_searchword WHERE pages <= 0")


@transaction.atomic
def rebuild(say: Callable[[int, int], None]) -> int:
    """Make the whole index anew, and give the number of its entries. `say` hears how far it is.

    Readers search the old index until the new one is whole; who publishes meanwhile waits.
    """
    _empty()
    total, counts = expected().count(), Counter[Word]()
    for done, batch in enumerate(batches(expected()), start=1):
        counts.update(store(batch))
        say(min(done * BATCH, total), total)
    count_words(counts)
    return total


def _empty() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # SQLite has one writer at a time anyhow
            cursor.execute("LOCK TABLE reading_searchentry IN EXCLUSIVE MODE")
        for table in ("reading_searchname", "reading_searchentry", "reading_searchword"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours


def batches(publications: PublicationQuerySet) -> Iterator[list[Indexed]]:
    """What the index should keep of these, a batch at a time, in the order of their numbers."""
    one_by_one = publications.order_by("pk").iterator(BATCH)
    while batch := [indexed(publication) for publication in islice(one_by_one, BATCH)]:
        yield batch
