"""What somebody typed is stored as they ask, or stays before their eyes with the reason why it is not."""

from django.test import Client

from portal.translating.models import Act, State
from tests.conftest import signed_in
from tests.translating.desk import colleague, translate, unit
from tests.translating.workbench.posts import fields, page, send


def test_a_unit_is_saved_as_translated_and_its_card_comes_back(condition, translator_client):
    answer = send(translator_client, condition, unit(condition, "title"), "Liver cancer")

    assert unit(condition, "title").state is State.TRANSLATED
    assert answer.status_code == 200
    assert "Liver cancer" in answer.text
    assert "<html" not in answer.text


def test_needs_work_makes_a_draft(condition, translator_client):
    send(translator_client, condition, unit(condition, "title"), "Liver", act="drafted")

    assert unit(condition, "title").state is State.DRAFT


def test_a_collision_stores_nothing_and_gives_both_texts_back(condition, translator, translator_client):
    seen = unit(condition, "title")
    translate(condition, "title", "Cancer of the liver", translator)

    answer = send(translator_client, condition, seen, "Hepatic tumour")

    assert answer.status_code == 422
    assert unit(condition, "title").target == "Cancer of the liver"
    assert "<ins>Hepatic</ins>" in answer.text
    assert "Cancer of the liver" in answer.text
    assert ">Hepatic tumour</textarea>" in answer.text


def test_what_breaks_the_structure_is_refused_and_stays_in_the_field(condition, translator_client):
    one = unit(condition, "sections.body", 1)
    answer = send(translator_client, condition, one, "<p>Eat.</p>")

    assert answer.status_code == 422
    assert unit(condition, "sections.body", 1).target == ""
    assert "&lt;p&gt;Eat.&lt;/p&gt;</textarea>" in answer.text


def test_an_act_without_a_text_deletes_none(condition, translator, translator_client):
    made = translate(condition, "title", "Liver", translator)
    data = {f"{made.address}-seen": ".".join(made.pair)}

    assert translator_client.post(page(condition, made.address), data).status_code == 404
    assert unit(condition, "title").target == "Liver"


def test_without_scripts_one_form_saves_all_that_was_changed(condition, translator_client):
    title, summary = unit(condition, "title"), unit(condition, "summary")
    body = unit(condition, "sections.body")
    data = fields(title, "Liver cancer") | fields(summary, "In short.") | fields(body)

    answer = translator_client.post(page(condition), data, follow=True)

    assert "2 teksten opgeslagen" in answer.text
    assert (unit(condition, "title").state, unit(condition, "summary").state) == (State.TRANSLATED,) * 2
    assert unit(condition, "sections.body").state is State.MISSING


def test_without_scripts_all_or_nothing_is_saved_and_nothing_typed_is_lost(condition, translator_client):
    title, points = unit(condition, "title"), unit(condition, "sections.body", 1)

    answer = translator_client.post(page(condition), fields(title, "Liver") | fields(points, "Eat."))

    assert answer.status_code == 422
    assert unit(condition, "title").target == ""
    assert ">Liver</textarea>" in answer.text
    assert ">Eat.</textarea>" in answer.text
    assert f'id="refusal-{points.address}"' in answer.text
    assert f'id="refusal-{title.address}"' not in answer.text


def test_a_text_that_a_colleague_saved_is_not_undone_by_an_old_form(condition, translator, translator_client):
    title, summary = unit(condition, "title"), unit(condition, "summary")
    translate(condition, "title", "Cancer of the liver", translator)

    translator_client.post(page(condition), fields(title) | fields(summary, "In short."))

    assert unit(condition, "title").target == "Cancer of the liver"
    assert unit(condition, "summary").target == "In short."


def test_without_scripts_a_button_at_a_unit_keeps_what_was_typed_elsewhere(condition, translator_client):
    title, summary = unit(condition, "title"), unit(condition, "summary")
    data = fields(title, "Liver", act="drafted") | fields(summary, "In short.")

    answer = translator_client.post(page(condition, title.address), data)

    assert unit(condition, "title").state is State.DRAFT
    assert unit(condition, "summary").target == ""
    assert ">In short.</textarea>" in answer.text
    assert "<html" in answer.text


def test_what_the_form_of_the_object_stored_with_other_ends_of_lines_is_no_change(
    condition, translator, translator_client
):
    type(condition).objects.update(other_names_nl="Levertumor\r\nHCC")
    made = translate(condition, "other_names", "Liver tumour\nHCC", translator, act=Act.DRAFTED)
    type(condition).objects.update(other_names_en="Liver tumour\r\nHCC")

    as_browsers_send_it = fields(made, "Liver tumour\r\nHCC")
    translator_client.post(page(condition), as_browsers_send_it)

    assert unit(condition, "other_names").state is State.DRAFT


def test_what_is_typed_and_not_saved_cannot_be_called_right(condition, translator, translator_client):
    made = translate(condition, "title", "Liver", translator)

    answer = send(signed_in(colleague()), condition, made, "Liver cancer", act="reviewed")

    assert answer.status_code == 422
    assert ">Liver cancer</textarea>" in answer.text
    assert unit(condition, "title").state is State.TRANSLATED


def test_a_refused_act_does_not_make_the_text_that_was_seen_look_typed(condition, translator):
    made = translate(condition, "title", "Liver", translator)
    translate(condition, "title", "Liver cancer", translator)

    answer = send(signed_in(colleague()), condition, made, act="reviewed")

    assert answer.status_code == 422
    assert ">Liver cancer</textarea>" in answer.text
    assert "collision" not in answer.text


def test_who_is_signed_out_gets_no_page_in_the_place_of_a_text(condition):
    assert send(Client(), condition, unit(condition, "title"), "Liver").status_code == 401
    assert Client().get(page(condition)).status_code == 302
