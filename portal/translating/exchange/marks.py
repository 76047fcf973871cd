"""Rich text as words and marks: what a CAT tool shows as text, and what it must carry along.

A mark is a piece of HTML, or the citation of a source, with a number. Opening and closing marks of one pair
share it. The outer tag of a block is no mark, since every translation has it; the items of a list are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape
from typing import Final

from portal.content.richtext import CITATION
from portal.translating.blocks import WITHOUT_END, split, tag_of

MARK: Final = re.compile(rf"<(?P<closing>/?)(?P<name>[a-z][a-z0-9]*)\b[^>]*>|{CITATION.pattern}")


class Role(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


@dataclass(frozen=True)
class Mark:
    """A tag in a text; `html` is the tag itself."""

    id: str
    role: Role
    html: str


Run = list[str | Mark]
# The HTML of each mark, by its number and role.
Table = dict[tuple[str, Role], str]


class MarksError(ValueError):
    """The marks of a text do not fit; the message says which, in English, for a developer."""


def marked(html: str, table: Table | None = None) -> Run:
    """A text as words and marks. Marks that are in the table already, as in a source, keep its numbers."""
    numbers = _Numbers(table or {})
    run: Run = []
    end = 0
    for found in MARK.finditer(html):
        if words := unescape(html[end : found.start()]):
            run.append(words)
        run.append(numbers.mark(found))
        end = found.end()
    if words := unescape(html[end:]):
        run.append(words)
    return run


def run_of(text: str, *, is_html: bool, table: Table | None = None) -> Run:
    """A text as words and marks; plain text has no marks."""
    return marked(text, table) if is_html else [text]


class _Numbers:
    """Gives each mark its number: that of the same one in the table, once each, else the next one."""

    def __init__(self, table: Table) -> None:
        self.free = {key: html for key, html in table.items() if key[1] is not Role.CLOSE}
        self.next = max((int(number) for number, _role in table), default=0) + 1
        self.opened: list[str] = []

    def mark(self, found: re.Match[str]) -> Mark:
        if found["closing"]:
            return Mark(self.opened.pop() if self.opened else "0", Role.CLOSE, found[0])
        is_alone = not found["name"] or found["name"] in WITHOUT_END
        role = Role.ALONE if is_alone else Role.OPEN
        number = self._number(role, found[0])
        if role is Role.OPEN:
            self.opened.append(number)
        return Mark(number, role, found[0])

    def _number(self, role: Role, html: str) -> str:
        for key, known in self.free.items():
            if key[1] is role and known == html:
                del self.free[key]
                return key[0]
        self.next += 1
        return str(self.next - 1)


def table_of(run: Iterable[str | Mark]) -> Table:
    return {(mark.id, mark.role): mark.html for mark in run if isinstance(mark, Mark)}


def html_of(run: Run) -> str:
    """The text again. Marks that are not nested raise `MarksError`."""
    opened: list[str] = []
    for mark in run:
        if isinstance(mark, Mark) and mark.role is Role.OPEN:
            opened.append(mark.id)
        elif isinstance(mark, Mark) and mark.role is Role.CLOSE and (not opened or opened.pop() != mark.id):
            raise MarksError(mark.id)
    if opened:
        raise MarksError(opened[-1])
    return "".join(mark.html if isinstance(mark, Mark) else escape(mark, quote=False) for mark in run)


def inner(block: str) -> str:
    """A unit without the outer tag of its block, if it is one block; several keep theirs."""
    tag = tag_of(block)
    if not tag or len(split(block)) > 1:
        return block
    return block[len(tag) + 2 : -len(tag) - 3].strip()


def outer(html: str, tag: str) -> str:
    """The unit again: with the tag of its block, unless the text has blocks of its own."""
    if not tag or not html.strip() or tag_of(html.strip()):
        return html.strip()
    return f"<{tag}>{html.strip()}</{tag}>"


def words_of(run: Run) -> Iterator[str]:
    yield from (piece for piece in run if isinstance(piece, str))
