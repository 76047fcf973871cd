"""How long a reader waits for a leaflet: one that must be made, and one that is kept."""

import time
from collections.abc import Callable, Iterable
from functools import partial
from statistics import median
from typing import Any

from django.db import transaction
from django.test import Client

from portal.languages import CODES
from portal.publishing.models import Publication
from portal.reading.leaflets import rendering
from portal.reading.leaflets.forms import forms_in, leaflet_address
from tests.demo import publish_everything

TIMES_KEPT = 20


@transaction.atomic
def figures() -> Iterable[tuple[str, str]]:
    """The demo content is published for it, and gone again afterwards."""
    publish_everything()
    found = list(_figures())
    transaction.set_rollback(True)
    return found


def _figures() -> Iterable[tuple[str, str]]:
    """Of the longest page, in each form; the time of the processor is not disturbed by other work."""
    yield "loading WeasyPrint, once per server", _measured(rendering.load)[0]
    page = max(Publication.objects.live().filter(language=CODES[0]), key=lambda live: len(str(live.document)))
    client = Client(SERVER_NAME="localhost")
    for form in forms_in(page.language, CODES):
        address = leaflet_address(page.kind, page.language, page.slug, form)
        get = partial(client.get, address)
        said, response = _measured(get)
        yield f"{form.name}, made", f"{said}, {len(response.content) // 1024} kB"
        yield f"{form.name}, kept", f"{_median(get):.1f} ms"


def _measured(work: Callable[[], Any]) -> tuple[str, Any]:
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    said = f"{time.perf_counter() - clock:.2f} s ({time.process_time() - processor:.2f} s of the processor)"
    return said, result


def _median(work: Callable[[], Any]) -> float:
    times = []
    for _time in range(TIMES_KEPT):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return median(times) * 1000
