"""The server's half of keeping what was typed: it says which draft it has stored, once, and only then."""

from tests.builders import make_condition, make_source
from tests.editing.forms import address, save

ROOM = "/nl/admin/"


def saved(client) -> str:
    return client.get(ROOM).context["drafts_saved"]


def test_a_draft_that_was_stored_is_named_once(editor_client):
    save(editor_client, make_condition(), title_nl="Nieuw", draft="abc")

    assert (saved(editor_client), saved(editor_client)) == ("abc", "")


def test_what_objects_are_made_of_keeps_drafts_too(editor_client):
    save(editor_client, make_source(), title_nl="Nieuw", draft="abc")

    assert saved(editor_client) == "abc"


def test_a_save_that_failed_names_nothing_and_goes_on_with_its_draft(editor_client):
    page = save(editor_client, make_condition(), title_nl="", draft="abc")

    assert '<input type="text" name="draft" value="abc" autocomplete="off" hidden>' in page.text
    assert saved(editor_client) == ""


def test_a_save_of_what_is_gone_names_nothing(editor_client):
    condition = make_condition()
    place = address(condition)
    condition.delete()

    editor_client.post(place, {"draft": "abc"})

    assert saved(editor_client) == ""


def test_a_page_says_whose_drafts_may_be_shown_and_the_door_says_nobody(editor_client, editor, client):
    assert f'<meta name="account" content="{editor.pk}">' in editor_client.get(ROOM).text
    assert 'name="account"' not in client.get("/nl/admin/login/").text
