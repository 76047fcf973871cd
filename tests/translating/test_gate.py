"""What of a translation blocks publishing, what only warns, and what is said on the way."""

from typing import Any

import pytest

from portal.publishing.gate import look_up, problems_of, warnings_of
from portal.publishing.kinds import kind_of
from portal.publishing.services import Job, PublishingRefusedError, publish
from portal.publishing.wants import Severity
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


def test_what_is_translated_can_go_live_and_the_missing_review_is_told(condition):
    assert found(condition, Severity.BLOCKS) == {}
    assert set(found(condition, Severity.WARNS)) == {"translation_not_reviewed"}


def test_a_missing_text_blocks_and_is_named(condition):
    make_section(condition, heading_nl="Kop", heading_en="Heading", body_nl="<p>Nieuw.</p>", body_en="")

    assert found(condition, Severity.BLOCKS) == {
        "translation_missing": "Hoofdstuk “Kop”, tekst, alinea 1: de vertaling ontbreekt."
    }
    with pytest.raises(PublishingRefusedError):
        publish(instance=condition, language=INTO, by=Job("test"))


def test_an_outdated_text_and_a_draft_warn(condition):
    condition.summary_nl = "Neem 5 mg elke dag."
    condition.title_en = "A draft"
    condition.save()

    assert found(condition, Severity.BLOCKS) == {}
    assert {"translation_outdated", "translation_draft"} <= set(found(condition, Severity.WARNS))


def test_where_reviews_are_required_all_that_is_not_reviewed_blocks(condition, settings):
    settings.TRANSLATION_REVIEW_REQUIRED = True

    assert set(found(condition, Severity.BLOCKS)) == {"translation_not_reviewed"}
    accept_all(instance=condition, language=INTO, by=colleague())
    assert {one.state for one in desk(condition).units} == {State.REVIEWED}
    assert found(condition, Severity.BLOCKS) == {}


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
