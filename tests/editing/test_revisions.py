"""The history of an object in the admin."""

from typing import Any

import pytest
from django.test import Client

from conditions.models import Condition, ConditionSection
from portal.editing.models import Revision
from portal.publishing.models import Publication
from tests.builders import make_condition, make_section, make_symptom
from tests.editing.forms import address, list_address, save
from tests.markup import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(editor_client: Client) -> Any:
    """A condition whose title and links were changed once in the admin."""
    condition = make_condition("lever", title_nl="Uitzaaiingen in de lever")
    condition.symptom_links.create(target=make_symptom("moe"), position=10)
    new = {"title_nl": "Uitzaaiing in de lever", "symptom_links-0-DELETE": "on", "change_reason": "Enkelvoud"}
    save(editor_client, condition, **new)
    condition.refresh_from_db()
    return condition


def compare(client: Client, condition: Any, **query: str) -> Any:
    return client.get(address(condition, "compare"), query)


def restore(client: Client, condition: Any, number: int) -> Any:
    return client.post(f"{address(condition, 'compare').removesuffix('compare/')}restore/{number}/")


def test_a_save_keeps_what_was_there_and_what_is_there_now(changed, editor):
    revisions = Revision.objects.filter(key="lever").order_by("number")

    assert [revision.document("nl").title for revision in revisions] == [
        "Uitzaaiingen in de lever",
        "Uitzaaiing in de lever",
    ]
    assert [(revision.author, revision.reason) for revision in revisions][1] == (editor, "Enkelvoud")


def test_the_history_lists_saves_and_publications_with_who_and_why(editor_client, changed):
    page = editor_client.get(address(changed, "history"))

    moments = [(moment.code, moment.by, moment.reason) for moment in page.context["moments"]]
    assert moments == [("r2", "editor", "Enkelvoud"), ("r1", "voor het begin van de geschiedenis", "")]


def test_two_moments_compare_with_the_words_marked(editor_client, changed):
    page = compare(editor_client, changed, **{"from": "r1", "to": "r2", "language": "nl"})

    assert "<del>Uitzaaiingen</del>" in page.content.decode()
    assert "verwijderd: Uitzaaiingen ingevoegd: Uitzaaiing in de lever" in words(page)


def test_side_by_side_shows_each_moment_alone(editor_client, changed):
    page = compare(editor_client, changed, **{"from": "r1", "to": "now", "view": "side"})

    text = page.content.decode()
    assert "<del>Uitzaaiingen</del><span> in de lever</span>" in text
    assert "<ins>Uitzaaiing</ins><span> in de lever</span>" in text


def test_a_moment_that_does_not_exist_is_not_found(editor_client, changed):
    for code in ("r99", "p99", "x", "r"):
        assert compare(editor_client, changed, **{"from": code}).status_code == 404


def test_restoring_brings_back_text_and_links_and_publishes_nothing(editor_client, changed):
    restore(editor_client, changed, 1)

    restored: Any = Condition.objects.get(key="lever")
    assert restored.title_nl == "Uitzaaiingen in de lever"
    assert [link.target.key for link in restored.symptom_links.all()] == ["moe"]
    assert not Publication.objects.exists()


def test_looking_at_the_address_of_restoring_restores_nothing(editor_client, changed):
    address_of_restoring = f"{address(changed, 'compare').removesuffix('compare/')}restore/1/"

    assert editor_client.get(address_of_restoring).status_code == 405
    assert str(Condition.objects.get(key="lever")) == "Uitzaaiing in de lever"


def test_a_translator_reads_the_history_and_may_not_restore(translator_client, changed):
    assert translator_client.get(address(changed, "history")).context["may_restore"] is False
    assert restore(translator_client, changed, 1).status_code == 403
    assert str(Condition.objects.get(key="lever")) == "Uitzaaiing in de lever"


def test_a_deleted_object_is_listed_and_brought_back(editor_client):
    condition = make_condition("lever")
    make_section(condition, heading_nl="Eerste kop")
    editor_client.post(address(condition, "delete"), {"post": "yes"})
    assert not Condition.objects.exists()

    page = editor_client.get(list_address(Condition, "deleted"))
    (revision,) = page.context["revisions"]
    editor_client.post(f"{list_address(Condition, 'deleted')}lever/{revision.number}/restore/")

    assert str(ConditionSection.objects.get()) == "Eerste kop"


def test_objects_deleted_together_are_all_kept(editor_client):
    chosen = [make_condition("lever").pk, make_condition("nier").pk]
    delete = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    editor_client.post(list_address(Condition), delete)

    page = editor_client.get(list_address(Condition, "deleted"))
    assert [revision.key for revision in page.context["revisions"]] == ["lever", "nier"]


def test_the_history_takes_as_many_queries_for_many_moments_as_for_one(
    editor_client, changed, django_assert_num_queries
):
    def look() -> None:
        editor_client.get(address(changed, "history"))

    look()  # takes away the messages of the saves, which cost queries of their own
    with django_assert_num_queries(7):
        look()
    for number in range(5):
        save(editor_client, changed, title_nl=f"Titel {number}")

    look()
    with django_assert_num_queries(7):
        look()
