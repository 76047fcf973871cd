"""Lists of live pages: from A to Z with other names between, or by group. One query, whatever the length."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

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
    """A headed part of a list: a letter or a group. `entries` is empty in a part that is not shown."""

    code: str
    heading: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    """What a list page shows. `chosen` is the one part that is shown of a long list."""

    parts: list[Part]
    count: int
    chosen: str = ""

    @property
    def shown(self) -> list[Part]:
        return [part for part in self.parts if not self.chosen or part.code == self.chosen]


def live_pages(kind: Kind, language: str) -> list[Publication]:
    """Live publications of a kind, in the order of the alphabet of readers; one query."""
    live = Publication.objects.live().filter(kind=kind.name, language=language).without_documents()
    return sorted(live, key=lambda publication: sort_key(publication.title))


def by_letter(publications: Iterable[Publication], part: str = "") -> Listing:
    """From A to Z; every other name is an entry too, where it starts with another letter than the title."""
    links = [Link(publication) for publication in publications]
    entries = sorted(
        (entry for link in links for entry in _entries(link)), key=lambda entry: sort_key(entry.name)
    )
    parts = [
        Part(letter, letter, list(found)) for letter, found in groupby(entries, lambda e: initial(e.name))
    ]
    return _listing(parts, len(links), part)


def _entries(link: Link) -> Iterable[Entry]:
    yield Entry(link.title, link)
    for name in link.publication.other_names:
        if sort_key(name) != sort_key(link.title):
            yield Entry(name, link, is_other_name=True)


def by_group(publications: Iterable[Publication], kind: Kind, part: str = "") -> Listing:
    """By the kind's groups in their own order, each form below what it is a form of."""
    links = nested(Link(publication) for publication in publications)
    labels = dict(kind.groups.choices) if kind.groups else {}
    labels.setdefault("", _("Other"))
    parts = [
        Part(code, str(label), [Entry(link.title, link) for link in links if link.publication.group == code])
        for code, label in labels.items()
    ]
    return _listing([found for found in parts if found.entries], len(links), part)


def _listing(parts: list[Part], count: int, asked: str) -> Listing:
    if count <= LONGEST_WHOLE_LIST or not parts:
        return Listing(parts, count)
    known = {part.code for part in parts}
    return Listing(parts, count, asked if asked in known else parts[0].code)


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
