"""Saving translations: who may, what is refused, what is kept, and that nothing but the language changes."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.content.models import Content
from portal.editing.models import Revision
from portal.languages import CODES
from portal.publishing.models import WorkingDigest
from portal.publishing.working import State as Live
from portal.publishing.working import state_of
from portal.translating.changes import Change, UnitsRefusedError
from portal.translating.models import Act, State, TranslationEvent
from portal.translating.services import save_units
from tests.builders import make_condition, make_live, make_picture, make_section
from tests.editing.test_translators import row
from tests.translating.desk import INTO, change, colleague, confirm_all, desk, states, translate, unit

NL = "<p>De lever is groot.</p><p>Neem 5 mg per dag.</p><ul><li>rust</li><li>eet</li></ul>"
EN = "<p>The liver is large.</p><p>Take 5 mg a day.</p><ul><li>rest</li><li>eat</li></ul>"


@pytest.fixture
def condition(db) -> Any:
    made = make_condition()
    make_section(made, body_nl=NL, body_en="")
    return made


def save(condition: Any, changes: list[Change], by: Any, **more: Any) -> Any:
    return save_units(instance=condition, language=INTO, changes=changes, by=by, **more)


def refused(condition: Any, changes: list[Change], by: Any) -> list[str]:
    with pytest.raises(UnitsRefusedError) as caught:
        save(condition, changes, by)
    return [refusal.code for refusal in caught.value.refusals]


def test_a_translator_fills_a_field_block_by_block_and_the_blocks_stay_in_step(condition, translator):
    translate(condition, "sections.body", "<ul><li>rest</li><li>eat</li></ul>", translator, number=2)
    translate(condition, "sections.body", "<p>The liver is large.</p>", translator, number=0)
    translate(condition, "sections.body", "<p>Take 5 mg a day.</p>", translator, number=1)

    assert condition.sections.get().body_en == EN
    assert states(condition) == [State.TRANSLATED] * 3


def test_only_the_columns_of_the_language_change(condition, translator):
    section = condition.sections.get()
    before = row(condition), row(section)

    translate(condition, "title", "Liver", translator)
    translate(condition, "sections.body", "<p>The liver is large.</p>", translator)

    after = row(condition), row(section)
    changed = [{k for k in new if new[k] != old[k]} for old, new in zip(before, after, strict=True)]
    assert changed == [{"title_en", "version"}, {"body_en"}]


@pytest.mark.parametrize("who", ["editor", "reviewer", "stranger"])
def test_who_may_not_translate_changes_nothing(condition, who, request):
    person = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        translate(condition, "title", "Forged", person)

    assert unit(condition, "title").target == "Title of liver-metastases"


def test_a_text_that_somebody_else_changed_meanwhile_is_refused_with_both_texts(condition, translator):
    mine = change(unit(condition, "title"), "Mine")
    translate(condition, "title", "Theirs", colleague())

    with pytest.raises(UnitsRefusedError) as caught:
        save(condition, [mine], translator)

    refusal: Any = caught.value.refusals[0]
    assert (refusal.code, refusal.unit.target) == ("overtaken", "Theirs")
    assert unit(condition, "title").target == "Theirs"


def test_a_source_that_changed_meanwhile_is_refused_too(condition, translator):
    mine = change(unit(condition, "title"), "Mine")
    type(condition).objects.update(title_nl="Anders")

    assert refused(condition, [mine], translator) == ["overtaken"]


def test_a_change_elsewhere_on_the_page_is_in_nobodys_way(condition, translator):
    mine = change(unit(condition, "title"), "Mine")
    translate(condition, "summary", "Their summary.", colleague())

    save(condition, [mine], translator)

    assert (unit(condition, "title").target, unit(condition, "summary").target) == ("Mine", "Their summary.")


def test_a_paragraph_put_before_it_meanwhile_does_not_mislead_a_save(condition, translator):
    mine = change(unit(condition, "sections.body", 1), "<p>Take 5 mg a day.</p>")
    section = condition.sections.get()
    section.body_nl = "<p>Dit is nieuw.</p>" + NL
    section.save()

    save(condition, [mine], translator)

    assert states(condition) == [State.MISSING, State.MISSING, State.TRANSLATED, State.MISSING]


def test_all_or_nothing(condition, translator):
    good, late = change(unit(condition, "title"), "Good"), change(unit(condition, "summary"), "Late")
    translate(condition, "summary", "Theirs", colleague())
    events = TranslationEvent.objects.count()

    assert refused(condition, [good, late], translator) == ["overtaken"]

    assert unit(condition, "title").target == "Title of liver-metastases"
    assert TranslationEvent.objects.count() == events


def test_an_address_that_nobody_knows_is_refused(condition, translator):
    assert refused(condition, [Change("user-1-password-0", "x", "", "")], translator) == ["gone"]


@pytest.mark.parametrize(
    ("number", "target"),
    [
        (0, "<h3>Heading</h3>"),
        (0, "<ul><li>x</li></ul>"),
        (0, "<p>a</p><h3>b</h3>"),
        (2, "<p>rest</p>"),
        (2, "rest, eat"),
    ],
)
def test_blocks_of_another_kind_are_refused(condition, translator, number, target):
    assert refused(condition, [change(unit(condition, "sections.body", number), target)], translator) == [
        "structure"
    ]


def test_list_items_and_paragraphs_may_be_added_and_words_alone_become_a_paragraph(condition, translator):
    translate(condition, "sections.body", "The <strong>liver</strong> is large.", translator)
    translate(condition, "sections.body", "<ul><li>a</li><li>b</li><li>c</li></ul>", translator, number=2)
    translate(condition, "sections.body", "<p>Take 5 mg.</p><p>Every day.</p>", translator, number=1)

    assert condition.sections.get().body_en == (
        "<p>The <strong>liver</strong> is large.</p><p>Take 5 mg.</p><p>Every day.</p>"
        "<ul><li>a</li><li>b</li><li>c</li></ul>"
    )
    assert states(condition) == [State.TRANSLATED] * 3


def test_rich_text_passes_the_gate(condition, translator):
    saved = translate(
        condition, "sections.body", '<p onclick="x()">Liver<script>x()</script><img src=x></p>', translator
    )

    assert saved.target == "<p>Liver</p>"


def test_a_text_too_long_for_its_field_is_refused(condition, translator):
    assert refused(condition, [change(unit(condition, "title"), "x" * 121)], translator) == ["invalid"]


def test_a_title_is_one_line(condition, translator):
    assert translate(condition, "title", " Liver \n metastases ", translator).target == "Liver metastases"


def test_the_first_title_makes_an_address(db, translator):
    condition = make_condition(title_en="", slug_en="")

    translate(condition, "title", "Liver metastases", translator)

    condition.refresh_from_db()
    assert condition.slug_en == "liver-metastases"


def test_a_save_is_a_revision_and_moves_the_version_on(condition, translator):
    translate(condition, "title", "Liver", translator, note="plain word")

    revision: Any = Revision.objects.order_by("-number").first()
    assert (revision.author, revision.reason, revision.version) == (translator, "plain word", 2)
    assert Revision.objects.count() == 2


def test_a_confirmation_without_a_change_moves_no_version_and_keeps_no_revision(condition, translator):
    translate(condition, "title", unit(condition, "title").target, translator)

    condition.refresh_from_db()
    assert (condition.version, Revision.objects.count()) == (1, 0)
    assert unit(condition, "title").state is State.TRANSLATED


def test_the_same_again_is_stored_once(condition, translator):
    for _ in range(2):
        translate(condition, "title", "Liver", translator)

    assert TranslationEvent.objects.count() == 1


def test_a_draft_stays_a_draft_and_confirming_it_makes_it_translated(condition, translator):
    assert translate(condition, "title", "Liver", translator, act=Act.DRAFTED).state is State.DRAFT
    assert translate(condition, "title", "Liver", translator).state is State.TRANSLATED


def test_kept_digests_are_forgotten(translator):
    condition = make_live(make_condition())
    confirm_all(condition)
    assert state_of(condition, INTO) is Live.LIVE

    translate(condition, "title", "Another title", translator)

    assert state_of(condition, INTO) is Live.CHANGED
    assert WorkingDigest.objects.filter(key=condition.key).count() == len(CODES)


def test_a_translation_of_an_older_text_arrives_as_outdated_with_that_text(condition, translator):
    old = "<p>Neem 50 mg per dag.</p>"
    seen = unit(condition, "sections.body", 1)

    (saved,) = save(
        condition, [change(seen, "<p>Take 50 mg a day.</p>", made_from=old)], translator, act=Act.IMPORTED
    )

    assert (saved.unit.state, saved.unit.made_from) == (State.OUTDATED, old)
    assert "decimal-shifted" in {finding.code for finding in saved.findings}


def test_a_save_tells_what_the_checks_find_with_the_words(condition, translator):
    (saved,) = save(
        condition, [change(unit(condition, "sections.body", 1), "<p>Take 50 mg a day.</p>")], translator
    )

    (finding,) = [one for one in saved.findings if one.code == "decimal-shifted"]
    assert finding.blocks
    assert saved.unit.source[slice(*finding.source[0])] == "5 mg"
    assert saved.unit.target[slice(*finding.target[0])] == "50 mg"


def test_texts_of_pictures_are_saved_for_all_who_show_them(condition, translator):
    picture = make_picture()
    condition.pictures.create(picture=picture)

    translate(condition, "alt", "A drawing of a liver", translator)

    picture.refresh_from_db()
    assert picture.alt_en == "A drawing of a liver"


def test_emptying_a_unit_removes_its_blocks_and_no_other(condition, translator):
    section = condition.sections.get()
    section.body_en = EN
    section.save()
    confirm_all(condition)

    translate(condition, "sections.body", "", translator, number=1)

    assert states(condition) == [State.TRANSLATED, State.MISSING, State.TRANSLATED]
    assert isinstance(desk(condition).instance, Content)
