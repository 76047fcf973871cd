from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from portal.editing.completeness import Completeness, WantedPart, completeness_of
from portal.publishing.kinds import all_kinds, kind_of
from tests.builders import (
    complete,
    make_condition,
    make_page,
    make_picture,
    make_section,
    make_symptom,
    make_term,
    make_test,
    make_treatment,
)

pytestmark = pytest.mark.django_db


def measured(instance: Any, language: str = "nl") -> Completeness:
    return completeness_of(kind_of(instance).document_of(instance, language))


def fields(parts: Iterable[WantedPart]) -> list[str]:
    return [part.field for part in parts]


def test_a_page_with_everything_that_patients_need_is_complete():
    about = {"medical_reviewer_nl": "Dr. Jansen", "questions_nl": "Wat nu?"}
    condition = complete(make_condition(reviewed_on=date(2026, 11, 1), **about))
    for kind in ("overview", "symptoms", "diagnosis", "treatment", "living-with", "outlook"):
        make_section(condition, kind=kind)
    condition.pictures.create(picture=make_picture())
    condition.refresh_from_db()

    found = measured(condition)

    assert (found.percentage, found.missing) == (100, [])


def test_a_page_with_a_title_and_little_else_says_what_is_missing_and_where_to_add_it():
    found = measured(make_treatment())

    assert fields(found.present) == ["summary"]
    assert fields(found.missing) == [
        "what",
        "how",
        "when",
        "risks",
        "questions",
        "citations",
        "pictures",
        "reviewed_on",
        "medical_reviewer",
    ]
    assert found.missing[3].label == "Risico’s en bijwerkingen"
    assert found.percentage == 10


def test_links_make_up_for_the_text_of_their_section():
    condition = make_condition()
    before = len(measured(condition).missing)
    condition.symptom_links.create(target=make_symptom())

    assert len(measured(condition).missing) == before - 1


def test_a_section_of_another_kind_fills_no_wanted_part():
    condition = make_condition()
    before = measured(condition)
    make_section(condition, kind="other")

    assert measured(condition) == before


def test_each_language_is_measured_on_its_own():
    condition = make_condition()
    make_section(condition, kind="overview", body_en="")

    assert len(measured(condition, "en").missing) == len(measured(condition, "nl").missing) + 1


@pytest.mark.parametrize(
    "make", [make_condition, make_symptom, make_test, make_treatment, make_term, make_page]
)
def test_every_kind_says_what_it_wants_and_where_that_stands(make):
    instance = make()
    names = {field.name for field in type(instance)._meta.get_fields()}

    found = measured(instance)

    assert found.parts
    assert set(fields(found.parts)) <= names


def test_every_registered_kind_wants_something():
    assert [kind.name for kind in all_kinds() if not kind.wants] == []
