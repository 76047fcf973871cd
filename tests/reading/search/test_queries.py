"""What visitors type, in the real content: the page that they mean comes first."""

import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from portal.languages import CODES
from portal.reading.search import search
from portal.reading.search.check import differences

pytestmark = pytest.mark.django_db

QUERIES = tomllib.loads(Path(__file__).with_name("queries.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _published(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_content", verbosity=0)
        call_command("publish", "--all", *(f"--language={code}" for code in CODES), verbosity=0)
        yield
        transaction.set_rollback(True)


def first(query: str, language: str) -> str:
    results = search(query, language).results
    return f"{results[0].publication.kind}/{results[0].publication.key}" if results else "nothing"


def test_there_are_questions_in_every_language():
    assert set(QUERIES) == set(CODES)
    assert all(len(queries) >= 30 for queries in QUERIES.values())


@pytest.mark.parametrize("language", CODES)
def test_the_page_that_is_meant_comes_first(language):
    found = {query: first(query, language) for query in QUERIES[language]}

    assert found == QUERIES[language]


def test_the_index_of_the_whole_content_is_right():
    assert differences() == []


def test_a_slip_of_the_finger_is_told_of():
    assert search("geelzugt", "nl").instead == "geelzucht"
    assert search("chemotheraphy", "en").instead == "chemotherapy"
    assert search("geelzucht", "nl").instead == ""
