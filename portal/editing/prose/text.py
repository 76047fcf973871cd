"""A text in its parts: blocks, sentences, words and syllables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from portal.editing.prose.rules import Rules, Syllables

HEADING, PARAGRAPH, ITEM = "h3", "p", "li"
BLOCKS: Final = frozenset({HEADING, PARAGRAPH, ITEM})
# A number with its sign, an abbreviation with points and a word with a hyphen are each one word.
WORD: Final = re.compile(r"\w+(?:[-’'.,]\w+)*")
# A reference to a source, as the working copy and as a document has it.
MARK: Final = re.compile(r"\[(?:@[a-z0-9-]+|\d+)\]")
CLOSING: Final = "\"'”’»)]"
OPENING: Final = "\"'“\u2018«(["


@dataclass(frozen=True)
class Block:
    """A heading (`h3`), a paragraph (`p`) or an item of a list (`li`), in plain words."""

    tag: str
    text: str


class _Reader(HTMLParser):
    """Gathers the words of each block; a paragraph in an item is the item."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = [(PARAGRAPH, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        in_new_item = self.found[-1] == (ITEM, [])
        if tag in BLOCKS and not in_new_item:
            self.found.append((tag, []))
        elif tag == "br":
            self.found.append((self.found[-1][0], []))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.found.append((PARAGRAPH, []))

    def handle_data(self, data: str) -> None:
        if data.strip() or self.found[-1][1]:
            self.found[-1][1].append(data)


def blocks(text: str) -> list[Block]:
    """The blocks of a rich text, or the lines of a plain one, without its references to sources."""
    reader = _Reader()
    reader.feed(text if "</" in text else text.replace("\n", "<br>"))
    reader.close()
    found = (Block(tag, " ".join(MARK.sub("", "".join(words)).split())) for tag, words in reader.found)
    return [block for block in found if block.text]


def sentences(text: str, rules: Rules) -> list[str]:
    """Sentences of a block. An abbreviation ends none, and neither does a point before a small letter."""
    found: list[list[str]] = [[]]
    pieces = text.split()
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        found[-1].append(piece)
        if _ends(piece, following, rules):
            found.append([])
    return [" ".join(words) for words in found if words]


def _ends(piece: str, following: str, rules: Rules) -> bool:
    bare = piece.strip(CLOSING + OPENING)
    goes_on = following.lstrip(OPENING)[:1].islower()
    return bare.endswith((".", "!", "?", "…")) and bare.casefold() not in rules.abbreviations and not goes_on


def words(text: str) -> list[str]:
    return WORD.findall(text)


def syllables(word: str, rules: Syllables) -> int:
    """Syllables by groups of vowels, at least one: an estimate that is right for most words."""
    small = word.casefold()
    silent = len(rules.silent.findall(small)) if rules.silent else 0
    return max(len(rules.vowels.findall(small)) - silent, 1)


def passive_words(text: str, rules: Rules) -> Iterator[str]:
    """The participles that make a sentence passive, as far as their form shows."""
    passive = rules.passive
    spoken = [word.casefold() for word in words(text)]
    auxiliaries = [place for place, word in enumerate(spoken) if word in passive.auxiliaries]
    for place, word in enumerate(spoken):
        is_participle = passive.participle.fullmatch(word) and word not in passive.others
        if is_participle and any(-passive.before <= place - aux <= passive.after for aux in auxiliaries):
            yield word
