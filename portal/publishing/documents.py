"""Documents: one object in one language as plain data, whole and immutable.

A document holds everything that a reader of the page gets, except what other pages are called: references
to other objects are names (`kind`, `key`), resolved when the page is read. Kinds add their own parts in
subclasses. A field added later needs a default, so that documents stored before it stay readable; a field
that has its default does not count for the digest.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

REFERENCE: Final = re.compile(r'href="ref:([a-z]+)/([a-z0-9-]+)"')


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reference(Data):
    """Another object, named. `note` tells what the two have to do with each other."""

    kind: str
    key: str
    note: str = ""


class Section(Data):
    """A headed piece of text; `body` is clean HTML. The kind says what it is about, for machines."""

    kind: str
    heading: str
    body: str


class Citation(Data):
    """A source as readers see it. `number` is what the texts refer to it by; 0 is not numbered."""

    key: str
    number: int = 0
    title: str
    publisher: str
    author: str = ""
    url: str
    language: str
    published_on: date | None = None
    seen_on: date | None = None
    note: str = ""


class Picture(Data):
    """`file` is a name in the media storage that never gets other content. Sizes are in pixels.

    `sizes` are the smaller widths in which it is kept, too: under the same name with `-` and the width.
    """

    file: str
    width: int
    height: int
    sizes: tuple[int, ...] = ()
    alt: str
    caption: str = ""
    credit: str
    licence: str
    section: str = ""


class Fact(Data):
    """A short fact about the object as readers see it: `Kind`, `Imaging`."""

    label: str
    value: str


class Code(Data):
    """A code in a classification (`ICD-10`, `C78.7`), as its editor wrote it."""

    system: str
    value: str

    @property
    def comparable(self) -> str:
        """The value without what people and programs write differently: `c78.7` and `C787` are one code."""
        return comparable(self.value)


def comparable(value: str) -> str:
    return "".join(character for character in value.upper() if character.isalnum())


class HelpLevels(Data):
    """When to seek help, as clean HTML per level; empty where nothing is said."""

    appointment: str = ""
    today: str = ""
    emergency: str = ""

    def __bool__(self) -> bool:
        return bool(self.appointment or self.today or self.emergency)


class Document(Data):
    """What every kind has. `references` maps a relation (`symptoms`, `parent`, …) to objects in order."""

    kind: str
    key: str
    language: str
    title: str
    slug: str
    other_names: tuple[str, ...] = ()
    summary: str = ""
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    references: dict[str, tuple[Reference, ...]] = {}
    citations: tuple[Citation, ...] = ()
    pictures: tuple[Picture, ...] = ()
    codes: tuple[Code, ...] = ()
    help: HelpLevels = HelpLevels()
    questions: tuple[str, ...] = ()
    author: str = ""
    medical_reviewer: str = ""
    reviewed_on: date | None = None
    next_review_on: date | None = None
    rights: str = ""
    origin: Citation | None = None

    @property
    def group(self) -> str:
        """The heading under which lists show the object, as a code of its kind; `""` when lists have none."""
        return ""

    @property
    def aim(self) -> str:
        """What the object is done for, as a code of its kind; `""` when that is not said."""
        return ""

    @property
    def names(self) -> tuple[str, ...]:
        """What texts call the object."""
        return self.title, *self.other_names

    def canonical(self) -> str:
        """The document as canonical JSON: sorted keys, no spaces, defaults left out."""
        data = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, as 64 hexadecimal digits: what an approval signs."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def stored(self) -> dict[str, Any]:
        """The form that a publication keeps; `type(self).model_validate()` reads it back."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def html(self) -> Iterator[str]:
        """Every piece of rich text in the document."""
        yield from (section.body for section in self.sections)
        yield from (self.help.appointment, self.help.today, self.help.emergency)

    def linked(self) -> Iterator[tuple[str, Reference]]:
        """Every object that the document names, with its relation; links in running text are `text`."""
        for relation, references in self.references.items():
            yield from ((relation, reference) for reference in references)
        for html in self.html():
            for kind, key in REFERENCE.findall(html):
                yield "text", Reference(kind=kind, key=key)
