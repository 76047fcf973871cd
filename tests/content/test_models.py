import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from conditions.models import Condition
from portal.content.models import GlossaryTerm, Page
from tests.builders import (
    make_condition,
    make_page,
    make_picture,
    make_source,
    make_symptom,
    make_term,
    make_test,
    make_treatment,
)

pytestmark = pytest.mark.django_db

EVERY_KIND = [make_condition, make_symptom, make_test, make_treatment, make_term, make_page]


def refused_by_the_database(constraint: Any, make: Any, **fields: Any) -> Any:
    """SQLite names the constraint of a check and the columns of a unique index; PostgreSQL names both."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)


# Names and addresses


def new_page(**fields: Any) -> Any:
    """A page of which nothing is made up."""
    return Page.objects.create(**fields)


def test_the_key_and_the_addresses_are_made_from_the_titles():
    page = new_page(title_nl="Über ons & jou", title_en="About us")

    assert (page.key, page.slug_nl, page.slug_en) == ("uber-ons-jou", "uber-ons-jou", "about-us")


def test_a_taken_key_or_address_gets_a_number():
    pages = [new_page(title_nl="Over ons", title_en=f"About {n}") for n in range(3)]

    assert [(page.key, page.slug_nl) for page in pages] == [
        ("over-ons", "over-ons"),
        ("over-ons-2", "over-ons-2"),
        ("over-ons-3", "over-ons-3"),
    ]


def test_a_title_without_letters_still_gives_a_key_and_an_address():
    page = new_page(title_nl="؟؟")

    assert (page.key, page.slug_nl) == ("page", "page")


def test_a_very_long_title_gives_an_address_that_fits():
    title = "een " * 30

    pages = [new_page(title_nl=title[:120]) for _ in range(2)]

    for page in pages:
        page.full_clean()
    assert len({page.slug_nl for page in pages}) == 2


def test_a_missing_english_title_gives_no_english_address_until_it_is_there():
    page = new_page(title_nl="Over ons")
    before = page.slug_en

    page.title_en = "About us"
    page.save()

    assert (before or "", page.slug_en) == ("", "about-us")


def test_a_changed_title_changes_neither_key_nor_addresses():
    page = new_page(title_nl="Over ons", title_en="About us")

    page.title_nl, page.title_en = "Wie wij zijn", "Who we are"
    page.save()

    page.refresh_from_db()
    assert (page.key, page.slug_nl, page.slug_en) == ("over-ons", "over-ons", "about-us")


def test_a_chosen_address_is_kept():
    page = new_page(title_nl="Over ons", slug_nl="wij")

    assert (page.key, page.slug_nl) == ("over-ons", "wij")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("make", EVERY_KIND)
def test_an_address_is_unique_within_a_language_and_kind(make, language):
    make("een", **{f"slug_{language}": "zelfde"})

    refused_by_the_database(f"slug_{language}", make, key="twee", **{f"slug_{language}": "zelfde"})

    assert make("drie", **{f"slug_{language}": "anders"}).pk


@pytest.mark.parametrize("make", EVERY_KIND)
def test_the_same_address_may_stand_in_both_languages_and_english_addresses_may_be_missing(make):
    first = make("een", slug_nl="zelfde", slug_en="zelfde")
    without_english = [make(key, title_en="", slug_en="") for key in ("twee", "drie")]

    assert (first.slug_nl, first.slug_en) == ("zelfde", "zelfde")
    assert [made.slug_en for made in without_english] == ["", ""]


@pytest.mark.parametrize("make", EVERY_KIND)
def test_a_key_is_unique(make):
    make("een")

    refused_by_the_database("key", make, key="een", slug_nl="x", slug_en="y")


# What the database itself refuses


@pytest.mark.parametrize("make", EVERY_KIND)
def test_the_database_refuses_an_empty_dutch_title(make):
    refused_by_the_database("title_present", make, key="een", title_nl="")

    assert make("twee", title_en="").pk


@pytest.mark.parametrize("months", [0, 37])
@pytest.mark.parametrize("make", EVERY_KIND)
def test_the_database_refuses_a_review_cycle_out_of_range(make, months):
    refused_by_the_database("review_cycle_in_range", make, key="een", review_cycle=months)


@pytest.mark.parametrize("months", [1, 36])
def test_the_longest_and_the_shortest_review_cycle_are_accepted(months):
    assert make_condition("lever", review_cycle=months).review_cycle == months


@pytest.mark.parametrize("make", [make_source, make_picture])
def test_the_key_of_a_source_or_picture_is_unique(make):
    make("een")

    refused_by_the_database("key", make, key="een")


@pytest.mark.parametrize("make", EVERY_KIND)
def test_a_source_is_cited_once_by_an_object(make):
    owner, source = make("een"), make_source()
    owner.citations.create(source=source)

    refused_by_the_database("owner|unique", owner.citations.create, source=source)

    assert owner.citations.count() == 1


def test_a_form_names_the_field_of_a_double_address():
    make_condition("een", slug_nl="zelfde")
    other = make_condition("twee")
    other.slug_nl = "zelfde"

    with pytest.raises(ValidationError) as refusal:
        other.full_clean()

    assert refusal.value.message_dict == {"slug_nl": ["Een andere pagina van deze soort heeft dit adres al."]}


# Reviews


def test_the_next_review_follows_from_the_last_one_and_the_cycle():
    condition = make_condition("lever", reviewed_on=date(2026, 8, 31), review_cycle=6)

    assert condition.next_review_on == date(2027, 2, 28)


def test_what_was_never_reviewed_has_no_next_review():
    condition = make_condition("lever", reviewed_on=date(2026, 8, 31))

    condition.reviewed_on = None
    condition.save()

    assert condition.next_review_on is None


def test_due_is_what_is_to_be_reviewed_by_a_day_and_what_never_was():
    never = make_condition("nooit")
    past = make_condition("voorbij", reviewed_on=date(2025, 11, 22))
    today = make_condition("vandaag", reviewed_on=date(2025, 11, 23))
    make_condition("morgen", reviewed_on=date(2025, 11, 24))

    due = Condition.objects.review_due(on=date(2026, 11, 23))

    assert set(due) == {never, past, today}


# Fixtures name rows by what they are


def test_a_row_is_found_by_its_natural_key():
    condition = make_condition("lever")
    citation = condition.citations.create(source=make_source("avl"))

    assert citation.natural_key() == ("lever", "avl")
    assert type(citation).objects.get_by_natural_key("lever", "avl") == citation
    assert GlossaryTerm.objects.get_by_natural_key(make_term("cel").key).key == "cel"


# Pictures


def test_a_picture_is_named_by_its_content_and_knows_its_size():
    one, same = make_picture("een"), make_picture("twee")

    assert (one.width, one.height) == (1, 1)
    assert re.fullmatch(r"pictures/[0-9a-f]{24}\.webp", one.file.name)
    assert same.file.name == one.file.name
