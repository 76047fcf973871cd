"""Figures for lists: true or absent, and the same number of queries for one object as for many."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal.publishing.worklists import worklists_for
from portal.translating.models import TranslationSummary
from portal.translating.reviewing import accept, seen
from portal.translating.summaries import compute_missing, progress
from tests.builders import make_condition, make_picture, make_section, make_symptom
from tests.translating.desk import INTO, colleague, confirm_all, translate, unit


@pytest.fixture
def condition(db) -> Any:
    made = make_condition(
        "lever",
        title_nl="Leverkanker",
        title_en="Liver cancer",
        summary_nl="Neem 5 mg per dag.",
        summary_en="Take 5 mg a day.",
    )
    body = "<p>Rust goed uit.</p><p>Drink elke dag heel veel water bij het eten.</p>"
    make_section(made, body_nl=body, body_en="<p>Rest well.</p>")
    confirm_all(made)
    return made


def row(instance: Any) -> Any:
    compute_missing(INTO)
    return TranslationSummary.objects.get(key=instance.key, language=INTO)


def test_a_row_counts_the_units_by_state_and_the_words(condition):
    found = row(condition)

    assert (found.units, found.translated, found.missing, found.outdated, found.reviewed) == (4, 3, 1, 0, 0)
    assert (found.words, found.words_done) == (18, 9)
    assert found.changed_at is not None


def test_names_that_need_no_translation_take_nothing_from_what_is_done(condition):
    before = row(condition)
    condition.other_names_nl = "kanker van de lever"
    condition.save()

    found = row(condition)

    assert (found.units, found.words, found.words_done) == (before.units, before.words, before.words_done)


@pytest.mark.parametrize("change", ["row", "part", "bulk", "act", "picture"])
def test_whatever_changes_an_object_drops_its_row(condition, change, translator):
    picture = make_picture(alt_en="A liver")
    condition.pictures.create(picture=picture)
    confirm_all(condition)
    before = row(condition)
    if change == "row":
        condition.title_nl = "Anders"
        condition.save()
    elif change == "part":
        section = condition.sections.get()
        section.body_nl = "<p>Rust heel goed uit.</p>"
        section.save()
    elif change == "bulk":
        type(condition).objects.update(title_nl="Anders")
    elif change == "act":
        accept(instance=condition, language=INTO, units=[seen(unit(condition, "title"))], by=translator)
    else:
        picture.alt_nl = "Een tekening"
        picture.save()

    after = row(condition)

    assert after.pk != before.pk
    assert (after.outdated, after.reviewed) != (before.outdated, before.reviewed)


def test_with_all_kept_there_is_nothing_to_ask_but_the_counts(condition, django_assert_num_queries):
    compute_missing(INTO)
    with django_assert_num_queries(2) as few:
        compute_missing(INTO)
    for number in range(5):
        make_condition(f"other-{number}")
    compute_missing(INTO)

    with django_assert_num_queries(len(few.captured_queries)):
        assert compute_missing(INTO) == 0


def test_counting_can_be_done_in_parts(db):
    for number in range(3):
        make_condition(f"one-{number}")

    assert compute_missing(INTO, at_most=2) == 1
    assert compute_missing(INTO, at_most=2) == 0


def test_search_finds_words_of_both_languages_in_any_case(condition):
    make_symptom()
    compute_missing(INTO)
    rows = TranslationSummary.objects.filter(language=INTO)

    for words in ("DRINK elke", "rest WELL", "rust well"):
        assert [one.key for one in rows.searching(words)] == ["lever"]
    assert list(rows.searching("niets hiervan")) == []


def test_progress_adds_up_by_kind(condition):
    confirm_all(make_condition("other"))
    compute_missing(INTO)

    assert progress(INTO)["condition"]["translated"] == 5
    assert progress(INTO)["condition"]["missing"] == 1


def test_translators_see_what_is_behind_and_others_do_not(condition, translator, reviewer):
    confirm_all(make_symptom())

    (found,) = [one for one in worklists_for(translator) if one.name == "translations-behind"]

    assert (found.total, [item.text for item in found.items]) == (1, ["Leverkanker"])
    assert found.items[0].note == "ontbreekt: 1"
    assert "translations-behind" not in [one.name for one in worklists_for(reviewer)]


# The whole site


def test_the_command_tells_every_finding_and_ends_with_1_on_an_error(condition, translator, capsys):
    call_command("check_translations")
    assert "No errors" in capsys.readouterr().out
    translate(condition, "summary", "Take 50 mg a day.", translator)

    with pytest.raises(CommandError, match="1 errors") as caught:
        call_command("check_translations", "--language", INTO)

    assert caught.value.returncode == 1
    assert "condition/lever (en), In het kort: " in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("check_translations", "--json")
    assert '"code": "decimal-shifted"' in capsys.readouterr().out


def test_the_report_lists_findings_with_the_words_and_the_way_there(condition, translator, translator_client):
    assert "vinden niets" in translator_client.get(reverse("translation-report")).text
    translate(condition, "summary", "Take 50 mg a day.", translator)

    page = translator_client.get(reverse("translation-report")).text

    assert "“5 mg”" in page
    assert f"/condition/{condition.key}/#unit-condition-{condition.pk}-summary-0" in page


def test_the_report_takes_as_many_queries_for_many_objects_as_for_one(
    condition, translator, translator_client, django_assert_num_queries
):
    translate(condition, "summary", "Take 50 mg a day.", translator)
    translator_client.get(reverse("translation-report"))
    with django_assert_num_queries(21) as one:
        translator_client.get(reverse("translation-report"))
    queries = len(one)
    for number in range(4):
        make_condition(f"other-{number}", summary_nl="Neem 5 mg.", summary_en="Take 50 mg.")
    translator_client.get(reverse("translation-report"))

    with django_assert_num_queries(queries):
        translator_client.get(reverse("translation-report"))


def test_the_report_is_not_for_everybody(stranger, client):
    stranger.is_staff = True
    stranger.save()
    client.force_login(stranger)

    assert client.get(reverse("translation-report")).status_code == 403
    assert colleague().has_perm("content.translate_en")
