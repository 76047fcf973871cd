"""What of a translation blocks publishing, what only warns, and what is said on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.publishing.gate import look_up, problems_of, warnings_of
from portal.publishing.kinds import kind_of
from portal.publishing.models import Publication
from portal.publishing.overrides import Override
from portal.publishing.services import (
    Job,
    PublishingRefusedError,
    SetRefusedError,
    publish,
    publish_together,
)
from portal.publishing.wants import Severity
from portal.settings import base
from portal.translating.gate import NOT_REVIEWED
from portal.translating.models import State
from portal.translating.reviewing import accept_all, override_finding, seen
from tests.builders import complete, make_condition, make_section, make_source
from tests.translating.desk import INTO, colleague, confirm_all, desk, findings, translate, unit


@pytest.fixture
def condition(db) -> Any:
    made = make_condition(
        title_nl="Leverkanker",
        title_en="Liver cancer",
        summary_nl="Neem 5 mg per dag.",
        summary_en="Take 5 mg a day.",
        help_appointment_nl="<p>Bel als je koorts hebt.</p>",
        help_appointment_en="<p>Call if you have a fever.</p>",
    )
    make_source("richtlijn", title_nl="Richtlijn", title_en="Guideline")
    complete(made)
    confirm_all(made)
    return made


def document(instance: Any, language: str = INTO) -> Any:
    fresh = kind_of(instance).objects([instance.key]).get()
    return kind_of(instance).document_of(fresh, language)


def found(instance: Any, severity: Severity) -> dict[str, str]:
    """The open points of the translation, from code to message."""
    page = document(instance)
    both = problems_of(page) if severity is Severity.BLOCKS else warnings_of(page)
    return {one.code: one.message for one in both if one.code.startswith("translation_")}


def test_where_no_review_is_required_what_is_translated_can_go_live_and_the_missing_review_is_told(
    condition,
):
    assert found(condition, Severity.BLOCKS) == {}
    assert set(found(condition, Severity.WARNS)) == {"translation_not_reviewed"}


def test_a_missing_text_blocks_and_is_named(condition):
    make_section(condition, heading_nl="Kop", heading_en="Heading", body_nl="<p>Nieuw.</p>", body_en="")

    assert found(condition, Severity.BLOCKS) == {
        "translation_missing": "Hoofdstuk “Kop”, tekst, alinea 1: de vertaling ontbreekt."
    }
    with pytest.raises(PublishingRefusedError):
        publish(instance=condition, language=INTO, by=Job("test"))


@pytest.fixture
def behind(condition) -> Any:
    """With an outdated text, a draft, and a text whose source is gone."""
    accept_all(instance=condition, language=INTO, by=colleague())
    condition.summary_nl = "Neem 5 mg elke dag."
    condition.title_en = "A draft"
    condition.help_appointment_nl = ""
    condition.save()
    return condition


GONE = "de brontekst is weg, en de vertaling staat er nog."


def test_an_outdated_text_a_draft_and_a_text_whose_source_is_gone_block(behind, reviews_required):
    page = document(behind)
    points = {one.message: one for one in problems_of(page) if one.code.startswith("translation_")}

    assert {one.code for one in points.values()} == {"translation_outdated", "translation_draft"}
    assert any(message.endswith(GONE) for message in points)
    assert all(one.overridable for one in points.values())


def test_where_no_review_is_required_they_warn(behind):
    assert found(behind, Severity.BLOCKS) == {}
    assert {"translation_outdated", "translation_draft"} <= set(found(behind, Severity.WARNS))
    assert any(one.message.endswith(GONE) for one in warnings_of(document(behind)))


def test_a_list_of_names_that_only_english_has_warns(condition, reviews_required):
    accept_all(instance=condition, language=INTO, by=colleague())
    condition.other_names_en = "Hepatic cancer"
    condition.save()

    assert found(condition, Severity.BLOCKS) == {}
    assert found(condition, Severity.WARNS)["translation_draft"].endswith("staat alleen in deze taal.")


def test_unless_somebody_sets_it_otherwise_reviews_are_required():
    assert base.TRANSLATION_REVIEW_REQUIRED


def test_where_reviews_are_required_all_that_is_not_reviewed_blocks(condition, reviews_required):
    assert set(found(condition, Severity.BLOCKS)) == {"translation_not_reviewed"}
    accept_all(instance=condition, language=INTO, by=colleague())
    assert {one.state for one in desk(condition).units} == {State.REVIEWED}
    assert found(condition, Severity.BLOCKS) == {}


def not_reviewed(instance: Any) -> list[Override]:
    """The wish to publish all the same, of somebody who saw what blocks."""
    problems = problems_of(document(instance))
    return [Override("condition", instance.key, INTO, problem, "Nobody is there.") for problem in problems]


@pytest.mark.usefixtures("reviews_required")
@pytest.mark.parametrize("later", [None, timedelta(days=3)])
def test_now_and_for_later_it_goes_live_reviewed_or_by_an_override_that_is_kept(condition, reviewer, later):
    moment = timezone.now() + later if later else None
    with pytest.raises(PublishingRefusedError):
        publish(instance=condition, language=INTO, by=reviewer, live_from=moment)
    assert not Publication.objects.exists()

    wish = not_reviewed(condition)
    published = publish(instance=condition, language=INTO, by=reviewer, live_from=moment, overrides=wish)

    kept = published.publication.overrides.get()
    assert (kept.code, kept.by, kept.reason) == (NOT_REVIEWED, reviewer, "Nobody is there.")
    assert published.publication.caveats == []
    later_on = published.publication.live_from + timedelta(minutes=1)
    assert Publication.objects.live(later_on).get() == published.publication


def test_both_languages_go_live_together_or_neither_does(condition, reviewer, reviews_required):
    together = {"instances": [condition], "languages": ["nl", INTO], "by": reviewer}
    with pytest.raises(SetRefusedError):
        publish_together(**together)
    assert not Publication.objects.exists()

    accept_all(instance=condition, language=INTO, by=colleague())
    publish_together(**together)

    assert set(Publication.objects.live().values_list("language", flat=True)) == {"nl", INTO}


def test_a_tenfold_dose_blocks_until_a_reviewer_says_why_it_is_none(condition, translator):
    made = translate(condition, "summary", "Take 50 mg a day.", translator)
    blocked = found(condition, Severity.BLOCKS)
    assert "“5 mg” → “50 mg”" in blocked["translation_decimal-shifted"]

    other = colleague()
    for one in findings(condition, made.address):
        override_finding(
            instance=condition, language=INTO, unit=seen(made), finding=one.name, by=other, note="Checked"
        )

    assert found(condition, Severity.BLOCKS) == {}


def test_nothing_of_it_concerns_the_source_language(condition, django_assert_num_queries):
    page = document(condition, "nl")

    with django_assert_num_queries(0):
        assert look_up([page]) == {}


def test_each_point_leads_to_its_text(condition):
    condition.summary_nl = "Neem 5 mg elke dag."
    condition.save()

    (point,) = [one for one in warnings_of(document(condition)) if one.code == "translation_outdated"]

    assert point.address.endswith(f"/condition/{condition.key}/#unit-condition-{condition.pk}-summary-0")
    assert unit(condition, "summary").context in point.message


def test_many_pages_are_looked_up_with_as_many_queries_as_one(condition, django_assert_num_queries):
    page = document(condition)
    look_up([page])  # what the checks find is kept by now
    with django_assert_num_queries(14) as one:
        look_up([page])
    others = [complete(make_condition(f"other-{number}")) for number in range(3)]
    pages = [page, *map(document, others)]
    look_up(pages)

    with django_assert_num_queries(len(one.captured_queries)):
        look_up(pages)
