"""Units and their states: computed from the texts and the log, they survive whatever happens to rows."""

from typing import Any

import pytest
from django.core.management import call_command

from portal.content import snapshots
from portal.editing import history
from portal.languages import column
from portal.publishing.kinds import kind_of
from portal.publishing.services import Job
from portal.translating.desks import desk_of
from portal.translating.models import State
from tests.builders import make_condition, make_picture, make_section, make_source, make_symptom
from tests.translating.desk import INTO, confirm_all, desk, states, translate, unit

NL = "<p>De lever is groot.</p><p>Bel binnen 3 dagen je arts.</p><p>Rust goed uit.</p>"
EN = "<p>The liver is large.</p><p>Call your doctor within 3 days.</p><p>Rest well.</p>"
T, OLD, M = State.TRANSLATED, State.OUTDATED, State.MISSING


@pytest.fixture
def condition(db):
    made = make_condition()
    make_section(made, body_nl=NL, body_en=EN, heading_nl="Kop", heading_en="Heading")
    confirm_all(made)
    return made


def edit(section: Any, **texts: str) -> None:
    for name, value in texts.items():
        setattr(section, name, value)
    section.save()


def test_units_stand_in_the_order_of_the_page_with_words_that_say_where(condition):
    condition.symptom_links.create(target=make_symptom(), note_nl="Vaak")
    condition.citations.create(source=make_source())
    condition.pictures.create(picture=make_picture())

    units = desk(condition).units

    assert [one.text.path for one in units] == [
        "title",
        "summary",
        "sections.heading",
        *["sections.body"] * 3,
        "symptom_links.note",
        "alt",
        "credit",
        "licence",
        "title",
    ]
    assert unit(condition, "sections.body", 1).context == "Hoofdstuk “Kop”, tekst, alinea 2"
    assert len({one.address for one in units}) == len(units)


def test_an_address_is_no_text_and_what_is_empty_on_both_sides_is_no_unit(condition):
    fields = {one.text.field for one in desk(condition).units}

    assert "slug" not in fields
    assert "author" not in fields


def test_a_text_nobody_confirmed_is_a_draft_and_one_without_english_is_missing(db):
    condition = make_condition()
    make_section(condition, body_en="")

    assert unit(condition, "title").state is State.DRAFT
    assert states(condition) == [M]


def test_changing_one_sentence_makes_exactly_that_unit_outdated_and_shows_what_it_was(condition):
    section = condition.sections.get()

    edit(section, body_nl=NL.replace("3 dagen", "5 dagen"))

    assert states(condition) == [T, OLD, T]
    assert unit(condition, "sections.body", 1).made_from == "<p>Bel binnen 3 dagen je arts.</p>"
    assert unit(condition, "sections.body", 1).target == "<p>Call your doctor within 3 days.</p>"


def test_taking_the_change_back_makes_it_translated_again(condition):
    section = condition.sections.get()
    edit(section, body_nl=NL.replace("3 dagen", "5 dagen"))

    edit(section, body_nl=NL)

    assert states(condition) == [T, T, T]


@pytest.mark.parametrize(
    "noise", [NL.replace("</p><p>", "</p>\n<p>"), NL.replace("arts", "<strong>arts</strong>")]
)
def test_white_space_and_bold_make_nothing_outdated(condition, noise):
    edit(condition.sections.get(), body_nl=noise)

    assert states(condition) == [T, T, T]


def test_changing_the_english_in_a_form_makes_a_draft(condition):
    edit(condition.sections.get(), body_en=EN.replace("large", "big"))

    assert states(condition) == [State.DRAFT, T, T]


def test_an_inserted_paragraph_is_missing_and_the_others_stay(condition):
    edit(condition.sections.get(), body_nl=NL.replace("<p>Bel", "<p>Dit is nieuw.</p><p>Bel"))

    assert states(condition) == [T, M, T, T]


def test_a_deleted_paragraph_leaves_its_english_as_a_unit_without_source(condition):
    edit(condition.sections.get(), body_nl=NL.replace("<p>Bel binnen 3 dagen je arts.</p>", ""))

    assert states(condition) == [T, OLD, T]
    left = unit(condition, "sections.body", 1)
    assert (left.source, left.made_from) == ("", "<p>Bel binnen 3 dagen je arts.</p>")


def test_paragraphs_in_another_order_keep_their_english(condition):
    first, second, third = NL.replace("</p><p>", "</p>|<p>").split("|")

    edit(condition.sections.get(), body_nl=third + first + second)

    assert states(condition) == [T, T, T]
    assert unit(condition, "sections.body").target == "<p>Rest well.</p>"


def test_a_section_that_was_split_keeps_its_english_and_offers_what_is_known(condition):
    section = condition.sections.get()
    first, _, rest = NL.partition("</p>")
    english, _, _rest = EN.partition("</p>")
    edit(section, body_nl=first + "</p>", body_en=english + "</p>")

    make_section(condition, position=20, body_nl=rest, body_en="")

    assert states(condition) == [T, M, M]
    assert unit(condition, "sections.body", 2).offer == "<p>Rest well.</p>"
    edit(condition.sections.last(), body_en=EN.partition("</p>")[2])
    assert states(condition) == [T, T, T]


def test_two_paragraphs_that_become_one_are_outdated_and_show_both(condition):
    edit(condition.sections.get(), body_nl=NL.replace("arts.</p><p>Rust", "arts. Rust"))

    joined = [one for one in desk(condition).units if one.text.path == "sections.body"][1]
    assert joined.state is OLD
    assert "Bel binnen 3 dagen" in joined.made_from


def test_the_state_survives_that_rows_are_deleted_and_made_anew(condition):
    numbers = [row.pk for row in condition.sections.all()]
    snapshot = snapshots.take(kind_of(condition).objects([condition.key]).get())
    edit(condition.sections.get(), body_nl=NL.replace("3", "5"))

    snapshots.restore(snapshot)

    assert [row.pk for row in condition.sections.all()] != numbers
    assert states(condition) == [T, T, T]


def test_the_state_survives_the_restoring_of_a_revision_of_an_object_that_was_deleted(condition):
    kind = kind_of(condition)
    revision: Any = history.record(condition, by=Job("test"))
    condition.delete()

    restored = history.restore(revision, by=Job("test"))

    assert states(restored) == [T, T, T]
    assert kind.name == "condition"


def test_bulk_changes_show_too(condition):
    type(condition).objects.update(**{column("title", "nl"): "Andere titel"})

    assert unit(condition, "title").state is OLD


def test_a_text_that_still_stands_there_has_not_changed_into_another(condition):
    first, second = make_symptom("one"), make_symptom("two")
    condition.symptom_links.create(target=first, note_nl="Vaak", note_en="Often")
    confirm_all(condition)

    condition.symptom_links.create(target=second, note_nl="Dikwijls", note_en="Often", position=9)

    assert states(condition, "symptom_links.note") == [T, State.DRAFT]


def test_a_picture_that_two_pages_show_is_translated_once(condition, translator):
    picture = make_picture(alt_en="")
    other = make_condition("other")
    for one in (condition, other):
        one.pictures.create(picture=picture)

    translate(condition, "alt", "A picture of a liver", translator)

    assert unit(other, "alt").state is T


def test_an_address_finds_its_unit_after_paragraphs_were_put_before_it(condition):
    before = unit(condition, "sections.body", 1)
    edit(condition.sections.get(), body_nl=NL.replace("<p>De", "<p>Dit is nieuw.</p><p>De"))

    found: Any = desk(condition).located(before.address, before.source_print)

    assert (found.source, found.number) == (before.source, 2)


def test_a_long_page_takes_as_many_queries_as_a_short_one(condition, django_assert_num_queries):
    with django_assert_num_queries(11) as short:
        desk_of(condition, INTO)
    for number in range(5):
        make_section(condition, position=number, body_nl=NL * 3, body_en=EN * 3)

    with django_assert_num_queries(len(short.captured_queries)):
        desk_of(condition, INTO)


@pytest.mark.django_db
def test_a_reload_of_fixtures_says_nothing_of_what_people_wrote_since(tmp_path, db):
    fixture = tmp_path / "1.json"
    fixture.write_text(
        '[{"model": "conditions.condition", "fields": {"key": "een", "body_part": "liver",'
        ' "title_nl": "Een", "title_en": "One"}}]'
    )
    call_command("load_content", str(tmp_path), verbosity=0)
    condition = kind_of(make_condition("x")).objects(["een"]).get()
    make_section(condition)
    edit(condition, summary_nl="Kort.", summary_en="Short.")

    call_command("load_content", str(tmp_path), verbosity=0)

    assert unit(condition, "title").state is T
    assert (unit(condition, "summary").state, states(condition)) == (State.DRAFT, [State.DRAFT])
