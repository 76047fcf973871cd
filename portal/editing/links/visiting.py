"""Visiting the pages of others: politely, and never a machine that is not public.

A link in a text is whatever somebody typed. So that nobody can make this server ask its own network, names
are looked up first, every address found must be public, and the connection is made to that very address
(a second look-up could answer something else). The same holds for each redirect.
"""

import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.utils.translation import gettext as _

from portal.editing.links.states import LinkState

MOST_REDIRECTS: Final = 5
PORTS: Final = {"http": 80, "https": 443}
SAFE: Final = "/?%:@!$&'()*+,;=~-._[]"
AGENT: Final = "MedicalPortalLinkCheck/1.0"
# Answers that say nothing about the page: whoever asks needs an account, or is taken for a machine.
NOT_FOR_MACHINES: Final = frozenset({401, 403, 405, 406, 429, 451, 503})
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Answer:
    """What became of a visit; `reason` says in words for editors why it is not `OK`."""

    state: LinkState
    status: int | None = None
    reason: str = ""


class NotPublicError(Exception):
    """The address leads into a network that is not public."""


def is_public(host: str) -> bool:
    return ip_address(host).is_global


@dataclass
class Visitor:
    """Visits addresses, at most one in `pause` seconds on the same host, each for at most `timeout` seconds.

    `may_visit` says of an IP address whether it may be asked; `clock` and `sleep` are those of the machine.
    """

    pause: float = 1.0
    timeout: float = 10.0
    may_visit: Callable[[str], bool] = is_public
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _asked: dict[str, float] = field(default_factory=dict)

    def visit(self, address: str) -> Answer:
        """Ask for a page and follow its redirects. Never raises for what the other side does."""
        for _hop in range(MOST_REDIRECTS + 1):
            try:
                status, onward = self._ask(address)
            except NotPublicError:
                return Answer(LinkState.BROKEN, reason=_("This address is not on the public internet."))
            except (OSError, HTTPException, ValueError) as error:
                return Answer(LinkState.BROKEN, reason=_why(error))
            if not onward:
                return _judged(status)
            address = urljoin(address, onward)
        return Answer(LinkState.BROKEN, status, _("It is redirected again and again."))

    def _ask(self, address: str) -> tuple[int, str]:
        """The status, and where it redirects to. A server that knows no HEAD is asked for the page."""
        status, onward = self._request("HEAD", address)
        if status >= 400 and status != 429:  # noqa: PLR2004 - the first of the errors, and “too many requests”
            status, onward = self._request("GET", address)
        return status, onward

    def _request(self, method: str, address: str) -> tuple[int, str]:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError(_("This is no web address."))
        self._wait_for(parts.hostname)
        connection = self._connection(parts)
        try:
            connection.request(method, _path(parts), headers=_headers(parts))
            response: HTTPResponse = connection.getresponse()
            onward = response.getheader("Location", "") if response.status in REDIRECTS else ""
            return response.status, onward
        finally:
            connection.close()

    def _wait_for(self, host: str) -> None:
        if (last := self._asked.get(host)) is not None:
            self.sleep(max(0.0, last + self.pause - self.clock()))
        self._asked[host] = self.clock()

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
        sock = socket.create_connection((self._looked_up(host, port), port), self.timeout)
        connection = HTTPConnection(host, port, timeout=self.timeout)
        if parts.scheme == "https":
            connection = HTTPSConnection(host, port, timeout=self.timeout)
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        connection.sock = sock
        return connection

    def _looked_up(self, host: str, port: int) -> str:
        """An IP address of a host, all of whose addresses may be asked."""
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        if not all(map(self.may_visit, found)):
            raise NotPublicError(host)
        return min(found)


def _path(parts: SplitResult) -> str:
    """What is asked for; letters that addresses do not know are written as they do."""
    return quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=SAFE)


def _headers(parts: SplitResult) -> dict[str, str]:
    return {"Host": parts.netloc.rpartition("@")[2], "User-Agent": AGENT, "Accept": "*/*"}


def _judged(status: int) -> Answer:
    if status < 400:  # noqa: PLR2004 - the first of the errors
        return Answer(LinkState.OK, status)
    reason = _("The site answers with status %(status)d.") % {"status": status}
    if status in NOT_FOR_MACHINES:
        return Answer(LinkState.UNSURE, status, reason)
    return Answer(LinkState.BROKEN, status, reason)


def _why(error: Exception) -> str:
    match error:
        case TimeoutError():
            return _("The site does not answer in time.")
        case socket.gaierror():
            return _("There is no site with this name.")
        case ssl.SSLError():
            return _("The site has no valid certificate.")
        case ValueError():
            return str(error) or _("This is no web address.")
        case _:
            return _("The site cannot be reached.")
