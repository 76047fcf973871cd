import pytest
from django.utils.translation import override

from conditions.models import Condition, Symptom
from portal.content.snapshots import SnapshotRefusedError, restore, take
from tests.builders import make_condition, make_section, make_source, make_symptom

pytestmark = pytest.mark.django_db


@pytest.fixture
def condition():
    owner = make_condition("lever", origin=make_source("bron"))
    make_section(owner, heading_nl="Eerst", position=10)
    make_section(owner, heading_nl="Daarna", position=20)
    owner.symptom_links.create(target=make_symptom("moe"), position=10, note_nl="Vaak")
    owner.citations.create(source=owner.origin, position=10)
    return owner


def test_a_restored_object_is_what_it_was_with_parts_and_links(condition):
    before = take(condition)
    condition.title_nl = "Anders"
    condition.save()
    condition.sections.first().delete()
    condition.symptom_links.all().delete()
    make_section(condition, heading_nl="Nieuw")

    restored = restore(before)

    assert take(restored) == before
    assert restored.pk == condition.pk


def test_restoring_counts_as_a_new_version(condition):
    before = take(condition)

    assert restore(before).version == condition.version + 1


def test_a_deleted_object_comes_back(condition):
    before = take(condition)
    condition.delete()
    assert not Condition.objects.exists()

    restored = restore(before)

    assert take(restored) == before


def test_a_snapshot_holds_every_language_whatever_language_is_active(condition):
    with override("en"):
        english = take(condition)

    assert english == take(condition)
    assert english[0]["fields"]["title_nl"] == "Titel van lever"
    assert "title" not in english[0]["fields"]


def test_a_snapshot_that_names_something_gone_is_refused_whole(condition):
    before = take(condition)
    condition.symptom_links.all().delete()
    Symptom.objects.get(key="moe").delete()
    condition.title_nl = "Anders"
    condition.save()

    with pytest.raises(SnapshotRefusedError, match="moe"):
        restore(before)

    condition.refresh_from_db()
    assert condition.title_nl == "Anders"
