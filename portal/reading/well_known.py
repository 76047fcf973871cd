"""Small files that programs look for at fixed addresses."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.languages import CODES, SOURCE
from portal.reading.addresses import home_address, list_address, search_address
from portal.reading.urls import VERSIONS

# What somebody is shown before it is published.
PREVIEWS = ("/preview/", "/review/")

# RFC 9116 wants less than a year. Whole days, so that the file stays the same for a day.
GOOD_FOR = timedelta(days=180)


def text(*lines: str) -> HttpResponse:
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """All that is published may be read, but for what was published before; RFC 9309."""
    closed = (*PREVIEWS, *(place for code in CODES for place in _closed_in(code)))
    return text(
        "User-agent: *",
        *(f"Disallow: {place}" for place in closed),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap-index'))}",
    )


def _closed_in(language: str) -> list[str]:
    """The editors' room, what somebody searches for, and the earlier versions of every page."""
    with override(language):
        return [reverse("admin:index"), search_address(language), f"{home_address(language)}*/{VERSIONS}/"]


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weak spot; RFC 9116. Where nobody was named, the page that says who we are."""
    about = request.build_absolute_uri(list_address("page", SOURCE.code))
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + GOOD_FOR
    return text(
        f"Contact: {settings.SECURITY_CONTACT or about}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(CODES)}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    )
