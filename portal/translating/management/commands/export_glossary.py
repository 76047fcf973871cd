import sys
from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.translating.termbase import tbx
from portal.translating.termbase.entries import entries


class Command(BaseCommand):
    help = "Write the glossary to a file for terminology programs (TBX-Basic, ISO 30042:2019)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, help="standard output when no file is named")

    def handle(self, *_args: Any, output: Path | None, **_options: Any) -> None:
        stream = BytesIO()
        count = tbx.write(stream, entries())
        try:
            if output:
                output.write_bytes(stream.getvalue())
            else:
                sys.stdout.buffer.write(stream.getvalue())
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error}") from error
        self.stderr.write(f"{count} terms")
