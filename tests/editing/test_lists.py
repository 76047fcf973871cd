from datetime import date, timedelta
from functools import partial

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from conditions.models import Condition
from portal.publishing.models import WorkingDigest
from portal.publishing.services import Job, withdraw
from portal.publishing.working import State, catch_up
from tests.builders import make_condition, make_live, make_picture, make_source, make_symptom, make_term
from tests.conftest import signed_in
from tests.editing.forms import list_address

JOB = Job("test")
QUERIES = 11  # for any number of rows: session, user, rights (2), count, owners, rows and their states (4)


def keys(response) -> list[str]:
    return [row.key for row in response.context["cl"].result_list]


def found(client, language: str = "nl", **asked) -> list[str]:
    return keys(client.get(f"/{language}/admin/conditions/condition/", asked))


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_takes_as_many_queries_for_one_row_as_for_many(editor, rows, django_assert_num_queries):
    for number in range(rows):
        make_live(make_condition(f"c{number}", owner=editor), "nl")
    client = signed_in(editor)
    client.get(list_address(Condition))  # keeps the digests

    with django_assert_num_queries(QUERIES):
        client.get(list_address(Condition))


@pytest.mark.parametrize("rows", [1, 30])
def test_a_filtered_list_stays_within_twelve_queries(editor, rows, django_assert_max_num_queries):
    for number in range(rows):
        make_live(make_condition(f"c{number}", owner=editor), "nl")
    client = signed_in(editor)
    client.get(list_address(Condition))

    with django_assert_max_num_queries(12):
        client.get(list_address(Condition), {"state_nl": "live"})


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("make", [make_source, make_picture])
def test_sources_and_pictures_count_their_uses_in_the_same_query(
    editor, make, rows, django_assert_max_num_queries
):
    made = [make(f"part-{number}") for number in range(rows)]
    client = signed_in(editor)

    with django_assert_max_num_queries(8):
        client.get(list_address(type(made[0])))


@pytest.mark.parametrize("interface", ["nl", "en"])
@pytest.mark.parametrize(
    "words", ["Suikerziekte", "Diabetes mellitus", "zuckerkrankheit", "suiker-nl", "sugar-en"]
)
def test_search_finds_titles_other_names_and_addresses_in_both_languages(editor_client, interface, words):
    make_condition(
        "diabetes",
        title_nl="Suikerziekte",
        title_en="Diabetes mellitus",
        other_names_nl="Zuckerkrankheit",
        slug_nl="suiker-nl",
        slug_en="sugar-en",
    )
    make_condition("other")

    assert found(editor_client, interface, q=words) == ["diabetes"]


@pytest.fixture
def one_in_each_state(db):
    for state in State:
        condition = make_condition(state.value)
        if state is not State.NEVER:
            make_live(condition, "nl")
        if state is State.WITHDRAWN:
            withdraw(kind="condition", key=condition.key, language="nl", by=JOB)
        if state is State.CHANGED:
            condition.summary_nl = "Anders."
            condition.save()


@pytest.mark.parametrize("state", State)
def test_the_filter_by_state_finds_the_rows_in_that_state(editor_client, one_in_each_state, state):
    assert found(editor_client, state_nl=state.value) == [state.value]


def test_a_list_tells_how_many_pages_have_not_been_compared_yet(
    editor_client, one_in_each_state, monkeypatch
):
    WorkingDigest.objects.all().delete()
    monkeypatch.setattr("portal.editing.filters.catch_up", partial(catch_up, at_most=1))

    response = editor_client.get(list_address(Condition), {"state_nl": "live"})

    (told,) = get_messages(response.wsgi_request)
    assert str(told).startswith("3 pagina’s zijn nog niet vergeleken")


def test_the_filter_by_state_is_about_one_language(editor_client, one_in_each_state):
    assert found(editor_client, state_en="live") == []
    assert len(found(editor_client, state_en="never")) == len(State)


def test_a_list_says_the_state_of_each_language_in_words(editor_client, one_in_each_state):
    page = editor_client.get("/en/admin/conditions/condition/", {"q": "changed"}).text

    assert '<span class="state state-changed">live, with unpublished changes</span>' in page
    assert '<span class="state state-never">never published</span>' in page


def reviewed(key: str, next_review: date | None) -> None:
    Condition.objects.filter(pk=make_condition(key).pk).update(next_review_on=next_review)


@pytest.mark.parametrize("review", ["due", "soon", "later", "never"])
def test_the_filter_by_review_finds_what_is_due(editor_client, review):
    today = timezone.localdate()
    reviewed("due", today)
    reviewed("soon", today + timedelta(days=1))
    reviewed("later", today + timedelta(days=100))
    reviewed("never", None)

    assert found(editor_client, review=review) == [review]


def test_filters_by_kind_and_owner_find_their_rows(editor, administrator):
    make_condition("mine", owner=editor, body_part="skin")
    make_condition("theirs", owner=administrator, body_part="lung")
    client = signed_in(editor)

    assert found(client, owner__id__exact=editor.pk) == ["mine"]
    assert found(client, body_part__exact="lung") == ["theirs"]


def test_a_made_up_state_in_the_address_is_ignored(editor_client):
    make_condition("c")

    assert found(editor_client, state_nl="made-up") == ["c"]


def test_the_list_shows_a_title_in_both_languages_with_its_language(editor_client):
    make_condition(title_nl="Levermetastasen", title_en="Liver metastases")

    page = editor_client.get("/en/admin/conditions/condition/").text

    assert 'Levermetastasen<span class="translated" lang="en">Liver metastases</span>' in page


def test_every_kind_has_a_list_and_a_form_in_both_languages(editor_client):
    for instance in (make_condition(), make_symptom(), make_term()):
        for language in ("nl", "en"):
            model = type(instance)._meta
            below = f"/{language}/admin/{model.app_label}/{model.model_name}/"
            assert editor_client.get(below).status_code == 200
            assert editor_client.get(f"{below}{instance.pk}/change/").status_code == 200
