import sys
from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.languages import TRANSLATIONS
from portal.publishing.management.commands.publish import parse_name
from portal.translating.exchange.entries import entries
from portal.translating.exchange.formats import FORMATS
from portal.translating.models import State


class Command(BaseCommand):
    help = "Write texts and their translations to a file for a CAT tool or a spreadsheet program."

    def add_arguments(self, parser: ArgumentParser) -> None:
        codes = [language.code for language in TRANSLATIONS]
        parser.add_argument("objects", nargs="*", metavar="kind/key", help="all objects when none is named")
        parser.add_argument("--language", choices=codes, required=True)
        parser.add_argument("--format", choices=FORMATS, default="xliff-2.1")
        parser.add_argument("--missing", action="store_true", help="what has no translation")
        parser.add_argument("--outdated", action="store_true", help="what was translated from another text")
        parser.add_argument("--output", type=Path, help="standard output when no file is named")

    def handle(self, *_args: Any, **options: Any) -> None:
        chosen = {State.MISSING: options["missing"], State.OUTDATED: options["outdated"]}
        states = frozenset(state for state, wanted in chosen.items() if wanted) or None
        names = [(kind.name, key) for kind, key in map(parse_name, options["objects"])] or None
        found = entries(names, options["language"], states)
        stream = BytesIO()
        count = FORMATS[options["format"]].write(stream, found, options["language"])
        if count:
            self._store(stream.getvalue(), options["output"])
        self.stderr.write(f"{count} texts" if count else "No such text, so no file.")

    def _store(self, content: bytes, output: Path | None) -> None:
        try:
            if output:
                output.write_bytes(content)
            else:
                sys.stdout.buffer.write(content)
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error}") from error
