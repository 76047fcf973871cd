"""The report of the last check of the links: which address, on which page, in which sentence, since when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.editing.links.models import CheckedLink, LinkPlace
from portal.editing.links.states import LinkState
from portal.editing.pages import page
from portal.editing.problems import pointer
from portal.languages import Language, language_named
from portal.publishing.gate import Problem
from portal.publishing.kinds import kind_named
from portal.publishing.worklists import Item, Worklist, register

VIEW = "publishing.view_publication"
ON_A_PAGE = 50
FIRST = 5


@dataclass(frozen=True)
class Place:
    """Where a link stands, and the address of the field that mends it; `""` for a page that is gone."""

    place: LinkPlace
    form: str

    @property
    def language(self) -> Language:
        return language_named(self.place.language)


@never_cache
@require_safe
def report_view(request: HttpRequest) -> HttpResponse:
    """Links in one state, those that broke first on top; as many queries for many as for few."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    asked = request.GET.get("state", "")
    state = LinkState(asked) if asked in LinkState.values else LinkState.BROKEN
    links = CheckedLink.objects.filter(state=state).prefetch_related("places")
    shown = Paginator(links, ON_A_PAGE).get_page(request.GET.get("page"))
    counts = {each: CheckedLink.objects.filter(state=each).count() for each in LinkState}
    context = {
        "title": _("Links"),
        "state": state,
        "states": [(each, counts[each]) for each in LinkState],
        "checked_at": CheckedLink.objects.aggregate(last=Max("checked_at"))["last"],
        "page": shown,
        "links": _with_places(shown.object_list),
    }
    return page(request, "editing/links.html", context)


def _with_places(links: Iterable[CheckedLink]) -> list[tuple[CheckedLink, list[Place]]]:
    found = [(link, list(link.places.all())) for link in links]
    objects = _objects(place for _link, places in found for place in places)
    return [(link, [Place(place, _form(place, objects)) for place in places]) for link, places in found]


def _objects(places: Iterable[LinkPlace]) -> dict[tuple[str, str], Any]:
    """The working copies with these places; a query for each kind."""
    keys = defaultdict(set)
    for place in places:
        keys[place.kind].add(place.key)
    managers: dict[str, Any] = {name: kind_named(name).model._default_manager for name in keys}
    return {
        (name, row.key): row
        for name, manager in managers.items()
        for row in manager.filter(key__in=keys[name])
    }


def _form(place: LinkPlace, objects: dict[tuple[str, str], Any]) -> str:
    instance = objects.get((place.kind, place.key))
    return pointer(instance, place.language, Problem("", place.field, "")).address if instance else ""


@register
def broken_links(person: AbstractUser) -> Worklist | None:
    if not person.has_perm(VIEW):
        return None
    broken = CheckedLink.objects.broken()
    address = reverse("admin:links")
    items = (Item(link.address, address, _since(link)) for link in broken[:FIRST])
    return Worklist("broken-links", _("Broken links"), broken.count(), tuple(items), address)


def _since(link: CheckedLink) -> str:
    day = date_format(localtime(link.broken_since), "DATE_FORMAT")
    return _("since %(day)s: %(reason)s") % {"day": day, "reason": link.reason}
