"""Glossary terms: the agreed rendering is used, a forbidden one is not."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .tables import Hit, Matcher
from .text import Segment

HYPHENS = frozenset("-\u2011")
ENDINGS = {"nl": ("", "s", "en", "e", "'s", "n"), "en": ("", "s", "es", "'s")}


def matcher(names: Mapping[str, Iterable[str]], language: str) -> Matcher:
    """Finds these names with the usual endings of a language; a hit is labelled by the key of its names."""
    return Matcher(
        (form.lower() + ending, key)
        for key, forms in names.items()
        for form in forms
        if form.strip()
        for ending in ENDINGS.get(language, ("",))
    )


def uses(segment: Segment, names: Matcher) -> list[Hit]:
    """Where these names stand by themselves: “radio-embolisatie” is no “embolisatie”."""
    return [hit for hit in names.find_apart(segment) if not _is_part(segment, hit)]


def _is_part(segment: Segment, hit: Hit) -> bool:
    return _joins(segment, hit.first - 1) or _joins(segment, hit.last)


def _joins(segment: Segment, at: int) -> bool:
    """Whether a hyphen stands here that makes one word of what is before and behind it."""
    around = segment.tokens[max(0, at) : at + 2]
    return at > 0 and len(around) > 1 and around[0].text in HYPHENS and all(token.glued for token in around)


@lru_cache(maxsize=4096)
def _matcher(forms: tuple[str, ...], language: str) -> Matcher:
    return matcher({form: (form,) for form in forms}, language)


def _hits(segment: Segment, forms: Iterable[str], language: str) -> list[Hit]:
    return _matcher(tuple(forms), language).find_apart(segment)


class GlossaryCheck:
    id = "glossary"
    name = _("Glossary")
    explanation = _(
        "Terms of the glossary have an agreed translation, in any inflection. Some renderings are forbidden."
    )
    severity = Severity.WARNING

    def find(self, pair: Pair) -> Iterator[Finding]:
        left, right = pair.source.whole, pair.target.whole
        for term in pair.glossary:
            used = uses(left, _matcher(term.source, pair.source.language))
            if not used:
                continue
            marks = tuple(s for hit in used for s in pair.in_source(left, hit.first, hit.last))
            wrong = _hits(right, term.forbidden, pair.target.language)
            if wrong:
                there = tuple(s for hit in wrong for s in pair.in_target(right, hit.first, hit.last))
                yield Finding(
                    self.id,
                    Severity.ERROR,
                    "glossary-forbidden",
                    _("This rendering is not allowed."),
                    marks,
                    there,
                )
            elif not _hits(right, term.target, pair.target.language):
                yield Finding(
                    self.id,
                    self.severity,
                    "glossary-not-used",
                    _("The agreed translation of this term is not used."),
                    marks,
                )
