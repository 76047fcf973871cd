"""Links in the files of a site: finding them, and changing them without touching anything else."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urldefrag

LINKING = ("href", "src", "poster", "data")
DATA = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.DOTALL)
CSS_LINK = re.compile(r"""url\(\s*["']?([^"')]+)""")


@dataclass(frozen=True)
class Tag:
    """A tag and its place in the text; `attributes` of an end tag are empty."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int
    is_end: bool = False


@dataclass(frozen=True)
class Edit:
    """Other text for a part of a text."""

    start: int
    end: int
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[Tag] = []
        self.lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self.feed(html)
        self.close()

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, attributes = self._offset(), {name: value or "" for name, value in attrs}
        self.tags.append(Tag(tag, attributes, start, start + len(self.get_starttag_text() or "")))

    def handle_endtag(self, tag: str) -> None:
        start = self._offset()
        self.tags.append(Tag(tag, {}, start, self.html.index(">", start) + 1, is_end=True))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def tags_of(html: str) -> list[Tag]:
    return _Reader(html).tags


def links_of(tag: Tag, origin: str) -> Iterator[tuple[str, str]]:
    """The attributes of a tag that lead somewhere, with where; of `content`, what leads to this site."""
    for name in LINKING:
        if tag.attributes.get(name):
            yield name, tag.attributes[name]
    if tag.attributes.get("content", "").startswith(f"{origin}/"):
        yield "content", tag.attributes["content"]


def sizes_of(tag: Tag) -> Iterator[str]:
    """The other sizes of a picture, from which a browser chooses. As files they keep their addresses."""
    candidates = tag.attributes.get("srcset", "").split(",")
    return (candidate.split()[0] for candidate in candidates if candidate.strip())


def elements(tags: Iterable[Tag], name: str) -> Iterator[tuple[Tag, Tag]]:
    """Start and end of each element of a name that cannot lie within itself, such as links and forms."""
    begun: Tag | None = None
    for tag in tags:
        if tag.name != name:
            continue
        if tag.is_end and begun:
            yield begun, tag
        begun = None if tag.is_end else tag


def with_attribute(html: str, tag: Tag, name: str, value: str) -> Edit:
    """The tag with another value for an attribute that it has."""
    pattern = rf"""(\s{name}\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)"""
    before = html[tag.start : tag.end]
    after = re.sub(
        pattern, lambda found: f'{found[1]}"{escape(value)}"', before, count=1, flags=re.IGNORECASE
    )
    return Edit(tag.start, tag.end, after)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with each part replaced. Of edits that overlap, the one that begins first counts."""
    parts, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= done:
            parts += [text[done : edit.start], edit.text]
            done = edit.end
    return "".join([*parts, text[done:]])


def data_in(html: str) -> Iterator[str]:
    """The structured data of a page, as text."""
    return (found[1] for found in re.finditer(DATA, html))


def whole_links(text: str, origin: str) -> Iterator[str]:
    """Whole addresses on this site that stand in a text, such as a feed or structured data.

    What follows a `#` there names a thing, and not a place on a page.
    """
    return (urldefrag(unescape(found[0])).url for found in re.finditer(whole_link(origin), text))


def whole_link(origin: str) -> str:
    """As a regular expression; a pattern with a gap to fill in (`?q={words}`) is no address."""
    return re.escape(origin) + r"""/(?![^\s<>"']*{)[^\s<>"'\\]*"""
