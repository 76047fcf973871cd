"""Ten thousand units out and in, in every format: seconds, and by how much memory grows at its peak.

Coming in is measured twice: a file in which every unit was translated, and one that nobody changed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, process_time
from typing import IO, Any

from django.contrib.auth.models import Permission, User
from django.db import connection, transaction

from conditions.choices import BodyPart, SectionKind
from conditions.models import Condition, ConditionSection
from portal.editing.history import record_origins
from portal.languages import TRANSLATIONS
from portal.publishing.kinds import kind_of
from portal.translating.exchange.entries import Entry, entries
from portal.translating.exchange.formats import FORMATS, Format, read
from portal.translating.exchange.importing import bring_in

UNITS = 10_000
PARAGRAPHS = 18  # of each object, which also has a title and a summary
OBJECTS = UNITS // (PARAGRAPHS + 2)
MEGABYTE = 1024
INTO = TRANSLATIONS[0].code


def figures() -> Iterable[tuple[str, str]]:
    with transaction.atomic():
        _fill()
        person = _translator()
        name = f"{UNITS} units, {connection.vendor}"
        for how in FORMATS.values():
            yield from _of_format(f"{name}, {how.name}", how, person)
        transaction.set_rollback(True)


def _of_format(name: str, how: Format, person: Any) -> Iterator[tuple[str, str]]:
    with TemporaryFile() as file, TemporaryFile() as filled:
        yield f"{name}, out", _measured(lambda: how.write(file, entries(None, INTO, None), INTO))
        how.write(filled, _translated(read(_content(file), INTO)), INTO)
        yield f"{name}, in, nothing changed", _measured(lambda: _in(file, person))
        yield (
            f"{name}, all translated, shown first",
            _measured(lambda: _in(filled, person, dry_run=True)),
        )
        yield f"{name}, in, all translated", _measured(lambda: _in(filled, person))


def _in(file: IO[bytes], person: Any, *, dry_run: bool = False) -> None:
    """For real, and undone so that the next format finds the same."""
    with transaction.atomic():
        bring_in(entries=read(_content(file), INTO), language=INTO, by=person, dry_run=dry_run)
        transaction.set_rollback(True)


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _translated(found: Iterable[Entry]) -> Iterator[Entry]:
    for entry in found:
        yield replace(entry, target=entry.source.replace("De lever van persoon", "The liver of person"))


def _fill() -> None:
    Condition.objects.bulk_create(
        [
            Condition(
                key=f"object-{number}",
                title_nl=f"De lever van persoon {number}",
                summary_nl=f"De lever van persoon {number} is gezond.",
                body_part=BodyPart.LIVER,
            )
            for number in range(OBJECTS)
        ]
    )
    ConditionSection.objects.bulk_create(
        ConditionSection(owner=one, kind=SectionKind.OVERVIEW, position=10, body_nl=_body(number))
        for number, one in enumerate(Condition.objects.order_by("pk"))
    )
    record_origins(kind_of(Condition()).objects())  # as whatever an editor has saved has a history
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database does by itself once its tables have grown


def _body(number: int) -> str:
    words = "ligt rechts boven in de buik, <strong>weegt</strong> 1500 gram en maakt gal."
    lines = (f"De lever van persoon {number} {words} Dit is regel {line}." for line in range(PARAGRAPHS))
    return "".join(f"<p>{line}</p>" for line in lines)


def _translator() -> User:
    person = User.objects.create_user("translator of the benchmark")
    person.user_permissions.add(Permission.objects.get(codename=f"translate_{INTO}"))
    return person


def _measured(do: Callable[[], Any]) -> str:
    before, begin, used = _reset_peak(), perf_counter(), process_time()
    do()
    took, worked = perf_counter() - begin, process_time() - used
    return f"{took:.1f} s ({worked:.1f} s of this process), {(_memory('VmHWM') - before) // MEGABYTE} MB more"


def _reset_peak() -> int:
    """Forget the peak that was, as Linux lets a process do; gives what is in use now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))
