"""The formats in which translations go out and come in."""

import codecs
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.translating.exchange import spreadsheet, xliff
from portal.translating.exchange.entries import Entry
from portal.translating.exchange.safe_xml import ZIP, refused

# What XML begins with; in another encoding than UTF-8 it is refused for that.
XML: Final = (b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


@dataclass(frozen=True)
class Format:
    """`write` gives the number of units that it wrote."""

    name: str
    label: str | Promise
    ending: str
    content_type: str
    write: Callable[[IO[bytes], Iterable[Entry], str], int]


SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Final = {
    one.name: one
    for one in (
        Format(
            "xliff-2.1",
            _("XLIFF 2.1"),
            "xlf",
            "application/xliff+xml",
            partial(xliff.write, version="2.1"),
        ),
        Format(
            "xliff-1.2",
            _("XLIFF 1.2, for older CAT tools"),
            "xlf",
            "application/xliff+xml",
            partial(xliff.write, version="1.2"),
        ),
        Format("xlsx", _("spreadsheet (Excel)"), "xlsx", SHEET, spreadsheet.write),
    )
}


def read(content: bytes, language: str) -> Iterator[Entry]:
    """The units of a file in any of the formats. Raises `FileRefusedError`."""
    if content.startswith(ZIP):
        return spreadsheet.read(content, language)
    if content.removeprefix(codecs.BOM_UTF8).lstrip().startswith(XML):
        return xliff.read(content, language)
    raise refused(gettext("This is neither XLIFF nor a spreadsheet. Save a spreadsheet as .xlsx."))
