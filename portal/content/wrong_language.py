"""How much of a text stands in another language than its own, measured by its short everyday words."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+")
END_OF_SENTENCE: Final = re.compile(r"[.!?:;\n]+")
# Fewer could be chance: a name, a quotation, a word that both languages have.
CLEAR_LEAD: Final = 2


@cache
def function_words() -> dict[str, frozenset[str]]:
    """By language code, frequent words that no other of our languages has."""
    lists = tomllib.loads(Path(__file__).with_name("function_words.toml").read_text(encoding="utf-8"))
    return {code: frozenset(text.split()) for code, text in lists.items()}


def foreign_share(text: str, language: str) -> float:
    """Share, from 0 to 1, of a plain text's words that stand in sentences clearly of another language."""
    sentences = [WORD.findall(sentence.casefold()) for sentence in END_OF_SENTENCE.split(text)]
    foreign = sum(len(words) for words in sentences if _is_foreign(words, language))
    return foreign / (sum(map(len, sentences)) or 1)


def _is_foreign(words: list[str], language: str) -> bool:
    counts = {code: sum(word in known for word in words) for code, known in function_words().items()}
    own = counts.pop(language, 0)
    return max(counts.values(), default=0) - own >= CLEAR_LEAD
