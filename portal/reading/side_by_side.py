"""A page in every language at once: the same sections beside each other, in step."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.languages import CODES, Language, language_named
from portal.publishing.kinds import Kind
from portal.publishing.models import Publication
from portal.reading.addresses import current_language, part_address
from portal.reading.glossary import Term, with_live_terms
from portal.reading.links import Link
from portal.reading.page_cache import may_be_kept
from portal.reading.pages import Page, PageSection, neighbours_of
from portal.reading.views import elsewhere

PART = "both"
SOURCE_LINK = re.compile(r'<a href="#source-(\d+)">')


class Side(Page):
    """A page beside another one. Its `suffix` keeps its places on the page apart from those of the other."""

    def __init__(self, publication: Publication, *, suffix: str, has_own_sources: bool) -> None:
        super().__init__(publication.content(), publication)
        self.suffix = suffix
        self.has_own_sources = has_own_sources

    @property
    def language(self) -> Language:
        return language_named(self.document.language)

    @cached_property
    def by_place(self) -> dict[str, PageSection]:
        """The sections under the name that a place has in every language."""
        with override(self.document.language):
            sections, _texts = self.sections, (self.summary, self.help_levels)
        return {
            section.anchor: replace(section, anchor=f"{section.anchor}{self.suffix}") for section in sections
        }

    @property
    def explained(self) -> Mapping[str, Term]:
        _in_its_own_language = self.by_place
        return super().explained

    def _html(self, body: str) -> SafeString:
        html = super()._html(body)
        if not self.has_own_sources:
            return html
        # The text of a link cannot be mistaken for this: in a text, `<` is written `&lt;`.
        return mark_safe(SOURCE_LINK.sub(rf'<a href="#source-\1{self.suffix}">', html))  # noqa: S308


@dataclass(frozen=True)
class Row:
    """One section in every language; a side that lacks it has none."""

    sides: list[tuple[Side, PageSection | None]]


class SideBySide:
    """One object in all languages that it is live in; the sides stand in the portal's order of languages."""

    def __init__(self, publications: Sequence[Publication]) -> None:
        ordered = sorted(publications, key=lambda publication: CODES.index(publication.language))
        self.has_same_sources = len({_sources(publication) for publication in ordered}) == 1
        self.sides = [
            Side(
                publication,
                suffix=f"-{publication.language}" if place else "",
                has_own_sources=bool(place) and not self.has_same_sources,
            )
            for place, publication in enumerate(ordered)
        ]
        found = neighbours_of(*self.sides)
        for side in self.sides:
            side.neighbours = found

    @property
    def rows(self) -> list[Row]:
        places = in_step([list(side.by_place) for side in self.sides])
        return [Row([(side, side.by_place.get(place)) for side in self.sides]) for place in places]

    @property
    def explained(self) -> Mapping[str, Term]:
        return {place: term for side in self.sides for place, term in side.explained.items()}

    @property
    def alternates(self) -> dict[str, str]:
        """The address of this view in each language."""
        return {
            side.language.code: part_address(
                PART, side.document.kind, side.document.language, side.document.slug
            )
            for side in self.sides
        }

    def in_language(self, code: str) -> Side:
        return next(side for side in self.sides if side.document.language == code)


def _sources(publication: Publication) -> tuple[tuple[int, str], ...]:
    """Which source has which number."""
    return tuple((citation.number, citation.key) for citation in publication.content().citations)


def in_step(orders: Sequence[Sequence[str]]) -> list[str]:
    """Every place once: in the first order, and what only another has after what it follows there."""
    merged = list(orders[0])
    for order in orders[1:]:
        after = 0
        for place in order:
            if place not in merged:
                merged.insert(after, place)
            after = merged.index(place) + 1
    return merged


@may_be_kept
@require_safe
def both(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """The page at an address in all its languages; two queries. One that is live in one only says so."""
    here = Publication.objects.live().at_address(kind.name, current_language(), slug)
    own = Publication.objects.live().filter(kind=kind.name, key=Subquery(here.values("key")[:1]))
    publications = list(with_live_terms(own))
    if not publications:
        return elsewhere(request, kind, slug)
    if len(publications) == 1:
        return _one_language_only(request, publications[0])
    beside = SideBySide(publications)
    page = beside.in_language(current_language())
    context = {
        "both": beside,
        "page": page,
        "whole_page": Link(page.publication) if page.publication else None,
        "foot": page.foot,
        "alternates": beside.alternates,
    }
    return render(request, "reading/both.html", context)


def _one_language_only(request: HttpRequest, publication: Publication) -> HttpResponse:
    link = Link(publication)
    context = {"link": link, "alternates": {publication.language: link.address}}
    return render(request, "reading/not_in_both.html", context, status=404)
