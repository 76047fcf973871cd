"""How a page was made, held against what is asked of patient information: a pure account of its document.

The criteria are those of the PIF TICK (UK, the current ten) and the eight principles of HONcode, which no
longer gives out marks. The portal carries neither mark. What it does not know, it does not claim.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.languages import CODES, language_named
from portal.publishing.documents import Document
from portal.reading.feedback.models import KEPT
from portal.reading.versions import Version

CITED = re.compile(r'href="#source-(\d+)"')


class Met(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str | Promise:
        return LABELS[self]


LABELS = {
    Met.YES: gettext_lazy("met"),
    Met.NO: gettext_lazy("not met"),
    Met.UNKNOWN: gettext_lazy("not known"),
}


@dataclass(frozen=True)
class Criterion:
    """What is asked, whether this page does it, and what the portal knows about that."""

    name: str
    met: Met
    evidence: str


@dataclass(frozen=True)
class Facts:
    """What the criteria are held against: a document, its publication, the languages it can be read in."""

    document: Document
    version: Version
    languages: Collection[str]

    @property
    def cited(self) -> int:
        """How many sources a sentence of the text refers to."""
        return len({number for html in self.document.html() for number in CITED.findall(html)})

    @property
    def is_reviewed(self) -> bool:
        return bool(self.document.medical_reviewer and self.document.reviewed_on)


def _met(is_met: object) -> Met:
    return Met.YES if is_met else Met.NO


def _joined(*sentences: str) -> str:
    return " ".join(sentences)


# What the portal knows, in words; each is used for one criterion or several


def sources(facts: Facts) -> str:
    number = len(facts.document.citations)
    if not number:
        return _("No sources.")
    counted = ngettext("%(number)d source", "%(number)d sources", number) % {"number": number}
    linked = _("%(number)d of them linked from the sentences they support.") % {"number": facts.cited}
    return f"{counted}, {linked}"


def review(facts: Facts) -> str:
    who, on = facts.document.medical_reviewer, facts.document.reviewed_on
    if not (who and on):
        return _("No medical professional has reviewed this text yet.")
    return _("Reviewed by %(who)s on %(day)s.") % {"who": who, "day": date_format(on, "j F Y")}


def next_review(facts: Facts) -> str:
    if not facts.document.next_review_on:
        return _("The next review has not been planned.")
    return _("The next review is on %(day)s.") % {"day": date_format(facts.document.next_review_on, "j F Y")}


def version(facts: Facts) -> str:
    day = date_format(facts.version.live_from, "j F Y")
    numbers = {"number": facts.version.number, "day": day}
    return _("This is version %(number)s, of %(day)s. Every version is kept, with its reason.") % numbers


def languages(facts: Facts) -> str:
    names = ", ".join(language_named(code).translated_name for code in CODES if code in facts.languages)
    return _("To be read in: %(languages)s.") % {"languages": names}


def adverts(_facts: Facts) -> str:
    return _("None: no adverts, no cookies, nothing from other companies.")


def feedback(_facts: Facts) -> str:
    return _("A form for every page, without an account. Deleted after %(days)d days.") % {"days": KEPT.days}


def author(facts: Facts) -> str:
    who = facts.document.author
    return _("Written by: %(who)s.") % {"who": who} if who else _("The writer is not named.")


def pif_tick(facts: Facts) -> list[Criterion]:
    """The ten criteria of the PIF TICK, in their own order."""
    document = facts.document
    explained = document.summary and all(picture.alt for picture in document.pictures)
    return [
        Criterion(
            _("A fixed way of working"), _met(facts.is_reviewed), _joined(version(facts), review(facts))
        ),
        Criterion(
            _("Trained makers"),
            Met.UNKNOWN,
            _("The portal keeps no record of what its writers have learned."),
        ),
        Criterion(
            _("A need for it"), Met.UNKNOWN, _("The portal keeps no record of why this subject was chosen.")
        ),
        Criterion(_("Based on evidence"), _met(facts.cited), sources(facts)),
        Criterion(
            _("Made with patients"), Met.UNKNOWN, _("The portal keeps no record of patients who took part.")
        ),
        Criterion(
            _("For everybody"),
            Met.UNKNOWN if len(facts.languages) > 1 else Met.NO,
            _joined(languages(facts), _("Readers have not tested whether everybody understands it.")),
        ),
        Criterion(
            _("Clear words and form"),
            _met(explained),
            _("Begins with a summary; pictures are described in words; works without a mouse."),
        ),
        Criterion(_("Readers can react"), Met.YES, feedback(facts)),
        Criterion(_("Reaches people"), Met.UNKNOWN, _("Free, without an account. Visitors are not counted.")),
        Criterion(_("Its effect is measured"), Met.NO, _("The effect on readers is not measured.")),
    ]


def hon_principles(facts: Facts) -> list[Criterion]:
    """The eight principles of HONcode, in their own order."""
    return [
        Criterion(_("Authority"), _met(facts.is_reviewed), _joined(author(facts), review(facts))),
        Criterion(
            _("Complements the doctor"),
            Met.YES,
            _("Every page says that it does not replace a talk with a doctor."),
        ),
        Criterion(_("Privacy"), Met.YES, _("No cookies, no accounts; what visitors search for is not kept.")),
        Criterion(
            _("Sources and dates"), _met(facts.document.citations), _joined(sources(facts), version(facts))
        ),
        Criterion(
            _("Claims can be justified"),
            Met.UNKNOWN if facts.cited else Met.NO,
            _joined(sources(facts), _("Nobody outside has judged whether the text is balanced.")),
        ),
        Criterion(_("Can be reached"), Met.YES, feedback(facts)),
        Criterion(
            _("Who pays"),
            Met.UNKNOWN,
            _("The page itself does not hold this. Read the pages about this site."),
        ),
        Criterion(_("Adverts"), Met.YES, adverts(facts)),
    ]


def in_short(facts: Facts) -> Iterator[tuple[str, str]]:
    """The five things that readers ask first, each with what the portal knows."""
    yield _("Sources"), sources(facts)
    yield _("Medical review"), _joined(review(facts), next_review(facts))
    yield _("Languages"), languages(facts)
    yield _("Adverts"), adverts(facts)
    yield _("Reactions"), feedback(facts)
