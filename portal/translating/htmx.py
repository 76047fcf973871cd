"""What htmx tells of its requests."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks, which puts the answer into a page that is there."""
    return bool(HtmxDetails(request))


def current_address(request: HttpRequest) -> str:
    """The address of the page on which htmx asks; `""` for a request of the browser itself."""
    return HtmxDetails(request).current_url or ""
