"""The workbench: what it shows, what it saves, and that nothing but translations can be changed by it."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from portal.translating.models import Act, State
from tests.builders import make_condition, make_picture, make_section, make_source
from tests.conftest import signed_in
from tests.markup import words
from tests.translating.desk import INTO, colleague, confirm_all, findings, translate, unit

HTMX = {"HX-Request": "true"}


@pytest.fixture
def condition(db) -> Any:
    made = make_condition("lever", title_nl="Leverkanker", title_en="", slug_en=None, summary_en="")
    make_section(made, body_nl="<p>Rust <strong>goed</strong> uit.</p><ul><li>Eet.</li></ul>", body_en="")
    return made


def page(instance: Any, *more: str) -> str:
    address = reverse("translation", args=[INTO, "condition", instance.key])
    return address + "".join(f"{part}/" for part in more)


def fields(one: Any, target: str | None = None, **more: str) -> dict[str, str]:
    """What the form of a unit sends."""
    typed = one.target if target is None else target
    names = {f"{one.address}-{name}": value for name, value in more.items() if name != "act"}
    act = {"act": more["act"]} if "act" in more else {}
    return {one.address: typed, f"{one.address}-seen": ".".join(one.pair)} | names | act


def send(client: Client, instance: Any, one: Any, target: str | None = None, **more: str) -> Any:
    return client.post(page(instance, one.address), fields(one, target, **more), headers=HTMX)


# Saving


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


# What the page shows


def test_languages_are_named_in_the_language_of_the_interface(condition, administrator_client):
    assert "Nederlands en Engels samen publiceren…" in words(administrator_client.get(page(condition)))


def test_an_outdated_unit_shows_what_changed_and_can_be_still_right(condition, translator, translator_client):
    translate(condition, "summary", "In short.", translator)
    type(condition).objects.filter(pk=condition.pk).update(summary_nl="In het lang.")
    condition.refresh_from_db()

    assert "verwijderd: kort ingevoegd: lang" in words(translator_client.get(page(condition)))
    send(translator_client, condition, unit(condition, "summary"), act="still-right")

    assert unit(condition, "summary").state is State.TRANSLATED


def test_the_words_that_a_check_means_are_marked_in_both_texts(condition, translator, translator_client):
    type(condition).objects.update(summary_nl="Neem 5 mg per dag.")
    translate(condition, "summary", "Take 50 mg a day.", translator)

    shown = translator_client.get(page(condition)).text

    assert "<mark>5" in shown
    assert "<mark>50" in shown
    assert "“5 mg” → “50 mg”" in shown  # for who sees no marks, and where there are several


def test_markup_in_a_text_of_words_is_shown_as_words(condition, translator, translator_client):
    translate(condition, "title", "<script>alert(1)</script>", translator)

    shown = translator_client.get(page(condition)).text

    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_page_takes_as_many_queries_for_many_units_as_for_few(
    condition, translator_client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as few:
        translator_client.get(page(condition))
        at_most = len(few)
    make_section(condition, body_nl="".join(f"<p>Zin {number}.</p>" for number in range(40)), body_en="")
    translator_client.get(page(condition))

    with django_assert_max_num_queries(at_most):
        translator_client.get(page(condition))


def test_only_the_texts_that_are_asked_for_are_shown_and_saving_leaves_the_others(
    condition, translator, translator_client
):
    made = translate(condition, "title", "Liver", translator)
    only = translator_client.get(page(condition), {"show": "translated"})
    missing = unit(condition, "summary")

    answer = translator_client.post(f"{page(condition)}?show=missing", fields(missing, "In short."))

    assert f'id="unit-{made.address}"' in only.text
    assert f'id="unit-{missing.address}"' not in only.text
    assert answer.url == f"{page(condition)}?show=missing"
    assert unit(condition, "title").target == "Liver"


def test_what_is_refused_without_scripts_is_shown_and_linked_whatever_is_asked_for(
    condition, translator_client
):
    points = unit(condition, "sections.body", 1)

    answer = translator_client.post(f"{page(condition)}?show=translated", fields(points, "<p>Eat.</p>"))

    assert f'<a href="#unit-{points.address}">' in answer.text
    assert ">&lt;p&gt;Eat.&lt;/p&gt;</textarea>" in answer.text
    assert "lijst met opsommingstekens blijven" in answer.text


def test_the_head_counts_what_is_shown_and_comes_with_each_answer(condition, translator_client):
    type(condition).objects.update(other_names_nl="HCC")

    first = translator_client.get(page(condition)).text
    answer = send(translator_client, condition, unit(condition, "title"), "Liver cancer").text

    assert first.count('class="unit-state missing"') == 4
    assert "ontbreekt: 4" in first
    assert "mag leeg blijven: 1" in first
    assert 'id="workbench-head" hx-swap-oob="true"' in answer
    assert "ontbreekt: 3" in answer


def test_the_page_itself_is_one_group_and_headings_of_texts_are_none_of_the_page(
    condition, translator_client
):
    type(condition).objects.update(author_nl="De redactie")
    make_section(condition, body_nl="<h3>Wat te doen</h3>", body_en="")

    shown = translator_client.get(page(condition)).text

    assert shown.count("De pagina zelf") == 1
    assert "<h3>Wat te doen" not in shown
    assert '<p class="heading">Wat te doen' in shown


def test_what_has_no_source_any_more_is_removed_one_by_one(condition, translator, translator_client):
    section = condition.sections.get()
    section.body_nl = "<p>Een.</p><p>Twee.</p><p>Drie.</p>"
    section.body_en = "<p>One.</p><p>Two.</p><p>Three.</p>"
    section.save()
    confirm_all(condition)
    type(section).objects.update(body_nl="<p>Een.</p>")
    _one, two, three = (unit(condition, "sections.body", number) for number in range(3))

    shown = translator_client.get(page(condition)).text
    right = send(translator_client, condition, two, act="still-right")
    wrong = send(translator_client, condition, _one, act="removed")
    answers = [send(translator_client, condition, left, act="removed") for left in (two, three)]

    assert shown.count('value="removed"') == 2
    assert 'value="still-right"' not in shown
    assert (right.status_code, wrong.status_code) == (422, 422)
    assert ["Verwijderd" in answer.text for answer in answers] == [True, True]
    section.refresh_from_db()
    assert section.body_en == "<p>One.</p>"


# Reviewing


def test_a_colleague_accepts_corrects_and_sends_back(condition, translator):
    other = signed_in(colleague())
    for path in ("title", "summary"):
        translate(condition, path, "Liver", translator)
    body = translate(condition, "sections.body", "<p>Rest.</p>", translator)

    send(other, condition, unit(condition, "title"), act="reviewed")
    send(other, condition, unit(condition, "summary"), "In brief.", act="corrected")
    refused = send(other, condition, body, act="sent-back")
    send(other, condition, body, act="sent-back", note="Te kort.")

    assert unit(condition, "title").state is State.REVIEWED
    assert (unit(condition, "summary").state, unit(condition, "summary").target) == (
        State.REVIEWED,
        "In brief.",
    )
    assert refused.status_code == 422
    assert unit(condition, "sections.body").state is State.DRAFT


def test_nobody_finds_a_way_to_accept_their_own(condition, translator, translator_client):
    made = translate(condition, "title", "Liver", translator)

    shown = translator_client.get(page(condition)).text
    answer = send(translator_client, condition, made, act="reviewed")

    assert 'value="reviewed"' not in shown
    assert 'value="reviewed"' in signed_in(colleague()).get(page(condition)).text
    assert answer.status_code == 422
    assert unit(condition, "title").state is State.TRANSLATED


def test_all_without_findings_are_accepted_at_once(condition, translator):
    type(condition).objects.update(summary_nl="Neem 5 mg per dag.")
    translate(condition, "title", "Liver cancer", translator)
    translate(condition, "summary", "Take 50 mg a day.", translator)

    signed_in(colleague()).post(page(condition, "accept"))

    assert unit(condition, "title").state is State.REVIEWED
    assert unit(condition, "summary").state is State.TRANSLATED


def test_a_finding_is_overridden_with_a_reason_and_by_somebody_else(condition, translator, translator_client):
    type(condition).objects.update(summary_nl="Neem 5 mg per dag.")
    made = translate(condition, "summary", "Take 50 mg a day.", translator)
    names = [found.name for found in findings(condition, made.address)]
    other = signed_in(colleague())

    own = send(translator_client, condition, made, act=f"override:{names[0]}", note="Het klopt.")
    for name in names:
        send(other, condition, made, act=f"override:{name}", note="Het klopt.")
    send(other, condition, made, act="reviewed")

    assert own.status_code == 422
    assert unit(condition, "summary").state is State.REVIEWED


def test_an_editor_says_that_only_the_wording_changed(condition, translator, editor_client):
    translate(condition, "title", "Liver cancer", translator)
    type(condition).objects.update(title_nl="Kanker van de lever")

    send(editor_client, condition, unit(condition, "title"), act="wording-only", note="Zelfde.")

    assert unit(condition, "title").state is State.TRANSLATED


# Who may


def test_a_stranger_finds_no_door(condition, stranger):
    stranger.is_staff = True
    stranger.save()
    client = signed_in(stranger)
    one = unit(condition, "title")

    assert client.get(page(condition)).status_code == 403
    assert send(client, condition, one, "Liver").status_code == 403
    assert client.get(reverse("translation-list", args=[INTO])).status_code == 403


def test_an_editor_reads_and_reviews_and_does_not_translate(condition, editor_client):
    one = unit(condition, "title")

    assert f'name="{one.address}"' not in editor_client.get(page(condition)).text
    assert send(editor_client, condition, one, "Liver").status_code == 403
    assert unit(condition, "title").target == ""


KEPT = {"auth", "conditions", "treatments", "content", "publishing"}


def everything() -> dict[str, Any]:
    """Every column of every row but the English texts, and what moves with each save."""
    moving = {"version", "last_login", f"slug_{INTO}"}
    return {
        f"{model._meta.label}.{row.pk}.{name}": str(value)
        for model in apps.get_models()
        if model._meta.app_label in KEPT and model.__name__ not in {"WorkingDigest", "WorkingText"}
        for row in model._base_manager.all()
        for name, value in model_to_dict(row, [f.name for f in model._meta.fields]).items()
        if name not in moving
    }


def names_of_fields() -> set[str]:
    models = [model for model in apps.get_models() if model._meta.app_label in KEPT]
    own = {field.name for model in models for field in model._meta.get_fields()}
    return own | {"status", "published_at", "owner", "is_staff", "is_superuser", "id", "pk", "version"}


@pytest.mark.parametrize("carrier", ["form", "json", "htmx"])
def test_whatever_a_translator_posts_only_texts_of_their_language_change(
    condition, translator_client, carrier
):
    condition.citations.create(source=make_source())
    condition.pictures.create(picture=make_picture())
    confirm_all(condition)
    one = unit(condition, "title")
    body = unit(condition, "sections.body")
    before = everything()
    posted = dict.fromkeys(names_of_fields(), "1") | fields(one, "Liver")
    posted |= {f"{body.text.row._meta.model_name}-{body.text.row.pk}-body_nl-0": "<p>Weg</p>"}
    sent: dict[str, Any] = {"data": posted}
    if carrier == "json":
        sent = {"data": json.dumps(posted), "content_type": "application/json"}
    headers = HTMX if carrier == "htmx" else {}

    for more in ([], [one.address], [one.address, "comment"], ["accept"], ["presence"]):
        translator_client.post(page(condition, *more), **sent, headers=headers)

    changed = {name for name, value in everything().items() if before.get(name) != value}
    written = carrier != "json"
    assert changed == ({f"conditions.Condition.{condition.pk}.title_{INTO}"} if written else set())
    assert set(before) == set(everything())
    assert unit(condition, "title").target == ("Liver" if written else "")


# From missing to reviewed
