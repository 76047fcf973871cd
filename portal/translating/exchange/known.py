"""Whether the address of a unit in a file is one that this portal can have given to it."""

from collections.abc import Iterable

from portal.editing.models import Revision
from portal.translating.desks import Desk
from portal.translating.exchange.entries import Entry

# Model and number of a row.
Row = tuple[str, str]


def unknown(entries: Iterable[Entry], desk: Desk) -> list[Entry]:
    """Those of these entries of one object whose address it never had, whatever their fingerprints say.

    Accepted is the address of a text of a row that is part of the object now, and of a row that was part of
    it in one of its revisions: deleted and restored, a row gets another number, and `Desk.located` finds its
    texts by their fingerprints. Which block of a text is meant is not judged, since blocks move. No query;
    one more where a row is not there now.
    """
    fields = {text.address for text in desk.texts}
    absent = [entry for entry in entries if _field(entry) not in fields]
    rows = _rows_of_revisions(desk) if absent else set()
    return [entry for entry in absent if _row(entry) not in rows]


def _field(entry: Entry) -> str:
    field, _dash, number = entry.address.rpartition("-")
    return field if number.isdecimal() else ""


def _row(entry: Entry) -> Row:
    model, _dash, rest = entry.address.partition("-")
    return model, rest.partition("-")[0]


def _rows_of_revisions(desk: Desk) -> set[Row]:
    """The rows that were part of the object, but for those that are there now under the same number."""
    kind, key = desk.name
    now = {(text.row._meta.model_name, str(text.row.pk)) for text in desk.texts}
    kept = Revision.objects.filter(kind=kind, key=key).order_by().values_list("snapshot", "rows")
    were = {
        (record["model"].partition(".")[2], str(number))
        for snapshot, numbers in kept.iterator()
        for record, number in zip(snapshot, numbers, strict=True)
    }
    return were - now
