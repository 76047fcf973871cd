"""The memory as TMX 1.4b, out and in: https://www.gala-global.org/tmx-14b.

Tags within a text are inline elements that hold the tag itself; that of its block is a property of a unit.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]

from portal.content.richtext import clean
from portal.languages import SOURCE
from portal.translating.blocks import TAG, tag_of
from portal.translating.exchange.marks import MARK, Mark, Role, inner, outer, run_of
from portal.translating.exchange.problems import Problems
from portal.translating.exchange.safe_xml import MOST_CHARACTERS, elements, refused
from portal.translating.memory.models import MemoryPair

LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
TAGS: Final = frozenset({"p", "h3", "ul", "ol"})
CODES: Final = frozenset({"bpt", "ept", "ph", "it", "ut"})
WORDS: Final = frozenset({"hi", "sub"})
MOST_UNITS: Final = 100_000
HEADER: Final = {
    "creationtool": "medical-portal",
    "creationtoolversion": "1",
    "segtype": "paragraph",
    "o-tmf": "medical-portal",
    "adminlang": "en",
    "srclang": SOURCE.code,
    "datatype": "html",
}


@dataclass(frozen=True)
class Couple:
    """A text and its translation as a file has them."""

    source: str
    target: str


def write(stream: IO[bytes], pairs: Iterable[MemoryPair]) -> int:
    """Write pairs as TMX and give their number. Memory stays flat if the pairs come one by one."""
    count = 0
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", version="1.4"):
            xml.write(etree.Element("header", HEADER))
            with xml.element("body"):
                for count, pair in enumerate(pairs, start=1):  # noqa: B007 - the last number is the count
                    xml.write("\n", _unit(pair))
    return count


def _unit(pair: MemoryPair) -> Any:
    unit = etree.Element("tu", changedate=pair.at.strftime("%Y%m%dT%H%M%SZ"))
    tag = tag_of(pair.source)
    _child(unit, "prop", {"type": "x-state"}).text = pair.state
    if tag:
        _child(unit, "prop", {"type": "x-block"}).text = tag
    for language, text in ((SOURCE.code, pair.source), (pair.language, pair.target)):
        segment = _child(_child(unit, "tuv", {LANG: language}), "seg", {})
        _fill(segment, inner(text) if tag else text, is_html=bool(tag))
    return unit


def _child(parent: Any, name: str, attributes: dict[str, str]) -> Any:
    return etree.SubElement(parent, name, attributes)


def _fill(segment: Any, text: str, *, is_html: bool) -> None:
    segment.text = ""
    last = None
    for piece in run_of(text, is_html=is_html):
        if isinstance(piece, Mark):
            last = _mark(segment, piece)
        elif last is None:
            segment.text += piece
        else:
            last.tail = (last.tail or "") + piece


def _mark(segment: Any, mark: Mark) -> Any:
    name = {Role.OPEN: "bpt", Role.CLOSE: "ept", Role.ALONE: "ph"}[mark.role]
    made = _child(segment, name, {"x" if mark.role is Role.ALONE else "i": mark.id})
    made.text = mark.html
    return made


# Reading


# What OmegaT, Trados and others write, and what says nothing that a reader of TMX does not know.
DOCTYPE: Final = re.compile(
    rb"""(\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--.*?-->)*)"""
    rb"""<!DOCTYPE\s+tmx\s+SYSTEM\s+(["'])[\w.:/-]*tmx\d\d\.dtd\2\s*>""",
    re.DOTALL,
)


class _UnitError(ValueError):
    """A unit is not as TMX has it; the message says why."""


def read(content: bytes, language: str) -> Iterator[Couple]:
    """The pairs of a file from the source language into another; units in other languages are passed over.

    Raises `FileRefusedError` with all that is wrong, each with its line. Marks that this portal does not know
    are left out of the texts, and a document type that only names the rules of TMX is taken away before
    anything is parsed; any other is refused.
    """
    problems = Problems()
    count = taken = 0
    for element in elements(_without_plain_doctype(content), "tu"):
        count += 1
        if count > MOST_UNITS:
            raise refused(_("The file has more than 100,000 units."), element.sourceline)
        try:
            couple = _couple(element, language)
        except _UnitError as error:
            problems.add(str(error), element.sourceline, element.get("tuid", ""))
        else:
            if couple:
                taken += 1
                yield couple
    if not count:
        problems.add(_("There is no unit in the file."))
    problems.refuse_if_any()
    if not taken:
        none = _("The file has no unit with a text in “%(from)s” and one in “%(into)s”.")
        raise refused(none % {"from": SOURCE.code, "into": language})


def _without_plain_doctype(content: bytes) -> bytes:
    """The file without the line that names `tmx14.dtd`; all else stays on the line where it was."""
    found = DOCTYPE.match(content)
    if not found:
        return content
    return found[1] + b"\n" * found[0].count(b"\n", len(found[1])) + content[found.end() :]


def _couple(element: Any, language: str) -> Couple | None:
    segments = {_language(variant): variant.find("seg") for variant in element.iterfind("tuv")}
    if not {SOURCE.code, language} <= set(segments):
        return None
    tag = next((prop.text for prop in element.iterfind("prop") if prop.get("type") == "x-block"), "")
    if tag and tag not in TAGS:
        raise _UnitError(_("This portal has no block “%(tag)s”.") % {"tag": tag})
    source, target = (_text(segments[code], tag) for code in (SOURCE.code, language))
    if not source or not target:
        raise _UnitError(_("A text of this unit is empty."))
    return Couple(source, target)


def _language(variant: Any) -> str:
    code: str = variant.get(LANG) or variant.get("lang") or ""
    return code.partition("-")[0].casefold()


def _text(segment: Any, tag: str) -> str:
    if segment is None:
        raise _UnitError(_("A text of this unit is empty."))
    html = "".join(_html(segment)).strip()
    if len(html) > MOST_CHARACTERS:
        raise _UnitError(_("The text of this unit is longer than 100,000 characters."))
    if tag or TAG.search(html):
        return str(clean(outer(html, tag or "p")))
    return unescape(html)


def _html(element: Any) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        if child.tag in WORDS:
            yield from _html(child)
        elif child.tag in CODES:
            yield child.text if MARK.fullmatch(child.text or "") else ""
        else:
            raise _UnitError(_("TMX has no element “%(name)s” in a text.") % {"name": child.tag})
        yield escape(child.tail or "", quote=False)
