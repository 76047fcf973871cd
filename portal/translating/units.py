"""Units: each piece of text of an object in one target language, and where it stands.

A unit is a plain field, or a top-level block of rich text with the blocks that render it. Its state is
computed from the two texts as they are now and from the log; nothing is flagged, so nothing drifts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.translating.align import align
from portal.translating.blocks import joined, split, tag_of
from portal.translating.log import FieldLog, Log
from portal.translating.models import Act, State, TranslationEvent
from portal.translating.prints import print_of
from portal.translating.texts import Form, Text


@dataclass(frozen=True)
class Piece:
    """A unit as it stands in the rows. `number` is its place among those of its field, from 0."""

    text: Text
    language: str
    number: int
    source: str
    target: str

    @property
    def pair(self) -> tuple[str, str]:
        return print_of(self.source), print_of(self.target)

    @property
    def address(self) -> str:
        """Names the unit in forms: the field of a row, and the place in it."""
        return f"{self.text.address}-{self.number}"


@dataclass(frozen=True)
class Unit(Piece):
    """A piece with what the log says of it.

    `last` is the last act on this very pair. Where the unit is outdated, `made_from` is the source text that
    the translation was confirmed for. `offer` is how the source was translated elsewhere in the object, where
    a translation is missing.
    """

    state: State
    last: TranslationEvent | None = None
    made_from: str = ""
    offer: str = ""

    @property
    def form(self) -> Form:
        return self.text.form

    @property
    def is_known(self) -> bool:
        """Whether anybody ever said anything of this very pair."""
        return self.last is not None and self.last.pair == self.pair

    @property
    def is_sent_back(self) -> bool:
        """Whether a reviewer asked for another translation, and nobody has made one yet."""
        return self.state is State.DRAFT and self.last is not None and self.last.act == Act.SENT_BACK

    @property
    def is_left_over(self) -> bool:
        """Whether its source is gone and the translation is still there."""
        return bool(self.target and not self.source)

    @property
    def is_needed(self) -> bool:
        """Whether the page lacks something without it; a list of words need not have its like."""
        return self.form is not Form.LINES

    @property
    def tag(self) -> str:
        """The block that it is: `p`, `h3`, `ul` or `ol`; `""` for plain text."""
        return tag_of(self.source or self.target) if self.form is Form.RICH else ""

    @property
    def source_print(self) -> str:
        return self.pair[0]

    @property
    def target_print(self) -> str:
        return self.pair[1]

    @property
    def context(self) -> str:
        """Where on the page it stands, in the active language: `Section “Diagnosis”, text, paragraph 2`."""
        row, label = self.text.row_label, self.text.label
        return ", ".join(filter(None, (row, label.lower() if row else label, self._block)))

    @property
    def place(self) -> str:
        """Where in its row it stands: `Text, paragraph 2`."""
        return ", ".join(filter(None, (self.text.label, self._block)))

    @property
    def _block(self) -> str:
        return BLOCKS[self.tag]() % {"number": self.number + 1} if self.tag else ""


BLOCKS = {
    "p": lambda: _("paragraph %(number)d"),
    "h3": lambda: _("heading (block %(number)d)"),
    "ul": lambda: _("list (block %(number)d)"),
    "ol": lambda: _("numbered list (block %(number)d)"),
}


def pieces_of(texts: Iterable[Text], language: str, log: Log) -> list[Piece]:
    """The texts cut into units, with what is aligned kept in step."""
    return [piece for text in texts for piece in _pieces(text, language, log)]


def _pieces(text: Text, language: str, log: Log) -> Iterator[Piece]:
    source, target = text.source, text.written(language)
    if text.form is not Form.RICH:
        if source or target:
            yield Piece(text, language, 0, source, target)
        return
    sources, targets = split(source), split(target)
    pairs = align(sources, targets, log.of(text.owner, text.path).known)
    for number, pair in enumerate(pairs):
        left = "" if pair.source is None else sources[pair.source]
        yield Piece(text, language, number, left, joined((targets[at] for at in pair.targets), target))


def with_states(pieces: list[Piece], log: Log) -> list[Unit]:
    """The pieces of whole objects as units: what else stands in an object tells where its texts come from."""
    present = {(piece.text.owner, piece.text.path, *piece.pair) for piece in pieces}
    return [_unit(piece, log, present) for piece in pieces]


def _unit(piece: Piece, log: Log, present: set[Any]) -> Unit:
    owner, path = piece.text.owner, piece.text.path
    field = log.of(owner, path)
    if not piece.target:
        offer = log.known_translation(owner, piece.pair[0])
        return Unit(**vars(piece), state=State.MISSING, offer=offer)
    last = field.last.get(piece.pair)
    if last and piece.source:
        return Unit(**vars(piece), state=State(last.state), last=last)
    origins = _origins(piece, field, present)
    if origins:
        made_from = joined((event.source for event in origins), piece.source)
        return Unit(**vars(piece), state=State.OUTDATED, last=last or origins[-1], made_from=made_from)
    return Unit(**vars(piece), state=State.DRAFT, last=last)


def _origins(piece: Piece, field: FieldLog, present: set[Any]) -> list[TranslationEvent]:
    """For what the translation was confirmed before: as a whole, or each of its blocks by itself."""
    whole = _origin(piece, print_of(piece.target), field, present)
    if whole or piece.text.form is not Form.RICH:
        return [whole] if whole else []
    each = [_origin(piece, print_of(block), field, present) for block in split(piece.target)]
    return [event for event in each if event] if all(each) else []


def _origin(piece: Piece, target: str, field: FieldLog, present: set[Any]) -> TranslationEvent | None:
    """The last text that it was confirmed for and that is gone: what still stands there has not changed."""
    place = (piece.text.owner, piece.text.path)
    gone = [
        event
        for event in field.confirmed.get(target, ())
        if (*place, event.source_print, target) not in present
    ]
    return gone[-1] if gone else None
