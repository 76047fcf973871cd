"""A word that became another of its kind: the liver for the kidneys, a week for a month."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .lexicon import kind_of, known, named, uncovered, unfounded
from .tables import Hit
from .text import Segment


class WordCheck:
    id = "words"
    name = _("Other words")
    explanation = _(
        "The English has a word here that is another of its kind, such as “kidneys” for “lever”, and none of "
        "the usual renderings of the Dutch word."
    )
    severity = Severity.WARNING

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.sentences:
            for lost, found in _swaps(left, right):
                yield Finding(
                    self.id, self.severity, "word-changed", _("This seems to be another word."),
                    pair.in_source(left, lost.first, lost.last),
                    pair.in_target(right, found.first, found.last),
                )  # fmt: skip


def _swaps(left: Segment, right: Segment) -> Iterator[tuple[Hit, Hit]]:
    gone, unexplained = uncovered(left, right), unfounded(left, right)
    answered = {hit.tokens for hit in known(right, "en") if kind_of(hit) and hit not in unexplained}
    come = [hit for hit in unexplained if hit in named(right) and hit.tokens not in answered]
    for lost in gone:
        kind = kind_of(lost)
        found = next((hit for hit in come if kind and kind_of(hit) == kind), None)
        if found:
            yield lost, found
            return
