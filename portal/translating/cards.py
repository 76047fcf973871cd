"""Units as the workbench shows them: with what the checks find, what was said, and what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.content.models import Content
from portal.editing.roles import PUBLISH, may_change, may_translate
from portal.languages import language_named
from portal.publishing.differences import Run, words
from portal.translating.changes import Refusal
from portal.translating.comments import comments_on, may_comment
from portal.translating.desks import Desk
from portal.translating.findings import Found
from portal.translating.marking import Insert, inserts, shown
from portal.translating.memory.matching import Suggestion, suggestions_for
from portal.translating.memory.terms import TermHit, glossary_of
from portal.translating.models import CONFIRMED, State, TranslationEvent, UnitComment
from portal.translating.reviewing import is_accepted_at_once, is_own, may_review
from portal.translating.texts import Form
from portal.translating.typed import is_changed, typed_in
from portal.translating.units import Unit


@dataclass(frozen=True)
class Rights:
    """What a person may do with the translation of an object."""

    writes: bool
    comments: bool
    reviews: bool
    edits: bool
    publishes: bool

    @classmethod
    def of(cls, person: Any, instance: Content, language: str) -> "Rights":
        return cls(
            writes=language_named(language) in may_translate(person),
            comments=may_comment(person, instance, language),
            reviews=may_review(person, language),
            edits=may_change(person, type(instance)),
            publishes=person.has_perm(PUBLISH),
        )


@dataclass(frozen=True)
class Offer:
    """A text to put into the field of a unit, and what the memory says of it if it comes from there."""

    text: str
    form: Form
    match: Suggestion | None = None

    @property
    def words(self) -> str:
        """The text as it is read, each item of a list on a line of its own."""
        return self.form.read(self.text)


@dataclass(frozen=True)
class Card:
    """A unit before a person. `typed` is what they typed and what is not stored; `refusal` tells why."""

    unit: Unit
    rights: Rights
    is_own: bool
    findings: tuple[Found, ...] = ()
    comments: tuple[UnitComment, ...] = ()
    typed: str | None = None
    refusal: Refusal | None = None
    said: str = ""
    memory: tuple[Suggestion, ...] = ()
    terms: tuple[TermHit, ...] = ()

    @property
    def seen(self) -> str:
        """The fingerprints of both texts, to be sent back."""
        return f"{self.unit.source_print}.{self.unit.target_print}"

    @property
    def text(self) -> str:
        return self.unit.target if self.typed is None else self.typed

    @property
    def is_rich(self) -> bool:
        return self.unit.form is Form.RICH

    @property
    def lines(self) -> int:
        """How high the field is before a script fits it."""
        return min(12, max(2, len(self.unit.form.read(self.unit.source)) // 60 + 1))

    @property
    def source(self) -> SafeString:
        spans = [span for found in (*self._open, *self.refused) for span in found.source]
        return shown(self.unit.source, spans, rich=self.is_rich)

    @property
    def target(self) -> SafeString:
        """The translation that is stored, with the words that the checks mean."""
        spans = [span for found in self._open for span in found.target]
        return shown(self.unit.target, spans, rich=self.is_rich)

    @property
    def marks_target(self) -> bool:
        return any(found.target for found in self._open)

    @property
    def _open(self) -> list[Found]:
        return [found for found in self.findings if found.is_open]

    @property
    def has_findings(self) -> bool:
        return bool(self._open)

    @property
    def overridden(self) -> list[Found]:
        return [found for found in self.findings if not found.is_open]

    @property
    def changed_source(self) -> tuple[Run, ...]:
        """What has changed in the source since it was translated, where the translation is outdated."""
        if self.unit.state is not State.OUTDATED:
            return ()
        read = self.unit.form.read
        return words(read(self.unit.made_from), read(self.unit.source))

    @property
    def collision(self) -> tuple[Run, ...]:
        """From what stands there now to what was typed, where somebody else was first."""
        if not (self.refusal and self.refusal.code == "overtaken" and self.typed is not None):
            return ()
        read = self.unit.form.read
        return words(read(self.unit.target), read(self.typed))

    @property
    def refused(self) -> tuple[Found, ...]:
        """What the checks find in a text that was typed and for that reason is not stored."""
        return self.refusal.findings if self.refusal and self.typed is not None else ()

    @property
    def refused_text(self) -> SafeString:
        """That text, with the words that the checks mean."""
        refused = self.refusal.unit if self.refusal else None
        spans = [span for found in self.refused for span in found.target]
        return shown(refused.target if refused else "", spans, rich=self.is_rich)

    @property
    def suggestions(self) -> list[Offer]:
        """Translations of this text that stand elsewhere, the best first: of this object, then of all."""
        form, offer = self.unit.form, self.unit.offer
        offers = [Offer(offer, form)] if offer else []
        return [*offers, *(Offer(one.target, form, one) for one in self.memory if one.target != offer)]

    @cached_property
    def inserts(self) -> list[Insert]:
        return inserts(self.unit)

    @property
    def has_open_question(self) -> bool:
        sorts = [one.sort for one in self.comments]
        asked = UnitComment.Sort.QUESTION in sorts
        return asked and UnitComment.Sort.ANSWER not in sorts[sorts.index(UnitComment.Sort.QUESTION) :]

    @property
    def sent_back(self) -> TranslationEvent | None:
        """Who sent it back and why, while that is the last word."""
        return self.unit.last if self.unit.is_sent_back else None

    @property
    def may_stay_empty(self) -> bool:
        return self.unit.state is State.MISSING and not self.unit.is_needed

    @property
    def is_to_do(self) -> bool:
        """Whether this person has something to do here: to write it, or else to review it."""
        if not self.rights.writes:
            return self.may_be_accepted
        behind = self.unit.state not in CONFIRMED and not self.may_stay_empty
        return behind or any(found.blocks for found in self.findings)

    # What may be done

    @property
    def may_be_still_right(self) -> bool:
        return self.rights.writes and self._is_outdated

    @property
    def may_be_removed(self) -> bool:
        return self.rights.writes and self.unit.is_left_over

    @property
    def _is_outdated(self) -> bool:
        return self.unit.state is State.OUTDATED and not self.unit.is_left_over

    @property
    def may_be_reviewed(self) -> bool:
        return self.rights.reviews and self.unit.state in CONFIRMED and not self.is_own

    @property
    def may_be_accepted(self) -> bool:
        blocked = any(found.blocks for found in self.findings)
        return self.may_be_reviewed and self.unit.state is not State.REVIEWED and not blocked

    @property
    def is_accepted_at_once(self) -> bool:
        """Whether `accept_all` would accept it."""
        return self.rights.reviews and is_accepted_at_once(self.unit, self.findings, is_own=self.is_own)

    @property
    def may_be_corrected(self) -> bool:
        return self.may_be_reviewed and self.rights.writes

    @property
    def may_override(self) -> list[Found]:
        return self._open if self.rights.reviews and not self.is_own and self.unit.target else []

    @property
    def may_be_wording_only(self) -> bool:
        return self.rights.edits and self._is_outdated

    @property
    def needs_a_reason(self) -> bool:
        return self.may_be_reviewed or self.may_be_wording_only or bool(self.may_override)


def cards_of(desk: Desk, person: Any) -> list[Card]:
    """Every unit of an object, in the order of the page; some fifteen queries, however many."""
    rights = Rights.of(person, desk.instance, desk.language)
    findings, comments = desk.findings(), comments_on(desk.units)
    # What is translated needs no offers.
    offers = suggestions_for(unit for unit in desk.units if rights.writes and unit.state not in CONFIRMED)
    glossary = glossary_of(desk.language)
    return [
        Card(
            unit,
            rights,
            is_own(unit, desk, person),
            tuple(findings.get(unit.address, ())),
            tuple(comments.get(unit.address, ())),
            memory=tuple(offers.get(unit.address, ())),
            terms=tuple({hit.term: hit for hit in glossary.terms_in(unit.source)}.values()),
        )
        for unit in desk.units
    ]


def with_typed(card: Card, post: QueryDict) -> Card:
    """The card with what was typed into it and is not stored."""
    return replace(card, typed=typed_in(post, card.unit.address)) if is_changed(post, card.unit) else card


@dataclass(frozen=True)
class Group:
    """The cards of one row of the page: a section, a picture, a source, or the page itself."""

    heading: str
    cards: tuple[Card, ...]


def groups_of(cards: Iterable[Card]) -> list[Group]:
    """The rows as they first appear; the page itself, whose texts begin and end a page, is one of them."""
    found: dict[Any, list[Card]] = {}
    for card in cards:
        found.setdefault(card.unit.text.row, []).append(card)
    return [
        Group(members[0].unit.text.row_label or _("The page itself"), tuple(members))
        for members in found.values()
    ]
