"""Making pages of a site of files: what only a program can do is taken out, and links lead to files."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urldefrag, urljoin

from django.template.loader import render_to_string
from django.utils.translation import override

from portal.reading.export.crawl import CSS, TEXTS, Copy
from portal.reading.export.markup import (
    DATA,
    Edit,
    Tag,
    edited,
    elements,
    links_of,
    tags_of,
    whole_link,
    with_attribute,
)
from portal.reading.export.places import HTML


@dataclass(frozen=True)
class Finisher:
    """Knows what was copied, by address, and what was left out."""

    origin: str
    copies: Mapping[str, Copy]
    leaves_out: Callable[[str], bool]

    def finished(self, address: str, text: str, copy: Copy) -> str:
        if copy.target:
            return self._signpost(copy.target)
        if copy.media_type == HTML:
            return edited(text, self._edits(address, text))
        return re.sub(whole_link(self.origin), self._whole, text)

    def _signpost(self, target: str) -> str:
        """A page that leads on to another: a server of files cannot do so by itself."""
        return render_to_string(
            "reading/export/moved.html", {"target": self._written(target), "origin": self.origin}
        )

    def _edits(self, address: str, html: str) -> Iterator[Edit]:
        tags = tags_of(html)
        language = next((tag.attributes["lang"] for tag in tags if tag.name == "html"), "")
        yield from _without_forms(tags, language)
        yield from self._without_links_to_nothing(address, tags)
        for tag in tags:
            yield from self._to_files(address, html, tag)
        for found in DATA.finditer(html):
            yield Edit(found.start(1), found.end(1), re.sub(whole_link(self.origin), self._whole, found[1]))

    def _without_links_to_nothing(self, address: str, tags: list[Tag]) -> Iterator[Edit]:
        """Of a link to what was left out, the words stay."""
        for begin, end in elements(tags, "a"):
            if self._is_left_out(address, begin):
                yield from (Edit(begin.start, begin.end), Edit(end.start, end.end))
        for tag in tags:
            if tag.name == "link" and self._is_left_out(address, tag):
                yield Edit(tag.start, tag.end)

    def _is_left_out(self, address: str, tag: Tag) -> bool:
        own = self._own(address, tag.attributes.get("href", ""))
        return own is not None and self.leaves_out(own[0])

    def _to_files(self, address: str, html: str, tag: Tag) -> Iterator[Edit]:
        for name, link in links_of(tag, self.origin):
            written = self._written(link, address)
            if written != link:
                yield with_attribute(html, tag, name, written)

    def _written(self, link: str, address: str = "/") -> str:
        """A link as it must stand in the export. One that is right already stays as it is."""
        own = self._own(address, link)
        copy = self.copies.get(own[0]) if own else None
        if own is None or copy is None or copy.address == own[0] or link.startswith("#"):
            return link
        whole = self.origin if link.startswith(self.origin) else ""
        return f"{whole}{copy.address}{own[1]}"

    def _own(self, address: str, link: str) -> tuple[str, str] | None:
        """Where a link leads on this site, and to which place on the page; None when elsewhere."""
        whole, place = urldefrag(urljoin(f"{self.origin}{address}", link))
        if not link or not whole.startswith(f"{self.origin}/"):
            return None
        return whole.removeprefix(self.origin), f"#{place}" if place else ""

    def _whole(self, found: re.Match[str]) -> str:
        link = unescape(found[0])
        written = self._written(link)
        return found[0] if written == link else escape(written)


def is_changed(copy: Copy) -> bool:
    """Whether a file of this sort may have to be changed."""
    return copy.media_type in {HTML, *TEXTS} and copy.media_type != CSS


def _without_forms(tags: list[Tag], language: str) -> Iterator[Edit]:
    """Where a form stood, the page says that it does not work here; the search at the top is left out."""
    with override(language):
        note = render_to_string("reading/export/no_form.html")
    main = next((tag.start for tag in tags if tag.name == "main"), 0)
    for begin, end in elements(tags, "form"):
        yield Edit(begin.start, end.end, note if begin.start > main else "")
