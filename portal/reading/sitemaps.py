"""The sitemap: every live page with the day of its text and its translations, and the lists."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import product
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q

from portal.languages import CODES
from portal.publishing.kinds import all_kinds
from portal.publishing.models import Publication, PublicationQuerySet
from portal.reading.addresses import Name, default_address, home_address, list_address, page_address

Address = tuple[str, str]  # the name of a kind, or `HOME`, and a language
HOME = ""


class AlternateSitemap(Sitemap[Any]):
    """A sitemap that names only the languages that a page exists in, each at its own address.

    Django's own (`i18n`) has every item in every language and gives all of them the same slug.
    """

    def alternates_of(self, items: list[Any]) -> dict[Any, dict[str, str]]:
        """For each item the addresses of the same page by language."""
        raise NotImplementedError

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        urls = super().get_urls(page, site, protocol)
        host = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        alternates = self.alternates_of([url["item"] for url in urls])
        for url in urls:
            addresses = alternates[url["item"]]
            with_default = addresses | {"x-default": default_address(addresses)}
            url["alternates"] = [
                {"lang_code": language, "location": f"{host}{address}"}
                for language, address in with_default.items()
            ]
        return urls


class PageSitemap(AlternateSitemap):
    """The live pages, 10,000 at a time; three queries."""

    limit = 10_000

    def items(self) -> PublicationQuerySet:
        return Publication.objects.live().without_documents().order_by("kind", "key", "language")

    def location(self, item: Publication) -> str:
        return page_address(item.kind, item.language, item.slug)

    def lastmod(self, item: Publication) -> datetime:
        return item.live_from

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.items().aggregate(latest=Max("live_from"))["latest"]
        return latest

    def alternates_of(self, items: list[Publication]) -> dict[Publication, dict[str, str]]:
        """The languages of an object stand beside each other; only at the edges some are on another page."""
        found: dict[Name, dict[str, str]] = defaultdict(dict)
        for publication in (*items, *self._at_the_edges(items)):
            found[publication.kind, publication.key][publication.language] = self.location(publication)
        return {item: found[item.kind, item.key] for item in items}

    def _at_the_edges(self, items: list[Publication]) -> Iterable[Publication]:
        edges = [Q(kind=item.kind, key=item.key) for item in (*items[:1], *items[-1:])]
        return self.items().filter(edges[0] | edges[-1]) if edges else ()


class ListSitemap(AlternateSitemap):
    """The home pages and the lists; one query."""

    def __init__(self) -> None:
        rows = Publication.objects.live().order_by().values_list("kind", "language")
        self.latest = {(kind, language): at for kind, language, at in rows.annotate(Max("live_from"))}
        for code in CODES:
            moments = (at for (_kind, language), at in self.latest.items() if language == code)
            if latest := max(moments, default=None):
                self.latest[HOME, code] = latest

    def items(self) -> list[Address]:
        return list(product((HOME, *(kind.name for kind in all_kinds())), CODES))

    def location(self, item: Address) -> str:
        kind, language = item
        return list_address(kind, language) if kind else home_address(language)

    def lastmod(self, item: Address) -> datetime | None:
        return self.latest.get(item)

    def get_latest_lastmod(self) -> datetime | None:
        return max(self.latest.values(), default=None)

    def alternates_of(self, items: list[Address]) -> dict[Address, dict[str, str]]:
        return {item: {code: self.location((item[0], code)) for code in CODES} for item in items}


SITEMAPS: dict[str, type[AlternateSitemap]] = {"lists": ListSitemap, "pages": PageSitemap}
