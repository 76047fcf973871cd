"""Entries as iCalendar (RFC 5545): lines of at most 75 bytes, texts escaped, times in UTC."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from portal.editing.calendar import Entry

LIMIT = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def icalendar(entries: Iterable[Entry], *, name: str, site: str) -> str:
    """A whole calendar. `site` is the address that leads from an entry's address to the page itself."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//portal//calendar//EN",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for entry in entries for line in _event(entry, site)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(entry: Entry, site: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.identity}@{site.partition('://')[2]}"
    yield f"DTSTAMP:{_utc(timezone.now())}"
    yield f"DTSTART:{_utc(entry.at)}" if entry.at else f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield (
        f"DTEND:{_utc(entry.at)}" if entry.at else f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    )
    yield f"SUMMARY:{escaped(f'{entry.name}: {entry.what.label}')}"
    if entry.address:
        yield f"URL:{site}{entry.address}"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    return text.translate(ESCAPES)


def folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, each but the first led by a space; no letter is broken."""
    pieces, piece = [], ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > LIMIT:
            pieces.append(piece)
            piece = " "
        piece += letter
    return "\r\n".join([*pieces, piece])
