"""The memory holds each pair once, whoever confirms it when."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from portal.translating.memory.models import MemoryGram, MemoryPair
from portal.translating.memory.words import sketch, words_of
from tests.builders import make_condition
from tests.conftest import member
from tests.translating.desk import INTO, translate

SOURCE, TARGET = "Neem elke ochtend het medicijn in.", "Take the medicine every morning."


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() is not None


@pytest.mark.postgresql  # SQLite's database in memory lets no second connection wait
@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_one_pair_at_the_same_moment_leave_it_with_its_words_once():
    first, second = (make_condition(key, summary_nl=SOURCE) for key in ("een", "twee"))
    person = member("translator")

    def confirm(instance: Any) -> None:
        try:
            translate(instance, "summary", TARGET, person)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            translate(first, "summary", TARGET, person)
            other = threads.submit(confirm, second)
            while not somebody_waits():
                assert not other.done()
        other.result()

    (pair,) = MemoryPair.objects.filter(source=SOURCE)
    grams = MemoryGram.objects.filter(pair=pair).values_list("gram", flat=True)
    assert sorted(grams) == sketch(words_of(SOURCE), INTO)
