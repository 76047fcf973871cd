"""Links to our own pages: what they lead to is asked of the publications, without a visit."""

from collections.abc import Iterable, Iterator

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.content.richtext import REFERENCE_SCHEME
from portal.editing.links.found import Found
from portal.editing.links.states import LinkState
from portal.editing.links.visiting import Answer
from portal.languages import CODES
from portal.publishing.documents import Document
from portal.publishing.gate import Pages
from portal.publishing.kinds import Kind
from portal.publishing.models import Publication
from portal.publishing.parts import parts_of

FINE = Answer(LinkState.OK)


def is_inside(address: str) -> bool:
    return address.startswith((f"{REFERENCE_SCHEME}:", "/", "#"))


def judge(found: Found, document: Document, pages: Pages) -> Answer:
    """Whether a link to one of our own pages leads somewhere; a query for an address that was typed whole."""
    if found.address.startswith("#"):
        is_there = found.address in set(_anchors(document))
        return FINE if is_there else _broken(_("This page has no such place."))
    if found.address.startswith("/"):
        return _judge_path(found.address)
    kind, _slash, key = found.address.removeprefix(f"{REFERENCE_SCHEME}:").partition("/")
    languages = pages.get((kind, key))
    if languages is None:
        return _broken(_("This page has never been published."))
    if document.language not in languages:
        return _broken(_("This page is not live in this language."))
    return FINE


def _broken(reason: str) -> Answer:
    return Answer(LinkState.BROKEN, reason=reason)


def _anchors(document: Document) -> Iterable[str]:
    yield from (f"#source-{citation.number}" for citation in document.citations)
    yield from (f"#{part.name}" for part in parts_of(document))


def _judge_path(address: str) -> Answer:
    path = address.partition("?")[0].partition("#")[0]
    matches = list(_matches(path))
    if not matches:
        return _broken(_("There is no page at this address."))
    if all(_is_live(match, language) for language, match in matches):
        return FINE
    return _broken(_("The page at this address is not live."))


def _matches(path: str) -> Iterator[tuple[str, ResolverMatch]]:
    for language in CODES:
        with override(language):
            try:
                yield language, resolve(path)
            except Resolver404:
                continue


def _is_live(match: ResolverMatch, language: str) -> bool:
    """Also at an old address, from which readers are led on."""
    kind, slug = match.kwargs.get("kind"), match.kwargs.get("slug")
    if not isinstance(kind, Kind) or not slug:
        return True
    keys = Publication.objects.at_address(kind.name, language, slug).begun().values("key")
    return Publication.objects.live().filter(kind=kind.name, language=language, key__in=keys).exists()
