"""The WSGI applications that are compared, each for a process of its own."""

import time
from functools import cache
from typing import Any

import django
from django.conf import settings

django.setup(set_prefix=False)

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - Django must be set up first

from portal.reading.page_cache import PageCache  # noqa: E402 - the same

CLOCK = "/clock"
DJANGOS_CACHE = [f"django.middleware.cache.{name}CacheMiddleware" for name in ("Update", "FetchFrom")]


@cache
def _django(*more: str) -> Any:
    settings.MIDDLEWARE = [*more, *settings.MIDDLEWARE]  # in front, where it answers soonest
    return WSGIHandler()


def made(environ: Any, start_response: Any) -> Any:
    return _timed(_django(), environ, start_response)


def kept_by_django(environ: Any, start_response: Any) -> Any:
    return _timed(_django(*DJANGOS_CACHE), environ, start_response)


@cache
def _kept() -> PageCache:
    return PageCache(_django())


def kept(environ: Any, start_response: Any) -> Any:
    return _timed(_kept(), environ, start_response)


_answer: list[Any] = []


def bytes_only(environ: Any, start_response: Any) -> Any:
    return _timed(_repeat, environ, start_response)


def _repeat(environ: Any, start_response: Any) -> Any:
    """The first answer is made by the portal; all others repeat it."""
    if not _answer:
        sent: list[Any] = []
        body = b"".join(_django()(environ, lambda *started: sent.extend(started)))
        _answer.extend([*sent, body])
    status, headers, body = _answer
    start_response(status, headers)
    return [body]


def _timed(application: Any, environ: Any, start_response: Any) -> Any:
    """Who asks for the clock is told how long the processor has worked for this process, in seconds."""
    if environ["PATH_INFO"] != CLOCK:
        return application(environ, start_response)
    body = str(time.process_time()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
