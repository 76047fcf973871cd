"""The formats in which translations go out and come in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.translating.exchange import spreadsheet, xliff
from portal.translating.exchange.entries import Entry

ZIP: Final = b"PK\x03\x04"


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
    return spreadsheet.read(content, language) if content.startswith(ZIP) else xliff.read(content, language)
