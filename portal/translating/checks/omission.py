"""What was left out: a sentence, or one member of an enumeration."""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .names import fold
from .tables import FOLDER, Hit, Matcher, table, words
from .text import Segment

AND_OR = {
    "nl": frozenset({"en", "of", "evenals", "alsook"}),
    "en": frozenset({"and", "or", "nor", "plus", "&"}),
}
SUBJECTS = frozenset(["er", "u", "je", "jij", "hij", "zij", "ze", "we", "wij", "ik", "men", "iemand"])
ASKING = frozenset(
    [
        "zien",
        "merkt",
        "merken",
        "blijkt",
        "kijken",
        "kijkt",
        "weten",
        "weet",
        "vragen",
        "vraagt",
        "nagaan",
        "bekijken",
        "bespreekt",
        "bespreken",
        "controleert",
        "controleren",
        "bepaalt",
        "bepalen",
        "onderzocht",
        "onderzoeken",
        "onderzoekt",
        "beoordelen",
        "beoordeelt",
        "voelen",
        "voelt",
        "zeggen",
        "zegt",
    ]
)
LINKS = frozenset(
    {"which", "who", "whose", "and", "so", "where", ";", "but", "after", "because", "by", "with"}
)
LONGEST_MEMBER = 5
COGNATE = 5
DENIALS = frozenset({"niet", "geen"})
LEAST = 4
NEAR = 0.2
EIGHTH = 7  # the column of words that may stand for either side
SHORTER = 0.97  # a text with a sentence less is also shorter
QUITE_SHORTER = 0.93
MUCH_SHORTER = 0.85


@lru_cache
def _lines() -> list[str]:
    lines = (FOLDER / "lexicon.tsv").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@lru_cache
def _lexicon() -> tuple[tuple[list[str], list[str]], ...]:
    rows = (line.split("\t") for line in _lines())
    own = [(words(row[0]), words(row[1])) for row in rows]
    more = [
        ([w for w in dutch if len(w) >= COGNATE and " " not in w], english) for dutch, english in _opposites()
    ]
    return tuple(own + [couple for couple in more if couple[0] and couple[1]])


def _opposites() -> Iterator[tuple[list[str], list[str]]]:
    """The table of opposites says what its words are in English too."""
    for row in table("opposites")["opposites"]["rows"]:
        maybe = row[7] if len(row) > EIGHTH else ""
        yield words(row[0]), words(row[1]) + words(maybe)
        yield words(row[2]), words(row[3]) + words(maybe)


@lru_cache
def lexicon_matcher(language: str) -> Matcher:
    side = 0 if language == "nl" else 1
    return Matcher((pattern, str(number)) for number, row in enumerate(_lexicon()) for pattern in row[side])


@lru_cache(maxsize=2048)
def _found(segment: Segment, language: str) -> tuple[Hit, ...]:
    return tuple(lexicon_matcher(language).find(segment))


@lru_cache(maxsize=2048)
def _stems(segment: Segment) -> frozenset[str]:
    return frozenset(fold(word)[:COGNATE] for word in segment.words if len(word) >= COGNATE)


def _uncovered(left: Segment, right: Segment) -> list[Hit]:
    """Words of the source whose renderings are all absent. A word with several entries needs only one."""
    there = {hit.label for hit in _found(right, "en")}
    covered = {at for hit in _found(left, "nl") if hit.label in there for at in hit.tokens}
    stems = _stems(right)
    return [
        hit for hit in _found(left, "nl")
        if not covered & set(hit.tokens)
        and not any(fold(left.words[at])[:COGNATE] in stems for at in hit.tokens)
    ]  # fmt: skip


class SentenceCheck:
    id = "sentences"
    name = _("Sentences")
    explanation = _(
        "No sentence may be left out. Two sentences may become one, if all that they say is kept."
    )
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.segments:
            mine, theirs = pair.source.sentences_of(left), pair.target.sentences_of(right)
            if len(mine) <= len(theirs) or not left.length:
                continue
            ratio = right.length / left.length
            known = [len(_found(s, "nl")) for s in mine]
            missing = [len(_uncovered(s, right)) for s in mine]
            shortest = min(s.length for s in mine) / left.length
            bare = [s for s, k, m in zip(mine, known, missing, strict=True) if k and m == k]
            blank = 0 in known and ratio < QUITE_SHORTER and not LINKS & set(right.words)
            if (bare and ratio < SHORTER) or blank or ratio < 1 - 0.5 * shortest:
                lost = bare or [min(mine, key=lambda s: s.length)]
                yield Finding(
                    self.id, self.severity if bare else Severity.WARNING, "sentence-omitted",
                    _("A sentence seems to be left out."),
                    tuple(span for s in lost for span in pair.in_source(s, 0, len(s.tokens))),
                )  # fmt: skip


def _is_whether(segment: Segment, at: int) -> bool:
    """“Of” is also “whether”, and “tot en met” joins nothing."""
    before, word, after = ("", *segment.words, "")[at : at + 3]
    return (word == "of" and (after in SUBJECTS or before in ASKING)) or (before, word, after) == (
        "tot",
        "en",
        "met",
    )


def _joints(segment: Segment, language: str) -> list[int]:
    """Where the members of enumerations are joined: “and”, “or” and the commas that lead up to them."""
    found: list[int] = []
    joints = [
        at
        for at, word in enumerate(segment.words)
        if word in AND_OR[language] and not _is_whether(segment, at)
    ]
    found += joints
    for joint in joints:
        at, last = joint - 1, joint
        while at >= 0 and last - at <= LONGEST_MEMBER + 1:
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
        for left, right in pair.sentences:
            here, there = _joints(left, "nl"), _joints(right, "en")
            missing = _uncovered(left, right)
            ratio = right.length / (left.length or 1)
            fewer = len(here) > len(there) + max(0, _breaks(right) - _breaks(left))
            near = [hit for hit in missing if any(abs(hit.first - at) <= LONGEST_MEMBER for at in here)]
            if (fewer and (near or ratio < MUCH_SHORTER)) or (
                missing
                and len(missing) * 2 > len(_found(left, "nl"))
                and len(missing) > 1
                and ratio < MUCH_SHORTER
            ):
                yield self._finding(pair, left, missing)

    def _finding(self, pair: Pair, left: Segment, missing: list[Hit]) -> Finding:
        return Finding(
            self.id, self.severity, "list-item-omitted", _("Something seems to be left out."),
            tuple(s for hit in missing for s in pair.in_source(left, hit.first, hit.last)),
        )  # fmt: skip


def _breaks(segment: Segment) -> int:
    return sum(word in {".", ";", "?", "!"} for word in segment.words)


class WordCheck:
    """Where the table of opposites knows both words but not as a pair."""

    id = "words"
    name = _("Other words")
    explanation = _("The English has a word here that is none of the usual renderings of the Dutch word.")
    severity = Severity.WARNING

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.sentences:
            missing = [
                hit
                for hit in _uncovered(left, right)
                if not _is_own(hit)
                and not DENIALS.intersection(left.words[max(0, hit.first - 2) : hit.first])
                and not _vague().intersection(left.words[hit.first : hit.last])
            ]
            extra = [
                hit
                for hit in _unfounded(left, right)
                if not _is_own(hit) and len(right.words[hit.first]) >= LEAST
            ]
            if len({hit.first for hit in missing}) != 1:
                continue
            near = [hit for hit in extra if abs(_place(hit, right) - _place(missing[0], left)) < NEAR]
            if near:
                yield Finding(
                    self.id, self.severity, "intent-flipped", _("This seems to be another word."),
                    pair.in_source(left, missing[0].first, missing[0].last),
                    pair.in_target(right, near[0].first, near[0].last),
                )  # fmt: skip


@lru_cache
def _vague() -> frozenset[str]:
    return frozenset(words(table("language")["vague"]))


def _place(hit: Hit, segment: Segment) -> float:
    return hit.first / len(segment.tokens)


def _is_own(hit: Hit) -> bool:
    """Whether a word is known by the lexicon, and not only by the table of opposites."""
    return int(hit.label) < len(_lines())


def _unfounded(left: Segment, right: Segment) -> list[Hit]:
    """Words of the translation for which nothing in the source accounts."""
    here = {hit.label for hit in _found(left, "nl")}
    founded = {at for hit in _found(right, "en") if hit.label in here for at in hit.tokens}
    stems = _stems(left)
    return [
        hit for hit in _found(right, "en")
        if not founded & set(hit.tokens)
        and not any(fold(right.words[at])[:COGNATE] in stems for at in hit.tokens)
    ]  # fmt: skip
