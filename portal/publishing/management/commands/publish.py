from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from portal.languages import CODES
from portal.publishing.kinds import Kind, all_kinds, kind_named
from portal.publishing.services import Job, PublishingRefusedError, publish

PROGRESS_EVERY = 25


class Command(BaseCommand):
    help = (
        "Publish objects as they are now in the working copy. What has not changed is left as it is. "
        "A command cannot override what blocks: that takes a person who answers for it, in the admin."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "objects", nargs="*", metavar="kind/key", help="for example condition/levermetastasen"
        )
        parser.add_argument("--all", action="store_true", help="publish every object of every kind")
        parser.add_argument("--language", action="append", choices=CODES, required=True)
        parser.add_argument("--reason", default="")

    def handle(self, *_args: Any, **options: Any) -> None:
        if bool(options["objects"]) == options["all"]:
            raise CommandError("Name the objects to publish as kind/key, or give --all.")
        instances = list(_everything() if options["all"] else _named(options["objects"]))
        counts = Counter[str]()
        for number, instance in enumerate(instances, start=1):
            for language in options["language"]:
                counts[self._publish(instance, language, options["reason"])] += 1
            if number % PROGRESS_EVERY == 0 or number == len(instances):
                self.stdout.write(f"{number} of {len(instances)} objects")
        self.stdout.write(
            f"{counts['new']} published, {counts['same']} unchanged, {counts['refused']} refused"
        )
        if counts["refused"]:
            raise CommandError("Not everything was published.")

    def _publish(self, instance: Any, language: str, reason: str) -> str:
        try:
            with override(language):
                published = publish(instance=instance, language=language, by=Job("publish"), reason=reason)
        except PublishingRefusedError as error:
            self.stderr.write(f"Refused: {error}")
            return "refused"
        return "new" if published.is_new else "same"


def _everything() -> Iterator[Any]:
    for kind in all_kinds():
        yield from kind.objects()


def _named(names: list[str]) -> Iterator[Any]:
    for name in names:
        kind, key = parse_name(name)
        instance = kind.objects([key]).first()
        if instance is None:
            raise CommandError(f"There is no {name}.")
        yield instance


def parse_name(name: str) -> tuple[Kind, str]:
    """`condition/levermetastasen` as its kind and key; anything else is a `CommandError`."""
    kind, _, key = name.partition("/")
    try:
        return kind_named(kind), key
    except KeyError as error:
        kinds = ", ".join(kind.name for kind in all_kinds())
        raise CommandError(f"“{name}” is not kind/key with one of these kinds: {kinds}.") from error
