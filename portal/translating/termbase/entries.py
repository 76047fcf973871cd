"""What travels of a term of the glossary, whatever the format: the texts of its columns."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portal.content.models import GlossaryTerm
from portal.languages import CODES, column
from portal.translating.prints import LENGTH

TITLE, MEANING, NOTE = "title", "summary", "translator_note"
# Fields with one entry on each line.
LISTS: Final = ("other_names", "forms", "forbidden")
FIELDS: Final = (TITLE, *LISTS, MEANING)
COLUMNS: Final = (*(column(field, code) for code in CODES for field in FIELDS), NOTE)
BATCH: Final = 500


@dataclass(frozen=True)
class TermEntry:
    """A term as a file has it: the texts of the columns that it speaks of.

    `seen` is the fingerprint of all of them when the file was made.
    """

    key: str
    texts: Mapping[str, str]
    seen: str
    line: int = 0


def entries() -> Iterator[TermEntry]:
    """The whole glossary, in the order of its keys; one query, and memory stays flat."""
    yield from map(entry_of, GlossaryTerm.objects.order_by("key").iterator(chunk_size=BATCH))


def entry_of(term: Any) -> TermEntry:
    texts = {name: tidy(name, getattr(term, name) or "") for name in COLUMNS}
    return TermEntry(term.key, texts, print_of(texts))


def tidy(name: str, text: str) -> str:
    """The text of a column without white space that says nothing: programs break lines as they like."""
    is_of_lines = name == NOTE or name.rpartition("_")[0] in LISTS
    lines = text.splitlines() if is_of_lines else [text]
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def joined(name: str, pieces: Iterable[str]) -> str:
    """The text of a column from its entries."""
    return tidy(name, "\n".join(pieces))


def print_of(texts: Mapping[str, str]) -> str:
    """The fingerprint of the texts of a term. One with fewer columns has another."""
    whole = json.dumps([texts.get(name) for name in COLUMNS])
    return hashlib.sha256(whole.encode()).hexdigest()[:LENGTH]
