"""Pages that were made already, answered before Django begins: a visitor's page costs no query then.

Nothing stale is given. A page that is kept is made of publications and of what was written down with them,
which never changes, but for which of them are live; and of the day, after which a review is overdue. So it
is kept with the edition that it was made in, and given while that lasts.

Who sends a cookie is staff, and gets nothing from here. A view says itself that its pages may be kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from django.db import DatabaseError, close_old_connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.languages import CODES
from portal.reading.edition import Edition, Watch

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

View = Callable[..., HttpResponseBase]

KEPT: Final = 512  # pages, in each process
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


@dataclass(frozen=True)
class Kept:
    """A whole answer, and the edition that it is right in."""

    edition: Edition
    status: str
    headers: list[tuple[str, str]]
    body: bytes


class PageCache:
    """A WSGI application that answers from memory where it may, and otherwise asks another one."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application
        self._watch = Watch()
        self._kept: dict[tuple[str | None, ...], Kept] = {}
        self._keeping = Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        edition = self._edition() if is_from_a_visitor(environ) else None
        if edition is None:
            return self.application(environ, start_response)
        key = tuple(environ.get(part) for part in PARTS_OF_KEY)
        kept = self._kept.get(key)
        if kept is None or kept.edition != edition:
            return self._made(environ, start_response, key, edition)
        start_response(kept.status, list(kept.headers))
        return [kept.body]

    def _edition(self) -> Edition | None:
        """None where the database cannot say; then nobody can be sure of what is kept."""
        try:
            return self._watch.current()
        except DatabaseError:
            close_old_connections()
            return None

    def _made(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        key: tuple[str | None, ...],
        edition: Edition,
    ) -> Iterable[bytes]:
        """The answer of the application, kept with the edition that was there before."""
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
            self._keep(key, Kept(edition, status, headers, body))
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
