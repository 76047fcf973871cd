"""Reading the whole public site: from addresses to begin at, along every link, until nothing is new."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urljoin

from portal.reading.export.asking import Answer, Asker
from portal.reading.export.markup import CSS_LINK, data_in, links_of, sizes_of, tags_of, whole_links
from portal.reading.export.places import HTML, address_of, file_of

TEXTS = {"application/json", "application/xml", "application/atom+xml", "text/plain", "text/xml"}
CSS = "text/css"
MOVED = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND}


class ExportFailedError(Exception):
    """The site cannot be copied as it is; the message names what is wrong and where."""


@dataclass(frozen=True)
class Copy:
    """What was written for an address; `target` is where a page that has moved now is."""

    file: PurePosixPath
    media_type: str
    target: str = ""

    @property
    def address(self) -> str:
        return address_of(self.file)


@dataclass
class Crawl:
    """Writes every answer below `folder` as it is; `copies` tells by address what was written where.

    `leaves_out` says of an address that it stays out of the export. Of the addresses in `not_found`, the page
    is kept that says that there is nothing.
    """

    asker: Asker
    origin: str
    folder: Path
    leaves_out: Callable[[str], bool]
    say: Callable[[int], None]
    not_found: frozenset[str] = frozenset()
    copies: dict[str, Copy] = field(default_factory=dict)

    def run(self, begin: Iterable[str]) -> None:
        """An address that answers neither with a file nor with another address is not written."""
        waiting = deque(dict.fromkeys(begin))
        seen = set(waiting)
        files: dict[PurePosixPath, str] = {}
        while waiting:
            address = waiting.popleft()
            answer = self.asker.ask(address)
            for found in self._take(address, answer, files):
                if found not in seen and not self.leaves_out(found):
                    seen.add(found)
                    waiting.append(found)
            self.say(len(self.copies))

    def _take(self, address: str, answer: Answer, files: dict[PurePosixPath, str]) -> Iterator[str]:
        """Write an answer; gives the addresses that it leads to."""
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ExportFailedError(f"{address} answered with an error ({answer.status}).")
        if answer.status in MOVED:
            target = self._own(address, answer.location)
            copy = Copy(file_of(address, HTML), HTML, target or answer.location)
        elif answer.status == HTTPStatus.OK or address in self.not_found:
            copy = Copy(file_of(address, answer.media_type), answer.media_type)
        else:
            return
        if files.setdefault(copy.file, address) != address:
            raise ExportFailedError(f"{address} and {files[copy.file]} would be the same file, {copy.file}.")
        self.copies[address] = copy
        _write(self.folder / copy.file, answer.body)
        yield from [copy.target] if copy.target else self.addresses_in(address, answer)

    def addresses_in(self, address: str, answer: Answer) -> Iterator[str]:
        for link in links_in(answer.body, answer.media_type, self.origin):
            if own := self._own(address, link):
                yield own

    def _own(self, address: str, link: str) -> str:
        """Where a link on a page leads on this site, without host and place on the page; else nothing."""
        whole = urldefrag(urljoin(f"{self.origin}{address}", link)).url
        return whole.removeprefix(self.origin) if whole.startswith(f"{self.origin}/") else ""


def links_in(body: bytes, media_type: str, origin: str) -> Iterator[str]:
    """Every link in a file, as it stands there."""
    if media_type == HTML:
        text = body.decode()
        tags = tags_of(text)
        yield from (link for tag in tags for _name, link in links_of(tag, origin))
        yield from (size for tag in tags for size in sizes_of(tag))
        yield from (link for data in data_in(text) for link in whole_links(data, origin))
    elif media_type == CSS:
        yield from CSS_LINK.findall(body.decode())
    elif media_type in TEXTS:
        yield from whole_links(body.decode(), origin)


def _write(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
