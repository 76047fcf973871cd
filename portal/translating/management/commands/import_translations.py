from argparse import ArgumentParser
from collections import Counter
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
        tell = self._tell_texts if options["dry_run"] else self._tell_objects
        tell(outcome.arrivals, language)
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(f"{len(outcome.arrivals)} {would}changed, {outcome.unchanged} the same")

    def _tell_objects(self, arrivals: list[Arrival], _language: str) -> None:
        """What the checks find is told by `check_translations`: that takes longer than all the rest."""
        changed = Counter(arrival.owner for arrival in arrivals)
        outdated = Counter(arrival.owner for arrival in arrivals if arrival.is_outdated)
        for owner, count in changed.items():
            of_them = f", {outdated[owner]} of an older source" if outdated[owner] else ""
            self.stdout.write(f"{'/'.join(owner)}: {count} changed{of_them}")

    def _tell_texts(self, arrivals: list[Arrival], language: str) -> None:
        found = findings_in(arrivals, language)
        for arrival in arrivals:
            self._tell_text(arrival, found.get(arrival.after.address, []))

    def _tell_text(self, arrival: Arrival, findings: list[Found]) -> None:
        self.stdout.write(f"{'/'.join(arrival.owner)}: {arrival.after.context}")
        self.stdout.write(f"  - {arrival.before.target}\n  + {arrival.after.target}")
        if arrival.is_outdated:
            self.stdout.write("  the source has changed since: outdated")
        for one in findings:
            self.stdout.write(f"  {one.severity.value}: {one.message} {one.words}".rstrip())
