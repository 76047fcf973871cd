"""XLIFF 1.2 and 2.1, out and in. What they share is here; each version says how it writes and reads a unit.

Tags are inline elements that hold the tag itself (`bpt`, `ept`, `ph`; `pc` and `ph` with their data), so that
a CAT tool shows marks, and a translator can move but not break them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]

from portal.languages import SOURCE
from portal.translating.exchange import xliff12, xliff21
from portal.translating.exchange.entries import Entry
from portal.translating.exchange.incoming import UnitProblemError
from portal.translating.exchange.problems import Problems
from portal.translating.exchange.safe_xml import elements, refused
from portal.translating.texts import Name


@dataclass(frozen=True)
class Version:
    """How a version of XLIFF writes its root, a file in it and a unit, and reads a unit."""

    namespace: str
    unit: str
    root: Callable[[str, str], dict[str, str]]
    file: Callable[[Name, str, str], dict[str, str]]
    body: str | None
    written: Callable[[Entry], Any]
    read: Callable[[Any, str], Entry]


VERSIONS: Final = {
    "1.2": Version(
        namespace=xliff12.NAMESPACE,
        unit="trans-unit",
        root=lambda _source, _target: {"version": "1.2"},
        file=xliff12.file_attributes,
        body="body",
        written=xliff12.written,
        read=xliff12.read,
    ),
    "2.1": Version(
        namespace=xliff21.NAMESPACE,
        unit="unit",
        root=lambda source, target: {"version": "2.1", "srcLang": source, "trgLang": target},
        file=xliff21.file_attributes,
        body=None,
        written=xliff21.written,
        read=xliff21.read,
    ),
}
NAMESPACE: Final = re.compile(r"urn:oasis:names:tc:xliff:document:[0-9.]+")


def write(stream: IO[bytes], entries: Iterable[Entry], language: str, version: str) -> int:
    """Write entries as XLIFF and give their number; an object is a file in the file. Memory stays flat."""
    how, count = VERSIONS[version], 0
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("xliff", how.root(SOURCE.code, language), nsmap={None: how.namespace}):
            for owner, units in groupby(entries, key=lambda entry: entry.owner):
                count += _write_file(xml, how, owner, units, language)
    return count


def _write_file(xml: Any, how: Version, owner: Name, units: Iterable[Entry], language: str) -> int:
    with xml.element("file", how.file(owner, SOURCE.code, language)):
        if how.body is None:
            return _write_units(xml, how, units)
        with xml.element(how.body):
            return _write_units(xml, how, units)


def _write_units(xml: Any, how: Version, units: Iterable[Entry]) -> int:
    count = 0
    for count, entry in enumerate(units, start=1):  # noqa: B007 - the last number is the count
        xml.write("\n", how.written(entry))
    return count


def read(content: bytes, language: str) -> Iterator[Entry]:
    """The units of a file for one language, in order; raises `FileRefusedError` with all that is wrong."""
    how = _version(content)
    problems = Problems()
    for element in elements(content, f"{{{how.namespace}}}{how.unit}"):
        try:
            yield how.read(element, language)
        except UnitProblemError as problem:
            problems.add(str(problem), element.sourceline, element.get("id", ""))
    problems.refuse_if_any()


def _version(content: bytes) -> Version:
    found = NAMESPACE.search(content[:5000].decode("utf-8", "replace"))
    for how in VERSIONS.values():
        if found and found[0] == how.namespace:
            return how
    # What is hostile or no XML at all is told as such, not as a wrong version.
    for _element in elements(content, ""):
        pass
    raise refused(_("This is no XLIFF 1.2 or 2.1."), 1)
