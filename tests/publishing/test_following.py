"""A translation tells which version of the source it follows, and when that is no longer the newest."""

from typing import Any

import pytest

from portal.publishing.models import Publication
from portal.publishing.services import Job, publish, publish_together
from tests.builders import complete, make_condition
from tests.translating.desk import confirm_all

BY = Job("test")
BEHIND = "The Dutch page has changed since this translation was made."


@pytest.fixture(autouse=True)
def translations_are_judged() -> None:
    """Here they are."""


@pytest.fixture
def condition(db) -> Any:
    made = complete(make_condition("lever"))
    confirm_all(made)
    return made


def follows() -> list[tuple[str, int, int | None]]:
    rows = Publication.objects.order_by("language", "number").values_list("language", "number", "follows")
    return list(rows)


def change(condition: Any, **texts: str) -> None:
    condition.refresh_from_db()
    for name, value in texts.items():
        setattr(condition, name, value)
    condition.save()


def page(client: Any) -> str:
    return client.get("/en/conditions/en-lever/").text


def test_published_together_the_translation_follows_that_very_version(condition, client):
    publish_together(instances=[condition], languages=["en", "nl"], by=BY)

    assert follows() == [("en", 1, 1), ("nl", 1, None)]
    assert "of version 1 of the Dutch page" in page(client)
    assert BEHIND not in page(client)


def test_when_the_source_changes_readers_of_the_translation_are_told_and_led_to_it(condition, client):
    publish_together(instances=[condition], languages=["nl", "en"], by=BY)
    change(condition, summary_nl="Anders.")

    publish(instance=condition, language="nl", by=BY)

    assert BEHIND in page(client)
    assert '<a href="/nl/aandoeningen/nl-lever/" hreflang="nl">Read the Dutch page: <span lang="nl">' in page(
        client
    )


def test_a_translation_that_is_outdated_goes_on_following_the_older_version(condition, client):
    publish_together(instances=[condition], languages=["nl", "en"], by=BY)
    change(condition, summary_nl="Anders.", title_en="Other title")

    publish_together(instances=[condition], languages=["nl", "en"], by=BY)

    assert follows() == [("en", 1, 1), ("en", 2, 1), ("nl", 1, None), ("nl", 2, None)]
    assert BEHIND in page(client)


def test_a_translation_that_is_still_right_follows_the_new_version_once_published_again(condition, client):
    publish_together(instances=[condition], languages=["nl", "en"], by=BY)
    change(condition, summary_nl="Anders.")
    confirm_all(condition)

    outcomes = publish_together(instances=[condition], languages=["nl", "en"], by=BY)

    assert [outcome.is_new for outcome in outcomes] == [True, True]
    assert follows()[1] == ("en", 2, 2)
    assert BEHIND not in page(client)


def test_nothing_new_is_published_where_nothing_changed(condition):
    publish_together(instances=[condition], languages=["nl", "en"], by=BY)

    outcomes = publish_together(instances=[condition], languages=["nl", "en"], by=BY)

    assert [outcome.is_new for outcome in outcomes] == [False, False]


def test_a_translation_of_what_is_not_live_yet_follows_no_version(condition, client):
    publish(instance=condition, language="nl", by=BY)
    change(condition, summary_nl="Nog niet live.", summary_en="Not live yet.")
    confirm_all(condition)

    publish(instance=condition, language="en", by=BY)

    assert follows() == [("en", 1, 0), ("nl", 1, None)]
    assert "This translation may differ from the Dutch page." in page(client)


def test_a_page_takes_three_queries_all_the_same(condition, client, django_assert_num_queries):
    publish_together(instances=[condition], languages=["nl", "en"], by=BY)
    change(condition, summary_nl="Anders.")
    publish(instance=condition, language="nl", by=BY)

    with django_assert_num_queries(3):
        assert BEHIND in page(client)
