"""Reviewing in a browser: an approval and how it lapses, a guest, and that everybody can use the pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.editing import history
from portal.publishing.guests import make_guest_link, token_of
from portal.publishing.review_models import Approval, Comment, Review
from portal.publishing.reviews import ask_for_review
from tests.builders import complete, make_condition, make_live, make_section, make_source, make_symptom

SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], list[str]]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def condition(transactional_db, editor: User) -> Any:
    """Live in Dutch, changed since by an editor, with a review asked for."""
    condition = make_condition("levermetastasen", title_nl="Levermetastasen")
    text = "<p>De <strong>oude</strong> zin [@guideline].</p><h3>Kop</h3><ul><li>Punt</li></ul>"
    section = make_section(condition, body_nl=text)
    condition.citations.create(source=make_source(), position=10)
    condition.symptom_links.create(target=make_symptom(), position=10, note_nl="Vaak", note_en="Often")
    make_live(complete(condition), "nl")
    section.body_nl = text.replace("oude", "nieuwe")
    section.save()
    history.record(condition, by=editor)
    doctors = Group.objects.get(name="medical reviewer")
    ask_for_review(
        instance=condition,
        language="nl",
        review=Review.MEDICAL,
        by=editor,
        for_group=doctors,
        note="Klopt de nieuwe zin?",
    )
    return condition


@pytest.fixture
def review(condition) -> str:
    return reverse("admin:review", args=["condition", condition.key, "nl"])


def say(page: Page, text: str) -> None:
    part = page.locator("#part-in-short")
    part.locator("summary").click()
    part.get_by_role("textbox").fill(text)
    part.locator(".comment-box button").click()


def test_a_doctor_comes_from_the_desk_comments_and_approves_and_one_letter_undoes_it(
    page: Page, sign_in: SignIn, reviewer: User, condition
):
    sign_in(page, reviewer)
    page.goto(reverse("admin:reviews"))
    page.get_by_role("link", name="Levermetastasen").first.click()
    expect(page.locator("ins").first).to_have_text("nieuwe")

    say(page, "Dit kan korter.")
    expect(page.locator("#part-in-short .comments")).to_contain_text("Dit kan korter.")
    page.locator("[name=approve]").click()
    expect(page.locator(".decisions .state-live")).to_be_visible()
    assert Approval.objects.get().by == reviewer

    condition.summary_nl += "!"
    condition.save()
    page.reload()
    expect(page.locator(".decisions .state-live")).to_have_count(0)
    expect(page.locator(".decisions .state-withdrawn")).to_be_visible()


def test_the_author_finds_no_way_to_approve(page: Page, sign_in: SignIn, editor: User, review: str):
    sign_in(page, editor)
    page.goto(review)

    expect(page.locator("[name=send_back]")).to_be_visible()
    expect(page.locator("[name=approve]")).to_have_count(0)
    expect(page.locator(".decide")).to_contain_text("iemand anders")
    assert not Approval.objects.exists()


def test_without_scripts_everything_of_a_review_works(
    new_page: Callable[..., Page], sign_in: SignIn, reviewer: User, review: str
):
    page = new_page(java_script_enabled=False)
    sign_in(page, reviewer)
    page.goto(review)

    say(page, "Dit kan korter.")
    page.locator(".decide textarea").fill("Zie mijn opmerking.")
    page.locator("[name=send_back]").click()

    expect(page.locator(".decisions q")).to_have_text("Zie mijn opmerking.")
    assert Comment.objects.get().text == "Dit kan korter."


def test_a_guest_reads_and_comments_without_an_account(page: Page, axe: Axe, condition, editor: User):
    link = make_guest_link(instance=condition, language="nl", by=editor)
    page.goto(reverse("guest-review", args=[token_of(link)]))
    assert axe(page) == []

    page.locator("[name=text]").fill("Dit klopt niet.")
    page.locator("[name=name]").fill("Dr. Jansen")
    page.locator(".guest button").click()

    expect(page.locator(".said")).to_contain_text("Dit klopt niet.")
    assert Comment.objects.get().guest_name == "Dr. Jansen"
    assert axe(page) == []


@pytest.fixture
def decided(
    new_page: Callable[..., Page], sign_in: SignIn, administrator: User, condition, review: str
) -> Any:
    """Opens the review page when it has some of everything: takes options of a Playwright context."""

    def opened(**options: Any) -> Page:
        page = new_page(**options)
        sign_in(page, administrator)
        ask_for_review(
            instance=condition,
            language="en",
            review=Review.LANGUAGE,
            by=administrator,
            for_person=administrator,
        )
        page.goto(review)
        say(page, "Dit kan korter.")
        page.locator(".guests form button").click()
        page.locator("[name=approve]").click()
        expect(page.locator(".decisions .state-live")).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        return page

    return opened


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop, light", "phone, dark"]
)
def test_the_pages_about_reviews_can_be_used_by_everybody(
    decided: Callable[..., Page], axe: Axe, scheme: str, viewport: Any
):
    page = decided(color_scheme=scheme, viewport=viewport)
    ask = reverse("admin:review_ask", args=["condition", "levermetastasen"])

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(reverse("admin:reviews"))
    expect(page.locator(".desk tbody tr")).to_have_count(2)
    assert axe(page) == []
    for address in (ask, reverse("admin:index")):
        page.goto(address)
        assert axe(page) == []
