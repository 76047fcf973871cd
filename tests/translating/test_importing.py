"""What comes in from a file is stored as one thing, and what is handed on is what is stored."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command

from portal.content import snapshots
from portal.editing.models import Revision
from portal.languages import CODES
from portal.publishing.kinds import kind_of
from portal.translating.exchange.entries import Entry, entries
from portal.translating.exchange.importing import bring_in
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.models import State, TranslationEvent
from tests.builders import make_condition, make_picture, make_section, make_source, make_symptom
from tests.translating.desk import INTO, confirm_all, desk, translate, unit

NL = "<p>De lever is groot.</p><p>Neem 5 mg per dag.</p><p>Rust goed uit.</p>"


@pytest.fixture
def condition(db) -> Any:
    """With a title to come, a picture, and a source that it names twice."""
    made = make_condition("lever", title_nl="Lever", title_en="", slug_en=None)
    make_section(made, body_nl=NL, body_en="")
    made.pictures.create(picture=make_picture(caption_nl="Een lever van voren", caption_en=""))
    source = make_source(title_nl="Richtlijn lever", title_en="")
    made.citations.create(source=source)
    made.origin = source
    made.save()
    return made


def taken_out() -> list[Entry]:
    return list(entries(None, INTO, None))


def translated(found: Iterable[Entry]) -> list[Entry]:
    """What nobody has translated yet, with a translation that tells what it is one of."""
    return [entry if entry.target else replace(entry, target=f"English of {entry.source}") for entry in found]


def bring(found: Iterable[Entry], by: Any, **options: Any) -> Any:
    return bring_in(entries=found, language=INTO, by=by, **options)


def told(outcome: Any) -> list[tuple[Any, ...]]:
    return [(arrival.owner, *said(arrival.after)) for arrival in outcome.arrivals]


def said(one: Any) -> tuple[Any, ...]:
    return one.address, one.source, one.target, one.state, one.made_from


def test_what_is_handed_on_is_what_a_fresh_look_finds(condition, translator):
    brought = translated(taken_out())
    section = condition.sections.get()
    section.body_nl = NL.replace("5 mg", "10 mg")
    section.save()

    outcome = bring(brought, translator)

    now = {one.address: one for one in desk(condition).units}
    for arrival in outcome.arrivals:
        assert said(arrival.after) == said(now[arrival.after.address])
        assert arrival.after.last == now[arrival.after.address].last
    kinds = {arrival.after.text.row._meta.model_name for arrival in outcome.arrivals}
    assert kinds >= {"condition", "conditionsection", "picture", "source"}
    assert {arrival.after.state for arrival in outcome.arrivals} == {State.TRANSLATED, State.OUTDATED}


def test_a_dry_run_tells_to_the_letter_what_then_comes_in(condition, translator):
    brought = translated(taken_out())
    section = condition.sections.get()
    section.body_nl = NL.replace("5 mg", "10 mg")
    section.save()

    foreseen = told(bring(brought, translator, dry_run=True))

    assert not TranslationEvent.objects.exists()
    assert not Revision.objects.exists()
    assert unit(condition, "title").target == ""
    assert told(bring(brought, translator)) == foreseen


def test_two_texts_of_a_picture_that_come_with_two_pages_are_both_foreseen_and_stored(condition, translator):
    make_condition("gal").pictures.create(picture=condition.pictures.get().picture)
    texts = {"Een lever": ("condition", "gal"), "Een lever van voren": ("condition", "lever")}
    brought = [
        replace(entry, owner=texts[entry.source], target=f"English of {entry.source}")
        for entry in taken_out()
        if entry.source in texts
    ]

    foreseen = told(bring(brought, translator, dry_run=True))

    assert [one[3] for one in foreseen] == [f"English of {one[2]}" for one in foreseen]
    assert told(bring(brought, translator)) == foreseen
    assert len(foreseen) == 2


def test_the_revision_is_what_stands_there_now_with_what_was_there_before(condition, translator):
    bring(translated(taken_out()), translator)

    before, after = Revision.objects.filter(key="lever").order_by("number")
    fresh = kind_of(condition).objects(["lever"]).get()
    assert (before.author, after.author) == (None, translator)
    assert before.snapshot[0]["fields"]["title_en"] == ""
    assert after.snapshot == snapshots.take(fresh)
    assert after.version == fresh.version == before.version + 1
    for code in CODES:
        assert after.documents[code] == kind_of(condition).document_of(fresh, code).stored()
    assert after.documents[INTO]["citations"][0]["title"] == "English of Richtlijn lever"
    assert after.documents[INTO]["origin"]["title"] == "English of Richtlijn lever"


def test_what_is_kept_already_is_not_kept_again(condition, translator):
    translate(condition, "title", "Liver", translator)

    bring(translated(taken_out()), translator)

    numbers = Revision.objects.filter(key="lever").order_by("number").values_list("number", "author")
    assert list(numbers) == [(1, None), (2, translator.pk), (3, translator.pk)]


def test_the_memory_holds_at_once_what_came_in_also_where_the_pair_was_known(condition, translator):
    make_symptom("klacht", title_nl="Lever", title_en="English of Lever")
    confirm_all(condition)

    bring(translated(taken_out()), translator)

    call_command("rebuild_memory", "--check")


def test_one_unit_that_does_not_fit_keeps_out_the_objects_before_and_after_it(condition, translator):
    others = [make_symptom(f"klacht-{number}", title_en="", slug_en=None) for number in range(60)]
    brought = [
        replace(entry, target="x" * 200) if entry.source == others[57].title_nl else entry
        for entry in translated(taken_out())
    ]

    with pytest.raises(FileRefusedError):
        bring(brought, translator)

    assert not TranslationEvent.objects.exists()
    assert not Revision.objects.exists()
    assert {unit(one, "title").target for one in (condition, *others)} == {""}
