"""Nothing that somebody typed in the workbench is lost, and nothing is stored that nobody asked for."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from portal.translating.models import State
from portal.translating.reviewing import accept, seen
from tests.browser.conftest import card, is_at_rest
from tests.builders import make_condition, make_section
from tests.translating.desk import INTO, colleague, confirm_all, translate, unit

SignIn = Callable[[Page, User], None]
Open = Callable[..., Page]


@pytest.fixture
def condition(transactional_db) -> Any:
    made = make_condition(
        "lever", title_nl="Leverkanker", summary_nl="Neem 5 mg.", title_en="", slug_en=None, summary_en=""
    )
    make_section(made, body_nl="<p>Rust <strong>goed</strong> uit.</p>", body_en="")
    return made


def field(one: Locator) -> Locator:
    return one.locator(".target textarea")


def panel(one: Locator) -> Locator:
    """What lies behind a unit, opened."""
    one.locator(".unit-more > summary").click()
    return one.locator(".unit-panel")


def walk_through(one: Locator) -> None:
    """Into the field and out again, typing nothing."""
    field(one).click()
    field(one).blur()


def test_what_needs_a_reason_is_done_with_its_reason(
    workbench: Open, translator: User, editor: User, condition
):
    translate(condition, "title", "Liver cancer", translator)
    translate(condition, "summary", "Take 50 mg.", translator)
    page = workbench(colleague(), condition)
    title, summary = card(page, condition, "title"), card(page, condition, "summary")

    panel(summary).get_by_label("Reden").fill("Zo staat het in de bijsluiter.")
    summary.get_by_role("button", name="Geen fout").first.click()
    expect(summary.locator(".overridden").first).to_contain_text("Zo staat het in de bijsluiter.")
    panel(title).get_by_label("Reden").fill("Zeg het eenvoudiger.")
    title.get_by_role("button", name="Terugsturen").click()
    expect(title.locator(".unit-state")).to_have_text("concept")
    assert unit(condition, "title").last.note == "Zeg het eenvoudiger."

    translate(condition, "title", "Cancer of the liver", translator)
    type(condition).objects.update(title_nl="Kanker van de lever")
    title = card(workbench(editor, condition), condition, "title")
    panel(title).get_by_label("Reden").fill("Hetzelfde.")
    title.get_by_label("Reden").blur()  # who reads only has nothing to save
    title.get_by_role("button", name="Alleen de formulering").click()
    expect(title.locator(".unit-state")).to_have_text("vertaald")


def test_who_is_signed_out_keeps_what_was_typed_and_saves_it_once_signed_in(
    workbench: Open, sign_in: SignIn, translator: User, condition, complaints: list[str]
):
    page = workbench(translator, condition)
    title, summary = card(page, condition, "title"), card(page, condition, "summary")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    field(title).fill("Liver cancer")
    field(title).blur()
    expect(page.get_by_role("alert").filter(has_text="uitgelogd")).to_be_visible()
    expect(field(title)).to_have_value("Liver cancer")
    assert unit(condition, "title").target == ""

    sign_in(page, translator)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    field(summary).fill("Take 5 mg.")
    field(summary).blur()
    expect(summary.locator(".unit-said")).to_have_text("Opgeslagen: vertaald")
    expect(title.locator(".unit-said")).to_have_text("Opgeslagen: vertaald")
    expect(page.locator("#signed-out")).to_be_hidden()
    complaints.clear()  # the browser tells of every answer that refuses


def test_a_colleagues_text_is_replaced_by_a_button_alone(
    workbench: Open, translator: User, condition, complaints: list[str]
):
    page = workbench(translator, condition)
    title, summary = card(page, condition, "title"), card(page, condition, "summary")
    translate(condition, "title", "Cancer of the liver", other := colleague())
    translate(condition, "summary", "Take 5 mg a day.", other)
    for one, typed in ((title, "Liver cancer"), (summary, "Take 5 mg.")):
        field(one).fill(typed)
        field(one).blur()
        expect(one.locator(".collision")).to_be_visible()
    complaints.clear()  # the browser tells of every answer that refuses

    walk_through(title)
    field(title).press("Control+Enter")
    is_at_rest(page)
    assert unit(condition, "title").target == "Cancer of the liver"
    title.get_by_role("button", name="Die van mij houden").click()
    expect(title.locator(".unit-said")).to_have_text("Opgeslagen: vertaald")
    assert unit(condition, "title").target == "Liver cancer"

    summary.get_by_role("button", name="Die van de ander nemen").click()
    expect(field(summary)).to_have_value("Take 5 mg a day.")
    field(summary).press("Control+z")
    expect(field(summary)).to_have_value("Take 5 mg.")
    assert unit(condition, "summary").target == "Take 5 mg a day."


def test_a_refused_correction_says_what_is_wrong_and_stays_unsaved(
    workbench: Open, translator: User, administrator: User, condition, complaints: list[str]
):
    made = translate(condition, "summary", "Take 5 mg.", translator)
    accept(instance=condition, language=INTO, units=[seen(made)], by=colleague())
    page = workbench(administrator, condition)
    summary = card(page, condition, "summary")
    field(summary).fill("Take 50 mg.")
    summary.get_by_role("button", name="Opslaan als verbetering").click()
    expect(summary.locator(".refused-text .findings")).to_contain_text("Fout")
    expect(summary.locator(".refused-text mark")).to_contain_text("50")
    complaints.clear()  # the browser tells of every answer that refuses

    walk_through(summary)
    is_at_rest(page)
    assert (unit(condition, "summary").state, unit(condition, "summary").target) == (
        State.REVIEWED,
        "Take 5 mg.",
    )
    field(summary).fill("Take 5 mg daily.")
    summary.get_by_role("button", name="Opslaan als verbetering").click()
    expect(summary.locator(".unit-said")).to_have_text("Opgeslagen: nagekeken")
    assert unit(condition, "summary").target == "Take 5 mg daily."


def test_a_comment_that_is_being_typed_outlives_the_saving_of_its_unit(
    workbench: Open, translator: User, condition
):
    translate(condition, "title", "Liver", colleague())
    page = workbench(translator, condition)
    title = card(page, condition, "title")
    behind = panel(title)
    behind.get_by_label("Reden").fill("Een reden")
    behind.get_by_label("Opmerking").fill("Is dit het juiste woord?")
    field(title).fill("Liver cancer")
    field(title).press("Control+Enter")
    expect(title.locator(".unit-said")).to_have_text("Opgeslagen: vertaald")
    expect(behind.locator(".history li")).to_have_count(2)
    # It is one's own now, which takes no reason: those words too stay.
    expect(behind.get_by_label("Opmerking")).to_have_value("Een reden\nIs dit het juiste woord?")

    with page.expect_event("dialog") as warning:
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.close(run_before_unload=True)
    assert warning.value.type == "beforeunload"

    behind.get_by_role("button", name="Plaats").click()
    expect(behind.locator(".comment-text")).to_contain_text("Is dit het juiste woord?")
    expect(behind.get_by_label("Opmerking")).to_have_value("")
    expect(behind.get_by_label("Opmerking")).to_be_focused()


def test_what_is_not_saved_is_not_accepted(
    workbench: Open, translator: User, condition, complaints: list[str]
):
    translate(condition, "title", "Liver", translator)
    page = workbench(colleague(), condition)
    title = card(page, condition, "title")
    field(title).fill("Liver cancer")
    page.keyboard.press("Alt+a")

    expect(title.locator(".refusal")).to_contain_text("nog niet opgeslagen")
    expect(field(title)).to_have_value("Liver cancer")
    complaints.clear()  # the browser tells of every answer that refuses
    title.get_by_role("button", name="Opslaan als verbetering").click()
    expect(title.locator(".unit-state")).to_have_text("nagekeken")
    assert unit(condition, "title").target == "Liver cancer"


def test_a_whole_text_that_is_put_in_can_be_undone(workbench: Open, translator: User, condition):
    confirm_all(condition)
    page = workbench(translator, condition)
    title, body = card(page, condition, "title"), card(page, condition, "sections.body")
    field(title).fill("Liver")
    page.keyboard.press("Alt+c")
    expect(field(title)).to_have_value("Leverkanker")
    page.keyboard.press("Control+z")
    expect(field(title)).to_have_value("Liver")

    body.get_by_role("textbox").click()
    page.keyboard.type("Rest")
    page.keyboard.press("Alt+c")
    expect(field(body)).to_have_value("<p>Rust <strong>goed</strong> uit.</p>")
    page.keyboard.press("Control+z")
    expect(field(body)).to_have_value("<p>Rest</p>")
