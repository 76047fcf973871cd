"""Searching as a person does: typing, arrow keys, Enter; and all of it without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.builders import make_condition, make_live, make_symptom

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _pages(site):
    names = {"title_nl": "Levermetastasen", "other_names_nl": "uitzaaiingen in de lever", "slug_nl": "meta"}
    make_live(make_condition("meta", **names), "nl")
    make_live(make_symptom("groot", title_nl="Vergrote lever", slug_nl="vergrote-lever"), "nl")


@pytest.mark.parametrize("where", ["/nl/", "/nl/zoeken/"])
def test_suggestions_are_chosen_by_keyboard_and_said_aloud(page, axe, where):
    page.goto(where)
    box = page.get_by_role("combobox", name="Zoek op deze site")

    box.press_sequentially("lever")
    options = page.get_by_role("option")
    expect(options).to_have_text(["Levermetastasen Aandoening", "Vergrote lever Klacht"])
    expect(page.get_by_text("2 suggesties, gebruik de pijltjestoetsen")).to_have_role("status")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    assert axe(page) == []
    box.press("Enter")

    page.wait_for_url("**/nl/klachten/vergrote-lever/")


def test_escape_closes_the_suggestions_and_enter_searches_for_what_was_typed(page):
    page.goto("/nl/")
    box = page.get_by_role("combobox")

    box.press_sequentially("lever")
    expect(page.get_by_role("option")).to_have_count(2)
    box.press("ArrowDown")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("lever")
    box.press("Enter")

    page.wait_for_url("**/nl/zoeken/?q=lever")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Levermetastasen", "Vergrote lever"])


def test_a_suggestion_is_chosen_by_pointer(page):
    page.goto("/nl/")

    page.get_by_role("combobox").press_sequentially("uitzaai")
    page.get_by_role("option", name="Levermetastasen").click()

    page.wait_for_url("**/nl/aandoeningen/meta/")


def test_searching_works_without_javascript_from_every_page(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/nl/klachten/vergrote-lever/")

    page.get_by_role("searchbox", name="Zoek op deze site").fill("lefermetastasen")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("status")).to_contain_text("Bedoel je levermetastasen")
    page.get_by_role("link", name="Levermetastasen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Levermetastasen")
