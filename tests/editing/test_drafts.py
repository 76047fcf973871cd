"""The preview of what stands in a form, before anybody saves it."""

from typing import Any

import pytest
from django.test import Client

from conditions.models import Condition, ConditionSection
from portal.editing.models import Revision
from portal.publishing.models import Publication, WorkingDigest
from portal.publishing.working import state_of
from tests.builders import make_condition, make_section, make_symptom
from tests.editing.forms import address, filled_in
from tests.markup import attribute, elements, main, words


@pytest.fixture
def condition(db):
    condition = make_condition("lever")
    make_section(condition, body_nl="<p>De oude zin.</p>")
    return condition


def typed(client: Client, condition: Any, language: str = "nl", **changes: Any) -> Any:
    """Post the form as it is open in the browser to the preview, with some fields changed."""
    form = filled_in(client.get(address(condition)))
    return client.post(f"/nl/admin/preview/{language}/condition/{condition.pk}/", form | changes)


def test_the_preview_shows_what_was_typed_in_the_form_and_in_its_rows(editor_client, condition):
    symptom = make_symptom("jeuk")
    new_row = {
        "symptom_links-TOTAL_FORMS": "1",
        "symptom_links-0-target": symptom.pk,
        "reviewed_on": "23-11-2026",
        "medical_reviewer_nl": "Arts",
    }

    response = typed(
        editor_client,
        condition,
        title_nl="Nieuwe titel",
        **{"sections-0-body_nl": "<p>De nieuwe zin.</p>"},
        **new_row,
    )

    assert [words(found) for found in elements(main(response), "h1")] == ["Nieuwe titel"]
    assert "De nieuwe zin." in words(main(response))
    assert "23 november 2026" in words(main(response))
    assert len(elements(response, "p", class_="preview-notice")) == 1


def test_the_preview_stores_nothing(editor_client, condition):
    state_of(condition, "nl")

    def everything() -> list[Any]:
        models = (Condition, ConditionSection, Revision, Publication, WorkingDigest)
        return [list(model._default_manager.values()) for model in models]

    before = everything()

    removed = typed(editor_client, condition, title_nl="Nieuw", **{"sections-0-DELETE": "on"})

    assert "De oude zin." not in words(main(removed))
    assert everything() == before


def test_the_preview_is_in_the_language_that_is_asked_for(editor_client, condition):
    response = typed(editor_client, condition, "en", title_en="New title")

    assert attribute(response, "html", "lang") == ["en"]
    assert [words(found) for found in elements(main(response), "h1")] == ["New title"]


def test_a_form_that_could_not_be_saved_has_no_preview(editor_client, condition):
    assert typed(editor_client, condition, title_nl="").status_code == 422
    assert typed(editor_client, condition, version="99").status_code == 422
    assert typed(editor_client, condition).status_code == 200


def test_unsafe_html_that_was_typed_does_not_reach_the_preview(editor_client, condition):
    hostile = {"sections-0-body_nl": "<p onclick='x()'>Zin<script>alert(1)</script></p>"}

    response = typed(editor_client, condition, **hostile)

    assert "alert(1)" not in response.text
    assert "onclick" not in response.text
    assert "Zin" in words(main(response))


def test_a_translator_previews_only_what_a_translator_may_write(translator_client, condition):
    response = typed(translator_client, condition, "en", title_en="New title", summary_nl="Nieuw")

    assert [words(found) for found in elements(main(response), "h1")] == ["New title"]
    dutch = typed(translator_client, condition, title_nl="Nieuw", summary_nl="Nieuw")
    assert [words(found) for found in elements(main(dutch), "h1")] == ["Titel van lever"]


def test_who_may_not_save_the_form_gets_no_preview(client, stranger_client, reviewer_client, condition):
    where = f"/nl/admin/preview/nl/condition/{condition.pk}/"

    assert [who.post(where).status_code for who in (client, stranger_client, reviewer_client)] == [403] * 3


def test_the_preview_needs_the_token_against_forged_requests(editor, condition):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert client.post(f"/nl/admin/preview/nl/condition/{condition.pk}/").status_code == 403


@pytest.mark.parametrize("where", ["nl/condition/999", "de/condition/1", "nl/organ/1"])
def test_what_does_not_exist_has_no_preview(editor_client, condition, where):
    assert editor_client.post(f"/nl/admin/preview/{where}/").status_code == 404


def test_the_preview_is_framed_by_nobody_and_kept_by_nobody(editor_client, condition):
    response = typed(editor_client, condition)

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert "no-store" in response["Cache-Control"]
