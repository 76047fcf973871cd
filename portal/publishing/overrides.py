"""Overriding what blocks: by a named person, with a reason that is kept.

Which problems allow it, and of which of them readers are told the reason, is said by the rules that find
them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from portal.publishing.documents import Document
from portal.publishing.gate import Problem
from portal.publishing.models import Publication, PublicationOverride

OVERRIDE: Final = "publishing.override"
LONGEST_REASON: Final = 300
# The one reason that the portal gives itself; all others are in the words of the person who gave them.
DEMONSTRATION: Final = gettext_noop("Demonstration: translated, not yet reviewed.")


class OverrideWithoutReasonError(ValueError):
    """Somebody wants to override a problem and does not say why. Nothing was stored."""


@dataclass(frozen=True)
class Override:
    """The wish to let one page go live in spite of one problem, as somebody saw it, and why."""

    kind: str
    key: str
    language: str
    problem: Problem
    reason: str

    def is_about(self, document: Document) -> bool:
        return (self.kind, self.key, self.language) == (document.kind, document.key, document.language)


def shown_reason(kept: PublicationOverride) -> str:
    """The reason as it was given; that of the portal itself in the active language."""
    return gettext(DEMONSTRATION) if kept.reason == DEMONSTRATION else kept.reason


def check_reasons(overrides: Iterable[Override]) -> None:
    if not all(override.reason.strip() for override in overrides):
        raise OverrideWithoutReasonError("Overriding a problem needs a reason.")


def split(
    document: Document, problems: Iterable[Problem], overrides: Iterable[Override]
) -> tuple[list[Override], list[Problem]]:
    """The overrides that hold for this document, and the problems that are left.

    An override is for exactly the problem that was seen: one that has got other words is another problem.
    """
    wanted = {override.problem: override for override in overrides if override.is_about(document)}
    found = list(problems)
    used = [wanted[problem] for problem in found if problem.overridable and problem in wanted]
    return used, [problem for problem in found if not (problem.overridable and problem in wanted)]


def caveats_of(overrides: Iterable[Override]) -> list[str]:
    """What readers are told: each reason that concerns them, once."""
    told = (override.reason.strip() for override in overrides if override.problem.concerns_readers)
    return list(dict.fromkeys(told))


def keep_overrides(publication: Publication, overrides: Iterable[Override], by: Any) -> None:
    """Write down in spite of what a publication goes live. Only `publish` calls this."""
    now = timezone.now()
    PublicationOverride.objects.bulk_create(
        PublicationOverride(
            publication=publication,
            code=override.problem.code,
            field=override.problem.field,
            message=override.problem.message,
            reason=override.reason.strip(),
            concerns_readers=override.problem.concerns_readers,
            by=by,
            at=now,
        )
        for override in overrides
    )
