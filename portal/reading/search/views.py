"""The search page and the suggestions. What somebody looks for is kept nowhere: no log, no cache, no session.

It stands in the address, so that a search can be shared and gone back to, works without scripts, and can be
offered by browsers. The access log leaves it out, and the page that is read next does not hear of it.
"""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.languages import CODES, LANGUAGES
from portal.publishing.kinds import kind_named, kinds_in_menu
from portal.publishing.models import Publication
from portal.reading.addresses import current_language, list_address, search_address
from portal.reading.links import FOOT_KIND, Link, foot_links
from portal.reading.search.question import LONGEST_QUESTION
from portal.reading.search.results import Results, search, suggest

PAGES_NEAR = 2


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found, a page of it at a time; three queries, whatever was asked and however much there is."""
    language = current_language()
    query = readable(request.GET.get("q", ""))
    kinds = [kind for kind in kinds_in_menu() if kind.name in request.GET.getlist("kind")]
    names = [kind.name for kind in kinds]
    results = search(query, language, names, number(request.GET.get("page", "")))
    context = {
        "results": results,
        "title": _title(results),
        "longest": LONGEST_QUESTION,
        "is_too_long": len(query) > LONGEST_QUESTION,
        "kinds": [(kind, kind in kinds, _query(query, [kind.name])) for kind in kinds_in_menu()],
        "all_kinds": _query(query, []),
        "is_filtered": bool(kinds),
        "pages": [(page, _query(query, names, page)) for page in near(results)],
        "before": _query(query, names, results.page - 1) if results.page > 1 else "",
        "after": _query(query, names, results.page + 1) if results.page < results.pages else "",
        "lists": [(kind.plural, list_address(kind.name, language)) for kind in kinds_in_menu()],
        "others": [
            (spoken, search_address(spoken.code) + _query(query, names))
            for spoken in LANGUAGES
            if spoken.code != language
        ],
        "foot": foot_links(
            Publication.objects.live().filter(kind=FOOT_KIND, language=language).without_documents()
        ),
        "alternates": {code: search_address(code) + _query(query, names) for code in CODES},
    }
    return _kept_nowhere(render(request, "reading/search.html", context))


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The first pages whose names have what was typed so far, as JSON; two queries."""
    found = suggest(readable(request.GET.get("q", "")), current_language())
    rows = [
        {"title": page.title, "kind": kind_named(page.kind).singular, "address": Link(page).address}
        for page in found
    ]
    return _kept_nowhere(JsonResponse({"suggestions": rows}))


def readable(text: str) -> str:
    """Without control characters, which no page can show."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def number(text: str) -> int:
    """A number of a page from 1; whatever is none is the first."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("1000") else 1


def near(results: Results) -> list[int]:
    """Numbers of the pages to lead to: the first, the last, and those beside this one."""
    beside = range(results.page - PAGES_NEAR, results.page + PAGES_NEAR + 1)
    return sorted({1, results.pages, *(page for page in beside if 1 <= page <= results.pages)})


def _title(results: Results) -> str:
    if not results.query:
        return _("Search")
    if results.page == 1:
        return _("Search: %(query)s") % {"query": results.query}
    return _("Search: %(query)s, page %(page)s") % {"query": results.query, "page": results.page}


def _query(query: str, kinds: Collection[str], page: int = 1) -> str:
    """The query string of a search, the first page without a number."""
    words = QueryDict(mutable=True)
    words["q"] = query[:LONGEST_QUESTION]
    words.setlist("kind", list(kinds))
    if page > 1:
        words["page"] = str(page)
    return f"?{words.urlencode()}"


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
