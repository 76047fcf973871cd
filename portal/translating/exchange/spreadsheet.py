"""Spreadsheets (XLSX) out and in, for people without a CAT tool; what comes in is judged as XLIFF is."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any, Final
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font, Protection  # type: ignore[import-untyped]

from portal.languages import SOURCE, language_named
from portal.translating.exchange.entries import Entry, split_id
from portal.translating.exchange.incoming import UnitProblemError, form_of, incoming, not_ours, prints_of
from portal.translating.exchange.problems import Problems
from portal.translating.exchange.safe_xml import FORBIDDEN, refused

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_CELLS: Final = 200_000
LAST_ROW: Final = 100_000  # a row may call itself the billionth, and the empty ones before it be passed over
CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
WIDTHS: Final = {"A": 12, "B": 28, "C": 60, "D": 60, "E": 14, "F": 12}
# What makes a cell a formula in some program; here it is text, and is marked as such.
STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
ACTIVE: Final = ("vbaProject", "externalLinks", "embeddings", "activeX", "connections.xml")
TOP = Alignment(wrap_text=True, vertical="top")


def write(stream: IO[bytes], entries: Iterable[Entry], language: str) -> int:
    """Write entries as a sheet and give their number. Only the column of translations can be typed in."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(language)
    sheet.freeze_panes = "A3"
    sheet.protection.sheet = True
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.append([_text(sheet, _explanation())])
    sheet.append([_text(sheet, text, bold=True) for text in _headings(language)])
    count = 0
    for count, entry in enumerate(entries, start=1):  # noqa: B007 - the last number is the count
        sheet.append(_row(sheet, entry))
    book.save(stream)
    return count


def _explanation() -> str:
    return _(
        "Write in the column of the translation only. Leave what stands between < and > as it is: these are "
        "marks. Each <li>…</li> is an item of a list."
    )


def _headings(language: str) -> list[str]:
    names = (SOURCE.name, language_named(language).name)
    return [_("name"), _("where"), *names, _("state"), _("fingerprints")]


def _row(sheet: Any, entry: Entry) -> list[Any]:
    prints = f"{form_of(entry)}|{entry.seen_source}:{entry.seen_target}"
    texts = [entry.id, entry.context, entry.source, entry.target, str(entry.state.label), prints]
    cells = [_text(sheet, text) for text in texts]
    cells[3].protection = Protection(locked=False)
    return cells


def _text(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """A cell that is text in every program, whatever it starts with."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.alignment = TOP
    if text.startswith(STARTS_FORMULA):
        cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell


def read(content: bytes, language: str) -> Iterator[Entry]:
    """The units of a sheet for one language. Raises `FileRefusedError` with all that is wrong, by row."""
    problems = Problems()
    with _opened(content) as sheet:
        if sheet.title != language:
            message = _("This sheet is not for translations into “%(language)s”.")
            raise refused(message % {"language": language})
        for number, row in enumerate(sheet.iter_rows(min_row=3, max_col=len(WIDTHS)), start=3):
            if number > LAST_ROW:
                raise refused(_("The sheet goes on after row 100,000."), number)
            if not any(cell.value for cell in row):
                continue
            try:
                yield _entry([_value(cell) for cell in row], number)
            except UnitProblemError as problem:
                problems.add(str(problem), number, str(row[0].value or ""))
    problems.refuse_if_any()


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    _check_archive(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
    except Exception as error:  # openpyxl raises whatever its reading of a damaged file comes to
        raise refused(_("The file is damaged: this is no spreadsheet.")) from error
    try:
        yield sheet
    finally:
        book.close()


def _check_archive(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise refused(_("The file is larger than 20 MB."))
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MOST_UNPACKED:
                raise refused(_("The file is larger than it pretends to be."))
            if not any(member.filename.startswith("xl/") for member in members):
                raise refused(_("This is no spreadsheet in the form .xlsx. Save it as .xlsx."))
            if any(word in member.filename for member in members for word in ACTIVE):
                raise refused(_("The file has macros or links to other files. Save it without them."))
            for member in members:
                _check_member(archive.read(member))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise refused(_("The file is damaged: this is no spreadsheet.")) from error


def _check_member(content: bytes) -> None:
    if any(word in content[:5000] for word in FORBIDDEN):
        raise refused(_("The file has a document type. Files with one are not read."))
    if sum(1 for _cell in CELL.finditer(content)) > MOST_CELLS:
        raise refused(_("The sheet has too many cells."))


def _value(cell: Any) -> str:
    if cell.data_type == "f":
        raise UnitProblemError(_("There is a formula in this row. Write the text itself."))
    if cell.value is None:
        return ""
    if not isinstance(cell.value, str | int | float) or isinstance(cell.value, bool):
        raise UnitProblemError(_("There is something else than text in this row."))
    return str(cell.value).replace("_x000D_", "").replace("\r\n", "\n")


def _entry(values: list[str], line: int) -> Entry:
    name, _context, source, target, _state, kept = (values + [""] * len(WIDTHS))[: len(WIDTHS)]
    form, _bar, prints = kept.partition("|")
    try:
        owner, address = split_id(name)
    except ValueError as error:
        raise not_ours() from error
    return incoming(
        owner=owner,
        address=address,
        form=form,
        prints=prints_of(prints),
        texts=(source, target),
        line=line,
    )
