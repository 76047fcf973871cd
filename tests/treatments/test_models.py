import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.builders import make_treatment
from treatments.models import Treatment

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_treatment_that_is_a_form_of_itself():
    treatment = make_treatment("ablatie")

    with pytest.raises(IntegrityError, match="treatments_treatment_not_own_parent"), transaction.atomic():
        Treatment.objects.filter(pk=treatment.pk).update(parent=treatment)

    treatment.refresh_from_db()
    assert treatment.parent is None


@pytest.mark.parametrize("generations", [1, 2, 3])
def test_a_form_refuses_a_treatment_that_is_its_own_ancestor(generations):
    first = last = make_treatment("oudste")
    for number in range(generations):
        last = make_treatment(f"kind-{number}", parent=last)
    last.full_clean()

    first.parent = last
    with pytest.raises(ValidationError) as refusal:
        first.full_clean()

    assert [error.code for error in refusal.value.error_dict["parent"]] == ["parent_cycle"]


def test_a_treatment_that_has_forms_cannot_be_deleted():
    parent = make_treatment("ablatie")
    child = make_treatment("cryotherapie", parent=parent)

    with pytest.raises(ProtectedError):
        parent.delete()

    assert set(Treatment.objects.all()) == {parent, child}
