import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from conditions.models import DiagnosticTest
from tests.builders import make_condition, make_picture, make_symptom, make_test, make_treatment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("relation", "make_target"),
    [
        ("symptom_links", make_symptom),
        ("test_links", make_test),
        ("treatment_links", make_treatment),
        ("look_alike_links", make_condition),
        ("primary_links", make_condition),
    ],
)
def test_a_target_is_linked_once_in_each_relation(relation, make_target):
    condition, target = make_condition("lever"), make_target("doel")
    links = getattr(condition, relation)
    links.create(target=target)

    with pytest.raises(IntegrityError), transaction.atomic():
        links.create(target=target)

    assert [link.target for link in links.all()] == [target]


@pytest.mark.parametrize(
    ("relation", "constraint"),
    [
        ("look_alike_links", "conditions_lookalike_not_to_itself"),
        ("primary_links", "conditions_primarycancer_not_to_itself"),
    ],
)
def test_a_condition_is_not_linked_to_itself(relation, constraint):
    condition = make_condition("lever")

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        getattr(condition, relation).create(target=condition)

    assert not getattr(condition, relation).exists()


def test_links_stand_in_the_editors_order():
    condition = make_condition("lever")
    for position, key in ((30, "c"), (10, "a"), (20, "b")):
        condition.symptom_links.create(target=make_symptom(key), position=position)

    assert [link.target.key for link in condition.symptom_links.all()] == ["a", "b", "c"]


def test_what_a_condition_is_linked_to_cannot_be_deleted():
    symptom = make_symptom("jeuk")
    make_condition("lever").symptom_links.create(target=symptom)

    with pytest.raises(ProtectedError):
        symptom.delete()

    symptom.refresh_from_db()


def test_a_code_and_a_picture_stand_in_the_list_once():
    condition, picture = make_condition("lever"), make_picture()
    condition.codes.create(system="ICD-10", value="C78.7")
    condition.pictures.create(picture=picture)

    with pytest.raises(IntegrityError), transaction.atomic():
        condition.codes.create(system="ICD-10", value="C78.7")
    with pytest.raises(IntegrityError), transaction.atomic():
        condition.pictures.create(picture=picture)

    assert (condition.codes.count(), condition.pictures.count()) == (1, 1)


def test_the_database_refuses_a_test_that_is_a_form_of_itself():
    test = make_test("ct")

    with pytest.raises(IntegrityError, match="not_own_parent"), transaction.atomic():
        DiagnosticTest.objects.filter(pk=test.pk).update(parent=test)

    test.refresh_from_db()
    assert test.parent is None


def test_a_form_refuses_a_test_that_is_a_form_of_one_of_its_own_forms():
    grandparent = make_test("a")
    parent = make_test("b", parent=grandparent)
    child = make_test("c", parent=parent)
    child.full_clean()

    grandparent.parent = child
    with pytest.raises(ValidationError) as refusal:
        grandparent.full_clean()

    assert [error.code for error in refusal.value.error_dict["parent"]] == ["parent_cycle"]
