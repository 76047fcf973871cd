"""What the gate is told about translations: every open point, each with the way to its unit."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.languages import TRANSLATIONS, language_named
from portal.publishing.documents import Document
from portal.publishing.gate import LookedUp, Problem
from portal.publishing.kinds import kind_named
from portal.publishing.wants import Severity
from portal.translating.addresses import unit_address
from portal.translating.desks import Desk, desks_of, findings_on
from portal.translating.findings import Found, knows
from portal.translating.models import CONFIRMED, State
from portal.translating.units import Unit

# What is right as far as anybody knows, and what only its translator has read.
NOT_REVIEWED: Final = "translation_not_reviewed"
# The gate says of every page in every language that these are missing.
SAID_ALREADY = frozenset({"title", "summary", "alt", "credit", "licence"})


def open_points(documents: Sequence[Document]) -> LookedUp:
    """The open points of the translations among these documents; no query where there are none.

    For each kind and language: loading the working copies, their log and the kept findings. The working
    copies are those that are stored, whatever the documents say.
    """
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document in documents:
        wanted[document.kind, document.language].add(document.key)
    translations = {language.code for language in TRANSLATIONS}
    found: dict[tuple[str, str, str], list[Problem]] = {}
    for (kind, language), keys in wanted.items():
        if language in translations:
            desks = desks_of(kind_named(kind).objects(keys), language)
            findings = findings_on(desks.values())
            found |= {(*name, language): list(_of_desk(desk, findings)) for name, desk in desks.items()}
    return found


def is_up_to_date(instance: Any, language: str) -> bool:
    """Whether somebody has answered for the translation of everything that the source says now.

    `instance` is a working copy as `Kind.objects` loads it; one query.
    """
    (desk,) = desks_of([instance], language).values()
    return all(unit.state in CONFIRMED or not unit.is_needed for unit in desk.units)


def _of_desk(desk: Desk, findings: Mapping[str, list[Found]]) -> Iterator[Problem]:
    for unit in desk.units:
        yield from _of_unit(unit)
        yield from (_of_finding(unit, found) for found in findings.get(unit.address, []) if found.is_open)
    yield from _not_reviewed(desk)
    yield from _not_checked(desk)


def _of_unit(unit: Unit) -> Iterator[Problem]:
    unless_reviewed = _unless_reviewed()
    match unit.state:
        case State.MISSING if unit.is_needed and unit.text.path not in SAID_ALREADY:
            yield _problem(unit, _("the translation is missing."), Severity.BLOCKS)
        case State.OUTDATED if unit.source:
            yield _problem(unit, _("the source has changed since it was translated."), unless_reviewed)
        case State.DRAFT if not unit.source and not unit.is_needed:
            yield _problem(unit, _("this list is there in this language alone."), Severity.WARNS)
        case State.OUTDATED | State.DRAFT if not unit.source:
            yield _problem(
                unit, _("its source is gone, and the translation is still there."), unless_reviewed
            )
        case State.DRAFT:
            yield _problem(unit, _("the translation is a draft."), unless_reviewed)


def _unless_reviewed() -> Severity:
    return Severity.BLOCKS if settings.TRANSLATION_REVIEW_REQUIRED else Severity.WARNS


def _problem(unit: Unit, message: str, severity: Severity) -> Problem:
    return Problem(
        f"translation_{unit.state}",
        "",
        f"{unit.context}: {message}",
        severity,
        overridable=True,
        address=unit_address(unit),
    )


def _of_finding(unit: Unit, found: Found) -> Problem:
    """An error is overridden in the translators’ room, by a reviewer and for that pair alone."""
    severity = Severity.BLOCKS if found.blocks else Severity.WARNS
    message = f"{unit.context}: {found.title}: {found.message}{f' ({found.words})' if found.words else ''}"
    return Problem(f"translation_{found.code}", "", message, severity, address=unit_address(unit))


def _not_reviewed(desk: Desk) -> Iterator[Problem]:
    waiting = [unit for unit in desk.units if unit.state is State.TRANSLATED]
    if waiting:
        message = ngettext(
            "%(number)d text is translated and has not been reviewed by a second person.",
            "%(number)d texts are translated and have not been reviewed by a second person.",
            len(waiting),
        )
        yield Problem(
            NOT_REVIEWED,
            "",
            message % {"number": len(waiting)},
            _unless_reviewed(),
            overridable=True,
            address=unit_address(waiting[0]),
        )


def _not_checked(desk: Desk) -> Iterator[Problem]:
    if not knows(desk.language):
        language = language_named(desk.language).translated_name
        message = _(
            "No check looks for dangerous mistakes in translations into %(language)s: only people do."
        )
        yield Problem("translation_not_checked", "", message % {"language": language}, Severity.WARNS)
