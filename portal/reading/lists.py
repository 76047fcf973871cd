"""Lists of live pages: from A to Z with other names between, or by group. One query, whatever the length."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from portal.publishing.kinds import Kind
from portal.publishing.models import Publication
from portal.reading.links import Link, nested

# A list that is longer shows one part at a time.
LONGEST_WHOLE_LIST = 300
DIGITS = "0-9"


@dataclass(frozen=True)
class Entry:
    """A line of a list: a page under its title, or under another name, with the title it leads to."""

    name: str
    link: Link
    is_other_name: bool = False


@dataclass(frozen=True)
class Part:
    """A headed part of a list: a letter or a group."""

    code: str
    heading: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Choice:
    """What a reader asked to see of a long list: a part, and a page of it from 1."""

    part: str = ""
    page: str = "1"


@dataclass(frozen=True)
class Listing:
    """What a list page shows: all parts of a short list, or one page of one part of a long list."""

    parts: list[Part]
    chosen: str = ""
    page: Page[Entry] | None = None

    @property
    def shown(self) -> list[Part]:
        if self.page is None:
            return self.parts
        return [replace(part, entries=list(self.page)) for part in self.parts if part.code == self.chosen]


def live_pages(kind: Kind, language: str) -> list[Publication]:
    """Live publications of a kind, in the order of the alphabet of readers; one query."""
    live = Publication.objects.live().filter(kind=kind.name, language=language).without_documents()
    return sorted(live, key=lambda publication: sort_key(publication.title))


def by_letter(publications: Iterable[Publication], choice: Choice) -> Listing:
    """From A to Z; every other name is an entry too."""
    links = [Link(publication) for publication in publications]
    entries = sorted(
        (entry for link in links for entry in _entries(link)), key=lambda entry: sort_key(entry.name)
    )
    parts = [
        Part(letter, letter, list(found)) for letter, found in groupby(entries, lambda e: initial(e.name))
    ]
    return _listing(parts, choice)


def _entries(link: Link) -> Iterable[Entry]:
    yield Entry(link.title, link)
    for name in link.publication.other_names:
        if folded(name) != folded(link.title):
            yield Entry(name, link, is_other_name=True)


def by_group(publications: Iterable[Publication], kind: Kind, choice: Choice) -> Listing:
    """By the kind's groups in their own order, each form below what it is a form of.

    A group that the kind no longer knows counts as none.
    """
    links = nested(Link(publication) for publication in publications)
    labels = dict(kind.groups.choices) if kind.groups else {}
    labels.setdefault("", _("Other"))
    parts = {code: Part(code, str(label)) for code, label in labels.items()}
    for link in links:
        parts.get(link.publication.group, parts[""]).entries.append(Entry(link.title, link))
    return _listing([part for part in parts.values() if part.entries], choice)


def _listing(parts: list[Part], choice: Choice) -> Listing:
    if sum(len(part.entries) for part in parts) <= LONGEST_WHOLE_LIST:
        return Listing(parts)
    chosen = next((part for part in parts if part.code == choice.part), parts[0])
    page = Paginator(chosen.entries, LONGEST_WHOLE_LIST).get_page(choice.page)
    return Listing(parts, chosen.code, page)


def folded(text: str) -> str:
    """Without accents and capitals, for sorting: `Écho` → `echo`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def sort_key(text: str) -> tuple[str, str]:
    return folded(text), text


def initial(name: str) -> str:
    """The capital letter that a name stands under; anything but a letter stands under `0-9`."""
    first = folded(name)[:1].upper()
    return first if first.isalpha() else DIGITS
