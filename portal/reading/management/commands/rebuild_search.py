from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.reading.search.check import differences
from portal.reading.search.index import rebuild


class Command(BaseCommand):
    help = "Make the index of search anew from what is live or planned. Publishing keeps it by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only say whether the index is what it should be"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
        else:
            self.stdout.write(f"{rebuild(self._say)} publications in the index")

    def _say(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} of {total} publications")

    def _check(self) -> None:
        found = differences()
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError("The index is not right. `manage.py rebuild_search` makes it anew.")
        self.stdout.write("The index is what its publications say.")
