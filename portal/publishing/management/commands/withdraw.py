from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.languages import CODES
from portal.publishing.management.commands.publish import parse_name
from portal.publishing.models import Publication
from portal.publishing.services import Job, withdraw


class Command(BaseCommand):
    help = "Take objects off the public site. Their publications stay in the history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "objects", nargs="+", metavar="kind/key", help="for example condition/levermetastasen"
        )
        parser.add_argument("--language", action="append", choices=CODES, required=True)
        parser.add_argument("--reason", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        for name in options["objects"]:
            kind, key = parse_name(name)
            for language in options["language"]:
                self._withdraw(kind.name, key, language, options["reason"])

    def _withdraw(self, kind: str, key: str, language: str, reason: str) -> None:
        try:
            withdraw(kind=kind, key=key, language=language, by=Job("withdraw"), reason=reason)
        except Publication.DoesNotExist as error:
            raise CommandError(f"{kind}/{key} ({language}) is not live.") from error
        self.stdout.write(f"{kind}/{key} ({language}) withdrawn")
