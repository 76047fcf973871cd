"""The public site. Everything here reads publications and nothing else."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.languages import CODES, LANGUAGES
from portal.publishing.kinds import Kind, kind_named, kinds_in_menu
from portal.publishing.models import Publication
from portal.reading.addresses import current_language, home_address, list_address, page_address
from portal.reading.glossary import with_live_terms
from portal.reading.links import FOOT_KIND, Link, foot_links
from portal.reading.lists import Choice, by_group, by_letter, live_pages
from portal.reading.onward import onward_from
from portal.reading.page_cache import may_be_kept
from portal.reading.pages import Page

NEWEST = 6


@may_be_kept
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The way in; three queries."""
    language = current_language()
    live = Publication.objects.live().filter(language=language)
    first = kinds_in_menu()[0]
    counts, groups = Counter[str](), set[str]()
    for kind, group, pages in live.order_by().values_list("kind", "group").annotate(Count("pk")):
        counts[kind] += pages
        groups |= {group} if kind == first.name else set()
    newest = live.filter(kind=first.name).order_by("-live_from", "-pk").without_documents()
    context = {
        "entrances": [
            (kind, list_address(kind.name, language), counts[kind.name]) for kind in kinds_in_menu()
        ],
        "groups": group_addresses(first, groups, language),
        "groups_kind": first,
        "newest": [Link(publication) for publication in newest[:NEWEST]],
        "foot": foot_links(live.filter(kind=FOOT_KIND).without_documents()),
        "alternates": {code: home_address(code) for code in CODES},
    }
    return render(request, "reading/home.html", context)


def group_addresses(kind: Kind, groups: Collection[str], language: str) -> list[tuple[str, str]]:
    """Name and address of each of these groups in the kind's list, whether the list is whole or in parts."""
    known = kind.groups.choices if kind.groups else []
    address = list_address(kind.name, language)
    return [
        (str(label), f"{address}?by=group&part={code}#part-{code}") for code, label in known if code in groups
    ]


@may_be_kept
@require_safe
def listing(request: HttpRequest, kind: Kind) -> HttpResponse:
    """All live pages of a kind, from A to Z or by group; two queries."""
    language = current_language()
    publications = live_pages(kind, language)
    choice = Choice(part=request.GET.get("part", ""), page=request.GET.get("page", "1"))
    is_grouped = kind.groups is not None and request.GET.get("by") == "group"
    context = {
        "kind": kind,
        "is_grouped": is_grouped,
        "listing": by_group(publications, kind, choice) if is_grouped else by_letter(publications, choice),
        "foot": foot_links(
            Publication.objects.live().filter(kind=FOOT_KIND, language=language).without_documents()
        ),
        "alternates": {code: list_address(kind.name, code) for code in CODES},
    }
    return render(request, "reading/list.html", context)


@may_be_kept
@require_safe
def page(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """One live page; three queries. An address that is not live says what became of it."""
    live = Publication.objects.live().at_address(kind.name, current_language(), slug)
    publication = with_live_terms(live.with_change()).first()
    if publication is None:
        return elsewhere(request, kind, slug)
    return render_page(request, Page(publication.content(), publication))


def render_page(
    request: HttpRequest, shown: Page, template: str = "reading/page.html", **more: Any
) -> HttpResponse:
    """`more` is further context, such as `shared_until` of a preview that was shared."""
    context = {"page": shown, "document": shown.document, "foot": shown.foot, "alternates": shown.alternates}
    context |= more
    return render(request, template, context)


def elsewhere(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """Answer for an address where nothing is live: moved, withdrawn, or only in another language."""
    language = current_language()
    known = known_at(kind, slug, language)
    if known is None:
        raise Http404
    live = {p.language: p for p in Publication.objects.live().filter(kind=kind.name, key=known.key)}
    if language in live:
        return HttpResponsePermanentRedirect(page_address(kind.name, language, live[language].slug))
    context = {
        "title": known.title,
        "known": known,
        "language_of_title": known.language,
        "others": [(spoken, Link(live[spoken.code])) for spoken in LANGUAGES if spoken.code in live],
        "alternates": {code: Link(publication).address for code, publication in live.items()},
        "kind": kind,
    }
    if known.language == language:
        onward = onward_from((kind.name, known.key), language)
        if onward and onward.replaces:
            return HttpResponsePermanentRedirect(onward.link.address)
        return render(request, "410.html", context | {"onward": onward}, status=410)
    return render(request, "reading/not_in_this_language.html", context, status=404)


def known_at(kind: Kind, slug: str, language: str) -> Publication | None:
    """What was live at an address in this language, or else is live there in another one."""
    begun = Publication.objects.begun().filter(kind=kind.name, slug=slug).without_documents()
    here = begun.filter(language=language).order_by("-live_from").first()
    return here or begun.live().exclude(language=language).first()


@never_cache
@require_safe
def preview(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """The page as it would be if it were published now, for those who may see the working copy."""
    found = known_kind(kind)
    if language not in CODES:
        raise Http404
    require_view_permission(request, found)
    instance = found.objects([key]).first()
    if instance is None:
        raise Http404
    with override(language):
        response = render_page(request, Page(found.document_of(instance, language)))
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    return response


def known_kind(name: str) -> Kind:
    try:
        return kind_named(name)
    except KeyError as error:
        raise Http404 from error


def require_view_permission(request: HttpRequest, kind: Kind) -> None:
    permission = f"{kind.model._meta.app_label}.view_{kind.model._meta.model_name}"
    if not request.user.has_perm(permission):
        raise PermissionDenied
