"""The interface for other programs and the export: with the real content, and with 100,000 publications."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from portal.languages import CODES
from portal.publishing.models import Publication, PublishedCode
from portal.reading.export.site import export_site
from tests.demo import publish_everything

PUBLICATIONS = 100_000
AT_ONCE = 2_000
TIMES = 100
ORIGIN = "https://portal.example"
REAL = {
    "one document": "/api/v1/documents/condition/levermetastasen/nl",
    "list of 50": "/api/v1/documents?kind=treatment&language=nl",
    "look-up by code": "/api/v1/lookup?system=ICD-10&code=C78.7",
}
MANY = {
    "list, first part": "/api/v1/documents",
    "list of a kind and language": "/api/v1/documents?kind=condition&language=nl",
    "list, changed since yesterday": "/api/v1/documents?changed_since={yesterday}",
    "list, review due": "/api/v1/documents?review_due_before={yesterday}",
    "look-up by code": "/api/v1/lookup?system=SNOMED%20CT&code=77777",
}


def figures() -> Iterable[tuple[str, str]]:
    with transaction.atomic():
        yield from _with_the_real_content()
        transaction.set_rollback(True)
    with transaction.atomic():
        yield from _with_many()
        transaction.set_rollback(True)


def _with_the_real_content() -> Iterable[tuple[str, str]]:
    publish_everything()
    for name, address in REAL.items():
        yield f"real content, {name}", f"{_per_second(address):.0f} requests per second"
    with TemporaryDirectory() as folder:
        began = perf_counter()
        outcome = export_site(
            folder=Path(folder) / "site", origin="https://portal.example", say=lambda _: None
        )
        took = perf_counter() - began
    yield "real content, export", f"{outcome.files} files in {took:.0f} s"


def _per_second(address: str) -> float:
    client = Client()
    client.get(address)
    began = perf_counter()
    for _time in range(TIMES):
        client.get(address)
    return TIMES / (perf_counter() - began)


def _with_many() -> Iterable[tuple[str, str]]:
    for start in range(0, PUBLICATIONS, AT_ONCE):
        made = Publication.objects.bulk_create(map(_publication, range(start, start + AT_ONCE)))
        codes: Any = (PublishedCode(publication=one, system="SNOMED CT", value=one.key[1:]) for one in made)
        PublishedCode.objects.bulk_create(codes)
    yesterday = timezone.localdate() - timedelta(days=1)
    for name, address in MANY.items():
        yield f"{PUBLICATIONS} publications, {name}", _milliseconds(address.format(yesterday=yesterday))


def _milliseconds(address: str) -> str:
    """The best of three."""
    client, seconds = Client(), []
    for _time in range(3):
        began = perf_counter()
        client.get(address)
        seconds.append(perf_counter() - began)
    return f"{1000 * min(seconds):.0f} ms"


def _publication(number: int) -> Publication:
    now = timezone.now()
    return Publication(
        kind=("condition", "symptom", "test", "treatment")[number % 4],
        key=f"c{number}",
        language=CODES[number // 4 % len(CODES)],
        number=1,
        slug=f"a{number}",
        title=f"Titel {number}",
        summary="In het kort. " * 20,
        digest=f"{number:064}",
        live_from=now - timedelta(hours=1 + number),
        next_review_on=now.date() + timedelta(days=number % 700 - 100) if number % 10 == 0 else None,
        document={"sections": [{"kind": "overview", "heading": "Wat?", "body": "<p>Een zin.</p>" * 300}]},
    )
