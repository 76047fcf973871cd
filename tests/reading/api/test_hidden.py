"""What is not live is nowhere in the interface. Each test makes something that could leak and lets it out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from portal.publishing.services import Job, publish, withdraw
from tests.builders import complete, make_condition, make_live, make_section

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CANARY = "kanarie"
PLACES = [
    "documents",
    "documents/condition/buurman/nl",
    "documents/condition/kanarie/nl",
    "lookup?system=ICD-10&code=A00",
]


@pytest.fixture
def hidden(time_machine):
    """A condition that says the canary everywhere, not live, and a live neighbour that names it."""
    time_machine.move_to(NOW, tick=False)
    texts = {f"{name}_nl": CANARY for name in ("title", "summary", "other_names", "author", "rights", "slug")}
    condition = make_condition(CANARY, **texts)
    condition.codes.create(system="ICD-10", value="A00")
    neighbour = make_condition("buurman")
    neighbour.look_alike_links.create(target=condition, note_nl=f"{CANARY} of niet")
    make_section(neighbour, body_nl=f'<p>Zie <a href="ref:condition/{CANARY}">daar</a>.</p>')
    make_live(neighbour, "nl")
    return complete(condition)


def places_with_the_canary(client: Client) -> Any:
    answers = {place: client.get(f"/api/v1/{place}") for place in PLACES}
    return [
        place for place, answer in answers.items() if CANARY in answer.content.decode() + str(answer.headers)
    ]


def test_a_draft_is_nowhere_until_it_is_published(client, hidden):
    before = places_with_the_canary(client)

    make_live(hidden, "nl")

    assert before == []
    assert places_with_the_canary(client) == PLACES


def test_a_plan_is_nowhere_until_its_moment(client, hidden, time_machine):
    publish(instance=hidden, language="nl", by=Job("test"), live_from=NOW + timedelta(minutes=1))
    before = places_with_the_canary(client)

    time_machine.shift(timedelta(minutes=1))

    assert before == []
    assert places_with_the_canary(client) == PLACES


def test_what_was_withdrawn_is_nowhere(client, hidden):
    make_live(hidden, "nl")
    before = places_with_the_canary(client)

    withdraw(kind="condition", key=CANARY, language="nl", by=Job("test"))

    assert before == PLACES
    assert places_with_the_canary(client) == []


def test_a_change_is_nowhere_until_it_is_published(client):
    condition = make_live(make_condition(CANARY[::-1]), "nl")
    condition.title_nl = condition.summary_nl = CANARY
    condition.codes.create(system="ICD-10", value="A00")
    condition.save()
    places = ["documents", f"documents/condition/{CANARY[::-1]}/nl", "lookup?system=ICD-10&code=A00"]
    before = [place for place in places if CANARY in client.get(f"/api/v1/{place}").content.decode()]

    make_live(condition, "nl")

    assert before == []
    assert all(CANARY in client.get(f"/api/v1/{place}").content.decode() for place in places)
