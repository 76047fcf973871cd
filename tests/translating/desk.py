"""Short ways to do what translators do, for tests."""

from typing import Any

from django.contrib.auth.models import Group, User

from portal.languages import TRANSLATIONS
from portal.publishing.services import Job
from portal.startup import ROLES
from portal.translating.arrivals import confirm_arrivals
from portal.translating.changes import Change
from portal.translating.desks import Desk, desk_of
from portal.translating.findings import Found
from portal.translating.memory.matching import Suggestion, suggestions_for
from portal.translating.models import Act, State
from portal.translating.services import save_units
from portal.translating.texts import texts_of

INTO = TRANSLATIONS[0].code


def desk(instance: Any) -> Desk:
    return desk_of(instance, INTO)


def findings(instance: Any, address: str) -> list[Found]:
    """What the checks find in one unit."""
    return desk(instance).findings()[address]


def unit(instance: Any, path: str, number: int = 0) -> Any:
    """The unit of a field, by its path and its place in the first row that has it."""
    found = [one for one in desk(instance).units if one.text.path == path]
    return found[number]


def states(instance: Any, path: str = "sections.body") -> list[State]:
    return [one.state for one in desk(instance).units if one.text.path == path]


def suggestions(one: Any) -> list[Suggestion]:
    """What the memory offers for a unit."""
    return suggestions_for([one]).get(one.address, [])


def translate(instance: Any, path: str, target: str, by: Any, number: int = 0, **more: Any) -> Any:
    """Save a unit as somebody who sees it as it is now."""
    (saved,) = save_units(
        instance=instance,
        language=INTO,
        changes=[change(unit(instance, path, number), target)],
        by=by,
        **{"act": Act.TRANSLATED} | more,
    )
    return saved.unit


def change(seen: Any, target: str, **more: Any) -> Change:
    return Change(seen.address, target, *seen.pair, **more)


def confirm_all(instance: Any) -> None:
    """What a fixture does: all texts are translations of each other."""
    confirm_arrivals(texts=texts_of(desk(instance).instance), language=INTO, by=Job("test"))


def colleague(name: str = "colleague", role: str = "translator") -> User:
    user = User.objects.create_user(name, password="secret of a colleague", is_staff=True)
    user.groups.add(Group.objects.get(name=ROLES[role]))
    return user
