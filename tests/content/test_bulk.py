"""Many rows at once are stored as one by one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from portal.content.bulk import ROWS, insert, insert_plain, save_columns
from portal.translating.memory.models import MemoryGram, MemoryPair, Standing

AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
UNIQUE = ("language", "source_print", "target_print")


def pair(number: int, **fields: Any) -> MemoryPair:
    texts = dict.fromkeys(("source", "target", "source_words", "target_words"), f"“Tekst” {number}%s\n")
    of_number = {"language": "en", "source_print": f"{number:032}", "target_print": "b", "at": AT}
    return MemoryPair(**texts | of_number | {"state": Standing.TRANSLATED} | fields)


def stored(row: MemoryPair) -> dict[str, Any]:
    return dict(MemoryPair.objects.filter(pk=row.pk).values().get())


def test_what_was_inserted_is_what_saving_would_have_stored(db):
    inserted, saved = pair(1), pair(1, target_print="c")
    insert([inserted])
    saved.save()

    assert stored(inserted) == stored(saved) | {"id": inserted.pk, "target_print": "b"}
    assert stored(inserted)["source"] == "“Tekst” 1%s\n"


def test_each_row_gets_its_own_number_also_in_a_second_statement(db):
    rows = [pair(number) for number in range(ROWS + 3)]
    insert(rows)

    kept = dict(MemoryPair.objects.values_list("source_print", "pk"))
    assert {row.source_print: row.pk for row in rows} == kept
    assert len(kept) == ROWS + 3


def test_a_row_that_is_there_changes_only_what_is_named(db):
    first = pair(1)
    insert([first])
    again = pair(1, target="Text", source="Anders", state=Standing.REVIEWED)
    insert([again, pair(2)], unique=UNIQUE, update=["target", "state"])

    assert again.pk == first.pk
    assert stored(first) == stored(again) | {"source": first.source, "target": "Text", "state": "reviewed"}
    assert MemoryPair.objects.count() == 2


def test_plain_rows_are_stored_as_they_are_also_in_a_second_statement(db):
    row = pair(1)
    insert([row])
    grams = [-(2**63), 5, 2**63 - 1, *range(10, ROWS + 10)]
    insert_plain(MemoryGram, ["gram", "pair"], [(gram, row.pk) for gram in grams])

    assert set(row.grams.values_list("gram", flat=True)) == set(grams)


def test_a_plain_row_that_is_there_already_is_refused(transactional_db):
    row = pair(1)
    insert([row])
    insert_plain(MemoryGram, ["gram", "pair"], [(5, row.pk)])

    with pytest.raises(IntegrityError):
        insert_plain(MemoryGram, ["gram", "pair"], [(4, row.pk), (5, row.pk)])
    assert list(row.grams.values_list("gram", flat=True)) == [5]


def test_nothing_is_stored_of_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])
        insert_plain(MemoryGram, ["gram", "pair"], [])
        save_columns([], ["target"])
