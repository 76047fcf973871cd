"""The public pages with the real content, in a real browser."""

import re
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped] # the package comes without types
import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Response
from pytest_django.live_server_helper import LiveServer

from portal.languages import CODES
from portal.publishing.services import Job, withdraw
from portal.stylesheets import without_comments
from tests.builders import complete, make_live, make_symptom, make_term
from tests.demo import publish_everything

pytestmark = pytest.mark.django_db  # makes the test database be there; the tests only read, by the browser

PAGES = {
    "nl": [
        "/nl/",
        "/nl/aandoeningen/",
        "/nl/aandoeningen/?by=group",
        "/nl/klachten/",
        "/nl/klachten/?by=group",
        "/nl/onderzoeken/",
        "/nl/onderzoeken/?by=group",
        "/nl/behandelingen/",
        "/nl/behandelingen/?by=group",
        "/nl/woordenlijst/",
        "/nl/aandoeningen/levermetastasen/",
        "/nl/aandoeningen/levermetastasen/naast-elkaar/",
        "/nl/klachten/vermoeidheid/",
        "/nl/onderzoeken/ct-scan/",
        "/nl/behandelingen/radio-embolisatie/",
        "/nl/woordenlijst/uitzaaiing/",
        "/nl/over/over-dit-portaal/",
        "/nl/nieuw/",
        "/nl/zoeken/",
        "/nl/zoeken/?q=uitzaaiing+lever",
        "/nl/zoeken/?q=geelzugt&kind=symptom",
        "/nl/zoeken/?q=xylofoon",
    ],
    "en": [
        "/en/",
        "/en/conditions/",
        "/en/conditions/?by=group",
        "/en/symptoms/",
        "/en/symptoms/?by=group",
        "/en/tests/",
        "/en/tests/?by=group",
        "/en/treatments/",
        "/en/treatments/?by=group",
        "/en/glossary/",
        "/en/conditions/liver-metastases/",
        "/en/conditions/liver-metastases/side-by-side/",
        "/en/symptoms/fatigue/",
        "/en/tests/ct-scan/",
        "/en/treatments/radioembolisation/",
        "/en/glossary/metastasis/",
        "/en/about/about-this-portal/",
        "/en/new/",
        "/en/search/",
        "/en/search/?q=yellow+skin",
        "/en/search/?q=chemotheraphy&kind=treatment",
        "/en/search/?q=xylophone",
    ],
}
NOT_FOUND = {  # unknown, withdrawn, and not in this language
    "nl": {"/nl/nergens/": 404, "/nl/klachten/nl-weg/": 410, "/nl/woordenlijst/en-engels/": 404},
    "en": {"/en/nowhere/": 404, "/en/symptoms/en-weg/": 410, "/en/glossary/nl-nederlands/": 404},
}
EVERYWHERE = [(address, 200) for code in CODES for address in PAGES[code]] + [
    found for code in CODES for found in NOT_FOUND[code].items()
]
FULLEST = [
    "/nl/",
    "/nl/behandelingen/",
    "/nl/aandoeningen/levermetastasen/",
    "/en/conditions/liver-metastases/",
    "/nl/zoeken/?q=lever",
]

KILOBYTE = 1000


@pytest.fixture(scope="module")
def site(browser, django_db_setup, django_db_blocker):
    """The portal with its real content, loaded once and served to the end of this module."""
    with django_db_blocker.unblock():
        try:
            publish_all_there_is()
            server = LiveServer("localhost")
            yield server.url
            server.stop()
        finally:
            call_command("flush", interactive=False, verbosity=0)


def publish_all_there_is() -> None:
    """The real content, and beside it two terms in one language each and a page that was withdrawn."""
    publish_everything()
    make_live(complete(make_term("nederlands")), "nl")
    make_live(complete(make_term("engels")), "en")
    make_live(complete(make_symptom("weg")))
    for code in CODES:
        withdraw(kind="symptom", key="weg", language=code, by=Job("test"))


@pytest.fixture
def complaints(complaints):
    """Without what Chromium says of a page that is rightly not found."""
    yield complaints
    complaints[:] = [text for text in complaints if not re.search(r"status of (404|410)", text)]


# Every language and every colour, in as few rounds: colours do not depend on the language.
@pytest.mark.parametrize(
    ("language", "color_scheme"), list(zip(CODES, cycle(["light", "dark"]), strict=False))
)
def test_no_page_has_a_barrier(new_page, axe, language, color_scheme):
    page = new_page(color_scheme=color_scheme)

    answers, barriers = {}, {}
    for address in [*PAGES[language], *NOT_FOUND[language]]:
        answers[address] = page.goto(address).status
        barriers[address] = axe(page)

    assert {address: found for address, found in barriers.items() if found} == {}
    assert answers == dict.fromkeys(PAGES[language], 200) | NOT_FOUND[language]


@pytest.mark.parametrize("width", [320, 1920])
def test_no_page_scrolls_sideways(new_page, width):
    page = new_page(viewport={"width": width, "height": 640})

    too_wide = {}
    for address, _status in EVERYWHERE:
        page.goto(address)
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            too_wide[address] = needed

    assert too_wide == {}


# By keyboard

# What a keyboard stops at when a page has been opened: nothing in a part of it that is closed. Kept, because
# an explanation that opens on the way has links too.
STOPS = """(window.stops = [...document.querySelectorAll("a[href], summary, input, button")]
  .filter(element => element.checkVisibility())).length"""
FOCUSED = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getClientRects()[0];
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  return {
    number: (window.stops ?? []).indexOf(element),
    words: element.innerText.trim(),
    address: element.getAttribute("href"),
    isInView: x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight,
    isOnTop: element.contains(document.elementFromPoint(x, y)),
    isMarked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


def test_the_first_tab_reaches_a_link_that_skips_to_the_text(new_page):
    page = new_page()
    page.goto("/nl/aandoeningen/levermetastasen/")

    page.keyboard.press("Tab")
    skip = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    reached = page.evaluate("document.activeElement.id")
    page.keyboard.press("Tab")
    is_in_the_text = page.evaluate("document.querySelector('main').contains(document.activeElement)")

    assert (skip["words"], skip["isInView"], skip["isOnTop"]) == ("Naar de tekst", True, True)
    assert (reached, is_in_the_text) == ("main", True)


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("address", FULLEST[1:3])
def test_every_link_and_control_is_reached_by_keyboard_in_order_and_seen(new_page, address, color_scheme):
    page = new_page(color_scheme=color_scheme, reduced_motion="reduce")
    page.goto(address)
    how_many = page.evaluate(STOPS)

    stops = []
    for _ in range(how_many):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))

    assert [stop["number"] for stop in stops] == list(range(how_many))
    unseen = [stop for stop in stops if not (stop["isInView"] and stop["isOnTop"] and stop["isMarked"])]
    assert unseen == []


# Privacy


def test_no_page_leaves_anything_in_the_browser_or_breaks_its_own_policy(new_page, complaints):
    page = new_page()
    loaded = []
    page.on("response", lambda response: loaded.append((response.url, response.status)))

    for address, _status in EVERYWHERE:
        page.goto(address, wait_until="networkidle" if address in FULLEST else "load")

    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    registered = page.evaluate("indexedDB.databases().then(found => found.length)")
    assert page.context.cookies() == []
    assert (stored, registered, page.context.service_workers) == ([0, 0, ""], 0, [])
    failed = {url for url, status in loaded if status >= 400}
    assert {url.partition("localhost")[2].partition("/")[2] for url in failed} == {
        address.removeprefix("/") for address, status in EVERYWHERE if status >= 400
    }
    assert [text for text in complaints if "status of" not in text] == []


# Without JavaScript


@pytest.mark.parametrize("address", FULLEST)
def test_a_page_says_the_same_without_javascript(new_page, address):
    texts = []
    for is_enabled in (True, False):
        page = new_page(java_script_enabled=is_enabled)
        page.goto(address)
        texts.append(page.locator("body").inner_text().split())

    with_javascript, without = texts
    assert len(without) > 150
    assert without == with_javascript


# Words that are explained, and two languages side by side

EXPLAINED = "/nl/aandoeningen/levermetastasen/"
BESIDE = "/nl/aandoeningen/levermetastasen/naast-elkaar/"


def test_a_word_is_explained_by_keyboard_and_by_pointer_until_escape(new_page, axe):
    page = new_page(reduced_motion="reduce")
    page.goto(EXPLAINED)
    word = page.locator(".summary a.term").first
    box = page.locator(".explanation")

    is_there = [box.is_visible()]
    word.focus()
    is_there.append(box.is_visible())
    meaning, barriers = box.inner_text(), axe(page)
    page.keyboard.press("Escape")
    is_there.append(box.is_visible())
    is_focused = word.evaluate("word => word === document.activeElement")
    word.blur()
    word.hover()
    is_there.append(box.is_visible())
    box.hover()
    page.wait_for_timeout(400)  # longer than the pointer has to get there
    is_there.append(box.is_visible())
    page.mouse.move(2, 2)
    box.wait_for(state="hidden")

    assert is_there == [False, True, False, True, True]
    assert is_focused
    assert (
        word.evaluate("word => document.getElementById(word.getAttribute('aria-describedby')).innerText")
        in meaning
    )
    assert barriers == []


def test_a_first_tap_explains_a_word_and_a_second_one_leads_to_its_page(new_page):
    page = new_page(viewport={"width": 390, "height": 700}, has_touch=True)
    page.goto(EXPLAINED)
    word = page.locator(".section-overview a.term").first

    word.tap()
    page.locator(".explanation").wait_for()
    box = page.locator(".explanation").bounding_box()
    stayed = page.url
    word.tap()
    page.wait_for_url("**/woordenlijst/**")

    assert stayed.endswith(EXPLAINED)
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_without_javascript_a_word_leads_to_its_page(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(EXPLAINED)

    page.locator(".summary a.term").first.click()

    assert page.locator("h1").inner_text() == "Uitzaaiing"


@pytest.mark.parametrize(("width", "is_stacked"), [(390, True), (1280, False)])
def test_languages_stand_beside_each_other_and_on_a_phone_below_each_other(new_page, width, is_stacked):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(BESIDE)

    dutch, english = (
        page.locator(f".pair > [lang={code}] > .section-overview").bounding_box() for code in CODES
    )

    assert (english["y"] >= dutch["y"] + dutch["height"]) is is_stacked
    assert (english["y"] == dutch["y"]) is not is_stacked
    assert (english["x"] > dutch["x"] + dutch["width"]) is not is_stacked


# The first view. Pictures are loaded when they come near the screen, and do not count.


def weight(response: Response) -> int:
    """What travels to a browser that takes brotli, as all do but the one without windows.

    Of a page, the bytes that are sent; of a file, those that are sent once it is collected.
    """
    if response.header_value("Content-Encoding"):
        answer = Client().get(urlsplit(response.url).path, headers={"Accept-Encoding": "br"})
        assert answer["Content-Encoding"] == "br"
        return len(answer.content)
    body = response.body()
    if response.url.endswith(".css"):
        body = without_comments(body.decode()).encode()
    return len(brotli.compress(body))


def first_view(page: Any, address: str) -> dict[str, int]:
    """What a view loads before its reader scrolls, by address, and what each weighs."""
    responses = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - Playwright wants a function of ours
    page.goto(address, wait_until="networkidle")
    lazy = set(
        page.locator("img[loading=lazy]").evaluate_all("images => images.map(image => image.currentSrc)")
    )
    return {response.url: weight(response) for response in responses if response.url not in lazy}


@pytest.mark.parametrize("address", FULLEST)
def test_the_first_view_is_small(new_page, address):
    page = new_page()
    counted = first_view(page, address)

    # HTML, style sheet and at most one script. The tab's icon weighs, but nothing waits for it.
    icon = page.locator("link[rel=icon]").evaluate("link => link.href")
    assert len(counted.keys() - {icon}) <= 3
    assert sum(counted.values()) <= 20 * KILOBYTE


def test_two_languages_weigh_no_more_than_a_first_view_to_who_comes_from_the_page_in_one(new_page):
    """The words of both take most of it; style sheet and script are there already."""
    already = first_view(new_page(), EXPLAINED)
    counted = first_view(new_page(), BESIDE)

    assert len(counted) == len(already)
    assert sum(size for url, size in counted.items() if url not in already) <= 20 * KILOBYTE
