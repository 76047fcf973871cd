"""Two people at one page, and what was typed and not saved, as they look in a browser."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from portal.editing.models import Presence
from tests.builders import make_condition, make_section, make_symptom
from tests.editing.forms import address

Open = Callable[[User], Page]


@pytest.fixture
def condition(transactional_db):
    made = make_condition(title_nl="Levermetastasen", title_en="Liver metastases")
    make_section(made)
    make_section(made, kind="outlook", position=20)
    return made


@pytest.fixture
def open_as(new_page, sign_in, condition) -> Open:
    """Open the form of the condition in a browser of one's own."""

    def open_form(user: User) -> Page:
        page = new_page()
        sign_in(page, user)
        visit(page, condition)
        return page

    return open_form


def visit(page: Page, condition) -> Page:
    """Open the form from elsewhere; a page that is reloaded gets its fields back from the browser itself."""
    page.goto("about:blank")
    page.goto(address(condition))
    page.locator(".prose-menubar button[aria-pressed]").nth(3).wait_for()
    return page


def another_tab(context: BrowserContext, condition) -> Page:
    return visit(context.new_page(), condition)


def save(page: Page) -> None:
    page.locator("[name=_continue]").first.click()
    page.wait_for_load_state("load")


def text_of(page: Page, place: str = "sections-0"):
    """The rich text editor of a row."""
    return page.locator(f"#{place} .ProseMirror").first


def type_into(page: Page, text: str, place: str = "sections-0") -> None:
    text_of(page, place).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def offer(page: Page):
    return page.locator("#draft")


def restore(page: Page) -> None:
    offer(page).locator("[data-draft=restore]").click()


def test_two_editors_who_changed_different_texts_both_find_their_words(
    open_as, editor, administrator, condition
):
    mine, theirs = open_as(editor), open_as(administrator)
    theirs.locator("#id_summary_nl").fill("Van de ander.")
    save(theirs)

    type_into(mine, "Van mij.")
    save(mine)

    expect(mine.locator(".messagelist .info")).to_contain_text("administrator")
    expect(mine.locator("#id_summary_nl")).to_have_value("Van de ander.")
    condition.refresh_from_db()
    assert condition.summary_nl == "Van de ander."
    assert condition.sections.first().body_nl == "<p>Van mij.</p>"


def test_a_text_that_both_changed_is_shown_three_times_and_chosen(
    open_as, editor, administrator, condition, axe
):
    mine, theirs = open_as(editor), open_as(administrator)
    type_into(theirs, "Een zin van de ander.")
    save(theirs)
    type_into(mine, "Een zin van mij.")
    mine.locator("#id_title_nl").fill("Mijn titel")
    save(mine)

    conflict = mine.locator(".conflict")
    expect(conflict.locator(".words")).to_have_text(
        ["Een zin.", "Een zin ingevoegd: van de ander.", "Een zin ingevoegd: van mij."]
    )
    expect(conflict.locator("ins").first).to_have_text(" van de ander")
    mine.locator(".prose-menubar button[aria-pressed]").first.wait_for()
    assert axe(mine) == []
    assert condition.sections.first().body_nl == "<p>Een zin van de ander.</p>"

    conflict.locator("input[value=mine]").check()
    save(mine)

    expect(mine.locator(".messagelist .success")).to_be_visible()
    condition.refresh_from_db()
    assert (condition.title_nl, condition.sections.first().body_nl) == (
        "Mijn titel",
        "<p>Een zin van mij.</p>",
    )


def test_nothing_is_sent_before_a_choice(open_as, editor, administrator, condition):
    mine, theirs = open_as(editor), open_as(administrator)
    theirs.locator("#id_title_nl").fill("Van de ander")
    save(theirs)
    mine.locator("#id_title_nl").fill("Van mij")
    save(mine)
    expect(mine.locator(".conflict")).to_be_visible()

    mine.locator("[name=_continue]").first.click()

    assert not mine.locator(".conflict input").first.evaluate("field => field.form.checkValidity()")
    condition.refresh_from_db()
    assert condition.title_nl == "Van de ander"


def test_a_choice_needs_no_javascript(  # noqa: PLR0917 - pytest passes by name
    new_page, sign_in, editor, administrator, condition, open_as
):
    mine = new_page(java_script_enabled=False)
    sign_in(mine, editor)
    mine.goto(address(condition))
    theirs = open_as(administrator)
    theirs.locator("#id_title_nl").fill("Van de ander")
    save(theirs)
    mine.locator("#id_title_nl").fill("Van mij")
    mine.locator("[name=_continue]").first.click()
    mine.locator(".conflict input[value=theirs]").check()
    mine.locator("[name=_continue]").first.click()

    expect(mine.locator("#id_title_nl")).to_have_value("Van de ander")
    expect(mine.locator("#presence")).to_contain_text("administrator")


def test_two_who_have_the_form_open_see_each_other_and_a_save_in_between(  # noqa: PLR0917 - pytest passes by name
    new_page, sign_in, editor, administrator, open_as, condition
):
    mine = new_page()
    mine.clock.install()
    sign_in(mine, editor)
    visit(mine, condition)
    expect(mine.locator("#presence")).to_be_empty()

    theirs = open_as(administrator)
    expect(theirs.locator("#presence")).to_contain_text("editor")
    mine.clock.run_for(16_000)
    expect(mine.locator("#presence")).to_contain_text("administrator")

    theirs.locator("#id_summary_nl").fill("Van de ander.")
    save(theirs)
    mine.clock.run_for(16_000)
    expect(mine.locator("#presence .presence-note")).to_have_count(2)


def test_what_was_typed_survives_a_closed_tab(open_as, editor, condition, axe):
    symptom = make_symptom()
    page = open_as(editor)
    type_into(page, "Getypt en niet bewaard.")
    page.locator("#id_title_nl").fill("Mijn titel")
    page.locator("#sections-group .add-row a").click()
    page.locator("#sections-2").get_by_label("Soort").select_option("treatment")
    type_into(page, "Een nieuwe rij.", "sections-2")
    page.locator("#symptom_links-group summary").click()
    page.locator("#symptom_links-group .add-row a").click()
    page.locator("#symptom_links-0 .select2-selection").click()
    page.locator(".select2-results__option", has_text=str(symptom)).click()
    page.close()

    page = another_tab(page.context, condition)
    expect(offer(page)).to_be_visible()
    expect(page.locator("#id_title_nl")).to_have_value("Levermetastasen")
    assert axe(page) == []
    restore(page)

    expect(page.locator("#id_title_nl")).to_have_value("Mijn titel")
    expect(text_of(page)).to_have_text("Getypt en niet bewaard.")
    expect(text_of(page, "sections-2")).to_have_text("Een nieuwe rij.")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    condition.refresh_from_db()
    bodies = [section.body_nl for section in condition.sections.all()]
    assert bodies == ["<p>Getypt en niet bewaard.</p>", "<p>Een zin.</p>", "<p>Een nieuwe rij.</p>"]
    assert condition.symptom_links.get().target == symptom
    expect(offer(page)).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('draft/'))") == []


def test_what_was_typed_survives_a_lost_session_and_a_failed_save(open_as, editor, sign_in, condition):
    page = open_as(editor)
    page.locator("#id_title_nl").fill("Mijn titel")
    page.context.clear_cookies(name="session")
    save(page)
    expect(page.locator("#login-form")).to_be_visible()

    sign_in(page, editor)
    visit(page, condition)
    restore(page)
    expect(page.locator("#id_title_nl")).to_have_value("Mijn titel")
    page.locator("#id_slug_nl").evaluate("field => { field.value = 'geen adres!' }")
    save(page)

    expect(page.locator(".errornote")).to_be_visible()
    expect(offer(page)).to_be_hidden()
    expect(page.locator("#id_title_nl")).to_have_value("Mijn titel")
    page.close()
    page = another_tab(page.context, condition)
    expect(offer(page)).to_be_visible()


def test_what_was_discarded_is_not_offered_again(open_as, editor, condition):
    page = open_as(editor)
    page.locator("#id_title_nl").fill("Mijn titel")
    visit(page, condition)
    offer(page).locator("[data-draft=discard]").click()
    expect(offer(page)).to_be_hidden()

    visit(page, condition)

    expect(offer(page)).to_be_hidden()
    expect(page.locator("#id_title_nl")).to_have_value("Levermetastasen")


def test_what_was_typed_is_never_shown_to_the_next_account_and_goes_when_it_signs_in(
    open_as, editor, administrator, sign_in, condition
):
    page = open_as(editor)
    page.locator("#id_title_nl").fill("Geheim van de redacteur")

    sign_in(page, administrator)
    page.goto("/nl/admin/")
    assert page.evaluate("JSON.stringify(localStorage)").count("Geheim") == 0
    visit(page, condition)
    expect(offer(page)).to_be_hidden()

    sign_in(page, editor)
    visit(page, condition)
    expect(offer(page)).to_be_hidden()


def test_a_row_that_was_moved_by_another_gets_its_own_words_back(open_as, editor, administrator, condition):
    mine, theirs = open_as(editor), open_as(administrator)
    type_into(mine, "Van het begin.")
    theirs.locator("#sections-1 .move[data-step='-1']").click()
    save(theirs)

    visit(mine, condition)
    restore(mine)
    expect(text_of(mine, "sections-1")).to_have_text("Van het begin.")
    save(mine)

    rows = [(section.kind, section.body_nl) for section in condition.sections.all()]
    assert rows == [("outlook", "<p>Een zin.</p>"), ("overview", "<p>Van het begin.</p>")]


def test_the_address_of_a_sign_of_life_is_that_of_the_object(open_as, editor, condition):
    page = open_as(editor)

    assert re.search(r"/\d+/presence/$", page.locator("#presence").get_attribute("data-url") or "")
    assert Presence.objects.get().key == condition.key
