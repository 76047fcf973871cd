"""Texts as the memory compares them: their words without mark-up, and a sketch that finds what is alike."""

import re
from hashlib import blake2b
from itertools import pairwise
from typing import Final

from portal.content.rules import plain
from portal.translating.prints import BREAK, normal

WORD: Final = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+(?:['-][^\W\d_]+)*")
NUMBER: Final = re.compile(r"\d+(?:[.,:/-]\d+)*")
# Shorter words are mostly articles and prepositions, which every text has.
TELLING: Final = 4
# How many pairs of words a text is found by. Two texts keep the same ones of those that they share.
SKETCH: Final = 10
EDGE: Final = ""


def readable(html: str) -> str:
    """A rich text as plain words, in one line."""
    return " ".join(plain(BREAK.sub(" ", html)).split())


def words_of(text: str) -> str:
    """The visible words of a text in small letters, with one space between them and all their signs."""
    return " ".join(plain(normal(text)).casefold().split())


def word_list(words: str) -> list[str]:
    """The words and numbers alone."""
    return WORD.findall(words)


def numbers_in(words: str) -> list[str]:
    return sorted(NUMBER.findall(words))


def sketch(words: str, language: str, size: int = SKETCH) -> list[int]:
    """Pairs of neighbouring telling words, each as a number of 64 bits; the smallest of them.

    Numbers are left out, so that a text with another number is still found. Keeping the smallest makes texts
    that have most pairs in common keep mostly the same, however long they are.
    """
    every = [word for word in word_list(words) if not word[0].isdigit()]
    telling = [word for word in every if len(word) >= TELLING] or every
    if not telling:
        return []
    couples = pairwise([EDGE, *telling, EDGE])
    return sorted({_number(f"{language}\n{first}\n{second}") for first, second in couples})[:size]


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
