"""What lies behind a unit of the workbench: its history, and what people say of it to each other."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from portal.publishing.worklists import Worklist, worklists_for
from portal.translating.models import UnitComment
from portal.translating.reviewing import seen, send_back
from tests.builders import make_condition
from tests.conftest import signed_in
from tests.translating.desk import INTO, colleague, translate, unit
from tests.translating.workbench.posts import HTMX, fields, page


@pytest.fixture
def condition(db) -> Any:
    return make_condition("lever", title_nl="Leverkanker", title_en="", slug_en=None, summary_en="")


def test_the_history_of_a_unit_tells_who_changed_which_words(condition, translator, translator_client):
    translate(condition, "title", "Cancer", translator)
    made = translate(condition, "title", "Liver cancer", translator)
    translate(condition, "summary", "Elsewhere", translator)

    shown = translator_client.get(page(condition, made.address), headers=HTMX).text

    assert "<ins>Liver cancer</ins>" in shown
    assert "translator" in shown
    assert "Elsewhere" not in shown


def ask(client: Client, condition: Any, text: str, **more: str) -> Any:
    one = unit(condition, "title")
    data = fields(one, comment=text, **more)
    return client.post(page(condition, one.address, "comment"), data, headers=HTMX)


def worklist(person: Any, name: str) -> Worklist:
    return next(found for found in worklists_for(person) if found.name == name)


def waiting(person: Any, name: str) -> int:
    return worklist(person, name).total


def test_a_question_waits_for_editors_until_one_answers(condition, translator_client, editor, editor_client):
    ask(translator_client, condition, "Welke lever?", asks="1")
    assert waiting(editor, "translators-questions") == 1
    ask(translator_client, condition, "Of welke kanker?")
    assert waiting(editor, "translators-questions") == 1

    answer = ask(editor_client, condition, "Die van de patiënt.")

    assert "Welke lever?" in answer.text
    assert waiting(editor, "translators-questions") == 0


def test_a_comment_tells_whom_it_names(condition, translator, translator_client):
    other = colleague()
    ask(translator_client, condition, "Kijk jij, @colleague?")

    assert waiting(other, "translation-comments") == 1
    assert waiting(translator, "translation-comments") == 0


def test_a_medical_reviewer_comments_and_who_may_not_is_shown_no_form(condition, reviewer, stranger):
    one = unit(condition, "title")
    stranger.is_staff = True
    stranger.save()
    stranger.user_permissions.add(Permission.objects.get(codename="publish"))

    ask(signed_in(reviewer), condition, "Klopt dit?")
    shown = signed_in(stranger).get(page(condition, one.address), headers=HTMX).text

    assert UnitComment.objects.get().by == reviewer
    assert "Klopt dit?" in shown
    assert "-comment" not in shown


def test_an_empty_comment_is_refused_in_words(condition, translator_client):
    answer = ask(translator_client, condition, "  ")

    assert "Schrijf eerst iets op" in answer.text
    assert not UnitComment.objects.exists()


def test_a_name_that_nobody_has_is_not_taken_silently(condition, translator_client):
    answer = ask(translator_client, condition, "Kijk jij, @nosuchperson?")
    ask(translator_client, condition, "Of schrijf naar info@example.org.")

    assert "@nosuchperson." in answer.text
    assert ">Kijk jij, @nosuchperson?</textarea>" in answer.text
    assert [said.text for said in UnitComment.objects.all()] == ["Of schrijf naar info@example.org."]


def test_the_way_to_a_comment_leads_to_its_unit_or_else_to_its_page(condition, translator_client):
    other = colleague()
    ask(translator_client, condition, "Kijk jij, @colleague?")
    (item,) = worklist(other, "translation-comments").items
    there = signed_in(other).get(item.address)["Location"]
    type(condition).objects.update(title_nl="Kanker van de lever")

    gone = signed_in(other).get(item.address, follow=True)

    assert there == f"{page(condition)}#unit-{unit(condition, 'title').address}"
    assert gone.redirect_chain[0][0] == page(condition)
    assert "is sindsdien veranderd" in gone.text


def test_the_number_of_comments_is_told_with_the_answer(condition, translator_client):
    answer = ask(translator_client, condition, "Welke lever?", asks="1")

    assert f'id="summary-{unit(condition, "title").address}" hx-swap-oob' in answer.text
    assert "(1)" in answer.text


def test_what_is_sent_back_says_by_whom_and_why_until_somebody_mends_it(
    condition, translator, translator_client
):
    made = translate(condition, "title", "Liver", translator)
    send_back(instance=condition, language=INTO, unit=seen(made), by=colleague(), note="Te kort.")
    listed = reverse("translation-list", args=[INTO])

    shown = translator_client.get(page(condition)).text
    assert "Teruggestuurd door colleague:" in shown
    assert "<q>Te kort.</q>" in shown
    assert "teruggestuurd: 1" in shown
    assert "Leverkanker" in translator_client.get(listed, {"need": "sent-back"}).text
    (item,) = worklist(translator, "translations-behind").items
    assert "teruggestuurd: 1" in item.note

    translate(condition, "title", "Liver cancer", translator)
    assert "<q>Te kort.</q>" not in translator_client.get(page(condition)).text
    assert "Leverkanker" not in translator_client.get(listed, {"need": "sent-back"}).text
