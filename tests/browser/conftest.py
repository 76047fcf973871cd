"""Pages in a real browser. Every page is watched: what it complains about fails the test.

A test takes `page` (Dutch, light, 1280 px) or makes its own with `new_page(color_scheme="dark", …)`,
goes to an address below `site`, signs staff in with `sign_in(page, user)` and asks `axe(page) == []`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect, sync_playwright

from portal.publishing.kinds import kind_of
from tests.translating.desk import INTO, unit

HERE = Path(__file__).parent
AXE = HERE / "vendor" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The one without windows comes first: it needs half the time for the same pages.
PROGRAMS = ["chromium-headless-shell", "chromium", "chromium-browser"]

CHROMIUM_FLAGS = [
    "--no-sandbox",  # the sandbox refuses to work for root, which tests often are
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(django_db_setup: None, django_db_blocker: Any) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not path:
        pytest.skip("needs Chromium (on Debian: apt-get install chromium-headless-shell)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop lives in this thread, so Django believes that we are asynchronous.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
    with django_db_blocker.unblock():
        end_what_is_under_way()


def end_what_is_under_way() -> None:
    """A request that a page made when it was closed would keep PostgreSQL from dropping the database."""
    if connection.vendor == "postgresql":
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608


@pytest.fixture
def site(live_server) -> str:
    """Address of the running portal, without a slash at the end."""
    return live_server.url


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the pages of this test complained about: errors, CSP violations, requests to other hosts.

    A test that expects some looks at them and clears the list.
    """
    collected: list[str] = []
    yield collected
    assert collected == []


@pytest.fixture
def new_page(browser: Browser, site: str, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Open pages; takes options of a Playwright context (`color_scheme`, `viewport`, …)."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": site, "locale": "nl-NL"} | options)
        contexts.append(context)
        page = context.new_page()
        watch(page, site, complaints)
        return page

    yield open_page
    for context in contexts:
        for opened in context.pages:
            is_at_rest(opened)
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


def is_at_rest(page: Page) -> None:
    """Everything that htmx asked for is answered: tables are emptied behind a test, and must be free."""
    expect(page.locator(".htmx-request")).to_have_count(0)


# Said when Playwright itself looks into the preview's frame, in which no script may run.
OF_THE_TOOL = "Blocked script execution in 'about:blank'"


def watch(page: Page, site: str, complaints: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(OF_THE_TOOL):  # CSP violations too
            complaints.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != urlsplit(site).netloc:
            complaints.append(f"request to another host: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", on_request)


@pytest.fixture
def axe(complaints: list[str]) -> Callable[[Page], list[str]]:
    """Accessibility violations of a page, as `rule (impact): place`; none is `[]`."""

    def run(page: Page) -> list[str]:
        of_the_page = len(complaints)
        violations = run_axe(page)
        del complaints[of_the_page:]  # axe itself tries inline styles, which the CSP refuses
        return violations

    return run


def run_axe(page: Page) -> list[str]:
    # Over the debugging protocol, because the page's own CSP rightly refuses a foreign script.
    devtools = page.context.new_cdp_session(page)
    devtools.send("Runtime.evaluate", {"expression": AXE.read_text()})
    expression = f"axe.run(document, {{runOnly: {AXE_TAGS}}}).then(result => result.violations)"
    options = {"expression": expression, "awaitPromise": True, "returnByValue": True}
    violations = devtools.send("Runtime.evaluate", options)["result"]["value"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']}"
        for violation in violations
        for node in violation["nodes"]
    ]


@pytest.fixture
def sign_in(site: str) -> Callable[[Page, User], None]:
    def with_cookie(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])

    return with_cookie


# The workbench of translators


@pytest.fixture
def workbench(new_page: Callable[..., Page], sign_in: Callable[[Page, User], None]) -> Callable[..., Page]:
    """Opens the texts of an object for somebody; takes options of a Playwright context."""

    def opened(user: User, instance: Any, **options: Any) -> Page:
        page = new_page(**options)
        sign_in(page, user)
        page.goto(reverse("translation", args=[INTO, kind_of(instance).name, instance.key]))
        return page

    return opened


def card(page: Page, instance: Any, path: str, number: int = 0) -> Locator:
    """The unit of a field on that page, by its path and its place in the first row that has it."""
    return page.locator(f"#unit-{unit(instance, path, number).address}")
