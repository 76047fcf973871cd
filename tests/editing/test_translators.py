"""A translator writes in the columns of the own language; whatever else is sent stays outside."""

from typing import Any

from conditions.models import Condition
from portal.editing.translated import translated_fields
from tests.builders import make_condition, make_section, make_source, make_symptom
from tests.editing.forms import address, filled_in, list_address, save


def row(instance: Any) -> dict[str, Any]:
    """What is stored, by column; the un-suffixed columns, which nothing reads, left out."""
    stored = type(instance).objects.get(pk=instance.pk)
    unread = translated_fields(type(instance))
    columns = [field.attname for field in stored._meta.fields if field.name not in unread]
    return {name: getattr(stored, name) or "" for name in columns}


def test_a_translator_writes_english_texts_in_the_object_and_its_parts(translator_client):
    condition = make_condition()
    section = make_section(condition)

    save(translator_client, condition, title_en="New title", **{"sections-0-body_en": "<p>New sentence.</p>"})

    condition.refresh_from_db()
    section.refresh_from_db()
    assert (condition.title_en, section.body_en) == ("New title", "<p>New sentence.</p>")


def test_a_form_shows_a_translator_dutch_to_read_and_english_to_write(translator_client):
    condition = make_condition()
    make_section(condition)

    page = translator_client.get(address(condition))

    fields = set(page.context["adminform"].form.fields)
    assert {name for name in fields if not name.endswith("_en")} == {"version", "change_reason"}
    assert "title_en" in fields
    sections = page.context["inline_admin_formsets"][0].formset
    assert set(sections.forms[0].fields) == {"id", "owner", "heading_en", "body_en"}
    assert "Titel van liver-metastases" in page.text


def test_a_forged_form_changes_nothing_but_english(translator_client, editor_client):
    condition = make_condition()
    section = make_section(condition, position=7)
    link = condition.symptom_links.create(target=make_symptom(), position=3, note_nl="Vaak")
    before = row(condition), row(section), row(link)
    everything = filled_in(editor_client.get(address(condition)))
    forged = {
        "title_nl": "Vervalst",
        "slug_nl": "vervalst",
        "body_part": "skin",
        "owner": "",
        "review_cycle": "1",
        "sections-0-kind": "outlook",
        "sections-0-position": "99",
        "sections-0-body_nl": "<p>Vervalst.</p>",
        "sections-0-DELETE": "on",
        "symptom_links-0-note_nl": "Vervalst",
        "symptom_links-0-DELETE": "on",
        "sections-TOTAL_FORMS": "2",
        "sections-1-kind": "origin",
        "sections-1-owner": str(condition.pk),
        "sections-1-body_en": "<p>Forged.</p>",
        "title_en": "Honest",
    }

    translator_client.post(address(condition), everything | forged)

    after = row(condition), row(section), row(link)
    changed = [{k for k in new if new[k] != old[k]} for old, new in zip(before, after, strict=True)]
    assert changed == [{"title_en", "version"}, set(), set()]
    assert condition.sections.count() == 1


def test_a_translator_can_neither_add_nor_delete(translator_client):
    condition = make_condition()

    assert translator_client.get(list_address(Condition, "add")).status_code == 403
    assert translator_client.post(address(condition, "delete"), {"post": "yes"}).status_code == 403
    assert Condition.objects.exists()


def test_a_translator_translates_sources_too_and_nothing_else_of_them(translator_client):
    source = make_source()

    save(translator_client, source, title_en="New", title_nl="Vervalst", url="https://evil.example/")

    source.refresh_from_db()
    assert (source.title_en, source.title_nl, source.url) == ("New", "Bron guideline", "https://example.org/")


def test_a_reviewer_reads_and_cannot_save(reviewer_client, editor_client):
    condition = make_condition()
    everything = filled_in(editor_client.get(address(condition)))

    assert reviewer_client.get(address(condition)).status_code == 200
    assert reviewer_client.post(address(condition), everything | {"title_en": "Forged"}).status_code == 403


def test_a_stranger_gets_no_further_than_the_door(stranger_client):
    condition = make_condition()

    response = stranger_client.get(address(condition))

    assert response.status_code == 302
    assert "/admin/login/" in response.url
