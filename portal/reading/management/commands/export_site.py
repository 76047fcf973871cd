import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from portal.reading.export.crawl import ExportFailedError
from portal.reading.export.site import export_site

PROGRESS_EVERY = 100
MEGABYTE = 1_000_000


class Command(BaseCommand):
    help = (
        "Write the public site to a folder as files that any web server can serve. The folder is replaced at "
        "once when all is written and every link leads somewhere; until then it stays as it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="new, empty, or an earlier export")
        parser.add_argument(
            "--address",
            default="http://localhost",
            help="where the files will be served, for what needs whole addresses: https://portal.example",
        )
        parser.add_argument(
            "--without-leaflets", action="store_true", help="leave the PDF files out, which takes less time"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        origin = origin_of(options["address"])
        began = time.monotonic()
        try:
            outcome = export_site(
                folder=options["folder"],
                origin=origin,
                say=self._say,
                has_leaflets=not options["without_leaflets"],
            )
        except ExportFailedError as error:
            raise CommandError(str(error)) from error
        seconds = time.monotonic() - began
        size = outcome.octets / MEGABYTE
        self.stdout.write(
            f"{outcome.files} files, {size:.1f} MB, in {options['folder']}, for {origin}; every link leads "
            f"somewhere. It took {seconds:.0f} seconds."
        )

    def _say(self, files: int) -> None:
        if files % PROGRESS_EVERY == 0:
            self.stdout.write(f"{files} files …")


def origin_of(address: str) -> str:
    """Scheme and host of an address. Anything more or less is refused: links begin at the root."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise CommandError(f"“{address}” is not the address of a host, such as https://portal.example.")
    return f"{parts.scheme}://{parts.netloc}"
