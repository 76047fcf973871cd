"""Translating in a browser: by keyboard alone, what goes stale, what is blocked, and reviewing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.publishing.models import Publication
from portal.translating.models import State
from tests.browser.conftest import card
from tests.builders import complete, make_condition, make_section, make_source, make_term
from tests.translating.desk import INTO, colleague, confirm_all, translate, unit

Axe = Callable[[Page], list[str]]
Open = Callable[..., Page]


@pytest.fixture
def condition(transactional_db) -> Any:
    made = make_condition(
        "lever",
        title_nl="Leverkanker",
        summary_nl="Neem 5 mg per dag.",
        title_en="",
        slug_en=None,
        summary_en="",
    )
    body = '<p>Rust <strong>goed</strong> uit. Lees <a href="https://example.org/">verder</a>.</p>'
    make_section(made, body_nl=body + "<ul><li>Eet.</li><li>Drink.</li></ul>", body_en="")
    return made


def test_a_translator_translates_by_keyboard_alone(workbench: Open, axe: Axe, translator: User, condition):
    page = workbench(translator, condition)
    assert axe(page) == []
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")

    page.keyboard.press("Alt+ArrowDown")
    for text in ("Liver cancer", "Take 5 mg a day."):
        page.keyboard.type(text)
        page.keyboard.press("Control+Enter")
    expect(card(page, condition, "title").locator(".unit-said")).to_have_text("Opgeslagen: vertaald")
    expect(page.locator("#said")).to_contain_text("Opgeslagen")
    page.keyboard.type("Rest ")
    page.keyboard.press("Control+b")
    page.keyboard.type("well")
    page.keyboard.press("Control+b")
    page.keyboard.type(". Read ")
    page.keyboard.press("Alt+4")
    page.keyboard.type(".")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Eat.")
    page.keyboard.press("Enter")
    page.keyboard.type("Drink.")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".unit-state.missing")).to_have_count(0)
    assert unit(condition, "title").target == "Liver cancer"
    assert unit(condition, "sections.body").target == (
        '<p>Rest <strong>well</strong>. Read <a href="https://example.org/">verder</a>.</p>'
    )
    assert unit(condition, "sections.body", 1).target == "<ul><li>Eat.</li><li>Drink.</li></ul>"
    page.evaluate("scrollTo(0, 0)")  # to axe, a button that is half beneath the bar is too small
    assert axe(page) == []


def test_terms_of_the_glossary_are_inserted_by_key(workbench: Open, axe: Axe, translator: User, condition):
    make_term("rust", title_nl="Rust", title_en="Rest & sleep", forms_nl="rusten")
    make_term("mg", title_nl="Mg", title_en="Milligram")
    page = workbench(translator, condition)
    summary, body = card(page, condition, "summary"), card(page, condition, "sections.body")
    assert axe(page) == []

    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("Take five grams a day.")
    for _letter in " a day.":
        page.keyboard.press("ArrowLeft")
    for _letter in "grams":
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Alt+Shift+1")  # in the place of what is selected
    expect(summary.locator("textarea")).to_have_value("Take five milligram a day.")
    expect(page.locator("#said")).to_have_text("Ingevoegd: milligram")
    page.keyboard.press("Control+z")
    expect(summary.locator("textarea")).to_have_value("Take five grams a day.")
    page.keyboard.press("Alt+Shift+1")
    page.keyboard.press("Alt+ArrowDown")  # it is saved on leaving
    expect(summary.locator(".unit-said")).to_have_text("Opgeslagen: vertaald")
    assert unit(condition, "summary").target == "Take five milligram a day."

    page.keyboard.type("Get ")
    page.keyboard.press("Alt+Shift+1")
    page.keyboard.type(".")
    expect(body.locator("textarea")).to_have_value("<p>Get Rest &amp; sleep.</p>")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")  # away from the text, to a button
    page.keyboard.press("Alt+Shift+1")
    expect(body.locator("textarea")).to_have_value("<p>Get Rest &amp; sleepRest &amp; sleep.</p>")
    body.get_by_role("button", name="Invoegen Rest & sleep").click()
    expect(body.locator("textarea")).to_have_value(
        "<p>Get Rest &amp; sleepRest &amp; sleepRest &amp; sleep.</p>"
    )


def test_one_changed_sentence_makes_exactly_its_unit_stale(workbench: Open, translator: User, condition):
    section = condition.sections.get()
    section.body_en = '<p>Rest <strong>well</strong>. Read <a href="https://example.org/">on</a>.</p>'
    section.body_en += "<ul><li>Eat.</li><li>Drink.</li></ul>"
    section.save()
    confirm_all(condition)
    section.body_nl = section.body_nl.replace("Eet.", "Eet veel.")
    section.save()
    page = workbench(translator, condition)

    stale = page.locator(".unit:has(.unit-state.outdated)")
    expect(stale).to_have_count(1)
    expect(stale.locator("ins")).to_have_text("veel")
    stale.locator("[role=textbox]").focus()
    page.keyboard.press("Alt+r")

    expect(page.locator(".unit-state.outdated")).to_have_count(0)
    assert unit(condition, "sections.body", 1).state is State.TRANSLATED


def test_a_tenfold_dose_is_blocked_until_it_is_mended_and_then_accepted(
    workbench: Open, axe: Axe, translator: User, condition
):
    translate(condition, "summary", "Take 50 mg a day.", translator)
    reviewing = workbench(colleague(), condition)
    summary = card(reviewing, condition, "summary")
    expect(summary.locator(".source mark")).to_contain_text("5")
    expect(summary.locator(".stored mark")).to_contain_text("50")
    expect(summary.get_by_role("button", name="Goedkeuren")).to_have_count(0)
    assert axe(reviewing) == []

    own = card(workbench(translator, condition), condition, "summary")
    own.locator("textarea").first.fill("Take 5 mg a day.")
    own.get_by_role("button", name="Opslaan", exact=True).click()
    expect(own.locator(".findings")).to_have_count(0)

    reviewing.reload()
    summary.get_by_role("button", name="Goedkeuren").click()
    expect(summary.locator(".unit-state")).to_have_text("nagekeken")
    assert unit(condition, "summary").state is State.REVIEWED


def test_a_long_page_leads_to_what_is_to_do_and_counts_as_one_works(
    workbench: Open, axe: Axe, translator: User, condition
):
    translate(condition, "title", "Liver cancer", colleague())
    page = workbench(translator, condition)
    title, summary = card(page, condition, "title"), card(page, condition, "summary")
    body, points = (card(page, condition, "sections.body", number) for number in (0, 1))
    head = page.locator("#workbench-head")
    expect(head).to_contain_text("ontbreekt: 3")
    page.keyboard.press("Alt+n")  # past what is translated
    expect(summary.locator("textarea")).to_be_focused()
    page.keyboard.type("Take 5 mg a day.")
    page.keyboard.press("Alt+n")
    expect(summary.locator(".unit-said")).to_have_text("Opgeslagen: vertaald")
    expect(head).to_contain_text("ontbreekt: 2")
    expect(head).to_contain_text("vertaald: 2")
    head.get_by_role("link", name="Volgende te doen").click()
    expect(points.get_by_role("textbox")).to_be_focused()

    head.get_by_role("button", name="1 tekst zonder bevindingen goedkeuren").click()
    expect(title.locator(".unit-state")).to_have_text("nagekeken")
    expect(head.get_by_role("button")).to_have_count(0)
    head.get_by_role("link", name="vertaald: 1").click()
    expect(page.locator(".unit")).to_have_count(1)
    expect(summary).to_be_visible()
    assert axe(page) == []
    page.goto(reverse("translation-next", args=[INTO]))
    expect(body.get_by_role("textbox")).to_be_focused()


def test_enter_leaves_a_list_a_list_and_a_heading_a_heading(workbench: Open, translator: User, condition):
    make_section(condition, body_nl="<h3>Wat te doen</h3>", body_en="")
    page = workbench(translator, condition)
    points, heading = (card(page, condition, "sections.body", number) for number in (1, 2))
    points.get_by_role("textbox").click()
    page.keyboard.type("Eat.")
    for key in ("Enter", "Enter", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("Drink.")
    heading.get_by_role("textbox").click()
    page.keyboard.type("What to")
    page.keyboard.press("Enter")
    page.keyboard.type(" do")

    expect(points.locator("textarea")).to_have_value("<ul><li>Eat.</li><li>Drink.</li></ul>")
    expect(heading.locator("textarea")).to_have_value("<h3>What to do</h3>")


def test_who_comes_second_sees_both_texts_and_loses_nothing(
    workbench: Open, translator: User, condition, complaints: list[str]
):
    page = workbench(translator, condition)
    translate(condition, "title", "Cancer of the liver", colleague())
    title = card(page, condition, "title")
    title.locator("textarea").first.fill("Liver cancer")
    title.locator("textarea").first.blur()

    expect(title.locator(".collision")).to_contain_text("Cancer of the liver")
    expect(title.locator("textarea").first).to_have_value("Liver cancer")
    complaints.clear()  # the browser tells of every answer that refuses
    title.get_by_role("button", name="Opslaan", exact=True).click()
    expect(title.locator(".unit-said")).to_have_text("Opgeslagen: vertaald")
    assert unit(condition, "title").target == "Liver cancer"


def test_what_is_reviewed_is_published_with_the_source(
    workbench: Open, administrator: User, transactional_db
):
    make_source(title_nl="Richtlijn over de milt", title_en="Guideline on the spleen")
    condition = complete(make_condition("milt", title_nl="Milt", title_en="Spleen"))
    confirm_all(condition)
    page = workbench(administrator, condition)
    page.get_by_role("button", name="zonder bevindingen goedkeuren").click()
    expect(page.locator(".unit-state.translated")).to_have_count(0)
    page.get_by_role("link", name="samen publiceren").click()
    for box in page.locator("[name=languages]").all():
        box.check()
    page.locator(".confirm [type=submit]").click()

    expect(page.locator(".messagelist")).to_be_visible()
    assert set(Publication.objects.live().values_list("language", flat=True)) == {"nl", "en"}


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, {"width": 390, "height": 844}])
def test_the_list_and_the_page_fit_and_can_be_used_by_everybody(
    workbench: Open, axe: Axe, translator: User, condition, viewport: Any
):
    page = workbench(translator, condition, viewport=viewport)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(reverse("translation-list", args=[INTO]))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_what_gets_the_focus_is_not_beneath_the_bar_that_stays(workbench: Open, translator: User, condition):
    page = workbench(translator, condition, viewport={"width": 390, "height": 600})
    head = page.locator("#workbench-head")
    page.locator(".save-all input").focus()
    for _step in range(20):
        page.keyboard.press("Shift+Tab")
        focused = page.locator(":focus").bounding_box()
        bar = head.bounding_box()
        assert focused
        assert bar
        assert focused["y"] >= bar["y"] + bar["height"]
