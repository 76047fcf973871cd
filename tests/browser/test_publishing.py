"""Publishing in a browser: what differs, what must be mended, together in one instant, and for how long."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from portal.publishing.models import Publication
from tests.builders import complete, make_condition, make_live, make_picture, make_section
from tests.editing.forms import address, list_address

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DUTCH, ENGLISH = "/nl/aandoeningen/levermetastasen/", "/en/conditions/liver-metastases/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def condition(transactional_db):
    made = complete(make_condition(slug_nl="levermetastasen", slug_en="liver-metastases"))
    make_section(made)
    return made


def publish_page(condition, act: str = "publish") -> str:
    return f"{list_address(type(condition), act)}?ids={condition.pk}"


@pytest.mark.parametrize(
    "options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["desktop", "phone"]
)
@pytest.mark.parametrize("act", ["publish", "withdraw"])
def test_the_pages_have_no_accessibility_violation(  # noqa: PLR0917 - pytest passes by name
    new_page, sign_in, axe, editor, condition, act, options
):
    make_live(condition, "nl")
    condition.title_nl, condition.summary_en = "Anders", ""
    condition.save()
    page = new_page(**options)
    sign_in(page, editor)

    page.goto(publish_page(condition, act))
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert axe(page) == []

    for field in page.locator("input[type=datetime-local]").all():
        field.fill("2035-10-28T02:30")  # an hour that comes twice
    page.locator("[name=languages]").first.check()
    page.locator(".confirm [type=submit]").click()

    expect(page.locator(".invalid-feedback").first).to_be_visible()
    expect(page.get_by_role("radio").first).to_be_visible()
    assert axe(page) == []
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0


def test_a_planned_pair_of_languages_goes_live_in_one_instant_and_expires(
    page: Page, sign_in: Callable[..., None], editor, condition, time_machine
):
    time_machine.move_to(NOW)
    sign_in(page, editor)
    page.goto(publish_page(condition))
    page.locator("[name=live_from]").fill("2026-11-24T09:00")
    page.locator("[name=live_until]").fill("2026-11-24T17:00")
    page.locator(".confirm [type=submit]").click()
    expect(page.locator(".messagelist .success")).to_have_count(2)

    def status() -> list[int]:
        return [page.request.get(where).status for where in (DUTCH, ENGLISH)]

    assert status() == [404, 404]
    time_machine.move_to(datetime(2026, 11, 24, 7, 59, 50, tzinfo=UTC), tick=False)
    assert status() == [404, 404]
    time_machine.move_to(datetime(2026, 11, 24, 8, 0, tzinfo=UTC), tick=False)
    assert status() == [200, 200]
    time_machine.move_to(datetime(2026, 11, 24, 16, 0, tzinfo=UTC), tick=False)
    assert status() == [410, 410]
    assert Publication.objects.values("live_from", "live_until").distinct().count() == 1


def test_the_gate_blocks_and_its_links_lead_to_the_field(page, sign_in, editor, condition):
    condition.summary_en = ""
    condition.save()
    condition.pictures.create(picture=make_picture(licence_nl=""))
    sign_in(page, editor)
    page.goto(publish_page(condition))
    page.locator("[name=languages]").last.check()
    page.locator(".confirm [type=submit]").click()
    expect(page.locator(".confirm .alert, .confirm .errorlist").first).to_be_visible()
    assert not Publication.objects.exists()

    page.locator(".problems a[href$='#id_summary_en']").first.click()

    expect(page.locator("#id_summary_en")).to_be_focused()
    expect(page.locator("#id_summary_en")).to_be_in_viewport()

    page.goto(publish_page(condition))
    page.locator(".problems a[href$='#pictures-group']").first.click()

    expect(page.locator("#pictures-group")).to_be_focused()
    expect(page.locator("#pictures-0")).to_be_visible()


@pytest.mark.parametrize(
    "options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["desktop", "phone"]
)
def test_the_calendar_has_no_accessibility_violation(  # noqa: PLR0917 - pytest passes by name
    new_page, sign_in, axe, editor, condition, options
):
    make_live(condition)
    page = new_page(**options)
    sign_in(page, editor)
    page.goto("/nl/admin/")
    page.get_by_role("link", name="Calendar").or_(page.get_by_role("link", name="Kalender")).click()

    expect(page.locator(".calendar-list .begins")).to_have_count(2)
    assert axe(page) == []
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0


@pytest.mark.parametrize(
    "options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["desktop", "phone"]
)
def test_a_shared_preview_is_accessible_and_so_is_the_page_that_shares_it(  # noqa: PLR0917 - pytest passes by name
    new_page, sign_in, axe, editor, condition, options
):
    page = new_page(**options)
    sign_in(page, editor)
    page.goto(address(condition, "share"))
    page.locator(".confirm [type=submit]").click()
    link = page.locator(".results td a").first.inner_text()
    assert axe(page) == []
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0

    visitor = new_page(**options)
    visitor.goto(link)

    expect(visitor.locator(".preview-notice")).to_be_visible()
    assert axe(visitor) == []


def test_the_preview_beside_the_form_follows_what_is_typed(new_page, sign_in, axe, editor, condition):
    page = new_page(viewport={"width": 1600, "height": 1000})
    sign_in(page, editor)
    page.goto(address(condition))
    dutch = page.frame_locator("iframe[data-language=nl]")
    expect(dutch.locator("h1")).to_have_text("Titel van liver-metastases")
    assert dutch.locator("html").evaluate("root => root.clientWidth") <= 390

    page.locator("#id_title_nl").fill("Getypte titel")
    expect(dutch.locator("h1")).to_have_text("Getypte titel")
    condition.refresh_from_db()
    assert condition.title_nl == "Titel van liver-metastases"

    page.get_by_role("tab", name="English").click()
    expect(page.frame_locator("iframe[data-language=en]").locator("h1")).to_have_text(
        "Title of liver-metastases"
    )
    page.locator(".beside [data-width=desktop]").click()
    width = page.frame_locator("iframe[data-language=en]").locator("html")
    assert width.evaluate("root => root.clientWidth") > 1000
    assert axe(page) == []

    page.locator(".beside-close").click()
    expect(page.locator(".beside")).to_be_hidden()
    expect(page.locator(".beside-open")).to_be_focused()


def test_on_a_narrow_screen_the_form_has_the_whole_width(page, sign_in, editor, condition):
    sign_in(page, editor)
    page.goto(address(condition))

    expect(page.locator(".language-tabs")).to_be_visible()
    expect(page.locator(".beside")).to_be_hidden()
    expect(page.locator(".beside-open")).to_be_hidden()
