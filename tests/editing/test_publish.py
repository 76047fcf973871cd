"""Publishing and withdrawing by way of the admin."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from conditions.models import Condition
from portal.publishing.models import Event, Publication
from tests.builders import complete, make_condition, make_live, make_picture, make_section
from tests.editing.forms import address, list_address, save


def confirm_address(act: str, *chosen: Condition) -> str:
    return f"{list_address(Condition, act)}?ids={','.join(str(instance.pk) for instance in chosen)}"


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_what_an_editor_changes_reaches_readers_when_it_is_published(editor_client):
    condition = make_condition()
    make_section(condition, body_nl="<p>De oude zin.</p>")
    make_live(condition, "nl")
    first = Publication.objects.values().get()

    save(editor_client, condition, **{"sections-0-body_nl": "<p>De nieuwe zin.</p>"})

    assert Publication.objects.values().get() == first

    editor_client.post(confirm_address("publish", condition), {"languages": ["nl"], "reason": "betere zin"})

    second = Publication.objects.live().get()
    assert (second.number, second.content().sections[0].body) == (2, "<p>De nieuwe zin.</p>")
    event = Event.objects.get(publication=second)
    assert (str(event.actor), event.reason) == ("editor", "betere zin")


def test_opening_the_page_to_confirm_changes_nothing(editor_client):
    condition = make_condition()

    page = editor_client.get(confirm_address("publish", condition))

    assert page.status_code == 200
    assert not Publication.objects.exists()


@pytest.mark.parametrize("act", ["publish", "withdraw"])
def test_confirming_needs_the_token_against_forged_requests(editor, act):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert client.post(confirm_address(act, make_condition()), {"languages": ["nl"]}).status_code == 403


def test_without_a_language_nothing_is_published_and_the_page_says_so(editor_client):
    page = editor_client.post(confirm_address("publish", make_condition()), {"languages": []})

    assert page.context["form"].errors.keys() == {"languages"}
    assert not Publication.objects.exists()


def test_a_set_goes_live_in_one_instant_and_tells_of_each_page(editor_client):
    new, live = complete(make_condition("new")), make_live(make_condition("live"), "nl")

    answer = {"languages": ["nl", "en"], "reason": "samen"}
    response = editor_client.post(confirm_address("publish", new, live), answer)

    first, *others = Publication.objects.live().order_by("-live_from").values_list("live_from", flat=True)
    assert len(others) == 3
    assert others[:2] == [first, first]
    assert len(told(response)) == 4


def test_one_page_that_may_not_go_live_keeps_all_others_back(editor_client):
    good, bad = complete(make_condition("good")), complete(make_condition("bad", summary_nl=""))

    page = editor_client.post(confirm_address("publish", good, bad), {"languages": ["nl"], "reason": "nieuw"})

    assert not Publication.objects.exists()
    assert "Titel van bad (Nederlands)" in page.context["form"].non_field_errors()[0]
    assert page.context["form"]["reason"].value() == "nieuw"

    editor_client.post(confirm_address("publish", good), {"languages": ["nl"]})

    assert Publication.objects.get().key == "good"


def test_a_refusal_names_the_field_and_the_reason(editor_client):
    condition = complete(make_condition(summary_en=""))
    where = confirm_address("publish", condition).replace("/nl/", "/en/")

    page = editor_client.get(where)
    refused = editor_client.post(where, {"languages": ["en"]})

    problem = "In short: The text “in short” is missing in this language."
    assert problem in page.text
    assert refused.context["form"].non_field_errors() == [f"Not published: {condition} (English). {problem}"]
    assert f"Not published: {condition} (English)." in refused.text


def test_a_problem_with_pictures_is_named_as_on_the_form(editor_client):
    condition = make_condition()
    condition.pictures.create(picture=make_picture(licence_nl=""))

    page = editor_client.get(confirm_address("publish", condition).replace("/nl/", "/en/"))

    assert "Pictures: A picture lacks" in page.text


def test_withdrawing_closes_the_page_and_keeps_the_document(editor_client):
    condition = make_condition()
    make_live(condition, "nl")

    editor_client.post(confirm_address("withdraw", condition), {"languages": ["nl", "en"], "reason": "fout"})

    assert not Publication.objects.live().exists()
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_the_actions_of_the_list_lead_to_the_page_to_confirm(editor_client, action):
    chosen = [make_condition("one"), make_condition("two")]
    selected = {"action": f"{action}_selected", "_selected_action": [row.pk for row in chosen]}

    response = editor_client.post(list_address(Condition), selected)

    assert response.url == confirm_address(action, *chosen)
    assert not Publication.objects.exists()


def test_a_reviewer_may_publish_but_not_withdraw(reviewer_client):
    condition = complete(make_condition())

    reviewer_client.post(confirm_address("publish", condition), {"languages": ["nl"]})

    assert Publication.objects.live().count() == 1
    assert reviewer_client.get(confirm_address("withdraw", condition)).status_code == 403


@pytest.mark.parametrize("act", ["publish", "withdraw"])
def test_a_translator_may_do_neither(translator_client, act):
    condition = make_condition()

    assert translator_client.get(confirm_address(act, condition)).status_code == 403
    assert translator_client.post(confirm_address(act, condition), {"languages": ["nl"]}).status_code == 403
    page = translator_client.get(list_address(Condition))
    actions = [name for name, _label in page.context["action_form"].fields["action"].choices if name]
    assert actions == ["take_out_en"]


def test_the_form_links_to_previews_to_live_pages_and_to_publishing(editor_client):
    condition = make_condition(slug_nl="levermetastasen")
    make_live(condition, "nl")

    links = [link.address for link in editor_client.get(address(condition)).context["page_links"]]

    assert links == [
        "/preview/nl/condition/liver-metastases/",
        "/preview/en/condition/liver-metastases/",
        links[2],
        address(condition, "share"),
        confirm_address("publish", condition),
        confirm_address("withdraw", condition),
        "/nl/admin/translations/en/condition/liver-metastases/",
        "/nl/admin/reviews/condition/liver-metastases/nl/",
        "/nl/admin/reviews/condition/liver-metastases/en/",
        "/nl/admin/reviews/condition/liver-metastases/ask/",
    ]
    assert links[2].startswith("/nl/")
    assert links[2].endswith("/levermetastasen/")


def test_a_live_page_keeps_its_working_copy_until_it_is_withdrawn(editor_client):
    condition = make_condition()
    make_live(condition, "nl")

    editor_client.post(address(condition, "delete"), {"post": "yes"})
    selected = {"action": "delete_selected", "_selected_action": [condition.pk], "post": "yes"}
    editor_client.post(list_address(Condition), selected)

    assert Condition.objects.exists()

    editor_client.post(confirm_address("withdraw", condition), {"languages": ["nl"]})
    editor_client.post(address(condition, "delete"), {"post": "yes"})

    assert not Condition.objects.exists()


def test_template_code_in_a_reason_stays_text(editor_client):
    condition = make_condition()
    hostile = "{{ 7|add:7 }}{% debug %}"

    page = editor_client.post(confirm_address("publish", condition), {"languages": ["zz"], "reason": hostile})

    assert page.status_code == 200
    assert "{{ 7|add:7 }}{% debug %}" in page.text
