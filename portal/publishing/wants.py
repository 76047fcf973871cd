"""The parts of a page that readers need. Kinds name theirs; the gate and the completeness meter ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

SECTIONS = "sections"


class Severity(StrEnum):
    """Whether a problem keeps a page from going live."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True)
class Want:
    """A part of a page that readers need.

    `part` is a field of the document, or `sections.` and the kind of a section. `field` is what holds it in
    the working copy. Where it is missing, the gate blocks or warns; without `severity` only the completeness
    meter tells.
    """

    part: str
    label: str | Promise
    field: str
    severity: Severity | None = None

    @property
    def section(self) -> str:
        """The kind of section that is wanted; `""` when it is another part."""
        return self.part.partition(f"{SECTIONS}.")[2]


def wanted_sections(headings: Mapping[str, str | Promise]) -> tuple[Want, ...]:
    """Sections that are rows of their own, from kind to heading."""
    return tuple(Want(f"{SECTIONS}.{kind}", heading, SECTIONS) for kind, heading in headings.items())


def wanted_fields(headings: Mapping[str, str | Promise]) -> tuple[Want, ...]:
    """Sections that stand each in a field of its own, from field to heading."""
    return tuple(Want(f"{SECTIONS}.{name}", heading, name) for name, heading in headings.items())
