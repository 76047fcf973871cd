"""The writing assistant beside the texts of a form."""

from typing import Any

import pytest
from django.db import models
from django.urls import reverse

from conditions.models import Condition, ConditionSection
from portal.content.models import GlossaryTerm
from portal.editing.assistant import LONGEST, sort_of_text
from tests.builders import make_condition, make_term
from tests.editing.forms import address, list_address
from tests.markup import elements, words

LONG = (
    "Dit is een heel lange zin die maar doorgaat en doorgaat, met steeds nog een woord erbij, "
    "tot niemand hem leest."
)


def advice_address(language: str = "nl", model: Any = Condition) -> str:
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_advice", args=[language])


def ask(client: Any, *texts: str, sort: str = "text", language: str = "nl", **more: Any) -> Any:
    return client.post(advice_address(language), {"text": texts, "sort": [sort] * len(texts)} | more)


def advice(response: Any) -> Any:
    return response.json()["advice"]


@pytest.mark.django_db
def test_each_text_gets_its_own_advice(editor_client):
    long, short = advice(ask(editor_client, LONG, "Een korte zin."))

    assert (long["tips"], long["told"]) == (1, "1 tip")
    assert "Deze zin heeft 21 woorden" in long["html"]
    assert '<q lang="nl">Dit is een heel lange zin' in long["html"]
    assert (short["tips"], short["told"]) == (0, "geen tips")


def test_advice_is_in_the_language_of_the_room_and_about_the_language_of_the_text(editor_client):
    response = editor_client.post(
        "/en/admin/conditions/condition/advice/nl/", {"text": ["Het abdomen is gezwollen."], "sort": ["text"]}
    )

    (found,) = advice(response)
    assert "Plainer: buik" in found["html"]


def test_a_heading_is_measured_as_a_heading(editor_client):
    (found,) = advice(ask(editor_client, "Wat je moet weten over " + "de lever " * 6, sort="heading"))

    assert "Deze kop heeft 76 tekens" in found["html"]
    (markup,) = advice(ask(editor_client, "<script>x</script>" * 6, sort="heading"))
    assert "<script>" not in markup["html"]


def test_what_the_glossary_and_the_page_itself_explain_is_no_long_word(editor_client):
    text = "Radiofrequentieablatie helpt bij leverceladenomatose."
    assert advice(ask(editor_client, text))[0]["tips"] == 2

    make_term(title_nl="Radiofrequentieablatie")

    assert advice(ask(editor_client, text))[0]["tips"] == 1
    assert advice(ask(editor_client, text, known=["Leverceladenomatose"]))[0]["tips"] == 0


def test_nothing_is_said_of_an_empty_text(editor_client):
    (found,) = advice(ask(editor_client, ""))

    assert found["html"].strip() == ""


def test_too_much_at_once_is_refused(editor_client):
    assert ask(editor_client, "a" * (LONGEST + 1)).status_code == 413
    assert ask(editor_client, *["a"] * 201).status_code == 413
    assert ask(editor_client, "a" * LONGEST).status_code == 200


def test_only_who_may_see_the_object_is_answered(client, stranger, stranger_client, translator_client):
    assert ask(client, "Een zin.").status_code == 302  # to the sign-in
    stranger.is_staff = True
    stranger.save()
    assert ask(stranger_client, "Een zin.").status_code == 403
    assert ask(translator_client, "A sentence.", language="en").status_code == 200


def test_a_look_at_the_address_and_an_unknown_language_give_nothing(editor_client):
    assert editor_client.get(advice_address()).status_code == 405
    assert ask(editor_client, "Een zin.", language="xx").status_code == 404


@pytest.mark.parametrize("texts", [1, 20])
def test_asking_about_many_texts_costs_as_much_as_about_one(editor_client, django_assert_num_queries, texts):
    ask(editor_client, "Een zin.")

    with django_assert_num_queries(5):  # session, user, rights (2), glossary
        ask(editor_client, *["Een zin."] * texts)


@pytest.mark.parametrize(
    ("model", "field", "sort"),
    [
        (Condition, "title", "heading"),
        (ConditionSection, "heading", "heading"),
        (ConditionSection, "body", "text"),
        (Condition, "summary", "text"),
        (Condition, "help_today", "text"),
        (Condition, "other_names", ""),
        (GlossaryTerm, "forms", ""),
        (Condition, "author", ""),
    ],
)
def test_the_form_marks_the_texts_that_the_assistant_reads(model, field, sort):
    column: models.Field[Any, Any] = model._meta.get_field(f"{field}_nl")
    assert sort_of_text(column, field) == sort


def test_the_form_names_the_address_and_leads_to_the_quality_page_without_a_script(editor_client):
    condition = make_condition()

    page = editor_client.get(address(condition))

    (place,) = elements(page, "div", id="assistant")
    assert place.attributes["data-address"] == list_address(Condition) + "advice/LANGUAGE/"
    marked = {
        field.attributes["name"]
        for field in elements(page, "textarea")
        if "data-assistant" in field.attributes
    }
    assert {"summary_nl", "summary_en", "help_today_nl"} <= marked
    assert "other_names_nl" not in marked
    assert any(words(link) == "Kwaliteit" for link in elements(page, "a"))
