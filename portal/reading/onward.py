"""Where readers of a withdrawn page are sent: what its withdrawal said, if that can be read today."""

from dataclasses import dataclass

from django.db.models import Subquery

from portal.publishing.models import Event, Publication
from portal.reading.addresses import Name
from portal.reading.links import Link


@dataclass(frozen=True)
class Onward:
    """Another live page; when it `replaces` the old one, readers are sent there at once."""

    link: Link
    replaces: bool


def onward_from(name: Name, language: str) -> Onward | None:
    """Follows pages that were withdrawn in their turn until one is live; two queries for each step."""
    replaces, seen = True, set[Name]()
    while name not in seen:
        seen.add(name)
        withdrawal = _withdrawal(name, language)
        if withdrawal is None or not withdrawal.instead_key:
            break
        replaces = replaces and withdrawal.replaced
        name = (withdrawal.instead_kind, withdrawal.instead_key)
        if live := Publication.objects.live().of(*name, language).without_documents().first():
            return Onward(Link(live), replaces)
    return None


def _withdrawal(name: Name, language: str) -> Event | None:
    """The last withdrawal of what readers last saw of a page; none when it just came to its end."""
    seen = Publication.objects.of(*name, language).begun().order_by("-live_from", "-pk")
    withdrawals = Event.objects.filter(
        action=Event.Action.WITHDRAWN, publication=Subquery(seen.values("pk")[:1])
    )
    found: Event | None = withdrawals.order_by("-at", "-pk").first()
    return found
