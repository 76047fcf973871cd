from typing import Any

import pytest
from django.utils.translation import override

from portal.editing.usage import live_pages_with, usage_of
from portal.publishing.services import Job, withdraw
from tests.builders import (
    make_condition,
    make_live,
    make_picture,
    make_section,
    make_source,
    make_symptom,
    make_term,
    make_test,
)

pytestmark = pytest.mark.django_db


def working(instance: Any) -> dict[Any, tuple[str, ...]]:
    with override("en"):
        return {use.instance: use.ways for use in usage_of(instance).working}


def live(instance: Any) -> list[tuple[str, str, str]]:
    return [(page.kind, page.key, page.language) for page in usage_of(instance).live]


def ref(kind: str, key: str) -> str:
    return f'<p>Zie <a href="ref:{kind}/{key}">de uitleg</a>.</p>'


# The working copy


def test_what_nothing_uses_is_not_used():
    for instance in (make_condition(), make_symptom(), make_source(), make_picture(), make_term()):
        assert not usage_of(instance)
        assert live_pages_with(instance) == []


def test_an_object_is_used_by_what_has_a_relation_to_it():
    symptom = make_symptom()
    condition = make_condition()
    condition.symptom_links.create(target=symptom)
    make_condition("other").symptom_links.create(target=make_symptom("itch"))

    assert working(symptom) == {condition: ("symptom of this condition",)}


def test_a_test_is_used_by_its_forms_and_not_by_itself():
    parent = make_test("imaging")
    child = make_test("ct", parent=parent)

    assert working(parent) == {child: ("form of",)}
    assert working(child) == {}


@pytest.mark.parametrize("column", ["body_nl", "body_en"])
def test_an_object_is_used_by_a_link_in_a_text_of_a_section_in_any_language(column):
    term = make_term("abscess")
    condition = make_condition()
    make_section(condition, **{column: ref("term", "abscess")})
    make_section(make_condition("other"), **{column: ref("term", "abscess-2")})

    assert list(working(term)) == [condition]


def test_an_object_is_used_by_a_link_in_a_text_of_a_field_but_not_by_its_own_text():
    term = make_term("abscess")
    symptom = make_symptom(help_today_en=ref("term", "abscess"))
    itself = make_condition("itself", help_today_nl=ref("condition", "itself"))

    assert list(working(term)) == [symptom]
    assert working(itself) == {}


def test_a_source_is_used_by_what_cites_it_what_was_drawn_from_it_and_what_marks_it_in_a_text():
    source = make_source("guideline")
    citing, drawn = make_condition("citing"), make_symptom("drawn", origin=source)
    citing.citations.create(source=source)
    marked = make_condition("marked", help_today_nl="<p>Bel de huisarts.[@guideline]</p>")
    make_condition("another", help_today_nl="<p>Bel de huisarts.[@guideline-2]</p>")

    assert working(source) == {
        citing: ("reference",),
        marked: ("link in a text",),
        drawn: ("origin",),
    }


def test_one_object_that_uses_something_twice_is_named_once_with_both_ways():
    symptom = make_symptom("itch")
    condition = make_condition(help_today_nl=ref("symptom", "itch"))
    condition.symptom_links.create(target=symptom)
    make_section(condition, body_nl=ref("symptom", "itch"))

    assert working(symptom) == {condition: ("symptom of this condition", "link in a text")}


def test_a_picture_is_used_by_the_pages_that_show_it():
    picture = make_picture()
    condition = make_condition()
    condition.pictures.create(picture=picture)

    assert working(picture) == {condition: ("picture",)}


# What is live


def test_live_pages_are_told_by_what_was_published_not_by_the_working_copy():
    symptom = make_symptom("itch")
    condition = make_condition("lever")
    link = condition.symptom_links.create(target=symptom)
    make_live(condition, "nl")
    link.delete()

    assert working(symptom) == {}
    assert live(symptom) == [("condition", "lever", "nl")]
    assert [page.key for page in live_pages_with(symptom)] == ["lever"]


def test_a_withdrawn_page_uses_nothing():
    symptom = make_symptom("itch")
    condition = make_condition("lever")
    condition.symptom_links.create(target=symptom)
    make_live(condition, "nl")
    withdraw(kind="condition", key="lever", language="nl", by=Job("test"))

    assert live(symptom) == []
    assert live_pages_with(symptom) == []


def test_its_own_live_page_keeps_an_object_from_being_deleted_but_is_no_use_of_it():
    term = make_live(make_term("abscess"), "en")

    assert live(term) == []
    assert [(page.key, page.language) for page in live_pages_with(term)] == [("abscess", "en")]


def test_a_live_page_that_shows_a_picture_keeps_it_from_being_deleted():
    picture, condition = make_picture(), make_condition("lever")
    use = condition.pictures.create(picture=picture)
    make_live(condition, "nl")
    use.delete()

    assert live(picture) == [("condition", "lever", "nl")]
    assert len(live_pages_with(picture)) == 1


def test_a_live_page_that_cites_a_source_keeps_it_from_being_deleted():
    source = make_source("guideline")
    cited, drawn = make_condition("cited"), make_symptom("drawn", origin=source)
    cited.citations.create(source=source)
    namesake = make_symptom("guideline")
    linking = make_condition("linking")
    linking.symptom_links.create(target=namesake)
    linking.citations.create(source=make_source("another"))
    for instance in (cited, drawn, linking):
        make_live(instance, "nl")

    assert live(source) == [("condition", "cited", "nl"), ("symptom", "drawn", "nl")]


@pytest.mark.parametrize("how_many", [1, 15])
@pytest.mark.parametrize("used", ["symptom", "source", "picture"])
def test_the_number_of_queries_does_not_depend_on_how_many_use_it(used, how_many, django_assert_num_queries):
    made = {"symptom": make_symptom("itch"), "source": make_source(), "picture": make_picture()}
    for number in range(how_many):
        condition = make_condition(f"c-{number}")
        condition.symptom_links.create(target=made["symptom"])
        condition.citations.create(source=made["source"])
        condition.pictures.create(picture=made["picture"])
        make_live(condition, "nl")

    with django_assert_num_queries({"symptom": 6, "source": 7, "picture": 5}[used]):
        found = usage_of(made[used])
    with django_assert_num_queries(1):
        blocking = live_pages_with(made[used])

    assert len(found.working) == len(found.live) == len(blocking) == how_many
