"""Whether every link in a folder of files leads to a file, and to a place that is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from portal.reading.export.crawl import links_in
from portal.reading.export.markup import tags_of
from portal.reading.export.places import HTML, address_of

MEDIA_TYPES = {".html": HTML, ".css": "text/css", ".xml": "application/xml", ".txt": "text/plain"}


@dataclass(frozen=True)
class BrokenLink:
    page: str
    link: str

    def __str__(self) -> str:
        return f"{self.page} → {self.link}"


def broken_links(folder: Path, origin: str) -> Iterator[BrokenLink]:
    """Reads the files only, so that it finds what went wrong when they were written, too."""
    places = lru_cache(maxsize=1000)(_places)
    for path in sorted(folder.rglob("*")):
        media_type = MEDIA_TYPES.get(path.suffix)
        if not media_type or path.is_dir():
            continue
        page = address_of(PurePosixPath(path.relative_to(folder)))
        for link in dict.fromkeys(links_in(path.read_bytes(), media_type, origin)):
            whole, place = urldefrag(urljoin(f"{origin}{page}", link))
            if not whole.startswith(f"{origin}/"):
                continue
            target = _file(folder, whole)
            if target is None or (place and place not in places(target)):
                yield BrokenLink(page, link)


def _file(folder: Path, address: str) -> Path | None:
    """The file that a server gives for an address; it takes no notice of questions, so one is not whole."""
    parts = urlsplit(address)
    path = folder / unquote(parts.path).lstrip("/")
    if path.is_dir():
        path /= "index.html"
    return path if path.is_file() and not parts.query else None


def _places(file: Path) -> frozenset[str]:
    """The names of all places in a file that links can lead to."""
    if MEDIA_TYPES.get(file.suffix) != HTML:
        return frozenset()
    return frozenset(tag.attributes["id"] for tag in tags_of(file.read_text()) if "id" in tag.attributes)
