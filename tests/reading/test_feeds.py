from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from portal.publishing.services import Job, publish, withdraw
from portal.reading.feeds import NEWEST
from tests.builders import complete, make_condition, make_live, make_term
from tests.markup import elements

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(response: Any) -> Any:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314 - our own answer


def entries(client: Any, address: str) -> Any:
    return feed(client.get(address)).findall("a:entry", ATOM)


def titles(client: Any, address: str) -> Any:
    return [entry.findtext("a:title", namespaces=ATOM) for entry in entries(client, address)]


def test_a_feed_tells_what_changed_and_why_the_newest_first(client, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC))
    condition = make_live(make_condition("lever", summary_nl="In het <kort>."), "nl")
    time_machine.move_to(datetime(2026, 3, 2, 12, tzinfo=UTC))
    make_live(make_term("tumor"), "nl")
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=UTC))
    condition.title_nl = "De lever & meer"
    condition.save()
    publish(instance=condition, language="nl", by=Job("test"), reason="Nieuwe richtlijn <2026>")

    newest, oldest = entries(client, "/nl/feed.xml")

    assert newest.findtext("a:title", namespaces=ATOM) == "De lever & meer"
    assert newest.findtext("a:id", namespaces=ATOM) == "tag:testserver,2026-03-03:NL-condition-lever-2"
    assert newest.findtext("a:updated", namespaces=ATOM).startswith("2026-03-03T")
    assert newest.find("a:link", ATOM).get("href") == "http://testserver/nl/aandoeningen/nl-lever/"
    assert newest.find("a:category", ATOM).get("term") == "Aandoeningen"
    told = newest.findtext("a:summary", namespaces=ATOM)
    assert told == ("<p>Gewijzigd: Nieuwe richtlijn &lt;2026&gt;</p><p>In het &lt;kort&gt;.</p>")
    assert oldest.findtext("a:summary", namespaces=ATOM).startswith("<p>Nieuw</p>")


@pytest.mark.parametrize(
    ("address", "title", "language", "about"),
    [
        ("/nl/feed.xml", "Nieuw en gewijzigd – Medisch Portaal", "nl", "/nl/"),
        ("/en/feed.xml", "New and changed – Medical Portal", "en", "/en/"),
        ("/en/glossary/feed.xml", "Glossary: new and changed – Medical Portal", "en", "/en/glossary/"),
    ],
)
def test_a_feed_says_what_it_is_about(client, address, title, language, about):
    root = feed(client.get(address))

    assert root.findtext("a:title", namespaces=ATOM) == title
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links == {"alternate": f"http://testserver{about}", "self": f"http://testserver{address}"}
    assert root.find("a:author", ATOM) is not None


def test_each_feed_holds_its_own_language_and_kind(client):
    make_live(make_condition("lever"))
    make_live(make_term("tumor"))

    assert set(titles(client, "/en/feed.xml")) == {"Title of lever", "Title of tumor"}
    assert titles(client, "/nl/aandoeningen/feed.xml") == ["Titel van lever"]
    assert titles(client, "/en/glossary/feed.xml") == ["Title of tumor"]


def test_drafts_planned_and_withdrawn_pages_are_in_no_feed(client, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
    make_condition("concept")
    make_live(make_condition("weg"))
    withdraw(kind="condition", key="weg", language="nl", by=Job("test"))
    planned = complete(make_condition("later"))
    publish(instance=planned, language="nl", by=Job("test"), live_from=datetime(2026, 3, 2, tzinfo=UTC))

    assert titles(client, "/nl/feed.xml") == []
    assert titles(client, "/en/feed.xml") == ["Title of weg"]
    time_machine.move_to(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False)
    assert titles(client, "/nl/feed.xml") == ["Titel van later"]


def test_a_feed_ends_somewhere(client, monkeypatch):
    monkeypatch.setattr("portal.reading.feeds.NEWEST", 3)
    for number in range(4):
        make_live(make_term(f"term-{number}"), "nl")

    assert titles(client, "/nl/feed.xml") == [f"Titel van term-{number}" for number in (3, 2, 1)]
    assert NEWEST >= 20


@pytest.mark.parametrize("how_many", [1, 20])
def test_a_feed_takes_two_queries_whatever_its_length(client, django_assert_num_queries, how_many):
    for number in range(how_many):
        make_live(make_term(f"term-{number}"), "nl")

    with django_assert_num_queries(2):
        assert len(titles(client, "/nl/feed.xml")) == how_many


@pytest.mark.parametrize(
    ("address", "feeds"),
    [
        ("/nl/", ["/nl/feed.xml"]),
        ("/en/conditions/", ["/en/feed.xml", "/en/conditions/feed.xml"]),
        ("/nl/aandoeningen/nl-lever/", ["/nl/feed.xml", "/nl/aandoeningen/feed.xml"]),
    ],
)
def test_pages_name_their_feeds(client, address, feeds):
    make_live(make_condition("lever"))

    found = elements(client.get(address), "link", type="application/atom+xml")

    assert [link.attributes["href"] for link in found] == feeds
    assert len({link.attributes["title"] for link in found}) == len(feeds)
    for feed_address in feeds:
        assert client.get(feed_address).status_code == 200
