"""Names of medicines, and abbreviations: what is called so in Dutch must be called so in English."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .exchange import exchanged, once
from .facts.numerals import roman
from .facts.units import units
from .spelling import fold
from .tables import FOLDER, Hit, Matcher, table, words
from .text import Segment, Token

# How the names of generic medicines end. Names in data/medicines.tsv are known for sure; these make a guess.
_ENDING = re.compile(
    r"(?:olol|pril|sartan|statine?|azole?|mab|nib|cilline?|[my]icine?|floxacine?|cycline|parine?|xaban|gliptine?|gliflozine?|"
    r"tidine|setron|triptan|profen|fenac|oxicam|dron(?:aat|ate|ic)|dipine|zosine?|terol|tropium|sonide?|solone?|asone?|"
    r"thiazide|semide|barbital|azepam|zolam|zepine|tapine|peridole?|platine?|rubicine?|taxel|ciclib|lukast|ca[iï]ne|"
    r"oxetine|ipramine|tyline|vastatine?|tinib|glutide|prost|navir|ciclovir|trexaat|trexate|sulfan|fylline|phylline|grel|afil)$"
)
LEAST = 7


@lru_cache
def _medicines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = (FOLDER / "medicines.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line.strip() and not line.startswith("#"))
    return tuple(
        (dutch.strip().lower(), tuple(words(english.lower()) or [dutch.strip().lower()]))
        for dutch, _tab, english in rows
    )


@lru_cache
def _medicine_matcher(language: str) -> Matcher:
    patterns: list[tuple[str, str]] = []
    for dutch, english in _medicines():
        if language == "nl":
            forms = [dutch, f"{dutch}*" if len(dutch) >= LEAST else f"{dutch}s"]
        else:
            forms = [form for name in english for form in (name, f"{name}s")]
        patterns += [(form, dutch) for form in forms]
    return Matcher(patterns)


def _known(segment: Segment, language: str) -> list[Hit]:
    """A combination with a name of its own is not also its parts."""
    hits = _medicine_matcher(language).find(segment)
    return [hit for hit in hits if not any(set(hit.tokens) < set(other.tokens) for other in hits)]


def _guesses(segment: Segment, known: Iterable[Hit]) -> list[int]:
    taken = {at for hit in known for at in hit.tokens}
    return [
        at
        for at, token in enumerate(segment.tokens)
        if at not in taken and len(token.text) >= LEAST and _ENDING.search(token.text)
    ]


@lru_cache(maxsize=4096)
def is_medicine(word: str) -> bool:
    """Whether a word is, or looks like, the name of a medicine."""
    known = any(word == dutch or word in english for dutch, english in _medicines())
    return known or bool(_ENDING.search(word))


class MedicineCheck:
    id = "medicines"
    name = _("Medicine names")
    explanation = _(
        "A medicine must keep its name, in English spelling: “claritromycine” is “clarithromycin”."
    )
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.segments:
            here, there = _known(left, "nl"), _known(right, "en")
            names, others = {h.label for h in here}, {h.label for h in there}
            folded = {fold(token.text) for token in right.tokens}, {fold(token.text) for token in left.tokens}
            lost = [h.tokens for h in here if h.label not in others and not _same(left, h.tokens, folded[0])]
            lost += [(at,) for at in _guesses(left, here) if fold(left.words[at]) not in folded[0]]
            taken = {at for h in there if h.label in names for at in h.tokens}
            added = [
                h.tokens for h in there if not taken & set(h.tokens) and not _same(right, h.tokens, folded[1])
            ]
            added += [(at,) for at in _guesses(right, there) if fold(right.words[at]) not in folded[1]]
            sure = bool({h.tokens for h in (*here,)} & set(lost)) or bool(
                {h.tokens for h in (*there,)} & set(added)
            )
            if (sure and (lost or added)) or (lost and added):
                yield self._finding(pair, (left, right), lost, added)
            mine, theirs = once((h.label, h.first) for h in here), once((h.label, h.first) for h in there)
            turned = exchanged(left, right, {n: (mine[n], theirs[n]) for n in mine if n in theirs})
            if turned:
                yield self._finding(
                    pair, (left, right), [(mine[n],) for n in turned], [(theirs[n],) for n in turned]
                )

    def _finding(
        self,
        pair: Pair,
        segments: tuple[Segment, Segment],
        lost: list[tuple[int, ...]],
        added: list[tuple[int, ...]],
    ) -> Finding:
        left, right = segments
        return Finding(
            check=self.id,
            severity=Severity.ERROR if lost and added else Severity.WARNING,
            code="drug-name-changed",
            message=_("The names of the medicines are not the same."),
            source=tuple(s for t in lost for s in pair.in_source(left, t[0], t[-1] + 1)),
            target=tuple(s for t in added for s in pair.in_target(right, t[0], t[-1] + 1)),
        )


def _same(segment: Segment, tokens: tuple[int, ...], folded: set[str]) -> bool:
    return all(fold(segment.words[at]) in folded for at in tokens)


# Abbreviations

_CAPITALS = re.compile(r"^(?=(?:.*[A-Z]){2}|[A-Za-z]*[A-Z][a-z]?\d)[A-Za-z][A-Za-z0-9]{1,7}$")
_LETTERED = frozenset(["vitamine", "vitamin", "hepatitis", "factor", "influenza", "groep"])
_WITH_SIGN: dict[tuple[str, ...], str] = {("a", "&", "e"): "a&e"}


@lru_cache
def _options() -> dict[str, Matcher]:
    return {
        name.lower(): Matcher((p, name) for p in words(text.lower()))
        for name, text in table("abbreviations")["may_become"].items()
    }


@lru_cache
def _expected() -> dict[str, Matcher]:
    return {
        name.lower(): Matcher((p, name) for p in words(text.lower()))
        for name, text in table("abbreviations")["expected"].items()
    }


def _abbreviations(segment: Segment, language: str) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    tokens = segment.tokens
    loud = sum(token.raw.isupper() and len(token.raw) > len("MRI") for token in tokens)
    if loud * 2 > sum(token.is_word for token in tokens):
        return found
    for at, token in enumerate(tokens):
        sign = _WITH_SIGN.get(segment.words[at : at + 3])
        if sign:
            found[sign] = (at, at + 3)
        elif (
            token.text in _LETTERED
            and at + 1 < len(tokens)
            and len(tokens[at + 1].raw.rstrip("0123456789")) == 1
            and tokens[at + 1].raw[0].isupper()
        ):
            found[f"vitamin {tokens[at + 1].text}"] = (at, at + 2)
        elif _is_abbreviation(token, at, segment, language):
            found[re.sub(r"(?<=[A-Z])s$", "", token.raw).lower()] = (at, at + 1)
    return found


def _is_abbreviation(token: Token, at: int, segment: Segment, language: str) -> bool:
    if not _CAPITALS.match(token.raw) or roman(token.raw):
        return False
    unit = (
        (token.text,) in units(language)
        and at > 0
        and (segment.words[at - 1][0].isdigit() or segment.words[at - 1] in {"/", "°"})
    )
    return not unit


def _is_once(name: str, left: Segment, right: Segment) -> bool:
    return left.words.count(name) == right.words.count(name) == 1


class AbbreviationCheck:
    id = "abbreviations"
    name = _("Abbreviations")
    explanation = _(
        "An abbreviation stays the same or becomes its English counterpart: “IE” is “IU”, “SEH” is “A&E”."
    )
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.segments:
            here, there = _abbreviations(left, "nl"), _abbreviations(right, "en")
            plain = set(left.words), set(right.words)
            lost = [
                n
                for n in here
                if not self._has(n, there, plain[1]) and not (n in _options() and _options()[n].find(right))
            ]
            answered = {
                w
                for n in here
                if n in _options()
                for hit in _options()[n].find(right)
                for w in ("".join(right.words[hit.first : hit.last]),)
            }
            added = [
                n for n in there
                if not self._has(n, here, plain[0]) and n not in answered
                and not (n in _expected() and _expected()[n].find(left))
            ]  # fmt: skip
            if lost or added:
                yield self._finding(pair, (left, right), [here[n] for n in lost], [there[n] for n in added])
            common = {n: (here[n][0], there[n][0]) for n in here if n in there and _is_once(n, left, right)}
            turned = exchanged(left, right, common)
            if turned:
                yield self._finding(
                    pair, (left, right), [here[n] for n in turned], [there[n] for n in turned]
                )

    def _has(self, name: str, others: dict[str, tuple[int, int]], plain: set[str]) -> bool:
        return name in others or name in plain

    def _finding(
        self,
        pair: Pair,
        segments: tuple[Segment, Segment],
        lost: list[tuple[int, int]],
        added: list[tuple[int, int]],
    ) -> Finding:
        left, right = segments
        return Finding(
            check=self.id,
            severity=Severity.ERROR if lost and added else Severity.WARNING,
            code="abbreviation-changed",
            message=_("The abbreviations are not the same."),
            source=tuple(s for place in lost for s in pair.in_source(left, *place)),
            target=tuple(s for place in added for s in pair.in_target(right, *place)),
        )
