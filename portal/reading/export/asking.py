"""Asking the portal itself for an address, as a visitor would, but without a network."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class Answer:
    status: int
    media_type: str
    body: bytes
    location: str = ""


class ExportRequest(WSGIRequest):
    """The files may be served by another host than the portal."""

    def get_host(self) -> str:
        return str(self.environ["HTTP_HOST"])


class ExportHandler(WSGIHandler):
    request_class = ExportRequest


class Asker:
    """Gives what a visitor gets who reads the site at `origin` (`https://portal.example`)."""

    def __init__(self, origin: str) -> None:
        self.origin = urlsplit(origin)
        self.handler = ExportHandler()

    def ask(self, address: str) -> Answer:
        """The answer for an address as it stands in links: `/nl/aandoeningen/?by=group`."""
        response: HttpResponseBase = self.handler.get_response(ExportRequest(self._environ(address)))
        try:
            return Answer(
                status=response.status_code,
                media_type=response.get("Content-Type", "").partition(";")[0],
                body=b"".join(response),
                location=response.get("Location", ""),
            )
        finally:
            _close(response)

    def _environ(self, address: str) -> dict[str, Any]:
        parts = urlsplit(address)
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),  # as WSGI wants it
            "QUERY_STRING": parts.query,
            "SERVER_NAME": self.origin.hostname,
            "SERVER_PORT": str(self.origin.port or ""),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.origin.netloc,
            "HTTP_X_FORWARDED_PROTO": self.origin.scheme,
            "wsgi.url_scheme": self.origin.scheme,
            "wsgi.input": BytesIO(),
        }


def _close(response: HttpResponseBase) -> None:
    """Frees what the answer holds, but not the database, which is needed for the next one."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)
