"""How complete a page is: which of the parts that patients need are there. It tells, and never blocks."""

from dataclasses import dataclass

from portal.publishing.documents import Document
from portal.publishing.kinds import kind_named


@dataclass(frozen=True)
class WantedPart:
    """A part that readers need; `field` is what holds it in the working copy."""

    label: str
    field: str
    is_there: bool


@dataclass(frozen=True)
class Completeness:
    parts: tuple[WantedPart, ...]

    @property
    def present(self) -> list[WantedPart]:
        return [part for part in self.parts if part.is_there]

    @property
    def missing(self) -> list[WantedPart]:
        return [part for part in self.parts if not part.is_there]

    @property
    def percentage(self) -> int:
        """Whole per cents, rounded down, so that 100 means that nothing is missing."""
        return 100 * len(self.present) // len(self.parts)


def completeness_of(document: Document) -> Completeness:
    """What the document's kind wants and has, in the order of the page and the active language. No query."""
    kind = kind_named(document.kind)
    return Completeness(
        tuple(WantedPart(str(want.label), want.field, kind.has(document, want)) for want in kind.wants)
    )
