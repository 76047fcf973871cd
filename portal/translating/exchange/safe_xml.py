"""Reading XML from strangers: nothing is opened, fetched or expanded, and what is too much is refused."""

import codecs
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]

from portal.translating.exchange.problems import FileProblem, FileRefusedError

ZIP: Final = b"PK\x03\x04"
MOST_BYTES: Final = 60 * 1024 * 1024
MOST_DEPTH: Final = 32
MOST_ELEMENTS: Final = 1_000_000
MOST_ATTRIBUTES: Final = 200
MOST_CHARACTERS: Final = 100_000
# A tag, and the text that may come after it: a parser would read all the attributes before anybody can count.
TOO_LONG: Final = re.compile(rb"<[^<]{400000}")
FORBIDDEN: Final = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!ELEMENT")


def elements(content: bytes, ending: str) -> Iterator[Any]:
    """Each element of a name (`{namespace}local`) when it is complete; it is gone before the next one.

    What surrounds it is there, and what stood before is not: memory stays flat, whatever the file is.

    Raises `FileRefusedError` with the line for what is no XML in UTF-8, has a document type, or is deeper or
    larger than any file of ours. No file and no address is ever opened.
    """
    _check_text(content)
    events = etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        yield from _walked(events, ending)
    except etree.XMLSyntaxError as error:
        raise refused(_("The file is damaged: this is no XML."), error.lineno or 0) from error


def _walked(events: Any, ending: str) -> Iterator[Any]:
    depth = count = wanted = 0  # at what depth one is open that is wanted
    for event, element in events:
        if event == "start":
            depth, count = depth + 1, count + 1
            if depth > MOST_DEPTH or len(element.attrib) > MOST_ATTRIBUTES or count > MOST_ELEMENTS:
                raise _too_much(element, depth)
            if not wanted and element.tag == ending:
                wanted = depth
            continue
        if depth == wanted:
            yield element
            wanted = 0
        if not wanted:
            _drop(element)
        depth -= 1


def _drop(element: Any) -> None:
    """With all before it, and without itself, to which the parser holds on."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _check_text(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise refused(_("The file is larger than 60 MB."))
    if content.startswith(ZIP):
        raise refused(_("This is no XML, but a packed file or one of an office program."))
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        raise refused(_("The file is not in UTF-8. Save it as UTF-8."))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refused(_("The file is not in UTF-8. Save it as UTF-8."), line) from error
    _check_declaration(text)
    _check_amount(content)
    for word in FORBIDDEN:
        if (place := content.find(word)) >= 0:
            message = _("The file has a document type. Take out what begins with “<!DOCTYPE” on this line.")
            raise refused(message, content[:place].count(b"\n") + 1)


def _check_amount(content: bytes) -> None:
    if content.count(b"<") > 2 * MOST_ELEMENTS:  # each has two at most
        raise refused(_("The file is damaged: it has too many elements."))
    if found := TOO_LONG.search(content):
        message = _("The file is damaged: a tag or a text is too long.")
        raise refused(message, content[: found.start()].count(b"\n") + 1)


def _check_declaration(text: str) -> None:
    """A parser would believe the encoding that is declared: it must be the one of the check above."""
    declaration = text.lstrip("\ufeff")[:200].partition("?>")[0]
    _before, found, rest = declaration.partition("encoding")
    named = rest.strip(" =\t\r\n\"'").casefold()
    if declaration.startswith("<?xml") and found and named not in {"utf-8", "utf8"}:
        raise refused(_("The file is not in UTF-8. Save it as UTF-8."), 1)
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        raise refused(_("The file is damaged: this is no XML."), 1)


def _too_much(element: Any, depth: int) -> FileRefusedError:
    if depth > MOST_DEPTH:
        return refused(_("The file is damaged: its elements are nested too deeply."), element.sourceline)
    if len(element.attrib) > MOST_ATTRIBUTES:
        return refused(_("The file is damaged: an element has too many attributes."), element.sourceline)
    return refused(_("The file is damaged: it has too many elements."), element.sourceline)


def refused(message: str, line: int = 0, unit: str = "") -> FileRefusedError:
    return FileRefusedError([FileProblem(message, line, unit)])
