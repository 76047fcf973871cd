"""The public history of a page, for programs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.publishing.services import Job, publish, withdraw
from tests.builders import complete, make_condition, make_live

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ADDRESS = "documents/condition/lever/nl/versions"


@pytest.fixture
def versions(time_machine) -> Any:
    """Publish another version of a condition, a day after the last one."""
    condition = complete(make_condition("lever"))
    numbers = iter(range(100))

    def publish_next(reason: str = "", **options: Any) -> Any:
        day = next(numbers)
        time_machine.move_to(NOW + timedelta(days=day), tick=False)
        condition.title_nl = f"Titel {day + 1}"
        condition.save()
        publish(instance=condition, language="nl", by=Job("test"), reason=reason, **options)
        return condition

    return publish_next


def test_the_versions_of_a_page_are_listed_with_their_reasons(ask, versions):
    versions("Nieuw")
    versions("Nieuwe bron")

    newest, oldest = ask(ADDRESS)["items"]

    assert (newest["version"], newest["title"], newest["reason"]) == (2, "Titel 2", "Nieuwe bron")
    assert (newest["live_from"], newest["live_until"]) == ("2026-11-24T12:00:00Z", None)
    assert (oldest["version"], oldest["live_until"]) == (1, "2026-11-24T12:00:00Z")
    assert oldest["document"] == f"http://testserver/api/v1/{ADDRESS}/1"


def test_a_version_is_given_as_it_was(client, versions):
    versions()
    versions()

    first, second = (client.get(f"/api/v1/{ADDRESS}/{number}").json() for number in (1, 2))

    assert (first["content"]["title"], second["content"]["title"]) == ("Titel 1", "Titel 2")
    assert first["address"] == "http://testserver/nl/aandoeningen/nl-lever/versies/1/"
    assert client.get(first["address"]).status_code == 200


def test_what_is_planned_is_in_no_history_until_its_moment(ask, versions, time_machine):
    condition = versions()
    condition.title_nl = "Plan"
    condition.save()
    later = NOW + timedelta(hours=1)
    publish(instance=condition, language="nl", by=Job("test"), live_from=later)
    before = ask(ADDRESS)["items"]
    hidden = ask(f"{ADDRESS}/2", 404)

    time_machine.move_to(later, tick=False)

    assert [(item["version"], item["live_until"]) for item in before] == [(1, None)]
    assert hidden["code"] == "not_found"
    assert [item["version"] for item in ask(ADDRESS)["items"]] == [2, 1]


def test_the_texts_of_a_withdrawn_page_are_no_longer_given(ask, versions, time_machine):
    versions()
    time_machine.shift(60)
    withdraw(kind="condition", key="lever", language="nl", by=Job("test"), reason="Klopt niet")

    (item,) = ask(ADDRESS)["items"]

    assert (item["was_withdrawn"], item["withdrawal_reason"], item["document"]) == (True, "Klopt niet", None)
    assert ask(f"{ADDRESS}/1", 410)["code"] == "withdrawn"


def test_a_page_that_never_was_has_no_history(ask):
    make_condition("lever")

    assert ask(ADDRESS, 404)["code"] == ask(f"{ADDRESS}/1", 404)["code"] == "not_found"


def test_a_long_history_is_given_in_parts(client, ask, versions, monkeypatch):
    monkeypatch.setattr("portal.reading.versions.ON_ONE_PAGE", 3)
    for _ in range(5):
        versions()

    first = ask(ADDRESS)
    second = client.get(first["next"]).json()

    assert [item["version"] for item in first["items"] + second["items"]] == [5, 4, 3, 2, 1]
    assert second["next"] is None


@pytest.mark.parametrize("how_many", [1, 10])
def test_a_history_takes_two_queries(client, django_assert_num_queries, versions, how_many):
    for _ in range(how_many):
        versions()

    with django_assert_num_queries(2):
        answer = client.get(f"/api/v1/{ADDRESS}").json()
    with django_assert_num_queries(3):
        client.get(f"/api/v1/{ADDRESS}/1")

    assert len(answer["items"]) == how_many


def test_the_page_in_another_language_has_a_history_of_its_own(ask, versions):
    condition = versions()
    make_live(condition, "en")

    assert [item["title"] for item in ask("documents/condition/lever/en/versions")["items"]] == [
        "Title of lever"
    ]
