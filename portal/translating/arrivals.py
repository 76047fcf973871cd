"""Texts that arrive in both languages at once, as fixtures and terms do: translated, not yet reviewed."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from portal.languages import SOURCE, TRANSLATIONS, column
from portal.publishing.services import Actor, Job
from portal.translating.log import log_of
from portal.translating.models import Act, State, TranslationEvent
from portal.translating.services import event_on, record_events
from portal.translating.texts import Text, texts_of_row
from portal.translating.units import pieces_of, with_states

FIXTURES = Job("load_content")


def confirm_fixtures(rows: Iterable[tuple[Any, frozenset[str]]], **_kwargs: Any) -> None:
    """Receives what `load_fixtures` has stored. Only what a record says in both languages counts."""
    stored = list(rows)
    for language in TRANSLATIONS:
        texts = [
            text
            for row, names in stored
            for text in texts_of_row(row)
            if {column(text.field, SOURCE.code), column(text.field, language.code)} <= names
        ]
        confirm_arrivals(texts=texts, language=language.code, by=FIXTURES)


@transaction.atomic
def confirm_arrivals(*, texts: Iterable[Text], language: str, by: Actor, act: Act = Act.TRANSLATED) -> int:
    """Write down that these texts are translations of each other; gives how many were not known as such.

    What the log says already of a pair stays, so that the second time changes nothing. One query for the log,
    and those that storing takes.
    """
    texts = list(texts)
    log = log_of({text.owner for text in texts}, language)
    units = with_states(pieces_of(texts, language, log), log)
    new = [unit for unit in units if unit.source and unit.target and not unit.is_known]
    events = (event_on(unit, act=act, state=State.TRANSLATED, by=by) for unit in new)
    record_events(_once(events), {unit.text for unit in new})
    return len(new)


def _once(events: Iterable[TranslationEvent]) -> list[TranslationEvent]:
    """Each pair of a field once, however many rows have it."""
    return list({(e.kind, e.key, e.path, *e.pair): e for e in events}.values())
