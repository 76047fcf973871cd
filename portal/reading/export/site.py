"""One export from beginning to end."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from django.utils.translation import override

from portal.languages import CODES
from portal.publishing.kinds import all_kinds
from portal.publishing.models import Publication
from portal.reading.addresses import home_address, list_address, page_address
from portal.reading.export.asking import Asker
from portal.reading.export.check import broken_links
from portal.reading.export.crawl import Crawl, ExportFailedError
from portal.reading.export.finishing import Finisher, is_changed
from portal.reading.export.folders import replacing

# Nothing leads to these: programs know where they are. Those that the portal does not have are not written.
KNOWN_PLACES = ("/robots.txt", "/sitemap.xml", "/.well-known/security.txt")
LEAFLET = ".pdf"
MOST_NAMED = 20


@dataclass(frozen=True)
class Outcome:
    files: int
    octets: int


def export_site(
    *, folder: Path, origin: str, say: Callable[[int], None], has_leaflets: bool = True
) -> Outcome:
    """Write the public site to a folder, for a web server at `origin` (`https://portal.example`).

    Leaflets that nobody asked for before are made now, about one in a second. `say` is told how many files
    there are, again and again. Raises `ExportFailedError`, and leaves the folder as it was, when it holds
    anything but an earlier export, when the portal answers with an error, and when a link in the files leads
    to nothing.
    """
    with replacing(folder) as new, only_errors_logged():
        leaves_out = stays_out(has_leaflets=has_leaflets)
        crawl = Crawl(Asker(origin), origin, new, leaves_out, say, not_found_pages())
        crawl.run(beginnings())
        finisher = Finisher(origin, crawl.copies, leaves_out)
        for address, copy in crawl.copies.items():
            if is_changed(copy):
                file = new / copy.file
                file.write_text(finisher.finished(address, file.read_text(), copy))
        _require_whole(new, origin)
        sizes = [path.stat().st_size for path in new.rglob("*") if path.is_file()]
    return Outcome(len(sizes), sum(sizes))


def _require_whole(folder: Path, origin: str) -> None:
    broken = [str(link) for link in broken_links(folder, origin)]
    if broken:
        more = f"\n… and {len(broken) - MOST_NAMED} more" if len(broken) > MOST_NAMED else ""
        named = "\n".join(broken[:MOST_NAMED])
        raise ExportFailedError(f"These links lead to nothing:\n{named}{more}")


def beginnings() -> Iterator[str]:
    """Every page that is or was live (an old address leads on), every list, and what only programs know."""
    yield "/"
    yield from KNOWN_PLACES
    yield from not_found_pages()
    for code in CODES:
        yield home_address(code)
        yield from (list_address(kind.name, code) for kind in all_kinds())
    addresses = Publication.objects.begun().order_by().values_list("kind", "language", "slug").distinct()
    for kind, language, slug in addresses.iterator():
        yield page_address(kind, language, slug)


def not_found_pages() -> frozenset[str]:
    """What many servers of files show for an address that they do not have, in each language."""
    return frozenset({"/404.html", *(f"{home_address(code)}404.html" for code in CODES)})


def stays_out(*, has_leaflets: bool) -> Callable[[str], bool]:
    """What files cannot do: the interface for programs, search from a browser, and what is for staff."""
    beginnings = [reverse("api:index")]
    for code in CODES:
        with override(code):
            beginnings += map(reverse, ("admin:index", "reading:api", "reading:open-search"))
    ending = () if has_leaflets else (LEAFLET,)
    return lambda address: address.startswith(tuple(beginnings)) or address.endswith(ending)


@contextmanager
def only_errors_logged() -> Iterator[None]:
    """Without a line for each address that is rightly no longer there."""
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
