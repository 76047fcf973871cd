"""What a check is, what it finds, and the pair of texts that it looks at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from django.utils.functional import Promise

from portal.languages import SOURCE, TRANSLATIONS

from .text import Document, Segment, Span, document

Text = str | Promise


class Severity(StrEnum):
    """An error blocks; a warning asks."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term: how it may appear on both sides, and how it must not be rendered."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, or perhaps wrong. The spans are places in the texts as given, HTML and all."""

    check: str
    severity: Severity
    code: str
    message: Text
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A source text and its translation, cut into stretches that belong together."""

    source: Document
    target: Document
    glossary: tuple[Term, ...] = ()

    @cached_property
    def segments(self) -> tuple[tuple[Segment, Segment], ...]:
        """Block beside block where both texts have as many; otherwise the texts as a whole."""
        if len(self.source.blocks) == len(self.target.blocks):
            return tuple(zip(self.source.blocks, self.target.blocks, strict=True))
        return ((self.source.whole, self.target.whole),)

    @cached_property
    def sentences(self) -> tuple[tuple[Segment, Segment], ...]:
        """Sentence beside sentence where both blocks have as many; otherwise the blocks as a whole."""
        return tuple(couple for segments in self.segments for couple in self.sentences_of(*segments))

    def sentences_of(self, source: Segment, target: Segment) -> Iterable[tuple[Segment, Segment]]:
        left, right = self.source.sentences_of(source), self.target.sentences_of(target)
        if len(left) != len(right) or len(left) == 1:
            return ((source, target),)
        return zip(left, right, strict=True)

    def in_source(self, segment: Segment, first: int, last: int) -> tuple[Span, ...]:
        return _places(self.source, segment, first, last)

    def in_target(self, segment: Segment, first: int, last: int) -> tuple[Span, ...]:
        return _places(self.target, segment, first, last)


def _places(text: Document, segment: Segment, first: int, last: int) -> tuple[Span, ...]:
    if not segment.tokens or first >= last:
        return ()
    return (text.where(segment.tokens[first].start, segment.tokens[last - 1].end),)


def pair_of(source: str, target: str, glossary: Iterable[Term] = ()) -> Pair:
    return Pair(document(source, SOURCE.code), document(target, TRANSLATIONS[0].code), tuple(glossary))


class Check(Protocol):
    """One kind of mistake. `explanation` tells the translator what is looked at and when to overrule it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Text: ...
    @property
    def explanation(self) -> Text: ...
    @property
    def severity(self) -> Severity: ...

    def find(self, pair: Pair) -> Iterator[Finding]: ...
