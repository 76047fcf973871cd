"""What an uploaded file would change, worked out once and kept with it, for a page of it at a time.

Kept are the texts that say something new, and how many findings each would have. What a page shows of them is
worked out anew, so it is never old; where that is no longer what was kept, the whole is compared again.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from time import monotonic
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Q

from portal.content.bulk import save_columns
from portal.translating.checks import Severity
from portal.translating.exchange.entries import Entry
from portal.translating.exchange.formats import read
from portal.translating.exchange.importing import Arrival, bring_in, findings_in
from portal.translating.exchange.pending import Upload, UploadedText
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.findings import Found
from portal.translating.models import State

# Texts that are checked before the clock is looked at again, and for how long somebody waits for them.
AT_ONCE: Final = 20
SECONDS: Final = 2.0


class ChangedMeanwhileError(Exception):
    """Somebody has changed what the file was compared with. Compare it again."""


@dataclass(frozen=True)
class Checked:
    """How far the checks are with the texts that would change, and in how many they find something."""

    texts: int
    checked: int
    with_errors: int
    with_warnings: int

    @property
    def left(self) -> int:
        return self.texts - self.checked


def compare(upload: Upload) -> None:
    """Work out which texts of the file would change, and keep that; if it is refused, keep nothing.

    Raises what `bring_in` raises.
    """
    forget(upload)
    with transaction.atomic():
        entries = read(bytes(upload.content), upload.language)
        outcome = bring_in(entries=entries, language=upload.language, by=upload.by, dry_run=True)
        UploadedText.objects.bulk_create(
            UploadedText(upload=upload, position=position, entry=asdict(arrival.entry))
            for position, arrival in enumerate(outcome.arrivals)
        )
        upload.unchanged = outcome.unchanged
        upload.save(update_fields=["unchanged"])


@transaction.atomic
def forget(upload: Upload) -> None:
    """Drop what was worked out."""
    upload.texts.all().delete()
    upload.unchanged = None
    upload.save(update_fields=["unchanged"])


def look_at(texts: Sequence[UploadedText], upload: Upload) -> list[tuple[Arrival, list[Found]]]:
    """What some texts would change as things stand now, with what the checks find in each.

    Raises `ChangedMeanwhileError`. As many queries for many objects of a kind as for one.
    """
    arrivals = _arrivals(texts, upload)
    found = findings_in(arrivals, upload.language)
    looked_at = [(arrival, _open(found.get(arrival.after.address, []))) for arrival in arrivals]
    for text, (_arrival, findings) in zip(texts, looked_at, strict=True):
        severities = [one.severity for one in findings]
        text.errors, text.warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    save_columns(texts, ["errors", "warnings"])
    return looked_at


def _open(found: list[Found]) -> list[Found]:
    return [one for one in found if one.is_open]


def _arrivals(texts: Sequence[UploadedText], upload: Upload) -> list[Arrival]:
    if not texts:
        return []
    entries = [_entry(text.entry) for text in texts]
    try:
        outcome = bring_in(entries=entries, language=upload.language, by=upload.by, dry_run=True)
    except FileRefusedError as error:
        raise ChangedMeanwhileError from error
    if outcome.unchanged:
        raise ChangedMeanwhileError
    return outcome.arrivals


def _entry(kept: dict[str, Any]) -> Entry:
    return Entry(**kept | {"owner": tuple(kept["owner"]), "state": State(kept["state"])})


def check_on(upload: Upload, seconds: float = SECONDS) -> None:
    """Let the checks run over texts that they have not seen, for so long. Raises `ChangedMeanwhileError`."""
    until = monotonic() + seconds
    while monotonic() < until and (texts := list(upload.texts.unchecked()[:AT_ONCE])):
        look_at(texts, upload)


def checked(upload: Upload) -> Checked:
    """One query."""
    counts = upload.texts.order_by().aggregate(
        texts=Count("pk"),
        checked=Count("errors"),
        with_errors=Count("pk", filter=Q(errors__gt=0)),
        with_warnings=Count("pk", filter=Q(errors=0, warnings__gt=0)),
    )
    return Checked(**counts)
