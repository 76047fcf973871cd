"""New and changed: what readers can read since when, and what it was published for."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.languages import CODES
from portal.publishing.kinds import kind_named
from portal.publishing.models import Event, Publication
from portal.reading.addresses import changes_address, current_language
from portal.reading.links import FOOT_KIND, Link, foot_links

SIZE = 30


@dataclass(frozen=True)
class Change:
    """A live publication, new when it is the first of its page, and why it was published."""

    link: Link
    reason: str

    @property
    def is_new(self) -> bool:
        return self.link.publication.number == 1

    @property
    def kind(self) -> str:
        return kind_named(self.link.publication.kind).singular


@require_safe
def changed_pages(request: HttpRequest) -> HttpResponse:
    """Live pages, the last published first; three queries."""
    language = current_language()
    published = Event.objects.filter(publication=OuterRef("pk"), action=Event.Action.PUBLISHED)
    live = Publication.objects.live().filter(language=language).without_documents()
    newest = live.order_by("-live_from", "-pk").annotate(reason=Subquery(published.values("reason")[:1]))
    page = Paginator(newest, SIZE).get_page(request.GET.get("page"))
    context = {
        "changes": [Change(Link(publication), publication.reason) for publication in page],
        "page": page,
        "foot": foot_links(live.filter(kind=FOOT_KIND)),
        "alternates": {code: changes_address(code) for code in CODES},
    }
    return render(request, "reading/changes.html", context)
