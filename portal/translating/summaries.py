"""Kept figures of each object and language, so that lists need not compute every unit of every object.

A row is true or absent: whatever changes an object, or what is said of its texts, drops its rows in the same
transaction; they are computed anew when a list is looked at.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Sum

from portal.content.rules import plain
from portal.languages import SOURCE, column
from portal.publishing.kinds import Kind, all_kinds, count_objects
from portal.translating.checks import Severity
from portal.translating.desks import Desk, desks_of, findings_on
from portal.translating.findings import Found
from portal.translating.models import CONFIRMED, State, SummaryText, TranslationSummary

BATCH: Final = 100
COUNTS: Final = (*(state.value for state in State), "units", "words", "words_done", "errors", "warnings")


def forget(kind: Kind, keys: Collection[str] | None) -> None:
    """Drop what is kept of these objects, or of the whole kind."""
    rows = TranslationSummary.objects.filter(kind=kind.name)
    (rows if keys is None else rows.filter(key__in=keys)).delete()


def compute_missing(language: str, at_most: int | None = None) -> int:
    """Compute what is not kept; gives how many objects are still left, which `at_most` may leave.

    With all kept, two queries.
    """
    left = 0
    for kind in _incomplete(language):
        kept = TranslationSummary.objects.filter(kind=kind.name, key=OuterRef("key"), language=language)
        missing = kind.model._default_manager.filter(~Exists(kept)).order_by("pk")
        keys = list(missing.values_list("key", flat=True))
        now = keys if at_most is None else keys[:at_most]
        at_most = None if at_most is None else at_most - len(now)
        for start in range(0, len(now), BATCH):
            _compute(kind, now[start : start + BATCH], language)
        left += len(keys) - len(now)
    return left


def _incomplete(language: str) -> list[Kind]:
    """The kinds of which rows are not kept, by counting: no row of an object that is no more is kept."""
    rows = TranslationSummary.objects.filter(language=language).order_by()
    kept = dict(rows.values_list("kind").annotate(Count("pk")))
    objects = count_objects()
    return [kind for kind in all_kinds() if objects[kind.name] != kept.get(kind.name, 0)]


@transaction.atomic
def _compute(kind: Kind, keys: list[str], language: str) -> None:
    """The objects are locked: who changes one meanwhile waits, and then drops its row."""
    list(kind.model._base_manager.filter(key__in=keys).select_for_update().order_by("pk").values_list("pk"))
    desks = desks_of(kind.objects(keys), language)
    findings = findings_on(desks.values())
    TranslationSummary.objects.filter(kind=kind.name, key__in=keys, language=language).delete()
    rows = [_row(name, desk, findings) for name, desk in desks.items()]
    TranslationSummary.objects.bulk_create(rows)
    texts = zip(rows, desks.values(), strict=True)
    SummaryText.objects.bulk_create([_text(row, desk) for row, desk in texts])


def _row(name: tuple[str, str], desk: Desk, findings: Mapping[str, list[Found]]) -> TranslationSummary:
    kind, key = name
    open_ones = [
        found.severity for unit in desk.units for found in findings.get(unit.address, []) if found.is_open
    ]
    counted = [unit for unit in desk.units if unit.is_needed or unit.target]
    states = Counter(unit.state for unit in counted)
    words = {unit.address: len(plain(unit.source).split()) for unit in counted}
    done = (unit for unit in counted if unit.state in CONFIRMED)
    return TranslationSummary(
        kind=kind,
        key=key,
        language=desk.language,
        title=getattr(desk.instance, column("title", SOURCE.code)),
        object_id=desk.instance.pk,
        units=states.total(),
        sent_back=sum(unit.is_sent_back for unit in counted),
        words=sum(words.values()),
        words_done=sum(words[unit.address] for unit in done),
        errors=open_ones.count(Severity.ERROR),
        warnings=open_ones.count(Severity.WARNING),
        changed_at=_last_change(desk),
        **{state.value: states[state] for state in State},
    )


def _last_change(desk: Desk) -> Any:
    last = desk.log.last_event_of((unit.text.owner, unit.text.path) for unit in desk.units)
    return last and last.at


def _text(row: TranslationSummary, desk: Desk) -> SummaryText:
    words = (plain(text).casefold().split() for unit in desk.units for text in (unit.source, unit.target))
    return SummaryText(summary=row, text=" ".join(dict.fromkeys(chain.from_iterable(words))))


def progress(language: str) -> dict[str, dict[str, int]]:
    """The sums of all counts for each kind; one query."""
    sums = {f"sum_{name}": Sum(name) for name in COUNTS}
    rows = TranslationSummary.objects.filter(language=language).order_by().values("kind").annotate(**sums)
    return {row["kind"]: {name: row[f"sum_{name}"] for name in COUNTS} for row in rows}
