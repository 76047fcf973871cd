"""Make the leaflets that are missing, and forget those that no page offers any more."""

from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from portal.publishing.models import Publication
from portal.reading.leaflets.keeping import digest_of, forget_all_but, leaflet_as_pdf
from portal.reading.leaflets.making import leaflets_to_make
from portal.reading.leaflets.rendering import NoLeafletsError

EVERY = 10


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("site", help="where readers find the site: https://portal.example.org")

    def handle(self, *, site: str, **_options: Any) -> None:
        site = site_of(site)
        live = Publication.objects.live().order_by("pk")
        total = live.count()
        digests = set[str]()
        for done, publication in enumerate(live.iterator(chunk_size=EVERY), start=1):
            digests |= self._made(publication, site)
            if done % EVERY == 0 or done == total:
                self.stdout.write(f"{done} of {total} publications")
        forgotten = forget_all_but(digests)
        self.stdout.write(f"{len(digests)} leaflets kept, {forgotten} old ones removed")

    def _made(self, publication: Publication, site: str) -> set[str]:
        digests = set[str]()
        for leaflet in leaflets_to_make(publication, site=site):
            try:
                leaflet_as_pdf(leaflet)
            except NoLeafletsError as error:
                raise CommandError(f"Leaflets cannot be made here: {error}") from error
            digests.add(digest_of(leaflet))
        return digests


def site_of(address: str) -> str:
    """Scheme and host of an address; anything else raises `CommandError`."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/") or parts.query:
        raise CommandError(f"“{address}” is not the address of a site, such as https://portal.example.org")
    return f"{parts.scheme}://{parts.netloc}"
