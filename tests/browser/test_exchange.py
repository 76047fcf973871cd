"""The pages on which texts and terms are looked up, taken out and brought in: for everybody, on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.builders import make_condition, make_section, make_term
from tests.translating.desk import INTO, confirm_all

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def look(axe: Callable[[Page], list[str]]) -> Callable[[Page], None]:
    """Looks at a page; whatever it shows must fit a phone and be accessible."""

    def looked(page: Page) -> None:
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url

    return looked


@pytest.fixture
def room(
    transactional_db, new_page: Callable[..., Page], sign_in: Callable[..., None], translator: User
) -> Page:
    condition = make_condition("lever", title_nl="Leverkanker", title_en="Liver cancer")
    make_section(condition, body_nl="<p>De lever is groot.</p>", body_en="<p>The liver is large.</p>")
    make_term("lever", title_nl="Lever", title_en="Liver", forbidden_en="river")
    confirm_all(condition)
    page = new_page(viewport=PHONE)
    sign_in(page, translator)
    return page


def downloaded(page: Page, click: str, changes: dict[str, str], folder: Path) -> Path:
    """What a click downloads, after somebody changed it outside."""
    with page.expect_download() as download:
        page.locator(click).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    text = path.read_text()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    return path


def bring(page: Page, address: str, path: Path) -> None:
    page.goto(address)
    page.locator("[type=file]").set_input_files(path)
    page.locator(".confirm [type=submit]").click()


def test_texts_are_found_taken_out_and_brought_in(room: Page, look: Callable[[Page], None], tmp_path: Path):
    room.goto(f"{reverse('translation-memory')}?q=lever")
    expect(room.locator("mark").first).to_have_text("lever", ignore_case=True)
    look(room)
    room.goto(f"{reverse('translation-list', args=[INTO])}?kind=condition")
    look(room)
    room.get_by_role("checkbox", name="Leverkanker").check()
    room.get_by_role("button", name="Wat is aangevinkt meenemen").click()
    expect(room.get_by_text("Alleen de pagina die je koos.")).to_be_visible()
    look(room)
    path = downloaded(room, ".confirm [type=submit]", {"The liver is large.": "The liver is big."}, tmp_path)
    room.goto(reverse("translation-bring-in", args=[INTO]))
    look(room)
    bring(room, room.url, path)
    expect(room.locator("ins")).to_have_text("big")
    look(room)
    path.write_text("<xliff/>")
    bring(room, reverse("translation-bring-in", args=[INTO]), path)
    expect(room.get_by_role("alert")).to_be_visible()
    look(room)


def test_terms_are_taken_out_and_brought_in(room: Page, look: Callable[[Page], None], tmp_path: Path):
    address = reverse("glossary-file")
    room.goto(reverse("translation-list", args=[INTO]))
    room.get_by_role("link", name="De woordenlijst als bestand").click()
    look(room)
    path = downloaded(room, ".entrances .button", {"<term>river</term>": "<term>leaver</term>"}, tmp_path)
    bring(room, address, path)
    expect(room.locator("ins")).to_have_text("leaver")
    look(room)
    damaged = tmp_path / "damaged.tbx"
    damaged.write_text(path.read_text().replace("term-lever", "term-onbekend"))
    bring(room, address, damaged)
    expect(room.get_by_role("alert")).to_contain_text("kent deze term niet")
    look(room)
    bring(room, address, path)
    room.get_by_role("button", name="Terugbrengen").click()
    expect(room.locator(".messagelist")).to_contain_text("1 term is gewijzigd")
