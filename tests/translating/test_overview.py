"""The list of all that can be translated: what it counts, finds and leaves out, at what cost."""

from typing import Any

import pytest
from django.urls import reverse

from portal.editing.presence import sign
from portal.translating.summaries import compute_missing
from tests.builders import make_condition, make_symptom
from tests.conftest import signed_in
from tests.translating.desk import INTO, colleague, confirm_all, translate

LIST = reverse("translation-list", args=[INTO])


@pytest.fixture
def condition(db) -> Any:
    made = make_condition("lever", title_nl="Leverkanker", title_en="", slug_en=None)
    confirm_all(made)
    return made


@pytest.fixture
def done(db) -> Any:
    made = make_symptom("moe", title_nl="Moeheid", title_en="Fatigue")
    confirm_all(made)
    return made


def titles(client: Any, **asked: str) -> list[str]:
    return [line.row.title for line in client.get(LIST, asked).context["lines"]]


def following(client: Any, **asked: str) -> str:
    return client.get(reverse("translation-next", args=[INTO]), asked).url


def test_the_list_is_filtered_searched_and_sorted(condition, done, translator_client):
    assert titles(translator_client) == ["Leverkanker", "Moeheid"]
    assert titles(translator_client, order="-title") == ["Moeheid", "Leverkanker"]
    assert titles(translator_client, order="-share")[0] == "Moeheid"
    assert titles(translator_client, order="owner") == ["Leverkanker", "Moeheid"]
    assert titles(translator_client, kind="symptom") == ["Moeheid"]
    assert titles(translator_client, need="missing") == ["Leverkanker"]
    assert titles(translator_client, need="anything") == ["Leverkanker"]
    assert titles(translator_client, q="fatigue") == ["Moeheid"]
    assert titles(translator_client, q="leverkanker") == ["Leverkanker"]
    assert titles(translator_client, q="nergens") == []


def test_the_list_says_who_has_an_object_open(condition, done, translator_client):
    sign(instance=condition, user=colleague("Jansen"))

    lines = {line.row.key: line.people for line in translator_client.get(LIST).context["lines"]}

    assert lines == {"lever": ("Jansen",), "moe": ()}


def test_the_bars_tell_how_much_of_the_words_is_done(condition, done, translator_client):
    shares = {bar.label: bar.number for bar in translator_client.get(LIST).context["bars"]}

    assert shares["Klachten"] == 100
    assert 0 < shares["Aandoeningen"] < 100
    assert shares["Aandoeningen"] < shares["Hele site"] < 100


def test_the_list_takes_as_many_queries_for_many_objects_as_for_one(
    condition, translator_client, django_assert_max_num_queries
):
    translator_client.get(LIST)
    with django_assert_max_num_queries(25) as few:
        translator_client.get(LIST)
        at_most = len(few)
    for number in range(30):
        sign(instance=make_symptom(f"klacht-{number}"), user=colleague(f"collega-{number}"))
    compute_missing(INTO)

    with django_assert_max_num_queries(at_most):
        assert len(titles(translator_client)) == 31


def test_the_next_one_is_not_what_a_colleague_has_open(condition, done, translator, translator_client):
    other = make_condition("longen", title_nl="Longkanker", title_en="", slug_en=None)
    assert following(translator_client).endswith("/lever/#to-do")
    assert following(translator_client, after="condition/lever").endswith("/longen/#to-do")
    sign(instance=condition, user=colleague())
    assert following(translator_client).endswith("/longen/#to-do")
    sign(instance=other, user=colleague("Jansen"))
    assert following(translator_client) == LIST


def test_who_only_reviews_is_led_to_what_waits_for_review(condition, translator, editor):
    client = signed_in(editor)
    make_symptom("koorts", title_en="", slug_en=None)
    translate(condition, "title", "Liver cancer", translator)

    assert following(client).endswith("/lever/#to-do")


def test_an_unknown_language_has_no_list(translator_client):
    assert translator_client.get(reverse("translation-list", args=["xx"])).status_code == 404
