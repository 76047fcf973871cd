"""The forms of content: languages, order, addresses, rich text."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from conditions.models import Condition
from portal.languages import CODES
from tests.builders import make_condition, make_section
from tests.editing.forms import address, errors, filled_in, forms_of, list_address, save
from tests.markup import elements

HOSTILE = (
    '<p onclick="x()">Een <b>zin</b><script>alert(1)</script><a href="javascript:x()">hier</a></p>'
    "<img src=x onerror=x()>"
)


def test_no_form_has_a_field_without_its_language(editor_client):
    condition = make_condition()
    make_section(condition)
    without_language = {"title", "slug", "summary", "heading", "body", "note"}

    names = {name for form in forms_of(editor_client.get(address(condition))) for name in form.fields}

    assert names & without_language == set()
    assert {f"title_{code}" for code in CODES} <= names


def test_every_text_field_has_its_language_in_label_and_attribute(editor_client):
    page = editor_client.get(address(make_condition()).replace("/nl/", "/en/"))

    form = page.context["adminform"].form
    assert form["title_nl"].label == "Title (Nederlands)"
    assert form["title_en"].label == "Title (English)"
    assert form["title_nl"].field.widget.attrs["lang"] == "nl"
    assert form["summary_en"].field.widget.attrs["lang"] == "en"


def test_a_date_in_english_is_read_and_shown_the_british_way(editor_client):
    condition = make_condition()
    english = address(condition).replace("/nl/", "/en/")

    editor_client.post(english, filled_in(editor_client.get(english)) | {"reviewed_on": "03/04/2026"})

    condition.refresh_from_db()
    assert condition.reviewed_on == date(2026, 4, 3)
    (field,) = elements(editor_client.get(english), "input", name="reviewed_on")
    assert field.attributes["value"] == "03/04/2026"


def test_hostile_html_is_clean_when_it_is_stored(editor_client):
    condition = make_condition()
    section = make_section(condition)

    save(editor_client, condition, help_today_nl=HOSTILE, **{"sections-0-body_nl": HOSTILE})

    condition.refresh_from_db()
    section.refresh_from_db()
    assert condition.help_today_nl == section.body_nl == "<p>Een zin<a>hier</a></p>"


def test_rows_are_renumbered_in_tens_in_the_order_of_their_numbers(editor_client):
    condition = make_condition()
    first = make_section(condition, position=10)
    second = make_section(condition, position=20, kind="origin")
    third = make_section(condition, position=30, kind="outlook")

    save(editor_client, condition, **{"sections-2-position": "5"})

    assert [(row.pk, row.position) for row in condition.sections.all()] == [
        (third.pk, 10),
        (first.pk, 20),
        (second.pk, 30),
    ]


def test_a_new_row_without_a_number_comes_last(editor_client):
    condition = make_condition()
    make_section(condition, position=10)
    new = {"sections-TOTAL_FORMS": "2", "sections-1-kind": "outlook", "sections-1-body_nl": "<p>Nieuw.</p>"}

    save(editor_client, condition, **new)

    assert [(row.kind, row.position) for row in condition.sections.all()] == [
        ("overview", 10),
        ("outlook", 20),
    ]


def test_a_new_object_gets_addresses_from_its_titles(editor_client):
    page = editor_client.get(list_address(Condition, "add"))
    new = filled_in(page) | {
        "title_nl": "Levermetastasen",
        "title_en": "Liver metastases",
        "body_part": "liver",
    }

    editor_client.post(list_address(Condition, "add"), new)

    condition: Any = Condition.objects.get()
    assert (condition.slug_nl, condition.slug_en) == ("levermetastasen", "liver-metastases")


def test_a_missing_dutch_title_is_an_error_of_that_field_and_english_may_be_missing(editor_client):
    condition = make_condition()

    page = save(editor_client, condition, title_nl="", title_en="")

    assert page.context["adminform"].form.errors.keys() == {"title_nl"}


@pytest.mark.parametrize("code", CODES)
def test_a_taken_address_is_an_error_of_the_field_of_its_language(editor_client, code):
    make_condition("other", **{f"slug_{code}": "bezet"})
    condition = make_condition()

    page = save(editor_client, condition, **{f"slug_{code}": "bezet"})

    assert page.context["adminform"].form.errors.keys() == {f"slug_{code}"}
    assert len(errors(page)) == 1


def test_the_form_is_safe_under_the_content_security_policy(editor_client):
    response = editor_client.get(address(make_condition()))

    assert (
        'type="importmap" nonce="' in response.text or 'nonce="' in response.text.split("importmap")[0][-80:]
    )
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "style=" not in response.text.split("<main")[1]


def test_the_header_leads_to_the_same_page_in_the_other_language(editor_client):
    page = editor_client.get("/nl/admin/conditions/condition/", {"q": "lever"}).text

    assert '<a href="/en/admin/conditions/condition/?q=lever" lang="en" hreflang="en">English</a>' in page


@pytest.mark.parametrize(("language", "title"), [("nl", "Medisch"), ("en", "Medical Portal")])
def test_the_portal_is_named_in_the_language_of_the_page(client: Client, db, language, title):
    assert title in client.get(f"/{language}/admin/login/").text


def test_the_start_page_groups_what_there_is(administrator_client):
    page = administrator_client.get("/en/admin/")

    groups = {
        group["name"]: [model["object_name"] for model in group["models"]]
        for group in page.context["app_list"]
    }
    assert {str(name): names for name, names in groups.items()} == {
        "Content": ["Condition", "DiagnosticTest", "GlossaryTerm", "Page", "Symptom", "Treatment"],
        "Sources and pictures": ["Picture", "Source"],
        "Publishing": ["Event", "Feedback", "Publication"],
        "Users": ["Group", "User"],
    }


def test_lines_are_stored_as_they_were_whatever_ends_them_in_a_browser(editor_client):
    condition = make_condition(other_names_nl="Levertumor\nHCC")

    save(editor_client, condition, other_names_nl="Levertumor\r\nHCC\r\n")

    condition.refresh_from_db()
    assert condition.other_names_nl == "Levertumor\nHCC"
