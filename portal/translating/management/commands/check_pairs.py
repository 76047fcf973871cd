import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from portal.languages import SOURCE, TRANSLATIONS
from portal.translating.checks import check, worst


class Command(BaseCommand):
    help = (
        'Check pairs of texts: one JSON object a line with "id", "nl" and "en" goes in, '
        'one with "id", "severity" and "codes" comes out.'
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="a .jsonl file, or - for standard input")

    def handle(self, *_args: Any, file: str, **_options: Any) -> None:
        if file == "-":
            self._check(sys.stdin)
            return
        try:
            with Path(file).open(encoding="utf-8") as lines:
                self._check(lines)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error

    def _check(self, lines: TextIO) -> None:
        for identity, source, target in _pairs(lines):
            findings = check(source, target)
            self.stdout.write(
                json.dumps(
                    {
                        "id": identity,
                        "severity": worst(findings) or "none",
                        "codes": sorted({finding.code for finding in findings}),
                    },
                    ensure_ascii=False,
                )
            )


def _pairs(lines: TextIO) -> Iterator[tuple[Any, str, str]]:
    try:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _pair(number, line)
    except UnicodeDecodeError as error:
        raise CommandError("The input is not UTF-8.") from error


def _pair(number: int, line: str) -> tuple[Any, str, str]:
    try:
        pair = json.loads(line)
    except json.JSONDecodeError as error:
        raise CommandError(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(pair, dict):
        raise CommandError(f"Line {number} is not a JSON object.")
    for key in (SOURCE.code, TRANSLATIONS[0].code):
        if not isinstance(pair.get(key), str):
            raise CommandError(f'Line {number} has no text "{key}".')
    if "id" not in pair:
        raise CommandError(f'Line {number} has no "id".')
    return pair["id"], pair[SOURCE.code], pair[TRANSLATIONS[0].code]
