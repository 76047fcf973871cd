"""Error pages: plain, in the language of the address, and without a query, to work when little else does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.languages import CODES
from portal.reading.addresses import home_address


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For who sends a form of an earlier sign-in: Django calls it, with a reason for developers."""
    return error_page(request, 403, "403_csrf.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


def error_page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """The page for a status, leading to the home page in every language."""
    context = {"alternates": {code: home_address(code) for code in CODES}}
    return render(request, template or f"{status}.html", context, status=status)
