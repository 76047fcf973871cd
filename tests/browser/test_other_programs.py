"""The page for developers, and a copy of the site on a server that only knows files."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.builders import make_condition, make_live, make_picture, make_symptom


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def complaints(complaints):
    """Without what Chromium says of a page that is rightly not found, or of JSON, which has no icon."""
    yield complaints
    complaints[:] = [text for text in complaints if "status of 404" not in text]


@pytest.fixture
def pages(transactional_db):
    condition = make_condition("levermetastasen", title_nl="Uitzaaiingen", title_en="Metastases")
    condition.codes.create(system="ICD-10", value="C78.7")
    condition.symptom_links.create(target=make_live(make_symptom("jeuk", title_nl="Jeuk", title_en="Itch")))
    condition.pictures.create(picture=make_picture())
    return make_live(condition)


@pytest.mark.parametrize("address", ["/nl/api/", "/en/api/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_for_developers_has_no_barrier_and_fits(new_page, axe, pages, address, width):
    page = new_page(viewport={"width": width, "height": 800})

    page.goto(address)

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("has_javascript", [True, False])
def test_an_operation_can_be_tried(new_page, axe, pages, has_javascript):
    page = new_page(java_script_enabled=has_javascript)
    page.goto("/en/api/")

    page.get_by_role("region", name="Pages about a code of a classification").get_by_role("button").click()

    answer = page.get_by_text("Uitzaaiingen")
    answer.wait_for()
    assert page.url.endswith("/en/api/") == has_javascript
    if has_javascript:
        status = page.get_by_role("region", name="Pages about a code").get_by_role("status")
        assert status.inner_text().startswith("200 · ")
        assert axe(page) == []


def test_a_patient_for_whom_there_is_no_page_gets_one_without_barriers(new_page, axe, pages):
    page = new_page(viewport={"width": 390, "height": 800})

    page.goto(
        "/api/v1/infobutton?mainSearchCriteria.v.cs=x&mainSearchCriteria.v.c=E11&mainSearchCriteria.v.dn=Diabetes"
    )

    assert page.get_by_role("heading", level=1).inner_text() == "Hierover is nog geen pagina"
    assert axe(page) == []


@pytest.fixture
def copy(pages, tmp_path: Path):
    """Address of an export, served by a server of files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(tmp_path / "site")))
    address = f"http://127.0.0.1:{server.server_port}"
    call_command("export_site", str(tmp_path / "site"), address=address, without_leaflets=True, verbosity=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


def test_a_reader_finds_the_way_in_a_copy_of_files(browser, copy):
    page = browser.new_page()
    failed: list[str] = []
    page.on("response", lambda response: failed.extend([response.url] * (response.status >= 400)))

    page.goto(copy)
    page.wait_for_url("**/nl/")
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Aandoeningen").click()
    page.get_by_role("navigation", name="Volgorde van de lijst").get_by_role("link").last.click()
    page.get_by_role("link", name="Uitzaaiingen").click()
    picture = page.locator("figure img").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('figure img').naturalWidth > 0")
    page.get_by_role("link", name="English", exact=True).first.click()

    assert page.get_by_role("heading", level=1).inner_text() == "Metastases"
    page.get_by_role("main").get_by_role("link", name="Itch").first.click()
    assert page.url.endswith("/en/symptoms/en-jeuk/")
    assert failed == []
    page.close()
