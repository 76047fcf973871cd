"""What programs can ask. Summaries and descriptions are shown translated on the page for developers, too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop, override
from ninja import Path, Query

from portal.languages import CODES
from portal.publishing.kinds import Kind, all_kinds
from portal.publishing.models import Publication
from portal.reading.addresses import list_address
from portal.reading.api.answers import (
    CodedListing,
    FoundEntry,
    FoundListing,
    Index,
    KindEntry,
    KindListing,
    Listing,
    PublishedDocument,
)
from portal.reading.api.application import api
from portal.reading.api.codes import BY_IDENTIFIER, pages_with_code
from portal.reading.api.documents import absolute, coded, listed, page_entry_of, whole
from portal.reading.api.lists import part_of
from portal.reading.api.parameters import Asked, Coded, Filters, Name, Part
from portal.reading.api.problems import ProblemError, gone, not_found
from portal.reading.search import search
from portal.reading.search.views import readable


@api.get("/", response=Index, operation_id="index", url_name="index", summary=gettext_noop("What there is"))
def index(request: HttpRequest) -> Index:
    return Index(
        description=absolute(request, "openapi-json"),
        kinds=absolute(request, "kinds"),
        documents=absolute(request, "documents"),
        search=absolute(request, "search"),
        lookup=absolute(request, "lookup"),
    )


@api.get(
    "/kinds",
    response=KindListing,
    operation_id="kinds",
    url_name="kinds",
    summary=gettext_noop("The kinds of content"),
)
def kinds(request: HttpRequest) -> KindListing:
    return KindListing(items=[_kind(request, kind) for kind in all_kinds()])


def _kind(request: HttpRequest, kind: Kind) -> KindEntry:
    names = {}
    for code in CODES:
        with override(code):
            names[code] = kind.plural
    return KindEntry(
        kind=kind.name,
        names=names,
        addresses={code: request.build_absolute_uri(list_address(kind.name, code)) for code in CODES},
        documents=f"{absolute(request, 'documents')}?kind={kind.name}",
    )


@api.get(
    "/documents",
    response=Listing,
    operation_id="documents",
    url_name="documents",
    summary=gettext_noop("Live pages, the oldest change first"),
)
def documents(
    request: HttpRequest, response: HttpResponse, filters: Query[Filters], part: Query[Part]
) -> Listing:
    publications, following = part_of(filters, part)
    address = _next_part(request, following)
    if address:
        response["Link"] = f'<{address}>; rel="next"'
    return Listing(items=listed(request, publications), next=address)


def _next_part(request: HttpRequest, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{absolute(request, 'documents')}?{query.urlencode()}"


@api.get(
    "/documents/{kind}/{key}/{language}",
    response=PublishedDocument,
    operation_id="document",
    url_name="document",
    summary=gettext_noop("One page, whole"),
)
def document(request: HttpRequest, response: HttpResponse, name: Path[Name]) -> dict[str, Any]:
    publication = Publication.objects.live().of(name.kind, name.key, name.language).first()
    if publication is None:
        raise _absent(name)
    response["Content-Language"] = publication.language
    return whole(request, publication)


def _absent(name: Name) -> ProblemError:
    if Publication.objects.of(name.kind, name.key, name.language).begun().exists():
        return gone("This page was withdrawn.")
    return not_found("No page with this kind and key is live in this language.")


@api.get(
    "/search",
    response=FoundListing,
    operation_id="search",
    url_name="search",
    summary=gettext_noop("Pages found by words, the best first"),
)
def search_pages(request: HttpRequest, response: HttpResponse, asked: Query[Asked]) -> FoundListing:
    response["Cache-Control"] = "no-store"  # what somebody looks for is kept nowhere
    kinds = [asked.kind] if asked.kind else []
    found = search(readable(asked.q), asked.language, kinds, asked.page)
    items = [
        FoundEntry(**page_entry_of(request, result.publication), extract=result.extract)
        for result in found.results
    ]
    return FoundListing(
        items=items, total=found.total, page=found.page, pages=found.pages, instead=found.instead
    )


@api.get(
    "/lookup",
    response=CodedListing,
    operation_id="lookup",
    url_name="lookup",
    summary=gettext_noop("Pages about a code of a classification"),
)
def lookup(request: HttpRequest, asked: Query[Coded]) -> CodedListing:
    found = pages_with_code(BY_IDENTIFIER[asked.system], asked.code, [asked.language])
    if not found:
        raise not_found("No page about this code is live in this language.")
    return CodedListing(items=[coded(request, page) for page in found])
