"""What was left out: a sentence, or one member of an enumeration."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .comparators import limit_words
from .facts import facts
from .lexicon import is_strange, is_thing, kind_of, known, light, uncovered, vague
from .tables import Hit, table, words
from .text import Segment

LONGEST_MEMBER, LONGEST_CLAUSE = 5, 9
SHORTEST = 5  # letters of a word that is looked for by its look
LEAST_MEMBERS = 3  # of an enumeration that may not get shorter; two things are often put in one word
# A text with less in it is also shorter: how much, as a part of what seems to have gone.
BARE, BARE_AND_LINKED, BLANK, BLANK_AND_LINKED = 0.1, 0.6, 0.5, 0.8
SHORTER, FAR_SHORTER, MUCH_SHORTER = 0.78, 0.65, 0.55
CLAUSE = 5  # words that a text must have to lack a clause
BRIEF = 12  # words of a text that is easily said in fewer
FEW = 2  # words without a rendering
ENOUGH, ENOUGH_AND_LINKED = 1, 2  # words of a sentence that are missed when they all have gone


@lru_cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(table("omission")[name]))


def _places(hits: Iterable[Hit], segment: Segment) -> list[int]:
    """Where words stand that say something and are known to have been left out."""
    return sorted(
        {
            hit.first
            for hit in hits
            if not (vague() | light()).intersection(segment.words[hit.first : hit.last])
        }
    )


def _units(sentences: Sequence[Segment], right: Segment) -> list[Segment]:
    """The sentences, but “Heeft u koorts? Bel dan.” as one where English says “if you have a fever”."""
    asked = right.words.count("?")
    if _words("conditions").isdisjoint(right.words):
        return list(sentences)
    units: list[Segment] = []
    for sentence in sentences:
        if units and units[-1].words[-1] == "?" and sum(u.words[-1] == "?" for u in units) > asked:
            units[-1] = Segment(units[-1].tokens + sentence.tokens)
        else:
            units.append(sentence)
    return units


class SentenceCheck:
    id = "sentences"
    name = _("Sentences")
    explanation = _(
        "No sentence may be left out. Two sentences may become one, if all that they say is kept."
    )
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.segments:
            mine, theirs = _units(pair.source.sentences_of(left), right), pair.target.sentences_of(right)
            if len(mine) > len(theirs) and left.length:
                yield from self._compare(pair, (left, right), mine)

    def _compare(
        self, pair: Pair, segments: tuple[Segment, Segment], mine: Sequence[Segment]
    ) -> Iterator[Finding]:
        left, right = segments
        linked = any(right.words.count(word) > left.words.count(word) for word in _words("links"))
        shorter = 1 - right.length / left.length
        for sentence in mine:
            held, gone = known(sentence, "nl"), uncovered(sentence, right)
            if held and len(gone) * 2 <= len(held):
                continue
            bare = bool(held) and len(gone) == len(held)
            if bare and len(_told(sentence, gone)) >= (ENOUGH_AND_LINKED if linked else ENOUGH):
                yield self._finding(pair, sentence, Severity.WARNING)
                return
            least = (BARE_AND_LINKED if linked else BARE) if bare else (BLANK_AND_LINKED if linked else BLANK)
            part = sentence.length / left.length
            if shorter > least * part:
                sure = bare and shorter > BARE_AND_LINKED * part
                yield self._finding(pair, sentence, self.severity if sure else Severity.WARNING)
                return
        if shorter > 1 - FAR_SHORTER:
            yield self._finding(pair, min(mine, key=lambda s: s.length), Severity.WARNING)

    def _finding(self, pair: Pair, sentence: Segment, severity: Severity) -> Finding:
        return Finding(
            self.id, severity, "sentence-omitted", _("A sentence seems to be left out."),
            pair.in_source(sentence, 0, len(sentence.tokens)),
        )  # fmt: skip


def _told(sentence: Segment, gone: Iterable[Hit]) -> set[int]:
    """Where the words stand that say something."""
    return {hit.first for hit in gone if sentence.words[hit.first] not in light()}


def _is_whether(segment: Segment, at: int) -> bool:
    """“Of” is also “whether”; “tot en met” joins nothing."""
    before, word, after = ("", *segment.words, "")[at : at + 3]
    if word == "of":
        return after in _words("subjects") or before in _words("asking")
    return (before, word, after) == ("tot", "en", "met")


def _joints(segment: Segment, language: str, longest_member: int = LONGEST_MEMBER) -> list[int]:
    """Where the members of enumerations are joined: “and”, “or” and the commas that lead up to them."""
    found: list[int] = []
    counted = {at for fact in facts(segment, language) for at in range(fact.first, fact.last)}
    limited = limit_words(segment, language)
    joints = [
        at
        for at, word in enumerate(segment.words)
        if word in _words(f"joints_{language}")
        and not _is_whether(segment, at)
        and at not in counted
        and at not in limited
        and not {at - 1, at + 1} <= counted
    ]
    found += joints
    for joint in joints:
        at, last = joint - 1, joint
        while at >= 0 and last - at <= longest_member + 1:
            if segment.words[at] == "," and last - at > 1:
                found.append(at)
                last = at
            elif segment.words[at] in ".;:":
                break
            at -= 1
    return sorted(set(found))


class EnumerationCheck:
    id = "enumerations"
    name = _("Enumerations")
    explanation = _("Every member of an enumeration must come back: “koorts, pijn of huiduitslag” has three.")
    severity = Severity.WARNING

    def find(self, pair: Pair) -> Iterator[Finding]:
        for segments in pair.segments:
            elsewhere = {hit.label for hit in known(segments[1], "en")}
            for left, right in pair.sentences_of(*segments):
                gone = [hit for hit in uncovered(left, right) if hit.label not in elsewhere]
                missing = [hit for hit in gone if is_thing(hit)]
                lacks = _lacks_member(left, right, missing) or _lacks_clause(left, right, gone)
                if lacks or _is_shortened(left, right, gone) or _lacks_condition(left, right):
                    yield self._finding(pair, left, missing)

    def _finding(self, pair: Pair, left: Segment, missing: Sequence[Hit]) -> Finding:
        return Finding(
            self.id, self.severity, "list-item-omitted", _("Something seems to be left out."),
            tuple(s for hit in missing for s in pair.in_source(left, hit.first, hit.last)),
        )  # fmt: skip


def _is_shortened(left: Segment, right: Segment, gone: Sequence[Hit]) -> bool:
    """Whether an enumeration has fewer members, and holds a word that has not come back."""
    places, members = _longest(left, "nl", LONGEST_MEMBER - 1)
    if members < LEAST_MEMBERS or members <= _longest(right, "en", LONGEST_CLAUSE)[1]:
        return False
    lost = {at for hit in gone for at in hit.tokens if left.words[at] not in vague()}
    return any(at in lost or is_strange(left, right, at, SHORTEST) for at in places)


def _longest(segment: Segment, language: str, longest_member: int) -> tuple[range, int]:
    """Where the longest enumeration stands, and how many members it has."""
    found, size, commas, first = range(0), 1, 0, 0
    for at in _joints(segment, language, longest_member):
        if segment.words[at] == "," and segment.words[at + 1] in _words(f"clause_{language}"):
            commas = 0
            continue
        if segment.words[at] == ",":
            first, commas = (first if commas else at), commas + 1
            continue
        if commas + 2 > size:
            start, end = (first if commas else at) - longest_member, at + longest_member + 1
            found, size = range(max(0, start), min(len(segment.words), end)), commas + 2
        commas = 0
    return found, size


def _lacks_member(left: Segment, right: Segment, missing: Sequence[Hit]) -> bool:
    """Fewer words that join, and something beside one of them that has not come back."""
    here, there = _joints(left, "nl"), _joints(right, "en")
    links = sum(word in _words("links_members") for word in right.words)
    if len(here) <= len(there) + links + max(0, _breaks(right) - _breaks(left)):
        return False
    return any(abs(hit.first - at) <= LONGEST_MEMBER for hit in missing for at in here)


def _lacks_clause(left: Segment, right: Segment, gone: Sequence[Hit]) -> bool:
    """Shorter, and without something that is named; or very much shorter."""
    ratio = right.length / (left.length or 1)
    if len(left.tokens) < CLAUSE:
        return False
    if any(kind_of(hit) for hit in gone):
        return ratio < (FAR_SHORTER if len(left.tokens) < BRIEF else SHORTER)
    return ratio < MUCH_SHORTER and len(_places(gone, left)) >= FEW


def _lacks_condition(left: Segment, right: Segment) -> bool:
    """“U mag naar huis als u geplast hebt” without “if” or anything like it."""
    begins = any(_is_condition(left, at) for at, word in enumerate(left.words) if word in _words("when"))
    shorter = right.length < SHORTER * left.length
    return begins and shorter and _words("may_be_when").isdisjoint(right.words)


def _is_condition(segment: Segment, at: int) -> bool:
    """“Als” also compares: “zo groot als”, “zowel … als”."""
    return segment.words[at] != "als" or _words("compared").isdisjoint(segment.words[:at])


def _breaks(segment: Segment) -> int:
    return sum(word in {".", ";", "?", "!"} for word in segment.words)
