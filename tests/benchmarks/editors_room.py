"""The first page and the lists of the editors' room, with 100,000 objects."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conditions.choices import BodyPart
from conditions.models import Condition
from portal.languages import CODES, TRANSLATIONS
from portal.publishing.models import Publication, WorkingDigest
from portal.translating.models import TranslationSummary

OBJECTS = 100_000
AT_ONCE = 2_000
LIST = "/nl/admin/conditions/condition/"
ASKED = {
    "first page of the room": ("/nl/admin/", {}),
    "list": (LIST, {}),
    "list, page 500": (LIST, {"p": "500"}),
    "list, never published": (LIST, {"state_nl": "never"}),
    "list, withdrawn": (LIST, {"state_nl": "withdrawn"}),
    "list, live": (LIST, {"state_nl": "live"}),
    "list, with unpublished changes": (LIST, {"state_nl": "changed"}),
    "list, review due": (LIST, {"review": "due"}),
    "list, never reviewed": (LIST, {"review": "never"}),
    "list, search": (LIST, {"q": "aandoening 777"}),
    "list, search that finds nothing": (LIST, {"q": "bestaat niet"}),
}


def figures() -> Iterable[tuple[str, str]]:
    with transaction.atomic():
        _fill()
        client = Client()
        client.force_login(User.objects.create_superuser("bench"))
        for name, (address, asked) in ASKED.items():
            yield f"{OBJECTS} objects, {name}", _timed(client, address, asked)
        transaction.set_rollback(True)


def _timed(client: Client, address: str, asked: dict[str, str]) -> str:
    """The best of three, and its queries."""
    seconds = []
    for _time in range(3):
        began = perf_counter()
        with CaptureQueriesContext(connection) as queries:
            client.get(address, asked)
        seconds.append(perf_counter() - began)
    return f"{1000 * min(seconds):.0f} ms, {len(queries)} queries"


def _fill() -> None:
    """Of twenty objects, one was never published and, of fifty, one has unpublished changes."""
    today = timezone.localdate()
    for start in range(0, OBJECTS, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, OBJECTS))
        Condition.objects.bulk_create([_condition(number, today) for number in numbers])
        Publication.objects.bulk_create([_publication(n, code) for n in numbers for code in CODES if n % 20])
    # Last: creating many objects at once forgets what is kept of them.
    for start in range(0, OBJECTS, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, OBJECTS))
        WorkingDigest.objects.bulk_create(_digests(numbers))
        TranslationSummary.objects.bulk_create(_summaries(numbers))


def _condition(number: int, today: date) -> Any:
    reviewed = today - timedelta(days=number % 700) if number % 10 else None
    texts = {
        f"{field}_{code}": text
        for code in CODES
        for field, text in {
            "title": f"Aandoening {number}",
            "slug": f"a{number}",
            "summary": "In het kort. " * 20,
            "help_today": "<p>Een zin over de lever. </p>" * 25,
        }.items()
    }
    return Condition(
        key=f"c{number}",
        body_part=BodyPart.LIVER,
        reviewed_on=reviewed,
        next_review_on=reviewed and reviewed + timedelta(days=365),
        **texts,
    )


def _publication(number: int, language: str) -> Publication:
    return Publication(
        kind="condition",
        key=f"c{number}",
        language=language,
        number=1,
        slug=f"a{number}",
        title=f"Aandoening {number}",
        summary="In het kort. " * 20,
        digest=f"{number:064}" if number % 50 else "changed",
        live_from=timezone.now() - timedelta(days=1 + number % 1500),
        document={"sections": [{"kind": "overview", "heading": "Wat?", "body": "<p>Een zin.</p>" * 300}]},
    )


def _digests(numbers: Iterable[int]) -> Iterator[WorkingDigest]:
    for number in numbers:
        for language in CODES:
            yield WorkingDigest(kind="condition", key=f"c{number}", language=language, digest=f"{number:064}")


def _summaries(numbers: Iterable[int]) -> Iterator[TranslationSummary]:
    """Of a hundred objects, one lacks a translation."""
    for number in numbers:
        missing = 0 if number % 100 else 1
        counts = {"units": 10, "missing": missing, "draft": 0, "outdated": 0, "translated": 10 - missing}
        for language in TRANSLATIONS:
            yield TranslationSummary(
                kind="condition",
                key=f"c{number}",
                language=language.code,
                object_id=number,
                title=f"Aandoening {number}",
                words=100,
                words_done=100 - 10 * missing,
                reviewed=0,
                errors=0,
                warnings=0,
                **counts,
            )
