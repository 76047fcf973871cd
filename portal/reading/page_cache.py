"""Pages that were made already, answered before Django begins: a visitor's page costs no query then.

Nothing stale is given. A page that is kept is made of publications and of what was written down with them,
which never changes, but for which of them are live; and of the day, after which a review is overdue. So it
is kept with the moment that it was made in: how many publications had begun, how many had ended, and the
day. It is given while the moment is the same. Each process asks the database which moment it is: when a
second has passed, when a window opens or closes, and when something was published on this machine.

Who sends a cookie is staff, and gets nothing from here. A view says itself that its pages may be kept.
"""

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from threading import Lock
from time import time
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.timezone import localdate

from portal.languages import CODES
from portal.publishing.watchers import Changed
from portal.reading.freshness import State, next_change, state_now

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

View = Callable[..., HttpResponseBase]

KEPT: Final = 512  # pages, in each process
SECONDS_UNTIL_ASKED: Final = 1
MAY_BE_KEPT: Final = "portal.page_may_be_kept"
PUBLIC: Final = tuple(f"/{code}/" for code in CODES)
# All of a request that such a page depends on.
PARTS_OF_KEY: Final = (
    "PATH_INFO",
    "HTTP_HOST",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_X_FORWARDED_PROTO",
    "wsgi.url_scheme",
    "SERVER_NAME",
    "SERVER_PORT",
    "SCRIPT_NAME",
)


def may_be_kept(view: View) -> View:
    """The view, whose answers are made of publications and the day alone, the same for everybody."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.META[MAY_BE_KEPT] = True
        return view(request, *args, **kwargs)

    return answer


# What moment it is


@dataclass(frozen=True)
class Moment:
    """Which publications are live, and the day."""

    state: State
    day: date


@dataclass(frozen=True)
class Known:
    """A moment, when it was asked for, and until when nothing ends it but publishing."""

    moment: Moment
    mark: object
    since: float
    until: float

    def holds(self, mark: object) -> bool:
        """Also not when the clock was put back."""
        return self.mark == mark and self.since <= time() < self.until


def ask() -> Known:
    """Two queries. What happens meanwhile is seen the next time, because the mark and the time come first."""
    mark, now = last_mark(), timezone.now()
    close_old_connections()
    try:
        moment, change = Moment(state_now(), localdate()), next_change(now)
    finally:
        close_old_connections()
    since = now.timestamp()
    soon = since + SECONDS_UNTIL_ASKED
    return Known(moment, mark, since, min(soon, change.timestamp()) if change else soon)


def follow(_changed: Collection[Changed]) -> None:
    """Tell all processes of this machine, as soon as the change is there for them to see."""
    transaction.on_commit(leave_mark, robust=True)


def leave_mark() -> None:
    """The file grows, because two changes may come within one tick of its clock."""
    path = Path(settings.PUBLICATIONS_CHANGED)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(b".")


def last_mark() -> tuple[int, int, int]:
    """What is different after each change on this machine."""
    try:
        found = os.stat(settings.PUBLICATIONS_CHANGED)  # noqa: PTH116 - asked for each page, and twice as quick
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_size, found.st_mtime_ns


# What is kept


@dataclass(frozen=True)
class Kept:
    """A whole answer, and the moment that it is right in."""

    moment: Moment
    status: str
    headers: list[tuple[str, str]]
    body: bytes


class PageCache:
    """A WSGI application that answers from memory where it may, and otherwise asks another one."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application
        self._known: Known | None = None
        self._kept: dict[tuple[str | None, ...], Kept] = {}
        self._asking, self._keeping = Lock(), Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        moment = self._moment() if is_from_a_visitor(environ) else None
        if moment is None:
            return self.application(environ, start_response)
        key = tuple(environ.get(part) for part in PARTS_OF_KEY)
        kept = self._kept.get(key)
        if kept is None or kept.moment != moment:
            return self._made(environ, start_response, key, moment)
        start_response(kept.status, list(kept.headers))
        return [kept.body]

    def _moment(self) -> Moment | None:
        """None where the database cannot say; then nobody can be sure of what is kept."""
        known = self._known
        if known and known.holds(last_mark()):
            return known.moment
        with self._asking:  # who comes meanwhile waits: what was known may be old
            if not (self._known and self._known.holds(last_mark())):
                try:
                    self._known = ask()
                except DatabaseError:
                    return None
            return self._known.moment

    def _made(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        key: tuple[str | None, ...],
        moment: Moment,
    ) -> Iterable[bytes]:
        """The answer of the application, kept for the moment that was before it was made."""
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            begun.append((status, list(headers)))
            return start_response(status, headers, exc_info)

        answer = self.application(environ, start)
        if not environ.get(MAY_BE_KEPT):
            return answer
        body = whole(answer)
        status, headers = begun[-1]
        if is_for_everybody(status, headers):
            self._keep(key, Kept(moment, status, headers, body))
        return [body]

    def _keep(self, key: tuple[str | None, ...], made: Kept) -> None:
        with self._keeping:
            self._kept.pop(key, None)
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = made


def is_from_a_visitor(environ: "WSGIEnvironment") -> bool:
    """Whether the request asks for a public page and says nothing of who asks, or for what else."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ.get("PATH_INFO", "").startswith(PUBLIC)
        and not environ.get("QUERY_STRING")
        and "HTTP_COOKIE" not in environ
    )


def is_for_everybody(status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether an answer may be given to others: a whole page, without cookie or nonce, of the key alone."""
    found = {name.lower(): value for name, value in headers}
    depends_on = {name.strip().lower() for name in found.get("vary", "").split(",") if name.strip()}
    return (
        status.startswith("200 ")
        and "set-cookie" not in found
        and "'nonce-" not in found.get("content-security-policy", "")
        and depends_on <= {"accept-encoding"}
    )


def whole(answer: Iterable[bytes]) -> bytes:
    """All of an answer, which is then done with."""
    try:
        return b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
