from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.publishing.differences import Mark
from portal.publishing.services import Job
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.termbase import tbx
from portal.translating.termbase.importing import TermArrival, bring_terms_in


class Command(BaseCommand):
    help = "Take the glossary in from a TBX file: all that it changes or nothing, in the working copy alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="change nothing, only tell")

    def handle(self, *_args: Any, file: Path, dry_run: bool, **_options: Any) -> None:
        try:
            outcome = bring_terms_in(
                entries=tbx.read(file.read_bytes()), by=Job("import_glossary"), dry_run=dry_run
            )
        except (FileRefusedError, OSError) as error:
            raise CommandError(f"Nothing was taken in.\n{error}") from error
        for arrival in outcome.arrivals:
            self._tell(arrival)
        would = "would be " if dry_run else ""
        self.stdout.write(f"{len(outcome.arrivals)} {would}changed, {outcome.unchanged} the same")

    def _tell(self, arrival: TermArrival) -> None:
        self.stdout.write(arrival.term.key)
        for change in arrival.changes:
            before = "".join(run.text for run in change.runs if run.mark is not Mark.ADDED)
            after = "".join(run.text for run in change.runs if run.mark is not Mark.REMOVED)
            self.stdout.write(f"  {change.label}\n  - {before!r}\n  + {after!r}")
        for found in arrival.findings:
            self.stdout.write(f"  {found.severity.value}: {found.message}")
