"""Talking about units: remarks, naming a colleague, and asking the editors."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.content.models import Content
from portal.editing.roles import APPROVE_MEDICAL, may_change
from portal.publishing.kinds import kind_of
from portal.translating.desks import desk_of
from portal.translating.models import UnitComment
from portal.translating.reviewing import may_review
from portal.translating.units import Unit

LONGEST: Final = 1000
# By what a unit and a comment on it know each other.
PLACE: Final = ("kind", "key", "language", "path", "source_print")
NAMED: Final = re.compile(r"(?<![\w.])@([^\W\d_][\w.+-]*)")


@transaction.atomic
def comment(
    *,
    instance: Content,
    language: str,
    address: str,
    source_print: str,
    text: str,
    by: Any,
    asks: bool = False,
) -> UnitComment:
    """Say something about a unit; `asks` puts it before the editors until one of them answers.

    For who `may_comment`. Raises `PermissionDenied`, and `ValueError` without words, with too many, for a
    unit that is gone, and for an @name that nobody here has.
    """
    if not may_comment(by, instance, language):
        raise PermissionDenied(_("You do not have the right to do this."))
    if not text.strip():
        raise ValueError(_("Write something first."))
    if len(text.strip()) > LONGEST:
        raise ValueError(_("At most %(number)d characters.") % {"number": LONGEST})
    _require_known(text)
    unit = desk_of(instance, language).located(address, source_print)
    if unit is None or unit.source_print != source_print:
        raise ValueError(_("Somebody else has changed this text since you opened it, so nothing was stored."))
    made = UnitComment(
        **_place(unit),
        page_kind=kind_of(instance).name,
        page_key=instance.key,
        sort=_sort(unit, by, instance, asks=asks),
        text=text.strip(),
        by=by,
        at=timezone.now(),
    )
    made.save(force_insert=True)
    return made


def _require_known(text: str) -> None:
    """Who names a colleague wants to be read by them: a name that nobody has would reach nobody."""
    names = {found.rstrip(".") for found in NAMED.findall(text)}
    here = User.objects.filter(is_active=True, is_staff=True).values_list("username", flat=True)
    known = {name.casefold() for name in here} if names else set()
    if unknown := sorted(name for name in names if name.casefold() not in known):
        raise ValueError(_("Nobody here has the name %(name)s.") % {"name": f"@{unknown[0]}"})


def may_comment(person: Any, instance: Content, language: str) -> bool:
    """For who may review or translate the language, approve the medical content, or change the source."""
    return (
        may_review(person, language) or person.has_perm(APPROVE_MEDICAL) or may_change(person, type(instance))
    )


def _sort(unit: Unit, by: Any, instance: Content, *, asks: bool) -> str:
    """What an editor says to an open question is its answer."""
    if asks:
        return UnitComment.Sort.QUESTION
    is_asked = UnitComment.objects.open_questions().filter(**_place(unit)).exclude(by=by).exists()
    return UnitComment.Sort.ANSWER if is_asked and may_change(by, type(instance)) else UnitComment.Sort.REMARK


def _place(unit: Unit) -> dict[str, str]:
    kind, key = unit.text.owner
    return dict(zip(PLACE, (kind, key, unit.language, unit.text.path, unit.source_print), strict=True))


def unit_of(comment: UnitComment, units: Iterable[Unit]) -> Unit | None:
    """The unit of which something was said, if its source text is still there."""
    place = _place_of(comment)
    return next((unit for unit in units if _place(unit) == place), None)


def _place_of(comment: UnitComment) -> dict[str, str]:
    return {name: getattr(comment, name) for name in PLACE}


def comments_on(units: Iterable[Unit]) -> dict[str, list[UnitComment]]:
    """What was said, by the address of each unit, the oldest first; one query for all."""
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for unit in units:
        places[tuple(_place(unit).values())].append(unit.address)
    wanted = Q(pk=None)
    for kind, key, language in {place[:3] for place in places}:
        wanted |= Q(kind=kind, key=key, language=language)
    found: dict[str, list[UnitComment]] = defaultdict(list)
    for one in UnitComment.objects.filter(wanted).select_related("by"):
        for address in places.get(tuple(_place_of(one).values()), ()):
            found[address].append(one)
    return found
