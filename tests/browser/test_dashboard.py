"""The start page, the writing assistant and overriding a block, as people use them in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from portal.publishing.models import Publication
from tests.builders import complete, make_condition, make_live, make_section
from tests.editing.forms import address, list_address

PHONE = {"width": 390, "height": 844}
LONG = (
    "Dit is een heel lange zin die maar doorgaat en doorgaat, met steeds nog een woord erbij, "
    "tot niemand hem leest."
)


@pytest.fixture
def condition(transactional_db):
    long_ago = timezone.localdate() - timedelta(days=400)
    made = make_condition("levermetastasen", title_nl="Levermetastasen", reviewed_on=long_ago)
    make_section(made)
    return complete(made)


@pytest.mark.parametrize(
    ("language", "options"),
    [("nl", {}), ("en", {"viewport": PHONE, "color_scheme": "dark"})],
    ids=["desktop", "phone"],
)
def test_the_start_page_shows_what_waits_to_everybody(  # noqa: PLR0917 - pytest passes by name
    new_page, sign_in, axe, editor, condition, language, options
):
    make_live(condition, "nl")
    make_condition("nieuw")
    page = new_page(**options)
    sign_in(page, editor)

    page.goto(f"/{language}/admin/")

    assert axe(page) == []
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0
    page.locator("#worklist-reviews_due ~ ul").get_by_role("link", name="Levermetastasen").click()
    expect(page).to_have_url(
        f"{page.url.partition('/nl/')[0].partition('/en/')[0]}/{language}{address(condition)[3:]}"
    )


def test_the_assistant_advises_below_each_text_while_it_is_typed(new_page, sign_in, axe, editor, condition):
    page = new_page()
    sign_in(page, editor)
    page.goto(address(condition))
    below = page.locator(".fieldBox.field-summary_nl .assistant")
    expect(below.locator("summary")).to_contain_text("Geen tips")

    page.locator("#id_summary_nl").fill(LONG)

    expect(below.locator("summary")).to_contain_text("1 tip")
    expect(page.locator("#assistant [role=status]")).to_contain_text("1 tip")
    below.locator("summary").click()
    expect(below.locator(".advice")).to_contain_text("Deze zin heeft 21 woorden")
    page.evaluate("scrollTo(0, 0)")  # the tabs, which stay in view, would cover half a button
    assert axe(page) == []

    editing = page.locator("#sections-0 .fieldBox.field-body_nl .ProseMirror")
    editing.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(LONG)
    expect(page.locator("#sections-0 .fieldBox.field-body_nl .assistant summary")).to_contain_text("1 tip")
    assert editing.inner_text() == LONG
    expect(below.locator("details")).to_have_attribute("open", "")


def test_a_reviewer_overrides_a_block_and_readers_are_told(  # noqa: PLR0917 - pytest passes by name
    page, sign_in, axe, reviewer, condition, settings
):
    settings.APPROVALS_REQUIRED = {"medical": 1, "language": 0}
    sign_in(page, reviewer)
    page.goto(f"{list_address(type(condition), 'publish')}?ids={condition.pk}")
    assert axe(page) == []

    page.locator("[name=languages][value=nl]").check()
    page.locator(".override").first.get_by_role("checkbox").check()
    page.locator(".override").first.get_by_role("textbox").fill("Dit is nog niet door een arts gelezen.")
    page.locator(".confirm [type=submit]").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Publication.objects.get().overrides.get().by == reviewer
    page.goto("/nl/aandoeningen/nl-levermetastasen/")
    expect(page.get_by_text("Dit is nog niet door een arts gelezen.")).to_be_visible()
    assert axe(page) == []
