"""The WSGI applications that are compared, each for a process of its own."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import django
from django.conf import settings

django.setup(set_prefix=False)

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - Django must be set up first

from portal.reading.page_cache import PageCache  # noqa: E402 - the same

DJANGOS_CACHE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
]


@cache
def _application(name: str) -> Any:
    if name == "kept_by_django":
        settings.MIDDLEWARE = [*DJANGOS_CACHE, *settings.MIDDLEWARE]  # where it answers soonest
    return PageCache(WSGIHandler()) if name == "kept" else WSGIHandler()


def made(environ: Any, start_response: Any) -> Iterable[bytes]:
    answer: Iterable[bytes] = _application("made")(environ, start_response)
    return answer


def kept(environ: Any, start_response: Any) -> Iterable[bytes]:
    answer: Iterable[bytes] = _application("kept")(environ, start_response)
    return answer


def kept_by_django(environ: Any, start_response: Any) -> Iterable[bytes]:
    answer: Iterable[bytes] = _application("kept_by_django")(environ, start_response)
    return answer


_answer: list[Any] = []


def bytes_only(environ: Any, start_response: Any) -> Iterable[bytes]:
    """The first answer is made by the portal; all others repeat it."""
    if not _answer:
        sent: list[Any] = []
        body = b"".join(_application("made")(environ, lambda *started: sent.extend(started)))
        _answer.extend([*sent, body])
    status, headers, body = _answer
    start_response(status, headers)
    return [body]
