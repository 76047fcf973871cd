"""What the checks find in the units of an object, and which findings a reviewer has overridden."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.functional import cached_property
from django.utils.translation import gettext, override

from portal.languages import TRANSLATIONS
from portal.publishing.differences import plain
from portal.translating import checks
from portal.translating.checks import CHECKS, Check, Finding, Severity, Term, check
from portal.translating.checks.text import Span
from portal.translating.log import Log
from portal.translating.memory.terms import glossary_of
from portal.translating.models import KeptFindings, TranslationEvent
from portal.translating.texts import Form
from portal.translating.units import Unit

BY_ID: Final[Mapping[str, Check]] = {one.id: one for one in CHECKS}
# The language that the tables of the checks are about.
KNOWN: Final = TRANSLATIONS[0].code
Kept = list[list[Any]]
# A source text and its translation.
Texts = tuple[str, str]


@dataclass(frozen=True)
class Found:
    """A finding on a unit. `name` stays the same for the same words of the same pair.

    `source_words` and `target_words` are the words concerned, as a reader sees them. `overridden` tells by
    whom, if a reviewer has said why it is none.
    """

    check: str
    severity: Severity
    code: str
    message_id: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    name: str
    source_words: str
    target_words: str
    overridden: TranslationEvent | None = None

    @property
    def is_open(self) -> bool:
        return self.overridden is None

    @property
    def blocks(self) -> bool:
        return self.is_open and self.severity is Severity.ERROR

    @property
    def words(self) -> str:
        """The words concerned in both texts: `“5 mg” → “50 mg”`."""
        return " → ".join(filter(None, (self.source_words, self.target_words)))

    @property
    def title(self) -> str:
        """The check by its name, in the active language."""
        return str(BY_ID[self.check].name)

    @property
    def message(self) -> str:
        return gettext(self.message_id)

    @cached_property
    def explanation(self) -> str:
        return str(BY_ID[self.check].explanation)


def findings_of(units: Iterable[Unit], log: Log) -> dict[str, list[Found]]:
    """By the address of each unit, what the checks find in it, the overridden findings too.

    One query for the glossary, one for what is kept, and one to keep what was computed; checking a pair takes
    some milliseconds.
    """
    checked = [unit for unit in units if is_checked(unit)]
    known = _known({(unit.source, unit.target) for unit in checked})
    return {unit.address: _found(unit, known[unit.source, unit.target], log) for unit in checked}


def findings_of_texts(pairs: Iterable[Texts]) -> dict[Texts, list[Found]]:
    """What the checks find in translations into the language that they know, as if nobody had overridden any.

    As many queries as `findings_of`.
    """
    return {texts: [_one(texts, entry, {}) for entry in kept] for texts, kept in _known(set(pairs)).items()}


def _known(texts: Collection[Texts]) -> dict[Texts, Kept]:
    """What the checks find in these pairs of texts, kept or computed now."""
    if not texts:
        return {}
    glossary = glossary_of(KNOWN)
    terms = {pair: glossary.used_in(pair[0]) for pair in texts}
    digests = {pair: _digest(pair, terms[pair]) for pair in texts}
    kept = _kept(set(digests.values()))
    new = {digest: _computed(pair, terms[pair]) for pair, digest in digests.items() if digest not in kept}
    _keep(new)
    known = kept | new
    return {pair: known[digest] for pair, digest in digests.items()}


def knows(language: str) -> bool:
    """Whether the checks know a language. Of texts in others they find nothing, which says nothing."""
    return language == KNOWN


def is_checked(unit: Unit) -> bool:
    return bool(unit.source and unit.target) and can_be_checked(unit)


def can_be_checked(unit: Unit) -> bool:
    """Whether the checks know its language; and lists of names are no translations word by word."""
    return knows(unit.language) and unit.form is not Form.LINES


def _found(unit: Unit, kept: Kept, log: Log) -> list[Found]:
    overridden = log.overridden(unit.text.owner, unit.text.path, unit.pair)
    return [_one((unit.source, unit.target), entry, overridden) for entry in kept]


def _one(texts: Texts, entry: list[Any], overridden: Mapping[str, TranslationEvent]) -> Found:
    one, severity, code, message = entry[:4]
    source, target = (tuple((first, last) for first, last in spans) for spans in entry[4:])
    here, there = _pieces(texts[0], source), _pieces(texts[1], target)
    name = f"{one}.{code}.{hashlib.sha256(json.dumps(here + there).encode()).hexdigest()[:8]}"
    words = _quoted(here), _quoted(there)
    return Found(one, Severity(severity), code, message, source, target, name, *words, overridden.get(name))


def _pieces(text: str, spans: Iterable[Span]) -> list[str]:
    return [text[slice(*span)] for span in spans]


def _quoted(pieces: Iterable[str]) -> str:
    """As a reader sees them; of a tag alone, the tag."""
    return ", ".join(f"“{plain(piece).strip() or piece}”" for piece in pieces)


def _computed(texts: Texts, terms: tuple[Term, ...]) -> Kept:
    with override(None):  # messages are kept as the catalogue knows them
        return [_plain(finding) for finding in check(*texts, terms)]


def _plain(finding: Finding) -> list[Any]:
    spans = ([list(span) for span in places] for places in (finding.source, finding.target))
    return [finding.check, finding.severity.value, finding.code, str(finding.message), *spans]


# Kept findings


def _digest(texts: Texts, terms: tuple[Term, ...]) -> str:
    """Names the exact pair, mark-up and all, its terms, and the checks that looked at it."""
    rules = [[term.source, term.target, term.forbidden] for term in terms]
    whole = json.dumps([_checks_print(), *texts, rules])
    return hashlib.sha256(whole.encode()).hexdigest()


@cache
def _checks_print() -> str:
    """Changes whenever a check or one of its tables does."""
    folder = Path(checks.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".toml", ".tsv"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _kept(digests: set[str]) -> dict[str, Kept]:
    rows = KeptFindings.objects.filter(digest__in=digests) if digests else []
    return {row.digest: row.findings for row in rows}


def _keep(new: Mapping[str, Kept]) -> None:
    if new:
        rows = [KeptFindings(digest=digest, findings=findings) for digest, findings in new.items()]
        KeptFindings.objects.bulk_create(rows, ignore_conflicts=True)
