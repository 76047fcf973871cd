"""What stands beside documents, so that pages can be found by it: codes and the next review."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from portal.publishing.models import Publication, PublicationIsImmutableError, PublishedCode
from tests.builders import make_condition, make_live, make_symptom

pytestmark = pytest.mark.django_db

FILLING = "0005_fill_codes_and_reviews"


def coded(key: str = "lever", *values: str) -> Any:
    condition = make_condition(key, reviewed_on=date(2026, 1, 31), review_cycle=12)
    for value in values:
        condition.codes.create(system="ICD-10", value=value)
    return make_live(condition, "nl")


def codes() -> Any:
    rows = PublishedCode.objects.order_by("publication_id", "pk")
    return list(rows.values_list("publication__key", "publication__number", "system", "value"))


def test_a_publication_is_found_by_its_codes_and_its_review(db):
    coded("lever", "C78.7", "c22.0")
    make_live(make_symptom("jeuk"), "nl")

    assert codes() == [("lever", 1, "ICD-10", "C787"), ("lever", 1, "ICD-10", "C220")]
    reviews = Publication.objects.order_by("key").values_list("key", "next_review_on")
    assert list(reviews) == [("jeuk", None), ("lever", date(2027, 1, 31))]


def test_the_same_code_written_twice_is_kept_once():
    coded("lever", "C78.7", "C787")

    assert codes() == [("lever", 1, "ICD-10", "C787")]


def test_each_publication_keeps_its_own_codes():
    condition = coded("lever", "C78.7")
    condition.codes.all().delete()
    condition.codes.create(system="SNOMED CT", value="94381002")
    make_live(condition, "nl")

    assert codes() == [("lever", 1, "ICD-10", "C787"), ("lever", 2, "SNOMED CT", "94381002")]


def test_the_codes_of_a_publication_cannot_be_changed():
    coded("lever", "C78.7")

    with pytest.raises(PublicationIsImmutableError):
        PublishedCode.objects.update(value="C220")
    with pytest.raises(PublicationIsImmutableError):
        PublishedCode.objects.get().delete()


def test_what_was_published_before_gets_its_codes_and_its_review_by_the_migration(monkeypatch):
    coded("lever", "C78.7")
    coded("maag", "C16")
    make_live(make_symptom("jeuk"), "nl")
    filled = (codes(), list(Publication.objects.values_list("key", "next_review_on")))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM publishing_publishedcode")
        cursor.execute("UPDATE publishing_publication SET next_review_on = NULL")
    migration = import_module(f"portal.publishing.migrations.{FILLING}")
    monkeypatch.setattr(migration, "AT_ONCE", 2)

    migration.fill(MigrationLoader(connection).project_state(("publishing", FILLING)).apps, None)

    assert (codes(), list(Publication.objects.values_list("key", "next_review_on"))) == filled
