"""The one security header that neither Django nor our packages set."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[[HttpRequest], HttpResponseBase]


def resource_policy(get_response: View) -> View:
    """Middleware: other sites may not use our pages and files as parts of theirs."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return middleware
