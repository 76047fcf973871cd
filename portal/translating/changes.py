"""Changes of translations that somebody asks for: what each would store, or why it cannot be stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.content.richtext import clean
from portal.languages import column
from portal.translating.blocks import joined, split, tag_of
from portal.translating.desks import Desk
from portal.translating.findings import Found
from portal.translating.models import Act, State
from portal.translating.prints import print_of
from portal.translating.texts import Form
from portal.translating.units import Piece, Unit

# What saving says of a pair.
SAYS = {Act.DRAFTED: State.DRAFT, Act.TRANSLATED: State.TRANSLATED, Act.IMPORTED: State.TRANSLATED}
SAYS |= {Act.CORRECTED: State.REVIEWED}


@dataclass(frozen=True)
class Change:
    """A new translation of a unit, and what its translator saw.

    `seen_source` and `seen_target` are the fingerprints of both texts then. `made_from` is the source text
    itself where the translation comes from outside and that text may have changed since: it is then stored
    all the same, and shows as outdated.
    """

    address: str
    target: str
    seen_source: str
    seen_target: str
    made_from: str | None = None


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done, in the active language. `unit` is what stands there now, if anything.

    `code` is `gone`, `overtaken`, `invalid` or `structure` of a text that cannot be stored; `state`, `own`,
    `error` or `unsaved` of what cannot be said of one. `findings` are the errors for which a text is refused;
    `unit` is then as that text would have made it.
    """

    address: str
    code: str
    message: str
    unit: Unit | None = None
    findings: tuple[Found, ...] = ()


class UnitsRefusedError(Exception):
    """Some of it cannot be done as it is; `refusals` has them all. Nothing was stored."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(refusal.message for refusal in self.refusals))


@dataclass(frozen=True)
class Wanted:
    """A change with the unit that it is about, and the text that would be stored."""

    change: Change
    unit: Any
    target: str
    refusals: tuple[Refusal, ...] = ()

    @classmethod
    def of(cls, change: Change, desk: Desk) -> "Wanted":
        unit = desk.located(change.address, change.seen_source, change.seen_target)
        if unit is None:
            message = _("This text is no longer part of the page.")
            return cls(change, None, "", (Refusal(change.address, "gone", message),))
        target, unfit = _fitted(change, unit)
        refusal = _overtaken(change, unit, target) or unfit
        return cls(change, unit, target, (refusal,) if refusal else ())

    @property
    def changes_text(self) -> bool:
        return bool(self.target != self.unit.target)

    @property
    def made_from(self) -> str:
        return self.unit.source if self.change.made_from is None else self.change.made_from

    def is_news(self, act: Act) -> bool:
        """Whether anything is said that is not known of this pair already."""
        last = self.unit.last
        known = last and last.pair == (print_of(self.made_from), print_of(self.target))
        return self.changes_text or not known or last.state != SAYS[act]


def _fitted(change: Change, unit: Unit) -> tuple[str, Refusal | None]:
    try:
        return fitting(unit, change.target), None
    except ValidationError as error:
        code = "structure" if getattr(error, "code", "") == "structure" else "invalid"
        return "", Refusal(unit.address, code, " ".join(error.messages), unit)


def _overtaken(change: Change, unit: Unit, target: str) -> Refusal | None:
    """Somebody else wrote something since, and not the same."""
    same_source = unit.source_print == change.seen_source or change.made_from is not None
    same_target = unit.target_print == change.seen_target
    if same_source and (same_target or unit.target_print in {print_of(change.target), print_of(target)}):
        return None
    message = _("Somebody else has changed this text since you opened it, so nothing was stored.")
    return Refusal(unit.address, "overtaken", message, unit)


def fitting(unit: Piece, target: str) -> str:
    """The text as it would be stored. A `ValidationError` says why it cannot be."""
    text = unit.text
    if text.form is Form.RICH:
        return _rich(unit, target)
    if text.form is Form.LINES:
        lines = (" ".join(line.split()) for line in target.splitlines())
        cleaned = "\n".join(line for line in lines if line)
    else:
        cleaned = " ".join(target.split()) if text.is_one_line else target.strip()
    field = text.row._meta.get_field(column(text.field, unit.language))
    return str(field.clean(cleaned, text.row) or "")


STAYS: Final = {
    "": lambda: _("This text must stay without paragraphs, headings and lists, as its source is."),
    "p": lambda: _("This text must stay a paragraph, as its source is: no heading, no list."),
    "h3": lambda: _("This text must stay a heading, as its source is."),
    "ul": lambda: _("This text must stay a list with bullets, as its source is."),
    "ol": lambda: _("This text must stay a numbered list, as its source is."),
}


def _rich(unit: Piece, target: str) -> str:
    """Rich text passes the gate; its blocks must be those of the source, of which there may be more."""
    blocks = split(clean(target))
    tag = tag_of(unit.source or unit.target)
    if tag and [tag_of(block) for block in blocks] == [""]:
        if tag not in {"p", "h3"}:
            raise ValidationError(STAYS[tag](), code="structure")
        blocks = [f"<{tag}>{blocks[0]}</{tag}>"]
    if any(tag_of(block) != tag for block in blocks):
        raise ValidationError(STAYS[tag](), code="structure")
    return joined(blocks, unit.text.written(unit.language) or unit.text.source)
