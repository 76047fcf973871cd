import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.languages import SOURCE, TRANSLATIONS
from portal.translating.checks import Severity
from portal.translating.findings import knows
from portal.translating.report import Line, whole_site


class Command(BaseCommand):
    help = (
        "Check every translation of the working copies. What a reviewer has overridden is not told. "
        "Ends with status 1 when there is an error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        codes = [language.code for language in TRANSLATIONS]
        parser.add_argument("--language", choices=codes, help="only this language; all, if left out")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *_args: Any, **options: Any) -> None:
        chosen = [options["language"]] if options["language"] else [one.code for one in TRANSLATIONS]
        checked = [language for language in chosen if knows(language)]
        for language in sorted({*chosen} - {*checked}):
            self.stderr.write(f"{language}: not checked, for the checks do not know this language.")
        errors = warnings = 0
        for language in checked:
            for line in whole_site(language):
                self.stdout.write(_json(line) if options["json"] else _text(line))
                errors += line.found.severity is Severity.ERROR
                warnings += line.found.severity is Severity.WARNING
        if errors:
            raise CommandError(f"{errors} errors, {warnings} warnings.")
        if checked and not options["json"]:
            self.stdout.write(f"No errors, {warnings} warnings.")


def _text(line: Line) -> str:
    where, found = f"{line.kind}/{line.key} ({line.unit.language}), {line.unit.context}", line.found
    return f"{found.severity}: {where}: {found.title}: {found.message} {found.words}".rstrip()


def _json(line: Line) -> str:
    said = {
        "kind": line.kind,
        "key": line.key,
        "language": line.unit.language,
        "unit": line.unit.address,
        "path": line.unit.text.path,
        "severity": line.found.severity,
        "check": line.found.check,
        "code": line.found.code,
        "message": line.found.message,
        "texts": {SOURCE.code: line.unit.source, line.unit.language: line.unit.target},
    }
    return json.dumps(said, ensure_ascii=False)
