"""Atom feeds of new and changed pages: one for each language, and one for each kind in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.publishing.kinds import Kind, kind_named
from portal.publishing.models import Publication
from portal.reading.addresses import current_language, home_address, list_address
from portal.reading.freshness import conditional
from portal.reading.links import Link

NEWEST = 50


@dataclass(frozen=True)
class Asked:
    """What was asked for: the changes of one kind, or of all, and at which host."""

    kind: Kind | None
    host: str


@dataclass(frozen=True)
class Change:
    """A live publication, as an entry of a feed at a host."""

    publication: Publication
    host: str

    @property
    def name(self) -> str:
        """The publication's reference as an address that names it and leads nowhere (RFC 4151)."""
        day = self.publication.live_from.date().isoformat()
        return f"tag:{self.host.partition(':')[0]},{day}:{self.publication.reference}"

    @property
    def what_happened(self) -> str:
        word = _("New") if self.publication.number == 1 else _("Changed")
        reason = getattr(self.publication, "change_reason", None)
        return f"{word}: {reason}" if reason else word


class Changes(Feed[Change, Asked]):
    """The newest live pages, each with the reason of its last change; one query.

    An entry is named by its publication, so that every change of a page is a new entry.
    """

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, kind: Kind | None = None) -> Asked:
        return Asked(kind, request.get_host())

    def title(self, asked: Asked) -> str:
        return feed_title(asked.kind)

    def author_name(self) -> str:
        return _("Medical Portal")

    def link(self, asked: Asked) -> str:
        language = current_language()
        return list_address(asked.kind.name, language) if asked.kind else home_address(language)

    def items(self, asked: Asked) -> Iterable[Change]:
        live = Publication.objects.live().filter(language=current_language()).with_change()
        if asked.kind:
            live = live.filter(kind=asked.kind.name)
        newest = live.without_documents().order_by("-live_from", "-pk")[:NEWEST]
        return [Change(publication, asked.host) for publication in newest]

    def item_title(self, item: Change) -> str:
        title: str = item.publication.title
        return title

    def item_description(self, item: Change) -> SafeString:
        return format_html("<p>{}</p><p>{}</p>", item.what_happened, item.publication.summary)

    def item_link(self, item: Change) -> str:
        return Link(item.publication).address

    def item_guid(self, item: Change) -> str:
        return item.name

    def item_updateddate(self, item: Change) -> datetime:
        at: datetime = item.publication.live_from
        return at

    def item_categories(self, item: Change) -> list[str]:
        return [kind_named(item.publication.kind).plural]


def feed_title(kind: Kind | None) -> str:
    words = {"site": _("Medical Portal"), "kind": kind.plural if kind else ""}
    return (_("%(kind)s: new and changed – %(site)s") if kind else _("New and changed – %(site)s")) % words


changes = conditional(Changes())
