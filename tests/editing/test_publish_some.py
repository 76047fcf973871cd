"""Of many pages some cannot be published: that is said at once, and the others go on with a click."""

from typing import Any

import pytest

from conditions.models import Condition
from portal.publishing.models import Publication
from tests.builders import complete, make_condition
from tests.conftest import signed_in
from tests.editing.forms import list_address
from tests.markup import elements, words

LEAVE_OUT = "Ga verder met alleen die waarvan eerst niets hoeft te worden hersteld"


@pytest.fixture
def three(db) -> list[Any]:
    """Two that are complete, and one without a summary."""
    return [
        complete(make_condition("een")),
        complete(make_condition("twee")),
        make_condition("drie", summary_nl=""),
    ]


def page_of(chosen: list[Any]) -> str:
    return f"{list_address(Condition, 'publish')}?ids={','.join(str(one.pk) for one in chosen)}"


def publish(client: Any, address: str) -> Any:
    return client.post(address, {"languages": ["nl"], "extent": "minor", "reason": "getest"})


def test_who_publishes_pages_of_which_some_cannot_is_told_so_first(three, editor):
    page = publish(signed_in(editor), page_of(three))

    (alert,) = elements(page, "p", role="alert")
    assert words(alert).startswith("Er is niets gedaan.")
    assert elements(page, "form", id="confirm")
    assert not Publication.objects.exists()


def test_those_of_which_nothing_must_be_mended_can_go_on_by_themselves(three, editor):
    client = signed_in(editor)
    page: Any = client.get(page_of(three))

    (link,) = [one for one in elements(page, "a") if words(one) == LEAVE_OUT]
    publish(client, link.attributes["href"])

    assert sorted(Publication.objects.values_list("key", flat=True)) == ["een", "twee"]


def test_there_is_nothing_to_leave_out_where_all_can_or_none(three, editor):
    client = signed_in(editor)

    for chosen in (three[:2], three[2:]):
        page: Any = client.get(page_of(chosen))
        assert LEAVE_OUT not in words(page)
