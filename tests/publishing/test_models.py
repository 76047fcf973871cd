from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from portal.publishing.models import Event, Publication, PublicationIsImmutableError, PublishedLink
from portal.publishing.services import Job, publish, withdraw
from tests.builders import complete, make_condition, make_live, make_symptom

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def publication():
    condition = make_condition("lever")
    condition.symptom_links.create(target=make_symptom("jeuk"))
    make_live(condition, "nl")
    return Publication.objects.get()


def stored() -> Any:
    return [list(model.objects.order_by("pk").values()) for model in (Publication, PublishedLink, Event)]


# Immutable

DOORS = {
    "save": lambda row: row.save(),
    "save of one field": lambda row: row.save(update_fields=["kind"]),
    "save of a copy": lambda row: type(row)(
        **{f.attname: getattr(row, f.attname) for f in fields(row)}
    ).save(),
    "delete": lambda row: row.delete(),
    "update": lambda row: type(row).objects.update(pk=99),
    "update of a filter": lambda row: type(row).objects.filter(pk=row.pk).update(pk=99),
    "delete of a queryset": lambda row: type(row).objects.all().delete(),
    "raw delete": lambda row: type(row).objects.all()._raw_delete("default"),
    "bulk update": lambda row: type(row).objects.bulk_update([row], [fields(row)[1].name]),
    "update or create": lambda row: type(row).objects.update_or_create(pk=row.pk, defaults={}),
    "bulk create over conflicts": lambda row: type(row).objects.bulk_create(
        [row], update_conflicts=True, update_fields=[fields(row)[1].name], unique_fields=["id"]
    ),
    "base manager": lambda row: type(row)._base_manager.update(pk=99),
    "loaded fixture": lambda row: next(
        serializers.deserialize("json", serializers.serialize("json", [row]))
    ).save(),
}


def fields(row: Any) -> Any:
    return type(row)._meta.concrete_fields


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())
@pytest.mark.parametrize("model", [Publication, PublishedLink, Event])
def test_no_door_of_the_orm_changes_or_deletes_what_was_published(publication, model, door):
    before = stored()

    with pytest.raises((PublicationIsImmutableError, IntegrityError)), transaction.atomic():
        door(model.objects.get())

    assert stored() == before


RELATED_DOORS = {
    "update": lambda rows: rows.update(publication=None),
    "update of all": lambda rows: rows.all().update(publication=None),
    "delete": lambda rows: rows.all().delete(),
    "update or create": lambda rows: rows.update_or_create(pk=rows.get().pk, defaults={"publication": None}),
    "moved here": lambda rows: rows.add(rows.get(), bulk=True),
}


@pytest.mark.parametrize("door", RELATED_DOORS.values(), ids=RELATED_DOORS.keys())
@pytest.mark.parametrize("relation", ["links", "events"])
def test_nor_does_a_related_manager(publication, relation, door):
    before = stored()

    with pytest.raises(PublicationIsImmutableError):
        door(getattr(publication, relation))

    assert stored() == before


def test_deleting_the_working_copy_leaves_its_publications(publication):
    before = stored()

    make_condition("ander").delete()
    type(make_condition("nog-een")).objects.filter(key="lever").delete()

    assert stored() == before


def test_a_person_who_published_something_cannot_be_deleted(stranger):
    stranger.user_permissions.add(Permission.objects.get(codename="publish"))
    publish(instance=complete(make_condition("lever")), language="nl", by=stranger)

    with pytest.raises(ProtectedError):
        stranger.delete()

    stranger.refresh_from_db()
    assert Event.objects.get().actor == stranger


# What the database itself refuses


def add_event(publication: Any, **fields: Any) -> Any:
    Event.objects.create(publication=publication, action="published", at=NOW, **fields)


def test_an_event_is_by_a_person_or_a_job_and_not_by_both_or_neither(publication, stranger):
    for who in ({}, {"actor": stranger, "job": "nightly"}):
        with pytest.raises(IntegrityError, match="event_by_a_person_or_a_job"), transaction.atomic():
            add_event(publication, **who)

    add_event(publication, actor=stranger)
    add_event(publication, job="nightly")
    assert publication.events.count() == 3


def copied(publication: Any, **changes: Any) -> Any:
    """A copy that bypasses the service, by SQL."""
    columns = [field.column for field in fields(publication) if not field.primary_key]
    quoted = ", ".join(f'"{column}"' for column in columns)
    chosen = ", ".join("%s" if column in changes else f'"{column}"' for column in columns)
    values = [changes[column] for column in columns if column in changes]
    sql = f"INSERT INTO publishing_publication ({quoted}) SELECT {chosen} FROM publishing_publication"  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE id = %s", [*values, publication.pk])


def test_a_number_is_given_once(publication):
    with pytest.raises(IntegrityError):
        copied(publication)

    assert Publication.objects.count() == 1


def test_a_publication_cannot_end_before_it_begins(publication):
    with pytest.raises(IntegrityError, match="publication_ends_after_it_begins"):
        copied(publication, number=2, live_from=NOW, live_until=NOW - DAY)

    assert Publication.objects.count() == 1


@pytest.mark.postgresql
def test_postgresql_refuses_two_live_publications_of_one_object_and_language(publication):
    with pytest.raises(IntegrityError, match="publication_one_live_per_object"):
        copied(publication, number=2, slug="elders", live_from=publication.live_from + DAY)

    copied(publication, number=2, slug="elders", language="en")
    assert Publication.objects.count() == 2


@pytest.mark.postgresql
def test_postgresql_refuses_two_live_publications_at_one_address(publication):
    with pytest.raises(IntegrityError, match="publication_one_live_per_address"):
        copied(publication, key="ander", live_from=publication.live_from + DAY)

    copied(publication, key="ander", slug="elders")
    assert Publication.objects.count() == 2


@pytest.mark.postgresql
def test_postgresql_accepts_windows_that_follow_each_other(publication):
    withdraw(kind="condition", key="lever", language="nl", by=Job("test"))
    publication.refresh_from_db()

    copied(publication, number=2, live_from=publication.live_until, live_until=None)

    assert Publication.objects.count() == 2


# What is live


def test_one_query_answers_what_is_live_at_an_address(django_assert_num_queries):
    make_live(make_condition("lever"))
    make_live(make_symptom("lever", slug_nl="nl-lever"))
    make_live(make_condition("ander"))

    with django_assert_num_queries(1):
        found = [p.title for p in Publication.objects.live().at_address("condition", "nl", "nl-lever")]

    assert found == ["Titel van lever"]


def test_a_window_holds_its_beginning_and_not_its_end(time_machine):
    time_machine.move_to(NOW, tick=False)
    condition = make_live(make_condition("lever"), "nl")
    condition.title_nl = "Later"
    condition.save()
    publish(instance=condition, language="nl", by=Job("test"), live_from=NOW + DAY)
    moment = timedelta(microseconds=1)

    def live(at: Any) -> Any:
        return [publication.title for publication in Publication.objects.live(at)]

    assert live(NOW - moment) == []
    assert live(NOW) == ["Titel van lever"]
    assert live(NOW + DAY - moment) == ["Titel van lever"]
    assert live(NOW + DAY) == ["Later"]


def test_a_plan_begins_by_itself(time_machine):
    time_machine.move_to(NOW, tick=False)
    publish(instance=complete(make_condition("lever")), language="nl", by=Job("test"), live_from=NOW + DAY)
    before = Publication.objects.live().count()

    time_machine.move_to(NOW + DAY, tick=False)

    assert (before, Publication.objects.live().count()) == (0, 1)


def test_for_lists_the_texts_are_not_read(publication):
    listed = Publication.objects.live().without_documents().get()

    assert listed.get_deferred_fields() == {"document", "caveats", "next_review_on"}
