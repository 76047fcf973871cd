"""Brotli for what visitors read: a seventh smaller than gzip, which the rest keeps."""

from functools import lru_cache

import brotli  # type: ignore[import-untyped] # the package comes without types
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from portal.headers import View

# The lowest that looks for the best way to write a text. It takes some 40 ms for the longest page, once: what
# was sent lately is kept, so that an answer that is asked for again is read and not made.
QUALITY = 10
KEPT = 256  # answers, in each process
SMALLEST = 200  # bytes, as in Django's middleware for gzip


def brotli_for_visitors(get_response: View) -> View:
    """Middleware: send an answer as brotli to a browser that takes it.

    Only when no cookie comes or goes: whoever watches how long compressed answers are could guess what is
    secret in them (BREACH), and a visitor's page has no secrets. Pages of staff are left to Django's gzip
    middleware, which adds a random length; so are streams.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(response, HttpResponse) and _is_for_visitors(request, response):
            _compress(request, response)
        return response

    return middleware


def _is_for_visitors(request: HttpRequest, response: HttpResponse) -> bool:
    return not (request.COOKIES or response.cookies or response.has_header("Content-Encoding"))


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    if len(response.content) < SMALLEST:
        return
    patch_vary_headers(response, ("Accept-Encoding",))
    if not _accepts_brotli(request.headers.get("Accept-Encoding", "")):
        return
    response.content = _compressed(response.content)
    response["Content-Encoding"] = "br"
    response["Content-Length"] = str(len(response.content))
    etag = response.get("ETag", "")
    if etag.startswith('"'):  # the bytes differ by encoding, so that the tag no longer stands for bytes
        response["ETag"] = f"W/{etag}"


@lru_cache(maxsize=KEPT)
def _compressed(content: bytes) -> bytes:
    compressed: bytes = brotli.compress(content, quality=QUALITY)
    return compressed


def _accepts_brotli(header: str) -> bool:
    """Whether the list of encodings has brotli, and not with a weight of nothing."""
    for encoding in header.lower().split(","):
        name, _, weight = encoding.partition(";")
        if name.strip() == "br":
            return weight.replace(" ", "").rstrip("0") not in {"q=", "q=0."}
    return False
