"""How a page was made: all criteria, one by one."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.publishing.kinds import kind_named
from portal.reading.below import Place, below_a_page
from portal.reading.criteria import Criterion, Facts, hon_principles, pif_tick
from portal.reading.versions import version_numbered
from portal.reading.views import elsewhere


@dataclass(frozen=True)
class CriteriaList:
    """A list of criteria, and whose it is."""

    heading: str
    about: str
    criteria: list[Criterion]


@require_safe
@below_a_page("made")
def made(request: HttpRequest, place: Place) -> HttpResponse:
    """The live publication held against all criteria; three queries."""
    found = version_numbered(place.name, place.language, place.seen.number) if place.is_live else None
    if found is None:
        return elsewhere(request, kind_named(place.seen.kind), place.seen.slug)
    context = {"place": place, "foot": place.foot, "alternates": place.alternates}
    facts = Facts(found.publication.content(), found, place.alternates)
    return render(request, "reading/made.html", context | {"lists": _lists(facts)})


def _lists(facts: Facts) -> list[CriteriaList]:
    return [
        CriteriaList(
            _("PIF TICK: ten criteria"),
            _("From the Patient Information Forum (United Kingdom). It looks at makers, not at one page."),
            pif_tick(facts),
        ),
        CriteriaList(
            _("HON: eight principles"),
            _("From the Health On the Net Foundation. Its mark ended in 2022; its principles still hold."),
            hon_principles(facts),
        ),
    ]
