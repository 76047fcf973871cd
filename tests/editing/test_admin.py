"""Glossary, pages, sources, pictures, and what has been published."""

from typing import Any

import pytest

from portal.content.models import Picture, Source
from portal.publishing.models import Event, Publication
from tests.builders import (
    make_condition,
    make_live,
    make_page,
    make_picture,
    make_section,
    make_source,
    make_term,
    one_pixel,
)
from tests.editing.forms import address, filled_in, list_address, save


def test_a_source_says_in_how_many_objects_it_is_used(editor_client):
    used, unused = make_source("used"), make_source("unused")
    condition = make_condition(origin=used)
    condition.citations.create(source=used)
    make_condition("other").citations.create(source=used)
    make_term().citations.create(source=used)

    rows = editor_client.get(list_address(Source)).context["cl"].result_list

    uses = {row: row.uses for row in rows}
    assert (uses[used], uses[unused]) == (3, 0)


def test_a_picture_in_use_is_counted_and_cannot_be_deleted(editor_client):
    picture = make_picture()
    make_condition().pictures.create(picture=picture)

    assert editor_client.get(list_address(Picture)).context["cl"].result_list[0].uses == 1
    editor_client.post(address(picture, "delete"), {"post": "yes"})
    assert Picture.objects.exists()


def test_a_picture_is_shown_with_its_alternative_text(editor_client):
    picture = make_picture(alt_nl='Een "lever"')

    page = editor_client.get(list_address(Picture)).text

    assert f'<img class="thumbnail" src="{picture.file.url}" alt="Een &quot;lever&quot;">' in page


def test_a_picture_is_added_with_texts_in_both_languages(editor_client):
    where = list_address(Picture, "add")
    new = filled_in(editor_client.get(where)) | {
        "key": "liver",
        "file": one_pixel(),
        "alt_nl": "Lever",
        "alt_en": "Liver",
    }

    editor_client.post(where, new)

    picture: Any = Picture.objects.get()
    assert (picture.alt_nl, picture.alt_en, picture.width) == ("Lever", "Liver", 1)


def test_a_page_and_a_term_open_and_save(editor_client):
    for instance in (make_page(), make_term()):
        assert save(editor_client, instance, summary_en="Changed.").status_code == 302
        instance.refresh_from_db()
        assert instance.summary_en == "Changed."


@pytest.fixture
def publication(db) -> Publication:
    condition = make_condition()
    make_section(condition, body_nl="<p>Een zin van vijf.</p>")
    make_live(condition, "nl")
    return Publication.objects.get()


@pytest.mark.parametrize("page", ["change", "delete"])
@pytest.mark.parametrize("model", [Publication, Event])
def test_published_documents_cannot_be_changed_or_deleted_through_the_admin(
    administrator_client, publication, model, page
):
    instance = model.objects.get()
    before = model.objects.values().get()

    response = administrator_client.post(
        address(instance, page), {"post": "yes", "title": "Vervalst", "reason": "x"}
    )

    assert response.status_code == 403
    assert model.objects.values().get() == before


@pytest.mark.parametrize("model", [Publication, Event])
def test_records_cannot_be_added_or_deleted_in_the_list(administrator_client, publication, model):
    selected = {"action": "delete_selected", "_selected_action": [model.objects.get().pk], "post": "yes"}

    administrator_client.post(list_address(model), selected)

    assert model.objects.count() == 1
    assert administrator_client.get(list_address(model, "add")).status_code == 403


def test_a_publication_shows_the_facts_of_its_document(editor_client, publication):
    page = editor_client.get(address(publication).replace("/nl/", "/en/")).text

    assert "1 section" in page
    assert publication.digest in page
    assert "Een zin van vijf." in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"live": "yes"}, 1), ({"live": "no"}, 0), ({"kind": "page"}, 0), ({"language": "nl"}, 1)],
)
def test_publications_are_filtered(editor_client, publication, asked, found):
    assert len(editor_client.get(list_address(Publication), asked).context["cl"].result_list) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"action__exact": "published"}, 1),
        ({"action__exact": "withdrawn"}, 0),
        ({"kind": "condition"}, 1),
        ({"language": "en"}, 0),
    ],
)
def test_events_are_filtered(editor_client, publication, asked, found):
    assert len(editor_client.get(list_address(Event), asked).context["cl"].result_list) == found
