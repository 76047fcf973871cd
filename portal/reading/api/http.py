"""What holds for every answer: anybody's program may read it, keep it, and ask whether it still holds."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from portal.reading.api.problems import not_readable, response_of

READABLE = "GET, HEAD, OPTIONS"
View = Callable[..., HttpResponseBase]

# Everything here is public and asks for no account, so scripts on any site may read it.
CROSS_ORIGIN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link"}
PREFLIGHT = {
    "Access-Control-Allow-Methods": READABLE,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def readable_by_programs(view: View) -> View:
    """Answers to reading only; an answer that the program has already is 304, and has no body.

    Answers may be kept, but not used without asking: what is withdrawn must be gone on the next request.
    """

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        response = _answer(view, request, arguments)
        for name, value in CROSS_ORIGIN.items():
            response[name] = value
        response.headers.setdefault("Cache-Control", "public, no-cache")
        return response

    return wrapper


def _answer(view: View, request: HttpRequest, arguments: dict[str, Any]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": READABLE, **PREFLIGHT})
    if request.method not in {"GET", "HEAD"}:
        response = response_of(not_readable(request.method))
        response["Allow"] = READABLE
        return response
    return _unless_known(request, _whole(view, request, arguments))


def _whole(view: View, request: HttpRequest, arguments: dict[str, Any]) -> HttpResponseBase:
    """The answer with its body; where only the head was asked for, the server leaves the body out."""
    method, request.method = request.method, "GET"
    try:
        return view(request, **arguments)
    finally:
        request.method = method


def _unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code != HTTPStatus.OK or not isinstance(response, HttpResponse):
        return response
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response) or response
