from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.languages import TRANSLATIONS
from portal.publishing.services import Job
from portal.translating.exchange.formats import read
from portal.translating.exchange.importing import Arrival, bring_in, findings_in
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.findings import Found


class Command(BaseCommand):
    help = "Take translations in from a file: all of them or none, as translated and not reviewed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=[one.code for one in TRANSLATIONS], required=True)
        told = "change nothing; tell what would change and what the checks find"
        parser.add_argument("--dry-run", action="store_true", help=told)

    def handle(self, *_args: Any, **options: Any) -> None:
        language = options["language"]
        try:
            outcome = bring_in(
                entries=read(options["file"].read_bytes(), language),
                language=language,
                by=Job("import_translations"),
                dry_run=options["dry_run"],
            )
        except (FileRefusedError, OSError) as error:
            raise CommandError(f"Nothing was taken in.\n{error}") from error
        # Checking takes longer than all the rest: `check_translations` does it for what has come in.
        found = findings_in(outcome.arrivals, language) if options["dry_run"] else {}
        for arrival in outcome.arrivals:
            self._tell(arrival, found.get(arrival.after.address, []))
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(f"{len(outcome.arrivals)} {would}changed, {outcome.unchanged} the same")

    def _tell(self, arrival: Arrival, findings: list[Found]) -> None:
        self.stdout.write(f"{'/'.join(arrival.owner)}: {arrival.after.context}")
        self.stdout.write(f"  - {arrival.before.target}\n  + {arrival.after.target}")
        if arrival.is_outdated:
            self.stdout.write("  the source has changed since: outdated")
        for found in findings:
            self.stdout.write(f"  {found.severity.value}: {found.message}")
