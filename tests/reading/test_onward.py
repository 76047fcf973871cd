"""Where readers of a withdrawn page are sent."""

from typing import Any

import pytest

from portal.publishing.services import Instead, Job, publish, withdraw
from tests.builders import make_condition, make_live
from tests.markup import links, main

pytestmark = pytest.mark.django_db

OLD = "/nl/aandoeningen/nl-oud/"
NEW = ("Titel van nieuw", "/nl/aandoeningen/nl-nieuw/")


@pytest.fixture(autouse=True)
def pages():
    return [make_live(make_condition(key)) for key in ("oud", "tussen", "nieuw")]


def send(key: str, instead: str = "", *, replaces: bool = False, language: str = "nl") -> Any:
    onward = Instead("condition", instead, replaces=replaces) if instead else None
    return withdraw(kind="condition", key=key, language=language, by=Job("test"), instead=onward)


def test_the_old_address_is_gone_and_links_to_the_other_page(client):
    send("oud", "nieuw")

    response = client.get(OLD)

    assert response.status_code == 410
    assert links(main(response))[0] == NEW


def test_without_another_page_the_old_address_offers_no_link_to_one(client):
    send("oud")

    response = client.get(OLD)

    assert response.status_code == 410
    assert NEW not in links(main(response))


def test_a_page_that_is_replaced_redirects_for_good(client):
    send("oud", "nieuw", replaces=True)

    response = client.get(OLD)

    assert (response.status_code, response["Location"]) == (301, NEW[1])


def test_the_way_goes_on_where_the_other_page_was_withdrawn_too(client):
    send("oud", "tussen", replaces=True)
    send("tussen", "nieuw", replaces=True)

    assert client.get(OLD)["Location"] == NEW[1]


def test_one_step_that_only_links_makes_the_whole_way_a_link(client):
    send("oud", "tussen", replaces=True)
    send("tussen", "nieuw")

    response = client.get(OLD)

    assert response.status_code == 410
    assert links(main(response))[0] == NEW


def test_a_circle_leads_nowhere(client):
    send("oud", "tussen", replaces=True)
    send("tussen", "oud", replaces=True)  # which is still live in English

    response = client.get(OLD)

    assert response.status_code == 410
    found = [address for _text, address in links(main(response)) if "nl-" in address]
    assert found == [f"{OLD}versies/"]


def test_each_language_goes_its_own_way(client):
    send("oud", "nieuw", replaces=True)

    assert client.get("/en/conditions/en-oud/").status_code == 200


def test_a_page_that_came_to_its_end_later_forgets_where_readers_once_went(client, pages):
    send("oud", "nieuw", replaces=True)
    publish(instance=pages[0], language="nl", by=Job("test"))
    assert client.get(OLD).status_code == 200

    send("oud")

    assert client.get(OLD).status_code == 410
    assert NEW not in links(main(client.get(OLD)))
