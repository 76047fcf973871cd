"""What stands below the address of a page: its versions, how it was made, and reactions to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language

from portal.languages import CODES
from portal.publishing.kinds import Kind
from portal.publishing.models import Publication
from portal.reading.addresses import Name, page_address, part_address
from portal.reading.links import Link, foot_links, neighbours
from portal.reading.views import elsewhere

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Place:
    """The page at an address: what was last live there, and the address where it is live today.

    `part` is what of the page is shown, as the addresses call it.
    """

    seen: Publication
    live_slug: str
    part: str = ""

    @property
    def name(self) -> Name:
        return self.seen.kind, self.seen.key

    @property
    def language(self) -> str:
        return self.seen.language

    @property
    def title(self) -> str:
        return self.seen.title

    @property
    def is_live(self) -> bool:
        return bool(self.live_slug)

    @property
    def page_address(self) -> str:
        return page_address(self.seen.kind, self.language, self.seen.slug)

    def address(self, part: str, *more: object) -> str:
        return part_address(part, self.seen.kind, self.language, self.seen.slug, *more)

    @cached_property
    def _neighbours(self) -> list[Publication]:
        return neighbours([self.language], self.name, ())

    @property
    def foot(self) -> list[Link]:
        """One query, shared with `alternates`."""
        return foot_links(p for p in self._neighbours if p.language == self.language)

    @property
    def alternates(self) -> dict[str, str]:
        """Addresses of the same part of the page in the languages that it is live in."""
        own = [p for p in self._neighbours if (p.kind, p.key) == self.name]
        return {p.language: part_address(self.part, p.kind, p.language, p.slug) for p in own}


def at_address(kind: Kind, slug: str, part: str) -> Place | None:
    """The page that is live at an address in the current language, or was there last; one query."""
    language = get_language() or CODES[0]
    own = {name: OuterRef(name) for name in ("kind", "key", "language")}
    live = Publication.objects.live().filter(**own).values("slug")[:1]
    there = Publication.objects.begun().at_address(kind.name, language, slug).without_documents()
    seen = there.annotate(live_slug=Subquery(live)).order_by("-live_from", "-pk").first()
    return Place(seen, getattr(seen, "live_slug", None) or "", part) if seen else None


def below_a_page(part: str) -> Callable[[View], View]:
    """Give a view the `Place` instead of a kind and a slug; old addresses of a page lead to today's."""

    def decorate(view: View) -> View:
        @wraps(view)
        def placed(request: HttpRequest, kind: Kind, slug: str, **captured: Any) -> HttpResponseBase:
            place = at_address(kind, slug, part)
            if place is None:
                return elsewhere(request, kind, slug)
            if place.is_live and place.live_slug != slug:
                return _moved(request, place)
            return view(request, place, **captured)

        return placed

    return decorate


def _moved(request: HttpRequest, place: Place) -> HttpResponsePermanentRedirect:
    match: Any = request.resolver_match  # there, because a view was found
    address = reverse(match.view_name, kwargs=match.captured_kwargs | {"slug": place.live_slug})
    query = request.META.get("QUERY_STRING", "")
    address = f"{address}?{query}" if query else address
    return HttpResponsePermanentRedirect(address, preserve_request=request.method == "POST")
