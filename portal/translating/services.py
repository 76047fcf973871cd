"""Saving translations: the one way for forms, htmx and imports. Only the texts of one language change."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.content.models import Content, Picture, Source, give_addresses
from portal.content.richtext import clean
from portal.editing import history
from portal.editing.locking import claim
from portal.editing.roles import may_translate
from portal.languages import column, language_named
from portal.publishing.kinds import Kind, kind_named, kind_of
from portal.publishing.services import Actor, Job
from portal.publishing.working import forget, forget_touched
from portal.translating.blocks import joined, split, tag_of
from portal.translating.desks import Desk, desk_of, desks_of
from portal.translating.findings import Found, findings_of
from portal.translating.memory import index
from portal.translating.models import Act, State, TranslationEvent
from portal.translating.prints import print_of
from portal.translating.texts import Form, Name, Text
from portal.translating.units import Piece, Unit, located

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
    """Why a change cannot be stored, in the active language. `unit` is what stands there now, if anything.

    `code` is `gone`, `overtaken`, `invalid` or `structure`.
    """

    address: str
    code: str
    message: str
    unit: Unit | None = None


class UnitsRefusedError(Exception):
    """Some of it cannot be done as it is; `refusals` has them all. Nothing was stored."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(refusal.message for refusal in self.refusals))


@dataclass(frozen=True)
class Saved:
    """A unit as it stands after a save, and what the checks find in it."""

    unit: Unit
    findings: list[Found]


def require_translator(by: Actor, language: str) -> None:
    """Raises `PermissionDenied` for a person who may not write this language."""
    if not isinstance(by, Job) and language_named(language) not in may_translate(by):  # type: ignore[arg-type]
        raise PermissionDenied(_("You may not translate into this language."))


@transaction.atomic
def save_units(
    *,
    instance: Content,
    language: str,
    changes: Iterable[Change],
    by: Actor,
    act: Act = Act.TRANSLATED,
    note: str = "",
) -> list[Saved]:
    """Store translations of units of one object: all of them, or none.

    `act` is `DRAFTED`, `TRANSLATED` or `IMPORTED` (`CORRECTED` comes from a review). Raises
    `PermissionDenied` without the right to translate into the language, and `UnitsRefusedError` where a
    unit is gone, where somebody changed either text since it was seen, where the text does not fit its
    field, or where its blocks are not those of the source. What says and changes nothing new is not stored.
    A revision is kept, and the version of the object moves on, if a text changed. About thirty queries.
    """
    require_translator(by, language)
    desk = locked_desk(instance, language)
    (stored,) = store([(desk, list(changes))], by=by, act=act, note=note)
    findings = findings_of(stored.units, stored.desk.log)
    return [Saved(unit, findings.get(unit.address, [])) for unit in stored.units]


@dataclass(frozen=True)
class Stored:
    """An object after a save, and the units that were to be changed, as they stand by now."""

    desk: Desk
    units: list[Unit]


def store(work: Sequence[tuple[Desk, list[Change]]], *, by: Actor, act: Act, note: str = "") -> list[Stored]:
    """Store translations of units of objects of one kind, whose desks are locked: all of them, or none.

    In a transaction of the caller, who has seen to the right to do so; refuses what `save_units` refuses. The
    checks do not run: that is for whoever shows what they find. About thirty queries for any number of
    objects, one for each of them, and ten for each page that gets its first title.
    """
    wanted = [(desk, [_Wanted.of(change, desk) for change in changes]) for desk, changes in work]
    every = [one for _desk, found in wanted for one in found]
    if refusals := [refusal for one in every for refusal in one.refusals]:
        raise UnitsRefusedError(refusals)
    changed = [(desk, found) for desk, found in wanted if any(one.changes_text for one in found)]
    _write(changed)
    record_events([_event(one, act, by, note) for one in every if one.is_news(act)], texts_in(every))
    desks = _desks_now([desk for desk, _found in wanted])
    history.record_all([desks[desk.name].instance for desk, _found in changed], by=by, reason=note[:200])
    return [Stored(desks[desk.name], _units_now(desks[desk.name], found)) for desk, found in wanted]


def texts_in(wanted: Iterable["_Wanted"]) -> set[Text]:
    return {one.unit.text for one in wanted}


def _desks_now(desks: list[Desk]) -> dict[Name, Desk]:
    if not desks:
        return {}
    keys = [desk.instance.key for desk in desks]
    return desks_of(kind_of(desks[0].instance).objects(keys), desks[0].language)


def _units_now(desk: Desk, wanted: Iterable["_Wanted"]) -> list[Unit]:
    return _located(desk, [one.unit for one in wanted])


def _located(desk: Desk, were: Iterable[Unit]) -> list[Unit]:
    places = (located(desk.units, unit.address, unit.source_print) for unit in were)
    return [unit for unit in places if unit]


def locked_desk(instance: Content, language: str) -> Desk:
    """The object as it is now; others who want to save it wait until this transaction ends."""
    (desk,) = locked_desks(kind_of(instance), [instance.key], language).values()
    return desk


def locked_desks(kind: Kind, keys: Collection[str], language: str) -> dict[Name, Desk]:
    """These objects of a kind as they are now, by their names; what is not there is left out."""
    rows = kind.model._base_manager.filter(key__in=keys)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    return desks_of(kind.objects(keys), language)


def saved_units(desk: Desk, were: Iterable[Unit]) -> list[Saved]:
    """These units as they stand by now."""
    now = desk_of(desk.instance, desk.language)
    units = _located(now, were)
    findings = findings_of(units, now.log)
    return [Saved(unit, findings.get(unit.address, [])) for unit in units]


@dataclass(frozen=True)
class _Wanted:
    """A change with the unit that it is about, and the text that would be stored."""

    change: Change
    unit: Any
    target: str
    refusals: tuple[Refusal, ...] = ()

    @classmethod
    def of(cls, change: Change, desk: Desk) -> "_Wanted":
        unit = located(desk.units, change.address, change.seen_source)
        if unit is None:
            message = _("This text is no longer part of the page.")
            return cls(change, None, "", (Refusal(change.address, "gone", message),))
        if refusal := _overtaken(change, unit):
            return cls(change, unit, "", (refusal,))
        try:
            return cls(change, unit, fitting(unit, change.target))
        except ValidationError as error:
            code = "structure" if getattr(error, "code", "") == "structure" else "invalid"
            return cls(change, unit, "", (Refusal(unit.address, code, " ".join(error.messages), unit),))

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


def _overtaken(change: Change, unit: Unit) -> Refusal | None:
    same_source = unit.source_print == change.seen_source or change.made_from is not None
    if same_source and unit.target_print in {change.seen_target, print_of(change.target)}:
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


def _rich(unit: Piece, target: str) -> str:
    """Rich text passes the gate; its blocks must be those of the source, of which there may be more."""
    blocks = split(clean(target))
    tag = tag_of(unit.source or unit.target)
    if tag and [tag_of(block) for block in blocks] == [""]:
        if tag not in {"p", "h3"}:
            raise ValidationError(_("A list must stay a list."), code="structure")
        blocks = [f"<{tag}>{blocks[0]}</{tag}>"]
    if any(tag_of(block) != tag for block in blocks):
        message = _("The translation must be made of the same blocks as the source.")
        raise ValidationError(message, code="structure")
    return joined(blocks, unit.text.written(unit.language) or unit.text.source)


def _write(changed: list[tuple[Desk, list[_Wanted]]]) -> None:
    """Put the changed texts into their rows, with a revision of how it was before."""
    history.record_all([desk.instance for desk, _wanted in changed], by=history.FOUND)
    rows: dict[Any, Any] = {}  # of a picture that several pages show, one
    columns: dict[Any, set[str]] = {}
    for desk, wanted in changed:
        targets = {one.unit.address: one.target for one in wanted if one.changes_text}
        for text in dict.fromkeys(one.unit.text for one in wanted if one.changes_text):
            row, name = rows.setdefault(text.row, text.row), column(text.field, desk.language)
            setattr(row, name, _rebuilt(text, desk.units, targets))
            columns.setdefault(row, set()).add(name)
        claim(desk.instance)
    if changed:
        _save(columns, changed[0][0].language)


def _save(rows: dict[Any, set[str]], language: str) -> None:
    """Save these columns of rows, all of a model at once; the first title of a page makes its address."""
    for row in give_addresses((row for row in rows if isinstance(row, Content)), language):
        rows[row].add(column("slug", language))
    alike: dict[tuple[type[Any], tuple[str, ...]], list[Any]] = {}
    for row, columns in rows.items():
        alike.setdefault((type(row), tuple(sorted(columns))), []).append(row)
    for (model, names), found in alike.items():
        model._base_manager.bulk_update(found, names)


def _rebuilt(text: Text, units: list[Unit], changed: dict[str, str]) -> str:
    """The field with the changed units in their places, in the order of the source."""
    targets = [changed.get(unit.address, unit.target) for unit in units if unit.text == text]
    if text.form is not Form.RICH:
        return targets[0]
    return joined(targets, text.written(units[0].language) or text.source)


def _event(wanted: _Wanted, act: Act, by: Actor, note: str) -> TranslationEvent:
    return event_on(
        wanted.unit, act=act, state=SAYS[act], by=by, note=note, source=wanted.made_from, target=wanted.target
    )


def event_on(unit: Unit, *, act: Act, by: Actor, **about: Any) -> TranslationEvent:
    """An event, not stored yet, about a unit as it is or, with `source` and `target`, as it becomes."""
    source, target = about.pop("source", unit.source), about.pop("target", unit.target)
    kind, key = unit.text.owner
    return TranslationEvent(
        kind=kind,
        key=key,
        language=unit.language,
        path=unit.text.path,
        source=source,
        target=target,
        source_print=print_of(source),
        target_print=print_of(target),
        act=act,
        at=timezone.now(),
        **({"job": by.name} if isinstance(by, Job) else {"by": by}),
        **about,
    )


def record_events(events: list[TranslationEvent], texts: Iterable[Text]) -> None:
    """Store what was done, tell the memory, and drop what is kept of the objects that show these texts."""
    TranslationEvent.objects.bulk_create(events)
    index.refresh(index.key_of(event) for event in events)
    keys: dict[str, set[str]] = {}
    for text in set(texts):
        if isinstance(text.row, Picture | Source):
            forget_touched(text.row)
        else:
            keys.setdefault(text.owner[0], set()).add(text.owner[1])
    for kind, names in keys.items():
        forget(kind_named(kind), names)
