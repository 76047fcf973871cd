"""The translators’ list with 20,000 objects: its rows and its whole page, filtered, sorted and searched."""

from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from random import Random
from time import perf_counter
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conditions.choices import BodyPart
from conditions.models import Condition
from portal.languages import TRANSLATIONS
from portal.translating.models import State, SummaryText, TranslationSummary
from portal.translating.summaries import progress
from tests.benchmarks.memory import word_of

OBJECTS = 20_000
PAGE = 50
INTO = TRANSLATIONS[0].code


def figures() -> Iterable[tuple[str, str]]:
    with transaction.atomic():
        _fill()
        rows = TranslationSummary.objects.filter(language=INTO)
        lists: dict[str, Callable[[], Any]] = {
            "first page, by title": lambda: (rows.count(), list(rows[:PAGE])),
            "behind, worst first": lambda: list(rows.in_need().order_by("-errors", "title")[:PAGE]),
            "search in both languages": lambda: list(rows.searching("lever 19999")[:PAGE]),
            "progress by kind": lambda: progress(INTO),
        }
        for name, ask in lists.items():
            yield f"{OBJECTS} objects, {name}", _timed(ask)
        yield from _pages()
        transaction.set_rollback(True)


def _pages() -> Iterable[tuple[str, str]]:
    """The page as a translator gets it; the second time, when everybody’s rights and words are loaded."""
    client = Client()
    client.force_login(User.objects.create_superuser("translator of the benchmark"))
    address = reverse("translation-list", args=[INTO])
    for query in ("", "need=anything", "order=-share", "q=lever+19999", "q=lever", f"page={OBJECTS // PAGE}"):
        ask = partial(client.get, f"{address}?{query}")
        assert ask().status_code == HTTPStatus.OK
        yield f"{OBJECTS} objects, whole page ?{query}", _timed(ask)


def _fill() -> None:
    Condition.objects.bulk_create(
        (
            Condition(key=f"object-{number}", title_nl=f"Aandoening {number}", body_part=BodyPart.LIVER)
            for number in range(OBJECTS)
        ),
        batch_size=1000,
    )
    summaries = TranslationSummary.objects.bulk_create(
        [
            TranslationSummary(
                kind="condition",
                key=f"object-{number}",
                language=INTO,
                object_id=number,
                title=f"Aandoening {number}",
                units=20,
                words=400,
                words_done=380,
                errors=number % 97 == 0,
                warnings=0,
                **{state.value: int(state is State.TRANSLATED) * 20 for state in State},
            )
            for number in range(OBJECTS)
        ],
        batch_size=1000,
    )
    choose = Random(1)  # noqa: S311 - the same figures each time
    texts = [_words(choose) for _number in range(200)]
    SummaryText.objects.bulk_create(
        [SummaryText(summary=row, text=f"{choose.choice(texts)} {row.object_id}") for row in summaries],
        batch_size=1000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database does by itself once its tables have grown


def _words(choose: Random) -> str:
    """Those of a page of 400 words and its translation, each once: by Zipf, few are common and many rare."""
    running = [word_of(int(3 ** (choose.random() * 9))) for _number in range(800)]
    return " ".join(dict.fromkeys(["lever", *running]))


def _timed(ask: Callable[[], Any]) -> str:
    with CaptureQueriesContext(connection) as queries:
        begin = perf_counter()
        ask()
        took = perf_counter() - begin
    return f"{took * 1000:.0f} ms, {len(queries)} queries"
