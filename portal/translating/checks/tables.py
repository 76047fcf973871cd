"""The linguistic tables. They are data: `data/*.toml`, which a translator can read and extend.

A pattern is one or more words. `stijg*` stands for every word that begins so, `*loos` for every word that
ends so, `*kop*` for every word that has it inside; `..` stands for at most five words in between and `...`
for at most fifteen; `~free` stands for a part that is joined to what comes before, as in “pain-free”.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .text import Segment, Token, words_of

FOLDER = Path(__file__).parent / "data"
GAP = ".."
LONGEST_GAP = 5
WIDE_GAP = "..."
LONGEST_WIDE_GAP = 15
STOPS = frozenset(".!?;")


@lru_cache
def table(name: str) -> dict[str, Any]:
    """The content of one file in `data`."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def words(text: str | Sequence[str]) -> list[str]:
    """The patterns of an entry: a list, or one string with commas between."""
    parts = text.split(",") if isinstance(text, str) else text
    return [part.strip() for part in parts if part.strip()]


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found: its label and the numbers of the tokens that it consists of."""

    label: str
    tokens: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.tokens[0]

    @property
    def last(self) -> int:
        return self.tokens[-1] + 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """One word of a pattern."""

    text: str
    kind: str  # "is", "begins", "ends", "has", "gap"
    glued: bool

    def fits(self, token: Token) -> bool:
        return self.reads(token.text) and (token.glued or not self.glued)

    def reads(self, text: str) -> bool:
        if self.kind == "is":
            return text == self.text
        if self.kind == "begins":
            return text.startswith(self.text)
        if self.kind == "ends":
            return text.endswith(self.text) and text != self.text
        return self.text in text


def _pieces(pattern: str) -> tuple[_Piece, ...]:
    return tuple(piece for part in pattern.split() for piece in _pieces_of(part))


def _pieces_of(part: str) -> list[_Piece]:
    if part in (GAP, WIDE_GAP):
        return [_Piece(part, "gap", glued=False)]
    glued = part.startswith("~")
    core = part.lstrip("~")
    before, after = core.startswith("*"), core.endswith("*")
    kind = {(False, False): "is", (False, True): "begins", (True, False): "ends", (True, True): "has"}[
        before, after
    ]
    parts = words_of(core.strip("*").lower())
    pieces = [_Piece(text, "is", glued=False) for text in parts]
    pieces[-1] = _Piece(parts[-1], kind, glued=glued)
    return pieces


_Pattern = tuple[tuple[_Piece, ...], str]


class _Start:
    """The patterns that one word may begin: most are only this word, or are told apart by the next one."""

    def __init__(self, patterns: Iterable[_Pattern]) -> None:
        self.alone: list[str] = []
        self._by_next: dict[str, list[_Pattern]] = {}
        self._other: list[_Pattern] = []
        for pieces, label in patterns:
            if pieces[0].glued or (len(pieces) > 1 and pieces[1].kind != "is"):
                self._other.append((pieces, label))
            elif len(pieces) == 1:
                self.alone.append(label)
            else:
                self._by_next.setdefault(pieces[1].text, []).append((pieces, label))

    def longer(self, tokens: Sequence[Token], at: int) -> Iterable[_Pattern]:
        """Those of more than this word that may fit where it stands."""
        if self._by_next and at + 1 < len(tokens):
            return (*self._by_next.get(tokens[at + 1].text, ()), *self._other)
        return self._other


class Matcher:
    """Finds many patterns in a text at once."""

    PREFIX = 3
    KEPT = 20_000

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, list[_Pattern]] = {}
        self._begins: dict[str, list[_Pattern]] = {}
        self._other: list[_Pattern] = []
        for pattern, label in patterns:
            pieces = _pieces(pattern)
            head = pieces[0]
            if head.kind == "is":
                self._exact.setdefault(head.text, []).append((pieces, label))
            elif head.kind == "begins" and len(head.text) >= self.PREFIX:
                self._begins.setdefault(head.text[: self.PREFIX], []).append((pieces, label))
            else:
                self._other.append((pieces, label))
        self._by_word: dict[str, _Start] = {}

    def _start(self, text: str) -> _Start:
        """The patterns that begin with this word. Texts repeat their words, so they are kept."""
        if len(self._by_word) > self.KEPT:
            self._by_word.clear()
        loose = (*self._begins.get(text[: self.PREFIX], ()), *self._other) if text[0].isalpha() else ()
        fitting = (pattern for pattern in loose if pattern[0][0].reads(text))
        self._by_word[text] = start = _Start([*self._exact.get(text, ()), *fitting])
        return start

    def find(self, segment: Segment) -> list[Hit]:
        """All hits, from left to right, the longest first."""
        hits: list[Hit] = []
        tokens = segment.tokens
        for at, token in enumerate(tokens):
            start = self._by_word.get(token.text) or self._start(token.text)
            if start.alone:
                hits += [Hit(label, (at,)) for label in start.alone]
            for pieces, label in start.longer(tokens, at):
                if found := _follow(pieces, tokens, at):
                    hits.append(Hit(label, found))
        hits.sort(key=lambda hit: (hit.first, -hit.last))
        return hits

    def find_apart(self, segment: Segment) -> list[Hit]:
        """Hits that share no token: a longer one wins over a shorter one."""
        taken: set[int] = set()
        kept: list[Hit] = []
        for hit in sorted(self.find(segment), key=lambda hit: (-len(hit.tokens), hit.first, hit.last)):
            if taken.isdisjoint(hit.tokens):
                taken.update(hit.tokens)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.first)


def _follow(pieces: tuple[_Piece, ...], tokens: Sequence[Token], at: int) -> tuple[int, ...]:
    """The tokens of a pattern that begins at this one; none when it does not fit."""
    if not pieces[0].fits(tokens[at]):
        return ()
    found = [at]
    for index, piece in enumerate(pieces[1:], start=1):
        at += 1
        if piece.kind == "gap":
            rest = _after_gap(
                pieces[index + 1 :], tokens, at, LONGEST_GAP if piece.text == GAP else LONGEST_WIDE_GAP
            )
            return (*found, *rest) if rest else ()
        if at >= len(tokens) or not piece.fits(tokens[at]):
            return ()
        found.append(at)
    return tuple(found)


def _after_gap(pieces: tuple[_Piece, ...], tokens: Sequence[Token], at: int, longest: int) -> tuple[int, ...]:
    for start in range(at, min(at + longest + 1, len(tokens))):
        found = _follow(pieces, tokens, start)
        if found:
            return found
        if tokens[start].text in STOPS:
            return ()
    return ()
