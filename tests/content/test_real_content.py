"""The real fixtures, loaded and published once for this module: what a reader finds on the public pages."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from portal.content.fixtures import load_fixtures
from portal.languages import CODES
from portal.publishing.gate import warnings_of
from portal.publishing.kinds import all_kinds, kind_named
from portal.publishing.models import Publication, PublicationOverride
from portal.publishing.overrides import shown_reason
from portal.publishing.working import State, states
from portal.reading.addresses import page_address
from portal.reading.search import search
from portal.reading.search.check import differences
from portal.translating.desks import desk_of
from portal.translating.gate import NOT_REVIEWED
from portal.translating.models import State as UnitState
from portal.translating.models import TranslationEvent
from tests.content.facts_conditions import FACTS as FACTS_ABOUT_CONDITIONS
from tests.content.facts_tests_and_treatments import FACTS as FACTS_ABOUT_TESTS_AND_TREATMENTS
from tests.demo import publish_everything
from tests.markup import elements, words
from tests.reading.schema_org.vocabulary import mistakes

pytestmark = pytest.mark.django_db

FACTS = (*FACTS_ABOUT_CONDITIONS, *FACTS_ABOUT_TESTS_AND_TREATMENTS)
LIVER_METASTASES = "condition", "levermetastasen"
UNKNOWN_REVIEW = {"reviewed_on_missing", "medical_reviewer_missing"}
# What visitors type, by language: the page that they mean.
QUERIES = tomllib.loads(Path(__file__).with_name("queries.toml").read_text(encoding="utf-8"))


def numbered(first: Any, last: Any) -> Any:
    return {f"F{number:02}" for number in range(first, last + 1)}


# Every number of the brief.
IDS = (
    numbered(1, 12)
    | {f"F13{letter}" for letter in "abcdefgh"}
    | {f"F14{letter}" for letter in "abcdefghijk"}
    | numbered(20, 36)
    | numbered(40, 49)
    | numbered(50, 69)
    | numbered(80, 87)
    | numbered(90, 92)
)


@pytest.fixture(scope="module", autouse=True)
def _published(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        publish_everything()
        yield
        transaction.set_rollback(True)


@cache
def page_of(kind: Any, key: Any, language: Any) -> Any:
    slug = Publication.objects.live().of(kind, key, language).values_list("slug", flat=True).get()
    return Client().get(page_address(kind, language, slug)).content.decode()


@cache
def text_of_page(kind: Any, key: Any, language: Any) -> Any:
    return words(page_of(kind, key, language))


@pytest.mark.parametrize("language", CODES)
def test_every_fact_of_the_brief_is_told(language):
    told = {fact.id for fact in FACTS if getattr(fact, language)}

    assert IDS - told == set()


def test_every_fact_of_the_brief_is_told_on_the_page_about_liver_metastases():
    told = {fact.id for fact in FACTS if (fact.kind, fact.key) == LIVER_METASTASES}

    assert IDS - told == set()


@pytest.mark.parametrize("language", CODES)
def test_every_fact_stands_on_its_page_as_visible_text(language):
    missing = [
        (fact.id, fact.kind, fact.key, getattr(fact, language))
        for fact in FACTS
        if getattr(fact, language) not in text_of_page(fact.kind, fact.key, language)
    ]

    assert missing == []


def test_everything_is_live_in_both_languages():
    found = {
        (kind.name, key): state
        for kind in all_kinds()
        for key, state in states(kind, kind.objects().values_list("key", flat=True)).items()
    }

    assert len(found) > 200
    assert set(found.values()) == {State.LIVE}


def test_no_link_between_pages_is_lost():
    live = {(p.kind, p.key) for p in Publication.objects.live().without_documents()}
    named = {
        (reference.kind, reference.key)
        for publication in Publication.objects.live()
        for _relation, reference in publication.content().linked()
    }

    assert named - live == set()


@pytest.mark.parametrize("language", CODES)
def test_every_page_but_the_standing_ones_says_that_nobody_has_reviewed_it(language):
    said = {
        "nl": "Een medisch professional heeft deze tekst nog niet gecontroleerd",
        "en": "A medical professional has not reviewed this text yet",
    }
    pages = (
        Publication.objects.live().filter(language=language).exclude(kind="page").values_list("kind", "key")
    )

    silent = [page for page in pages if said[language] not in text_of_page(*page, language)]

    assert silent == []


@pytest.mark.parametrize("language", CODES)
def test_what_every_page_tells_programs_keeps_to_the_published_vocabulary(language):
    pages = Publication.objects.live().filter(language=language).values_list("kind", "key")

    wrong = {}
    for page in pages:
        blocks = elements(page_of(*page, language), "script", type="application/ld+json")
        ((data,),) = (block.children for block in blocks)
        if found := mistakes(json.loads(str(data))):
            wrong[page] = found

    assert len(pages) > 100
    assert wrong == {}


def test_nothing_is_warned_of_but_that_one_term_has_no_source():
    found = {
        (kind.name, instance.key, problem.code)
        for kind in all_kinds()
        for instance in kind.objects()
        for language in CODES
        for problem in warnings_of(kind.document_of(instance, language))
        if problem.code not in UNKNOWN_REVIEW
    }

    assert found == {("term", "differentiaaldiagnose", "citations_missing")}


def test_translations_arrive_translated_and_not_reviewed():
    (condition,) = kind_named("condition").objects([LIVER_METASTASES[1]])

    units = [unit for unit in desk_of(condition, "en").units if unit.target]

    assert len(units) > 100
    assert {unit.state for unit in units} == {UnitState.TRANSLATED}
    assert not TranslationEvent.objects.filter(state=UnitState.REVIEWED).exists()


def first_found(query: str, language: str) -> str:
    results = search(query, language).results
    return f"{results[0].publication.kind}/{results[0].publication.key}" if results else "nothing"


@pytest.mark.parametrize("language", CODES)
def test_of_what_visitors_type_the_page_that_is_meant_is_found_first(language):
    found = {query: first_found(query, language) for query in QUERIES[language]}

    assert len(found) >= 30
    assert found == QUERIES[language]


def test_a_slip_of_the_finger_is_told_of():
    assert search("geelzugt", "nl").instead == "geelzucht"
    assert search("chemotheraphy", "en").instead == "chemotherapy"
    assert search("geelzucht", "nl").instead == ""


def test_the_index_of_search_is_right():
    assert differences() == []


def test_english_is_live_by_an_override_that_says_in_both_languages_that_nobody_has_reviewed_it(client):
    live = Publication.objects.live()
    assert live.filter(language="en").count() == live.filter(language="nl").count() > 40
    assert not PublicationOverride.objects.exclude(publication__language="en").exists()
    for page in live.filter(language="en").prefetch_related("overrides"):
        (kept,) = page.overrides.all()
        assert (kept.code, kept.by.username, kept.concerns_readers) == (NOT_REVIEWED, "administrator", False)
        with override("en"):
            assert shown_reason(kept) == "Demonstration: translated, not yet reviewed."
    record = reverse("admin:publishing_publication_change", args=[page.pk])
    client.force_login(kept.by)
    assert "Demonstratie: vertaald, nog niet nagekeken." in client.get(record).content.decode()


@pytest.mark.lengthy
def test_loading_and_publishing_again_changes_nothing():
    translated = TranslationEvent.objects.count()
    before = list(Publication.objects.order_by("pk").values())

    counts = [counts for _name, counts in load_fixtures(settings.BASE_DIR / "fixtures")]
    call_command("publish", "--all", "--language=nl", "--language=en", verbosity=0)

    assert (sum(c.new for c in counts), sum(c.changed for c in counts)) == (0, 0)
    assert sum(c.same for c in counts) > 400
    assert TranslationEvent.objects.count() == translated
    assert list(Publication.objects.order_by("pk").values()) == before
