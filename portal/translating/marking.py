"""Texts as a translator looks at them: what a check means is marked, and links lead nowhere."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.content.richtext import CITATION
from portal.publishing.differences import plain
from portal.translating.checks.text import Span
from portal.translating.texts import Form
from portal.translating.units import Unit

INERT: Final = {"</a>": "</span>", "<h3>": '<p class="heading">', "</h3>": "</p>"}
TAG: Final = re.compile(r"<[^>]*>")
LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Insert:
    """A piece of the source that stands in the translation as it is: a link around words, or a citation."""

    text: str
    html: str


def shown(text: str, spans: Collection[Span], *, rich: bool) -> SafeString:
    """A stored text as HTML, with these places in `mark`; links are shown and lead nowhere.

    Rich text has passed the gate when it was stored; plain text is escaped here.
    """
    pieces = "".join(_pieces(text, spans, rich=rich))
    return mark_safe(pieces)  # noqa: S308 - of clean or escaped pieces


def _pieces(text: str, spans: Collection[Span], *, rich: bool) -> Iterator[str]:
    at = 0
    for tag in TAG.finditer(text) if rich else ():
        yield from _words(text, at, tag.start(), spans, rich=rich)
        yield _inert(tag[0])
        at = tag.end()
    yield from _words(text, at, len(text), spans, rich=rich)


def _words(text: str, first: int, last: int, spans: Collection[Span], *, rich: bool) -> Iterator[str]:
    """The words between two tags, cut where a place begins or ends."""
    edges = {edge for span in spans for edge in span if first < edge < last}
    cuts = sorted({first, last} | edges)
    for begin, end in pairwise(cuts):
        words = text[begin:end] if rich else escape(text[begin:end])
        marked = any(begin < span[1] and span[0] < end for span in spans)
        yield f"<mark>{words}</mark>" if marked and words.strip() else words


def _inert(tag: str) -> str:
    """Links lead nowhere, and a heading of a text is none of the page on which it is translated."""
    return '<span class="link">' if tag.startswith("<a ") else INERT.get(tag, tag)


def inserts(unit: Unit) -> list[Insert]:
    """The links and citations of the source of a rich text, in their order."""
    if unit.form is not Form.RICH:
        return []
    links = [Insert(plain(link[2]), link[0]) for link in LINK.finditer(unit.source)]
    return links + [Insert(found[0], found[0]) for found in CITATION.finditer(unit.source)]
