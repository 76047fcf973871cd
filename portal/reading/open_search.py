"""How a browser searches this site from its address bar: an OpenSearch description in each language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.reading.addresses import current_language, search_address

MEDIA_TYPE = "application/opensearchdescription+xml"


@require_safe
def open_search(request: HttpRequest) -> HttpResponse:
    address = request.build_absolute_uri(search_address(current_language()))
    context = {"search": f"{address}?q={{searchTerms}}", "own": request.build_absolute_uri(request.path)}
    return render(request, "reading/open_search.xml", context, content_type=MEDIA_TYPE)
