"""The writing assistant: what could be plainer in a text. It advises, and never blocks.

The limits of sentences, paragraphs and headings are those of the NHS service manual. The score is shown
rounded and as a band, beside the advice: no score tells whether somebody understands a text.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from math import ceil
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.editing.prose.rules import Ease, Rules, has_rules, rules_for
from portal.editing.prose.text import (
    HEADING,
    PARAGRAPH,
    Block,
    blocks,
    passive_words,
    sentences,
    syllables,
    words,
)

MAX_WORDS_IN_SENTENCE: Final = 20
MAX_SENTENCES_IN_PARAGRAPH: Final = 3
MAX_LETTERS_IN_HEADING: Final = 65
PASSIVES_IN_A_ROW: Final = 2
# By house rule the plain word comes first and the medical term after it in brackets.
IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
# From hard to easy, as Flesch and Douma both name them.
BANDS: Final = (
    gettext_lazy("very difficult"),
    gettext_lazy("difficult"),
    gettext_lazy("fairly difficult"),
    gettext_lazy("standard"),
    gettext_lazy("fairly easy"),
    gettext_lazy("easy"),
    gettext_lazy("very easy"),
)


class AdviceKind(StrEnum):
    LONG_SENTENCE = "long-sentence"
    LONG_PARAGRAPH = "long-paragraph"
    LONG_HEADING = "long-heading"
    PASSIVE_CHAIN = "passive-chain"
    LONG_WORD = "long-word"
    DIFFICULT_WORD = "difficult-word"


@dataclass(frozen=True)
class Advice:
    """One thing that could be plainer; `words` are those of the text that it is about."""

    kind: AdviceKind
    words: str
    message: str


@dataclass(frozen=True)
class Readability:
    """What the assistant says of a text. `score` and `band` are of its sentences: without any, there is none.

    Reading time is in whole minutes, rounded up, with the headings. Of a language without rules (`is_known`)
    only the words are counted.
    """

    words: int
    sentences: int
    minutes: int
    score: int | None
    band: str
    advice: tuple[Advice, ...]
    is_known: bool = True


@dataclass(frozen=True)
class _Text:
    """A text in its parts. Headings are no sentences."""

    rules: Rules
    blocks: tuple[Block, ...]
    glossary: frozenset[str]

    @property
    def sentences(self) -> list[str]:
        return [sentence for block in self.blocks for sentence in self.sentences_of(block)]

    def sentences_of(self, block: Block) -> list[str]:
        return [] if block.tag == HEADING else sentences(block.text, self.rules)


def readability_of(text: str, language: str, glossary: Collection[str] = ()) -> Readability:
    """Measure a text, rich or plain. `glossary` holds the terms that readers can look up, in every form.

    Messages are in the active language.
    """
    if not has_rules(language):
        return _unknown(text)
    explained = frozenset(word.casefold() for term in glossary for word in words(term))
    read = _Text(rules_for(language), tuple(blocks(text)), explained)
    said = [word for sentence in read.sentences for word in words(sentence)]
    score = ease(said, len(read.sentences), read.rules) if said else None
    return Readability(
        words=len(said),
        sentences=len(read.sentences),
        minutes=ceil(sum(len(words(block.text)) for block in read.blocks) / read.rules.words_a_minute),
        score=score,
        band="" if score is None else band(score, read.rules.ease),
        advice=tuple(advice for measure in MEASURES for advice in measure(read)),
    )


def _unknown(text: str) -> Readability:
    counted = sum(len(words(block.text)) for block in blocks(text))
    return Readability(counted, sentences=0, minutes=0, score=None, band="", advice=(), is_known=False)


def ease(said: list[str], number_of_sentences: int, rules: Rules) -> int:
    """The score of reading ease, rounded: higher is easier, and very hard texts are below 0."""
    per_word = sum(syllables(word, rules.syllables) for word in said) / len(said)
    return round(ease_from(len(said) / number_of_sentences, per_word, rules.ease))


def ease_from(words_per_sentence: float, syllables_per_word: float, formula: Ease) -> float:
    return (
        formula.base - formula.per_sentence * words_per_sentence - formula.per_syllable * syllables_per_word
    )


def band(score: int, formula: Ease) -> str:
    """The name of the band that a score falls in, in the active language."""
    return str(BANDS[sum(score >= lowest for lowest in formula.bands)])


# Measures


def _long_sentences(text: _Text) -> Iterator[Advice]:
    for sentence in text.sentences:
        if (count := len(words(sentence))) > MAX_WORDS_IN_SENTENCE:
            message = _("This sentence has %(count)d words. Keep to %(limit)d, or make it two sentences.")
            told = message % {"count": count, "limit": MAX_WORDS_IN_SENTENCE}
            yield Advice(AdviceKind.LONG_SENTENCE, sentence, told)


def _long_paragraphs(text: _Text) -> Iterator[Advice]:
    for block in text.blocks:
        count = len(text.sentences_of(block))
        if block.tag == PARAGRAPH and count > MAX_SENTENCES_IN_PARAGRAPH:
            message = _("This paragraph has %(count)d sentences. Keep to %(limit)d.")
            told = message % {"count": count, "limit": MAX_SENTENCES_IN_PARAGRAPH}
            yield Advice(AdviceKind.LONG_PARAGRAPH, block.text, told)


def _long_headings(text: _Text) -> Iterator[Advice]:
    for block in text.blocks:
        if block.tag == HEADING and (count := len(block.text)) > MAX_LETTERS_IN_HEADING:
            message = _("This heading has %(count)d characters. Keep to %(limit)d.")
            told = message % {"count": count, "limit": MAX_LETTERS_IN_HEADING}
            yield Advice(AdviceKind.LONG_HEADING, block.text, told)


def _passive_chains(text: _Text) -> Iterator[Advice]:
    def is_passive(sentence: str) -> bool:
        return any(passive_words(sentence, text.rules))

    for block in text.blocks:
        for passive, row in groupby(text.sentences_of(block), is_passive):
            chain = list(row)
            if passive and len(chain) >= PASSIVES_IN_A_ROW:
                message = _("%(count)d passive sentences in a row. Say who does what.")
                yield Advice(AdviceKind.PASSIVE_CHAIN, " ".join(chain), message % {"count": len(chain)})


def _long_words(text: _Text) -> Iterator[Advice]:
    """Each long word once. The parts of a word with a hyphen are read apart."""
    found = (word for sentence in _unexplained(text) for word in words(sentence))
    for word in {word.casefold(): word for word in found if _is_long(word, text)}.values():
        message = _("A long word that is not in the glossary. Use a shorter one, or explain it.")
        yield Advice(AdviceKind.LONG_WORD, word, message)


def _is_long(word: str, text: _Text) -> bool:
    longest = max(len(part) for part in word.split("-"))
    return longest >= text.rules.long_word and word.casefold() not in text.glossary


def _difficult_words(text: _Text) -> Iterator[Advice]:
    """Each difficult word once, as it stands in the text."""
    finder = _finder(tuple(text.rules.plainer))
    found = (match for sentence in _unexplained(text) for match in finder.findall(sentence))
    for word in {match.casefold(): match for match in found}.values():
        plainer = text.rules.plainer[word.casefold()]
        message = _("Plainer: %(plainer)s.") % {"plainer": plainer}
        yield Advice(AdviceKind.DIFFICULT_WORD, word, message)


def _unexplained(text: _Text) -> Iterator[str]:
    return (IN_BRACKETS.sub("", sentence) for sentence in text.sentences)


@cache
def _finder(difficult: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(difficult, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


MEASURES: Final[tuple[Callable[[_Text], Iterator[Advice]], ...]] = (
    _long_sentences,
    _long_paragraphs,
    _long_headings,
    _passive_chains,
    _long_words,
    _difficult_words,
)
