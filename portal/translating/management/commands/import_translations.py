from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from portal.languages import TRANSLATIONS
from portal.publishing.services import Job
from portal.translating.checks import Severity
from portal.translating.exchange.formats import read
from portal.translating.exchange.importing import Arrival, bring_in, findings_in
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.findings import Found
from portal.translating.texts import Name

MOST_CHECKED: Final = 1000


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

    def _tell_objects(self, arrivals: list[Arrival], language: str) -> None:
        """With what the checks find, in as many texts as somebody waits for."""
        is_checked = len(arrivals) <= MOST_CHECKED
        found = findings_in(arrivals, language) if is_checked else {}
        by_owner: dict[Name, list[Arrival]] = defaultdict(list)
        for arrival in arrivals:
            by_owner[arrival.owner].append(arrival)
        for owner, own in by_owner.items():
            findings = [one for arrival in own for one in found.get(arrival.after.address, ())]
            self.stdout.write(f"{'/'.join(owner)}: {', '.join(_counts(own, findings))}")
        if not is_checked:
            self.stdout.write("These are too many to check now: check_translations tells what is wrong.")

    def _tell_texts(self, arrivals: list[Arrival], language: str) -> None:
        found = findings_in(arrivals, language)
        for arrival in arrivals:
            self._tell_text(arrival, found.get(arrival.after.address, []))

    def _tell_text(self, arrival: Arrival, findings: list[Found]) -> None:
        self.stdout.write(f"{'/'.join(arrival.owner)}: {arrival.after.context}")
        self.stdout.write(f"  - {arrival.before.target}\n  + {arrival.after.target}")
        if arrival.is_outdated:
            self.stdout.write("  the source has changed since: outdated")
        for one in (one for one in findings if one.is_open):
            self.stdout.write(f"  {one.severity.value}: {one.message} {one.words}".rstrip())


def _counts(arrivals: list[Arrival], findings: list[Found]) -> Iterator[str]:
    yield f"{len(arrivals)} changed"
    severities = Counter(one.severity for one in findings if one.is_open)
    counts = {
        "of an older source": sum(arrival.is_outdated for arrival in arrivals),
        "errors": severities[Severity.ERROR],
        "warnings": severities[Severity.WARNING],
    }
    yield from (f"{what}: {count}" for what, count in counts.items() if count)
