"""What the memory offers for a unit: how the same text, or one much like it, was translated before."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from django.db.models import Count, Q
from rapidfuzz.distance import Levenshtein

from portal.content.rules import plain
from portal.publishing.differences import Run, words
from portal.translating.blocks import tag_of
from portal.translating.exchange.marks import inner, outer
from portal.translating.findings import can_be_checked
from portal.translating.memory.errors import errors_in
from portal.translating.memory.index import Key, key_of
from portal.translating.memory.models import MemoryGram, MemoryPair, Standing
from portal.translating.memory.places import Place, places_of
from portal.translating.memory.words import numbers_in, readable, sketch, word_list, words_of
from portal.translating.texts import Form
from portal.translating.units import Unit

PERFECT: Final = 100
NEARLY: Final = 99  # the words are the same, and yet not the text
LEAST: Final = 60
WITH_OTHER_NUMBERS: Final = 84
FOR_OTHER_NUMBERS: Final = 10
# Texts are looked for by their rarest pairs of words: so many rows for each, and none that so many share.
ROWS: Final = 400
TOO_COMMON: Final = 2000
COMPARED: Final = 40


@dataclass(frozen=True)
class Suggestion:
    """A translation from the memory. `source` is what it translates, `differences` how that differs."""

    source: str
    target: str
    score: int
    differences: tuple[Run, ...]
    numbers_differ: bool
    where: tuple[Place, ...]
    state: Standing

    @property
    def state_label(self) -> str:
        return str(self.state.label)


@dataclass(frozen=True)
class _Match:
    pair: MemoryPair
    score: int
    numbers_differ: bool

    @property
    def rank(self) -> tuple[object, ...]:
        """The best first; of equals what is better vouched for, then what is newer."""
        states = list(Standing)
        return -self.score, states.index(Standing(self.pair.state)), -self.pair.at.timestamp()


def suggestions_for(units: Iterable[Unit], limit: int = 3) -> dict[str, list[Suggestion]]:
    """By the address of each unit the best matches for its source text, the best first.

    All units are of one language. What stands in a unit already is not offered to it, nor is what the checks
    find an error in, unless it was reviewed. Seven queries at most for any number of units, and one for each
    kind of object that the offers come from.
    """
    with_source = [unit for unit in units if unit.source]
    if not with_source:
        return {}
    pairs = _pairs(with_source)
    ranked = {unit.address: _ranked(unit, pairs[unit.address])[: 2 * limit] for unit in with_source}
    best = {address: matches[:limit] for address, matches in _without_errors(with_source, ranked).items()}
    where = places_of(match.pair for matches in best.values() for match in matches)
    return {
        unit.address: [_suggestion(unit, match, where) for match in best[unit.address]]
        for unit in with_source
    }


def _suggestion(unit: Unit, match: _Match, where: Mapping[Key, tuple[Place, ...]]) -> Suggestion:
    return Suggestion(
        source=match.pair.source,
        target=in_form_of(unit, match.pair.target),
        score=match.score,
        differences=words(plain(match.pair.source), plain(unit.source)),
        numbers_differ=match.numbers_differ,
        where=where.get(key_of(match.pair), ()),
        state=Standing(match.pair.state),
    )


def in_form_of(unit: Unit, text: str) -> str:
    """A text of the memory as this unit could hold it: only rich text has blocks, and a heading is none."""
    tag = tag_of(text)
    if unit.form is not Form.RICH:
        return readable(text) if tag else text
    if unit.tag not in {"p", "h3"} or tag == unit.tag:
        return text if tag else escape(text, quote=False)
    if not tag:
        return outer(escape(text, quote=False), unit.tag)
    return outer(inner(text), unit.tag) if tag in {"p", "h3"} else text


# Scores


def _ranked(unit: Unit, pairs: Iterable[MemoryPair]) -> list[_Match]:
    own = words_of(unit.source)
    matches = [_match(unit, own, pair) for pair in pairs if pair.target_print != unit.target_print]
    ranked = sorted((match for match in matches if match.score >= LEAST), key=lambda match: match.rank)
    once = {match.pair.target_print: match for match in reversed(ranked)}
    return sorted(once.values(), key=lambda match: match.rank)


def _without_errors(units: Iterable[Unit], ranked: Mapping[str, list[_Match]]) -> dict[str, list[_Match]]:
    """Without what the checks find an error in and no reviewer vouches for."""
    checked = {unit.address for unit in units if can_be_checked(unit)}
    wrong = errors_in(match.pair for address in checked for match in ranked[address])
    return {
        address: [one for one in found if address not in checked or key_of(one.pair) not in wrong]
        for address, found in ranked.items()
    }


def _match(unit: Unit, own: str, pair: MemoryPair) -> _Match:
    if pair.source_print == unit.source_print:
        return _Match(pair, PERFECT, numbers_differ=False)
    score = likeness(own, pair.source_words)
    if numbers_in(own) == numbers_in(pair.source_words):
        return _Match(pair, score, numbers_differ=False)
    return _Match(pair, min(score - FOR_OTHER_NUMBERS, WITH_OTHER_NUMBERS), numbers_differ=True)


def likeness(one: str, other: str) -> int:
    """How alike two texts are, 0 to 99: half by their words, half by their letters."""
    by_words = Levenshtein.normalized_similarity(word_list(one), word_list(other))
    by_letters = Levenshtein.normalized_similarity(one, other)
    return min(int(50 * (by_words + by_letters)), NEARLY)


# Candidates


def _pairs(units: Collection[Unit]) -> dict[str, list[MemoryPair]]:
    """By the address of each unit the pairs worth comparing: the same source, and what shares rare words."""
    language = next(iter(units)).language
    candidates = _candidates(units)
    wanted = {pk for found in candidates.values() for pk in found}
    same = Q(language=language, source_print__in={unit.source_print for unit in units})
    pairs = MemoryPair.objects.filter(Q(pk__in=wanted) | same)
    by_number = {pair.pk: pair for pair in pairs}
    by_print: dict[str, list[MemoryPair]] = defaultdict(list)
    for pair in by_number.values():
        by_print[pair.source_print].append(pair)
    return {
        unit.address: [
            *by_print[unit.source_print],
            *(by_number[pk] for pk in candidates[unit.address] if pk in by_number),
        ]
        for unit in units
    }


def _candidates(units: Collection[Unit]) -> dict[str, list[int]]:
    """By the address of each unit the pairs that share most of its rarest grams; two queries."""
    sketches = {unit.address: sketch(words_of(unit.source), unit.language) for unit in units}
    every = {gram for grams in sketches.values() for gram in grams}
    rows = MemoryGram.objects.filter(gram__in=every)
    counts = dict(rows.values_list("gram").annotate(Count("pair")).order_by())
    chosen = {address: _rarest(grams, counts) for address, grams in sketches.items()}
    holders: dict[int, list[int]] = defaultdict(list)
    asked = {gram for grams in chosen.values() for gram in grams}
    for gram, pk in MemoryGram.objects.filter(gram__in=asked).values_list("gram", "pair_id"):
        holders[gram].append(pk)
    return {address: _shared(grams, holders) for address, grams in chosen.items()}


def _rarest(grams: Iterable[int], counts: Mapping[int, int]) -> list[int]:
    chosen: list[int] = []
    rows = 0
    for gram in sorted((gram for gram in grams if gram in counts), key=lambda gram: counts[gram]):
        rows += counts[gram]
        if rows > (ROWS if chosen else TOO_COMMON):
            break
        chosen.append(gram)
    return chosen


def _shared(grams: Iterable[int], holders: Mapping[int, list[int]]) -> list[int]:
    common = Counter(pk for gram in grams for pk in holders[gram])
    return [pk for pk, _count in common.most_common(COMPARED)]
