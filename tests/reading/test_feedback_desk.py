"""The desk where feedback of readers arrives."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.publishing.models import Publication
from portal.publishing.worklists import worklists_for
from portal.reading.feedback.desk import feedback_of_readers
from portal.reading.feedback.models import Feedback
from portal.reading.feedback.services import deal_with_feedback, give_feedback
from tests.builders import make_condition, make_live
from tests.markup import elements, links, words

pytestmark = pytest.mark.django_db

DESK = "/nl/admin/reading/feedback/"


@pytest.fixture(autouse=True)
def condition():
    return make_live(make_condition("lever"), "nl")


def given(text: str = "Een fout.", key: str = "lever") -> Any:
    about = Publication.objects.get(key=key, language="nl")
    return give_feedback(publication=about, verdict="mistake", text=text)


def texts(response: Any) -> list[str]:
    return [words(cell) for cell in elements(response, "td", class_="field-beginning")]


def waiting(person: Any) -> Any:
    return next((found for found in worklists_for(person) if found.name == "feedback"), None)


@pytest.mark.parametrize("how_many", [1, 12])
def test_the_list_takes_as_many_queries_for_many_as_for_few(
    editor_client, django_assert_max_num_queries, how_many
):
    for number in range(how_many):
        given(f"Fout {number}.")

    with django_assert_max_num_queries(12):
        response = editor_client.get(DESK)

    assert len(texts(response)) == how_many


def test_the_list_is_filtered_and_counted(editor, editor_client):
    given("Nieuw.")
    deal_with_feedback(feedback=given("Klaar."), state="closed", by=editor)

    waits = editor_client.get(f"{DESK}?waits=yes")
    closed = editor_client.get(f"{DESK}?state__exact=closed")

    assert texts(waits) == ["Nieuw."]
    assert texts(closed) == ["Klaar."]
    assert ("gesloten (1)", "?waits=yes&state__exact=closed") not in links(closed)
    assert "gesloten (1)" in [text for text, _ in links(closed)]


def test_an_editor_finds_what_is_about_their_own_pages(editor, editor_client):
    make_live(make_condition("van-mij", owner=editor), "nl")
    given("Over een ander.")
    given("Over het mijne.", key="van-mij")

    assert texts(editor_client.get(f"{DESK}?mine=yes")) == ["Over het mijne."]


def test_an_editor_answers_and_it_says_who_did(editor, editor_client):
    feedback = given()

    response = editor_client.post(
        f"{DESK}{feedback.pk}/change/",
        {"state": "answered", "note": "Verbeterd."},
        follow=True,
    )

    assert response.status_code == 200
    feedback.refresh_from_db()
    (note,) = feedback.notes.all()
    assert (feedback.state, note.text, note.by) == ("answered", "Verbeterd.", editor)
    assert "editor: beantwoord Verbeterd." in words(editor_client.get(f"{DESK}{feedback.pk}/change/"))


def test_an_answer_without_words_comes_back_with_the_reason(editor_client):
    feedback = given()

    response = editor_client.post(
        f"{DESK}{feedback.pk}/change/",
        {"state": "answered", "note": " "},
    )

    assert "Vul in wat het antwoord is" in words(response)
    feedback.refresh_from_db()
    assert feedback.state == "new"


def test_only_those_who_edit_have_the_desk(
    editor_client, reviewer_client, translator_client, stranger_client
):
    feedback = given()
    for place in (DESK, f"{DESK}{feedback.pk}/change/"):
        assert editor_client.get(place).status_code == 200
        assert {client.get(place).status_code for client in (reviewer_client, translator_client)} == {403}
        assert stranger_client.get(place).status_code == 302


def test_feedback_is_for_editors_alone(editor, reviewer):
    feedback = given()

    with pytest.raises(PermissionDenied):
        deal_with_feedback(feedback=feedback, state="closed", by=reviewer)
    assert (waiting(reviewer), waiting(editor).total) == (None, 1)


def test_nobody_adds_or_deletes_at_the_desk(administrator_client):
    feedback = given()

    assert administrator_client.get(f"{DESK}add/").status_code == 403
    assert administrator_client.get(f"{DESK}{feedback.pk}/delete/").status_code == 403
    assert administrator_client.post(f"{DESK}{feedback.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Feedback.objects.exists()


@pytest.mark.parametrize("how_many", [1, 12])
def test_the_worklist_has_ones_own_pages_first_and_costs_two_queries(
    editor, django_assert_num_queries, how_many
):
    make_live(make_condition("van-mij", owner=editor), "nl")
    for number in range(how_many):
        given(f"Fout {number}.")
    deal_with_feedback(feedback=given("Klaar."), state="closed", by=editor)
    given("Over het mijne.", key="van-mij")
    editor.has_perm("reading.change_feedback")  # remembers what the editor may

    with django_assert_num_queries(2):
        found: Any = feedback_of_readers(editor)

    assert found.total == how_many + 1
    assert len(found.items) == min(how_many + 1, 5)
    assert found.items[0].text == "Titel van van-mij: een fout"
    assert "over een pagina van jou" in found.items[0].note
    assert not any("pagina van jou" in item.note for item in found.items[1:])
