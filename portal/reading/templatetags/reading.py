"""What the public templates need beside Django's own tags."""

from collections.abc import Collection
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from portal.languages import LANGUAGES, Language, language_named
from portal.publishing.documents import Picture
from portal.publishing.html import data_block
from portal.publishing.kinds import Kind, kinds_in_menu
from portal.publishing.models import Publication
from portal.reading.addresses import (
    changes_address,
    current_language,
    default_address,
    developers_address,
    document_address,
    feed_address,
    home_address,
    list_address,
    part_address,
    search_address,
)
from portal.reading.below import Place
from portal.reading.feeds import feed_title
from portal.reading.lists import Listing
from portal.reading.media import card_address, picture_address, smaller_addresses
from portal.reading.pages import Page
from portal.reading.structured_data import home_graph, list_graph, page_graph
from portal.reading.versions import Version

register = template.Library()


@register.simple_tag
def menu(language: str) -> list[tuple[str, str]]:
    """Name and address of each kind in the menu."""
    return [(kind.plural, list_address(kind.name, language)) for kind in kinds_in_menu()]


@register.simple_tag
def home_url(language: str) -> str:
    return home_address(language)


@register.simple_tag
def developers_url(language: str) -> str:
    return developers_address(language)


@register.simple_tag
def search_url(language: str) -> str:
    return search_address(language)


@register.simple_tag
def changes_url(language: str) -> str:
    return changes_address(language)


@register.simple_tag
def list_url(kind: str, language: str) -> str:
    return list_address(kind, language)


@register.simple_tag
def part_url(part: str, publication: Publication) -> str:
    """Address of what stands below the page of a publication."""
    return part_address(part, publication.kind, publication.language, publication.slug)


@register.simple_tag
def document_url(publication: Publication) -> str:
    """Address of a page for other programs."""
    return document_address(publication.kind, publication.key, publication.language)


@register.simple_tag
def version_url(place: Place, version: Version) -> str:
    return place.address("version", version.number)


@register.simple_tag
def compare_url(place: Place, old: Version | None = None, new: Version | None = None) -> str:
    """Address of what changed between two versions; without them, of the page that shows it for any two."""
    address = place.address("compare")
    return f"{address}?from={old.number}&to={new.number}" if old and new else address


@register.simple_tag
def languages(alternates: dict[str, str]) -> list[tuple[Language, str]]:
    """Every language with this page's address in it, empty where the page is not live in it."""
    return [(language, alternates.get(language.code, "")) for language in LANGUAGES]


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], address: str) -> str:
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(address)


@register.simple_tag(takes_context=True)
def home_data(context: dict[str, Any]) -> SafeString:
    return data_block(home_graph(current_language(), context["request"].build_absolute_uri))


@register.simple_tag(takes_context=True)
def list_data(context: dict[str, Any], kind: Kind, listing: Listing) -> SafeString:
    return data_block(list_graph(kind, listing, current_language(), context["request"].build_absolute_uri))


@register.simple_tag(takes_context=True)
def page_data(context: dict[str, Any], page: Page) -> SafeString:
    """The page as data; empty for a preview, which no program should keep."""
    if page.publication is None:
        return SafeString()
    return data_block(page_graph(page, page.publication, context["request"].build_absolute_uri))


@register.simple_tag
def feeds(kind: Kind | None) -> list[tuple[str, str]]:
    """Title and address of the feed of all pages, and of the kind's own."""
    language = current_language()
    wanted = (None, kind) if kind else (None,)
    return [(feed_title(one), feed_address(one.name if one else "", language)) for one in wanted]


@register.simple_tag
def card(kind: Kind | None, publication: Publication | None) -> str:
    """Address of the picture that other sites show with a link to this page."""
    return card_address(current_language(), kind.name if kind else "", publication or None)


register.filter("default_address", default_address)


@register.filter
def picture_url(picture: Picture) -> str:
    return picture_address(picture.file)


@register.filter
def picture_sizes(picture: Picture) -> str:
    return smaller_addresses(picture)


@register.filter
def language_name(code: str) -> str:
    """What readers call a language; one that the portal does not have keeps its code."""
    try:
        return language_named(code).translated_name
    except KeyError:
        return code


@register.filter
def language_names(codes: Collection[str]) -> str:
    """What readers call some languages, in the order of the portal: “Nederlands en Engels”."""
    return get_text_list([one.translated_name for one in LANGUAGES if one.code in codes], _("and"))


@register.filter
def region(code: str) -> str:
    return language_named(code).region
