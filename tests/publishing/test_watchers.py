"""Who registers hears of every change of what readers see, in its transaction."""

from typing import Any

import pytest
from django.db import transaction

from portal.publishing import watchers
from portal.publishing.services import Job, SetRefusedError, publish, publish_together, withdraw
from tests.builders import complete, make_condition, make_symptom

pytestmark = pytest.mark.django_db

BY = Job("test")
LEVER, JEUK = ("condition", "lever", "nl"), ("symptom", "jeuk", "nl")


@pytest.fixture
def heard(monkeypatch):
    told: list[Any] = []
    monkeypatch.setattr(watchers, "_watchers", [])
    watchers.register(
        lambda changed: told.append((list(changed), transaction.get_connection().in_atomic_block))
    )
    return told


def test_publishing_tells_of_a_set_at_once(heard):
    instances = [complete(make_condition("lever")), complete(make_symptom("jeuk"))]

    publish_together(instances=instances, languages=["nl"], by=BY)

    assert heard == [([LEVER, JEUK], True)]


def test_withdrawing_tells_too(heard):
    publish(instance=complete(make_condition("lever")), language="nl", by=BY)
    heard.clear()

    withdraw(kind="condition", key="lever", language="nl", by=BY)

    assert heard == [([LEVER], True)]


def test_nothing_is_told_when_nothing_changed(heard):
    condition = complete(make_condition("lever"))
    publish(instance=condition, language="nl", by=BY)
    heard.clear()

    publish(instance=condition, language="nl", by=BY)
    with pytest.raises(SetRefusedError):
        publish_together(instances=[make_condition("leeg", summary_nl="")], languages=["nl"], by=BY)

    assert heard == []
