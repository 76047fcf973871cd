"""The leaflet of a live page as a file."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from portal.publishing.kinds import Kind
from portal.publishing.models import Publication
from portal.reading.addresses import current_language
from portal.reading.errors import error_page
from portal.reading.leaflets.content import Leaflet
from portal.reading.leaflets.forms import Form
from portal.reading.leaflets.keeping import BusyError, digest_of, leaflet_as_pdf
from portal.reading.leaflets.rendering import NoLeafletsError
from portal.reading.views import elsewhere

SECONDS_UNTIL_NEXT_TRY = 10


@require_safe
def leaflet(request: HttpRequest, kind: Kind, slug: str, *, is_large: bool, beside: str = "") -> HttpResponse:
    """One live page as PDF, made now or read from where it is kept; two queries, four in two languages.

    An address that is not live answers as its page does; a page that moved leads to its leaflet.
    """
    publication = Publication.objects.live().at_address(kind.name, current_language(), slug).first()
    if beside == current_language():
        raise Http404
    if publication is None:
        return _elsewhere(request, kind, slug)
    try:
        found = Leaflet(publication, Form(is_large, beside), site=request.build_absolute_uri("/")[:-1])
    except Publication.DoesNotExist as error:
        raise Http404 from error
    etag = f'"{digest_of(found)}"'
    return get_conditional_response(request, etag=etag) or _file(request, found, etag)


def _file(request: HttpRequest, found: Leaflet, etag: str) -> HttpResponse:
    try:
        response = HttpResponse(leaflet_as_pdf(found), content_type="application/pdf")
    except (BusyError, NoLeafletsError):
        response = error_page(request, 503)
        response["Retry-After"] = str(SECONDS_UNTIL_NEXT_TRY)
        return response
    response["Content-Disposition"] = f'inline; filename="{found.filename}"'
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Link"] = f'<{found.halves[0].address}>; rel="canonical"'
    return response


def _elsewhere(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    response = elsewhere(request, kind, slug)
    if isinstance(response, HttpResponsePermanentRedirect):
        name = request.path.rpartition("/")[2]
        return HttpResponsePermanentRedirect(f"{response.url}{name}")
    return response
