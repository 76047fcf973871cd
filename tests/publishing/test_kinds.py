import pytest
from django.contrib.auth.models import User
from django.utils.translation import override

from portal.publishing.kinds import all_kinds, kind_named, kind_of, kinds_in_menu, register
from tests.builders import make_condition, make_section


def test_the_menu_leads_from_conditions_to_the_glossary():
    assert [kind.name for kind in kinds_in_menu()] == ["condition", "symptom", "test", "treatment", "term"]


def test_every_kind_has_a_name_of_its_own_and_a_taken_one_is_refused():
    names = [kind.name for kind in all_kinds()]

    with pytest.raises(ValueError, match="'condition' is registered twice"):
        register(kind_named("condition"))

    assert sorted(names) == ["condition", "page", "symptom", "term", "test", "treatment"]
    assert [kind.name for kind in all_kinds()] == names


def test_what_has_no_public_page_has_no_kind():
    with pytest.raises(LookupError, match="User is not a kind of content"):
        kind_of(User())


def test_a_kind_is_called_in_the_language_of_the_reader():
    with override("nl"):
        dutch = kind_named("condition").plural
    with override("en"):
        english = kind_named("condition").plural

    assert (dutch, english) == ("Aandoeningen", "Conditions")


@pytest.mark.django_db
@pytest.mark.parametrize("active", ["nl", "en"])
def test_a_document_is_the_same_whatever_language_is_active(active):
    condition = make_condition("lever")
    make_section(condition, kind="outlook")

    with override(active):
        document = kind_of(condition).document_of(condition, "nl")

    assert (document.title, document.sections[0].heading) == ("Titel van lever", "Levensverwachting")
    assert [(fact.label, fact.value) for fact in document.facts] == [("Deel van het lichaam", "Lever")]


@pytest.mark.django_db
@pytest.mark.parametrize("how_many", [1, 10])
def test_objects_come_with_all_that_their_documents_need(django_assert_num_queries, how_many):
    for number in range(how_many):
        make_section(make_condition(f"lever-{number}"))
    found = list(kind_named("condition").objects())

    with django_assert_num_queries(0):
        documents = [kind_named("condition").document_of(condition, "nl") for condition in found]

    assert len(documents) == how_many
