"""What it costs to answer with a page: made anew, kept by Django or by the portal, and by a bare function."""

import time
from collections.abc import Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from portal.languages import CODES
from portal.publishing.models import Publication
from portal.reading.addresses import page_address
from portal.reading.page_cache import PageCache
from portal.startup import publish_demo

UPDATE, FETCH = (f"django.middleware.cache.{name}CacheMiddleware" for name in ("Update", "FetchFrom"))
SECONDS = 1


def figures() -> Iterable[tuple[str, str]]:
    """The demo content is published for it, and gone again afterwards."""
    publish_demo(lambda _line: None)
    yield from _figures()
    call_command("flush", interactive=False, verbosity=0)


def _figures() -> Iterable[tuple[str, str]]:
    """Of the longest page; the time of the processor is not disturbed by other work."""
    page = max(Publication.objects.live().filter(language=CODES[0]), key=lambda live: len(str(live.document)))
    address = page_address(page.kind, page.language, page.slug)
    django = get_wsgi_application()
    begun, body = _asked(django, address)

    def bare(_environ: Any, start_response: Any) -> list[bytes]:
        start_response(*begun)
        return [body]

    yield "made anew", _measured(django, address)
    with override_settings(MIDDLEWARE=[UPDATE, *settings.MIDDLEWARE, FETCH]):
        yield "kept by Django's cache, behind our middleware", _measured(WSGIHandler(), address)
    with override_settings(MIDDLEWARE=[UPDATE, FETCH]):
        yield "kept by Django's cache, without any other middleware", _measured(WSGIHandler(), address)
    yield "kept by the portal", _measured(PageCache(django), address)
    yield "the same bytes from a bare function", _measured(bare, address)
    cache.clear()


def _measured(application: Any, address: str) -> str:
    _asked(application, address)
    began, times = time.process_time(), 0
    while time.process_time() - began < SECONDS:
        _asked(application, address)
        times += 1
    each = (time.process_time() - began) / times
    return f"{each * 1_000_000:,.0f} µs of the processor, {1 / each:,.0f} in a second"


def _asked(application: Any, address: str) -> tuple[Any, bytes]:
    environ = {"PATH_INFO": address, "HTTP_HOST": "localhost", "HTTP_ACCEPT_ENCODING": "gzip, br"}
    setup_testing_defaults(environ)
    begun: list[Any] = []
    answer = application(environ, lambda *found: begun.append(found))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return begun[0], body
