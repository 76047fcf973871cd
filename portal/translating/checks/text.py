"""A text or a piece of HTML as words: what a reader sees, cut into blocks, sentences and tokens.

Every token knows where it stands in the original string, so that a finding can mark it there.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape
from itertools import pairwise

Span = tuple[int, int]

_TAG = re.compile(
    r"<(?P<close>/?)\s*(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^<>]*)(?P<end>>|(?=<)|$)|<!--.*?-->", re.DOTALL
)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CITATION = re.compile(r"\[@[^\]]*\]")
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"  # 12  1.200  12,5  14.30
    r"|['’]s(?![\w])"  # 's avonds, patient's
    r"|(?:[Ll]inker|[Rr]echter)(?=[a-z]{3})(?!lijk)"  # rechterknie: two words
    r"|[^\W\d_](?:[^\W_]|['’](?=[^\W\d_])(?!s\b))*"  # words, HbA1c, don't
    r"|\S"
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|prof|bijv|bv|ca|nr|tel|evt|enz|incl|max|min|e\.g|i\.e|eg|no|vs|approx|a\.m|p\.m|m\.n|o\.a|d\.w\.z|"
    r"t\.o\.v|i\.v\.m|z\.n|drs|mr|mrs|ms|st|jl|resp|zgn)|\b[A-Z])\.$",
    re.IGNORECASE,
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
VOID = frozenset(
    ["br", "hr", "img", "wbr", "col", "input", "source", "track", "area", "embed", "link", "meta"]
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it stands in the HTML. `whole` is false where its “>” is missing."""

    name: str
    closing: bool
    attributes: tuple[tuple[str, str], ...]
    span: Span
    whole: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign. `text` is in lower case with straight apostrophes."""

    text: str
    raw: str
    start: int
    end: int
    glued: bool  # no space before it: the “C” of 39°C, the “free” of pain-free

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


@dataclass(frozen=True, eq=False)
class Segment:
    """A run of tokens with the sentences in it; what two texts are compared by.

    Only the same object is equal, so that what is known of it is found again without looking at its words.
    """

    tokens: tuple[Token, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens)

    @cached_property
    def length(self) -> int:
        return sum(len(token.raw) for token in self.tokens)


@dataclass(frozen=True)
class Document:
    """One side of a pair."""

    raw: str
    language: str
    visible: str = field(init=False)
    tags: tuple[Tag, ...] = field(init=False)
    citations: tuple[tuple[str, Span], ...] = field(init=False)
    block_names: tuple[str, ...] = field(init=False)
    _runs: tuple[tuple[int, int, bool], ...] = field(init=False)

    def __post_init__(self) -> None:
        reader = _Reader(self.raw)
        for name in ("visible", "tags", "citations", "block_names", "_runs"):
            object.__setattr__(self, name, getattr(reader, name.strip("_")))

    @property
    def is_html(self) -> bool:
        return bool(self.tags)

    def where(self, start: int, end: int) -> Span:
        """The place in the original string of a stretch of the visible text."""
        return self._place(start), self._place(end - 1) + 1 if end > start else self._place(start)

    def _place(self, index: int) -> int:
        starts = [run[0] for run in self._runs]
        at = bisect_right(starts, index) - 1
        if at < 0:
            return 0
        visible, raw, literal = self._runs[at]
        return raw + (index - visible if literal else 0)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(_tokens(self.visible))

    @cached_property
    def whole(self) -> Segment:
        return Segment(self.tokens)

    @cached_property
    def blocks(self) -> tuple[Segment, ...]:
        """The paragraphs, list items, cells and headings that have words."""
        return tuple(
            Segment(tokens)
            for tokens in self._cut([m.end() for m in re.finditer("\n", self.visible)])
            if tokens
        )

    @cached_property
    def sentences(self) -> tuple[Segment, ...]:
        return tuple(Segment(tokens) for tokens in self._cut(list(_sentence_ends(self.visible))) if tokens)

    def sentences_of(self, segment: Segment) -> tuple[Segment, ...]:
        if not segment.tokens:
            return ()
        low, high = segment.tokens[0].start, segment.tokens[-1].end
        return tuple(s for s in self.sentences if s.tokens[0].start >= low and s.tokens[-1].end <= high)

    def _cut(self, ends: list[int]) -> list[tuple[Token, ...]]:
        limits = [0, *ends, len(self.visible) + 1]
        parts: list[tuple[Token, ...]] = []
        tokens, at = self.tokens, 0
        for _low, high in pairwise(limits):
            first = at
            while at < len(tokens) and tokens[at].start < high:
                at += 1
            part = tokens[first:at]
            if any(token.text.isalnum() or token.is_word for token in part):
                parts.append(part)
            elif parts and part:
                parts[-1] += part
        return parts


class _Reader:
    """Walks through the HTML once and keeps what the checks need of it."""

    def __init__(self, raw: str) -> None:
        self._out: list[str] = []
        self._length = 0
        self._tags: list[Tag] = []
        self._citations: list[tuple[str, Span]] = []
        self._runs: list[tuple[int, int, bool]] = []
        at = 0
        for match in _TAG.finditer(raw):
            self._text(raw, at, match.start())
            at = match.end()
            if match["name"]:
                self._tag(match)
        self._text(raw, at, len(raw))
        self.visible = "".join(self._out)
        self.tags = tuple(self._tags)
        self.citations = tuple(self._citations)
        self.block_names = tuple(tag.name for tag in self._tags if tag.name in BLOCKS and not tag.closing)
        self.runs = tuple(self._runs)

    def _tag(self, match: re.Match[str]) -> None:
        name = match["name"].lower()
        attributes = tuple(
            (key.lower(), unescape(double or single or bare))
            for key, double, single, bare in _ATTRIBUTE.findall(match["rest"])
        )
        balanced = match["rest"].count('"') % 2 == 0
        self._tags.append(
            Tag(name, bool(match["close"]), attributes, match.span(), bool(match["end"]) and balanced)
        )
        if name in BLOCKS:
            self._emit("\n", match.start(), literal=False)

    def _text(self, raw: str, start: int, end: int) -> None:
        at = start
        pieces = sorted(
            [*_ENTITY.finditer(raw, start, end), *_CITATION.finditer(raw, start, end)], key=re.Match.start
        )
        for match in pieces:
            if match.start() < at:
                continue
            self._emit(raw[at : match.start()], at, literal=True)
            if match[0].startswith("["):
                self._citations.append((match[0], match.span()))
            else:
                self._emit(unescape(match[0]), match.start(), literal=False)
            at = match.end()
        self._emit(raw[at:end], at, literal=True)

    def _emit(self, text: str, place: int, *, literal: bool) -> None:
        if text:
            self._runs.append((self._length, place, literal))
            self._out.append(text.replace("\xa0", " ").replace("\u202f", " ").replace("\u00ad", "\u200b"))
            self._length += len(text)


def words_of(text: str) -> tuple[str, ...]:
    """The words, numbers and signs of a text without mark-up, in lower case."""
    return tuple(token.text for token in _tokens(text))


def _tokens(visible: str) -> Iterator[Token]:
    end = -1
    for match in _TOKEN.finditer(visible):
        raw = match[0]
        yield Token(raw.lower().replace("’", "'"), raw, match.start(), match.end(), match.start() == end)
        end = match.end()


def _sentence_ends(visible: str) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(visible):
        if match[0] == "\n":
            yield match.end()
            continue
        rest = visible[match.end() :].lstrip(" \"'“\u2018(")
        if rest[:1].islower() or (
            match[0] == "." and _ABBREVIATION.search(visible[: match.start() + 1][-8:])
        ):
            continue
        yield match.end()


@lru_cache(maxsize=2048)
def document(raw: str, language: str) -> Document:
    return Document(raw, language)
