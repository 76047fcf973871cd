from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.content.fixtures import FixtureRefusedError, load_fixtures


class Command(BaseCommand):
    help = "Load the fixtures of a folder into the working copy: all of them, or none when one is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            for name, counts in load_fixtures(folder):
                self.stdout.write(
                    f"{name}: {counts.new} new, {counts.changed} changed, {counts.same} the same"
                )
        except FixtureRefusedError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
