from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.translating.memory.rebuilding import differences, rebuild


class Command(BaseCommand):
    help = (
        "Fill the translation memory anew from the log of translations. With --check, only tell whether it "
        "holds exactly what the log says; ends with status 1 if it does not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare and change nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{rebuild()} pairs of texts are in the memory.")
        elif wrong := differences():
            raise CommandError(f"{len(wrong)} pairs differ from the log. Run rebuild_memory.")
        else:
            self.stdout.write("The memory holds what the log says.")
