from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.editing.links.checking import check_links
from portal.editing.links.states import LinkState
from portal.editing.links.visiting import Visitor


class Command(BaseCommand):
    help = (
        "Look where every link and source of every live page leads. The report is in the editors’ room; "
        "the exit status is 1 when a link is broken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--own-pages-only", action="store_true", help="visit no other site")
        parser.add_argument("--pause", type=_positive, default=1.0, help="seconds between visits to one host")
        parser.add_argument("--timeout", type=_positive, default=10.0, help="seconds that a site may take")

    def handle(self, *_args: Any, **options: Any) -> None:
        counts = check_links(
            visitor=Visitor(pause=options["pause"], timeout=options["timeout"]),
            tell=self.stdout.write,
            visits_others=not options["own_pages_only"],
        )
        self.stdout.write(", ".join(f"{counts[state]} {state.value}" for state in LinkState))
        if counts[LinkState.BROKEN]:
            raise CommandError("There are broken links.")


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise ValueError(text)
    return number
