"""What every test may use, and what every test must keep to."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from portal.gunicorn import look_for_waste_less_often
from portal.publishing import gate
from portal.startup import ROLES

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")


# Before anything runs


def pytest_configure() -> None:
    texts = Path("portal/locale/nl/LC_MESSAGES/django.po")
    compiled = texts.with_suffix(".mo")
    if not compiled.exists() or compiled.stat().st_mtime < texts.stat().st_mtime:
        raise pytest.UsageError(f"the catalogue is not compiled: make {compiled}")


def pytest_collection_finish() -> None:
    look_for_waste_less_often()  # as the server does


# Skipping


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: `make check` starts one, or set DATABASE_URL")
    if item.get_closest_marker("redis") and "redis" not in settings.CACHES["default"]["BACKEND"]:
        pytest.skip("needs Redis: `make check` starts one, or set CACHE_URL")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if skipped_too_much(terminalreporter):
        terminalreporter.write_line("Failed: tests were skipped where everything must run.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if skipped_too_much(session.config.pluginmanager.get_plugin("terminalreporter")):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def skipped_too_much(reporter: pytest.TerminalReporter | None) -> bool:
    """Whether a test was skipped although PORTAL_REQUIRE_ALL, as in `make check`, forbids it."""
    return bool(os.environ.get("PORTAL_REQUIRE_ALL") and reporter and reporter.stats.get("skipped"))


# For every test


@pytest.fixture(autouse=True)
def _dutch_at_the_start() -> Iterator[None]:
    """A language that one test activates is not there for the next one."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _no_errors_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    if request.node.get_closest_marker("logs_errors"):
        return
    records = caplog.get_records("setup") + caplog.get_records("call")
    errors = [record.getMessage() for record in records if record.levelno >= logging.ERROR]
    assert errors == [], "errors were logged; where that is the point, mark the test `logs_errors`"


@pytest.fixture(autouse=True)
def translations_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builders make up texts that do not translate each other, so that the gate is not asked about them.

    Tests about translations and about the gate define this fixture anew, and then the gate is asked.
    """
    monkeypatch.setattr(gate, "_look_ups", [])


@pytest.fixture
def reviews_required(settings: Any) -> None:
    """Translations must be reviewed before they go live, as they must where nobody sets it otherwise."""
    settings.TRANSLATION_REVIEW_REQUIRED = True


# People


def member(role: str) -> User:
    user = User.objects.create_user(role, f"{role}@example.org", f"password of {role}", is_staff=True)
    user.groups.add(Group.objects.get(name=ROLES[role]))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db) -> User:
    return member("editor")


@pytest.fixture
def reviewer(db) -> User:
    return member("reviewer")


@pytest.fixture
def translator(db) -> User:
    return member("translator")


@pytest.fixture
def administrator(db) -> User:
    return member("administrator")


@pytest.fixture
def stranger(db) -> User:
    """Has an account, and may do nothing with it."""
    return User.objects.create_user("stranger", password="password of stranger")


@pytest.fixture
def editor_client(editor: User) -> Client:
    return signed_in(editor)


@pytest.fixture
def reviewer_client(reviewer: User) -> Client:
    return signed_in(reviewer)


@pytest.fixture
def translator_client(translator: User) -> Client:
    return signed_in(translator)


@pytest.fixture
def administrator_client(administrator: User) -> Client:
    return signed_in(administrator)


@pytest.fixture
def stranger_client(stranger: User) -> Client:
    return signed_in(stranger)
