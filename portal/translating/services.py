"""Saving translations: the one way for forms, htmx and imports. Only the texts of one language change."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.content.bulk import insert, save_columns
from portal.content.models import Content, give_addresses
from portal.editing import history
from portal.editing.locking import claim_all
from portal.editing.roles import may_translate
from portal.languages import column, language_named
from portal.publishing.kinds import Kind, kind_named, kind_of
from portal.publishing.services import Actor, Job
from portal.publishing.working import forget, forget_touched
from portal.translating.blocks import joined
from portal.translating.changes import SAYS, Change, Refusal, UnitsRefusedError, Wanted
from portal.translating.desks import Desk, desks_of, relaid
from portal.translating.findings import Found, findings_of
from portal.translating.memory import index
from portal.translating.models import Act, TranslationEvent
from portal.translating.prints import print_of
from portal.translating.texts import Form, Name, Text
from portal.translating.units import Unit

# Desks, each with the changes that are wanted of its units.
Work = Sequence[tuple[Desk, list[Wanted]]]


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
    (stored,) = store([(desk, [Wanted.of(change, desk) for change in changes])], by=by, act=act, note=note)
    return _checked(stored)


@transaction.atomic
def remove_left_over(*, instance: Content, language: str, change: Change, by: Actor) -> list[Saved]:
    """Empty a translation whose source is gone; `change` names it, with an empty text. The log keeps it.

    What is gone is no unit any more, so there is none to give back.

    Refused as `save_units` refuses, and for a text that has a source.
    """
    require_translator(by, language)
    unit = locked_desk(instance, language).located(change.address, change.seen_source, change.seen_target)
    if unit and unit.source:
        message = _("This text has a source, so it must have a translation.")
        raise UnitsRefusedError([Refusal(unit.address, "state", message, unit)])
    save_units(instance=instance, language=language, changes=[change], by=by)
    return []


@dataclass(frozen=True)
class Stored:
    """An object after a save, and the units that were to be changed as they were before it."""

    desk: Desk
    were: list[Unit]

    @property
    def units(self) -> list[Unit]:
        """The units as they stand by now."""
        return [unit for one in self.were if (unit := self.now(one))]

    def now(self, unit: Unit) -> Unit | None:
        return self.desk.located(unit.address, unit.source_print)


def store(work: Work, *, by: Actor, act: Act, note: str = "") -> list[Stored]:
    """Store translations of units of objects of one kind, whose desks are locked: all of them, or none.

    In a transaction of the caller, who has seen to the right to do so; refuses what `save_units` refuses. The
    checks do not run: that is for whoever shows what they find. About twenty queries for any number of
    objects, and ten for each page that gets its first title.
    """
    _refuse(work)
    changed = _changed(work)
    origins = history.record_origins(desk.instance for desk, _wanted in changed)
    _save(_written(changed), changed)
    events = _events(work, act, by, note)
    record_events(events, {one.unit.text for _desk, found in work for one in found})
    desks = _desks_now(work, events)
    instances = [desks[desk.name].instance for desk, _wanted in changed]
    history.record_all(instances, by=by, reason=note[:200], last=origins)
    return _stored(work, desks)


def foresee(work: Work, *, by: Actor, act: Act) -> list[Stored]:
    """What `store` would come to, without storing anything: the same refusals, the same units; no query.

    The desks are of no use afterwards: their rows hold the new texts.
    """
    _refuse(work)
    _written(_changed(work))
    return _stored(work, relaid([desk for desk, _wanted in work], _events(work, act, by)))


def _refuse(work: Work) -> None:
    if refusals := [refusal for _desk, found in work for one in found for refusal in one.refusals]:
        raise UnitsRefusedError(refusals)


def _changed(work: Work) -> Work:
    """What changes a text; the rest only says something of one."""
    return [(desk, found) for desk, found in work if any(one.changes_text for one in found)]


def _events(work: Work, act: Act, by: Actor, note: str = "") -> list[TranslationEvent]:
    about = {"act": act, "state": SAYS[act], "note": note, "at": timezone.now()}
    news = (one for _desk, found in work for one in found if one.is_news(act))
    return [event_on(one.unit, by=by, source=one.made_from, target=one.target, **about) for one in news]


def _desks_now(work: Work, events: list[TranslationEvent]) -> dict[Name, Desk]:
    """The desks after it; loaded anew where pictures or sources changed, of which they may have copies."""
    desks = [desk for desk, _wanted in work]
    if any(one.unit.text.is_shared for _desk, found in work for one in found):
        keys = [desk.instance.key for desk in desks]
        return desks_of(kind_of(desks[0].instance).objects(keys), desks[0].language)
    return relaid(desks, events)


def _stored(work: Work, desks: Mapping[Name, Desk]) -> list[Stored]:
    return [Stored(desks[desk.name], [one.unit for one in found]) for desk, found in work]


def locked_desk(instance: Content, language: str) -> Desk:
    """The object as it is now; others who want to save it wait until this transaction ends."""
    (desk,) = locked_desks(kind_of(instance), [instance.key], language).values()
    return desk


def locked_desks(kind: Kind, keys: Collection[str], language: str) -> dict[Name, Desk]:
    """These objects of a kind as they are now, by their names; what is not there is left out."""
    rows = kind.model._base_manager.filter(key__in=keys)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    return desks_of(kind.objects(keys), language)


def saved_units(desk: Desk, were: Iterable[Unit], events: Iterable[TranslationEvent]) -> list[Saved]:
    """These units as they stand after events that changed no text."""
    (now,) = relaid([desk], events).values()
    return _checked(Stored(now, list(were)))


def _checked(stored: Stored) -> list[Saved]:
    units = stored.units
    findings = findings_of(units, stored.desk.log)
    return [Saved(unit, findings.get(unit.address, [])) for unit in units]


def _written(changed: Work) -> dict[Any, set[str]]:
    """Put the changed texts into their rows; gives the columns of each row that have another text now."""
    rows: dict[Any, Any] = {}  # of a picture that several pages show, one
    columns: dict[Any, set[str]] = {}
    for desk, wanted in changed:
        targets = {one.unit.address: one.target for one in wanted if one.changes_text}
        for text in dict.fromkeys(one.unit.text for one in wanted if one.changes_text):
            row, name = rows.setdefault(text.row, text.row), column(text.field, desk.language)
            setattr(row, name, _rebuilt(text, desk.units_of[text], targets))
            columns.setdefault(row, set()).add(name)
    return columns


def _save(rows: dict[Any, set[str]], changed: Work) -> None:
    """Save these columns of rows, all of a model at once; the first title of a page makes its address."""
    claim_all([desk.instance for desk, _wanted in changed])
    language = changed[0][0].language if changed else ""
    for row in give_addresses((row for row in rows if isinstance(row, Content)), language):
        rows[row].add(column("slug", language))
    alike: dict[tuple[type[Any], tuple[str, ...]], list[Any]] = {}
    for row, columns in rows.items():
        alike.setdefault((type(row), tuple(sorted(columns))), []).append(row)
    for (_model, names), found in alike.items():
        save_columns(found, names)


def _rebuilt(text: Text, units: list[Unit], changed: dict[str, str]) -> str:
    """The field with the changed ones of its units in their places, in the order of the source."""
    targets = [changed.get(unit.address, unit.target) for unit in units]
    if text.form is not Form.RICH:
        return targets[0]
    return joined(targets, text.written(units[0].language) or text.source)


def event_on(unit: Unit, *, by: Actor, **about: Any) -> TranslationEvent:
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
        **({"job": by.name} if isinstance(by, Job) else {"by": by}),
        **{"at": timezone.now()} | about,
    )


def record_events(events: list[TranslationEvent], texts: Iterable[Text]) -> None:
    """Store what was done, tell the memory, and drop what is kept of the objects that show these texts."""
    insert(events)
    index.take_in(events)
    keys: dict[str, set[str]] = {}
    for text in set(texts):
        if text.is_shared:
            forget_touched(text.row)
        else:
            keys.setdefault(text.owner[0], set()).add(text.owner[1])
    for kind, names in keys.items():
        forget(kind_named(kind), names)
