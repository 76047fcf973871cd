from typing import Any

import pytest

from conditions.models import Condition
from portal.editing.history import FOUND, deleted, record, record_origin, restore, revisions_of
from portal.editing.models import Revision
from portal.publishing.kinds import kind_named
from portal.publishing.models import Publication, PublicationIsImmutableError
from tests.builders import make_condition, make_live, make_section

pytestmark = pytest.mark.django_db


def numbers(condition) -> list[int]:
    return list(revisions_of(kind_named("condition"), condition.key).values_list("number", flat=True))


def test_every_change_is_a_revision_with_author_and_reason(editor):
    condition = make_condition("lever")
    record(condition, by=editor, reason="Eerste tekst")
    condition.title_nl = "Anders"
    condition.save()

    revision: Any = record(condition, by=editor, reason="Andere titel")

    assert (revision.number, revision.author, revision.reason) == (2, editor, "Andere titel")
    assert revision.document("nl").title == "Anders"


def test_what_has_not_changed_is_not_kept_again(editor):
    condition = make_condition("lever")
    record(condition, by=editor)

    assert record(condition, by=editor) is None
    assert numbers(condition) == [1]


def test_a_change_in_a_part_is_a_change_of_the_object(editor):
    condition = make_condition("lever")
    record(condition, by=editor)
    make_section(condition)

    record(condition, by=editor)

    assert numbers(condition) == [2, 1]


def test_an_object_without_history_is_kept_before_its_first_change():
    condition = make_condition("lever")

    record_origin(condition)
    record_origin(condition)

    (revision,) = Revision.objects.all()
    assert (revision.job, revision.author) == (FOUND.name, None)


def test_restoring_keeps_what_was_there_and_readers_see_nothing_of_it(editor):
    condition = make_condition("lever")
    record(condition, by=editor)
    first = Revision.objects.get()
    condition.title_nl = "Anders"
    condition.save()
    make_live(condition)

    restored: Any = restore(first, by=editor)

    assert restored.title_nl == "Titel van lever"
    assert numbers(condition) == [3, 2, 1]
    assert Publication.objects.live().get(language="nl").title == "Anders"


def test_a_deleted_object_is_listed_and_can_be_brought_back(editor):
    condition = make_condition("lever")
    kept = make_condition("nier")
    for each in (condition, kept):
        record(each, by=editor)
    condition.delete()

    (revision,) = deleted(kind_named("condition"))
    restore(revision, by=editor)

    assert revision.key == "lever"
    assert set(Condition.objects.values_list("key", flat=True)) == {"lever", "nier"}
    assert deleted(kind_named("condition")) == []


def test_a_revision_cannot_be_changed_or_deleted(editor):
    revision: Any = record(make_condition("lever"), by=editor)

    for attempt in (revision.save, revision.delete, Revision.objects.all().delete):
        with pytest.raises(PublicationIsImmutableError):
            attempt()
