from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from portal.publishing.services import Job, publish, withdraw
from portal.reading.sitemaps import PageSitemap
from tests.builders import complete, make_condition, make_live, make_term

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
DUTCH, ENGLISH = f"{SITE}/nl/aandoeningen/nl-lever/", f"{SITE}/en/conditions/en-lever/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def sitemap(response: Any) -> Any:
    """Address → day and alternates."""
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    root = ET.fromstring(response.content)  # noqa: S314 - our own answer
    return {
        url.findtext("s:loc", namespaces=NAMES): (
            url.findtext("s:lastmod", namespaces=NAMES),
            {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)},
        )
        for url in root.findall("s:url", NAMES)
    }


def pages(client: Any, address: str = "/sitemap-pages.xml") -> Any:
    return sitemap(client.get(address))


def test_the_index_leads_to_every_sitemap(client, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC))
    make_live(make_condition("lever"))

    response = client.get("/sitemap.xml")

    root = ET.fromstring(response.content)  # noqa: S314 - our own answer
    found = {
        entry.findtext("s:loc", namespaces=NAMES): entry.findtext("s:lastmod", namespaces=NAMES)
        for entry in root.findall("s:sitemap", NAMES)
    }
    assert found.keys() == {f"{SITE}/sitemap-lists.xml", f"{SITE}/sitemap-pages.xml"}
    assert {str(day)[:10] for day in found.values()} == {"2026-03-01"}
    for address in found:
        assert client.get(address).status_code == 200


def test_a_page_stands_there_with_its_day_and_both_languages_at_their_own_addresses(client, time_machine):
    condition = make_condition("lever")
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC))
    make_live(condition, "nl")
    time_machine.move_to(datetime(2026, 4, 2, 12, tzinfo=UTC))
    make_live(condition, "en")

    both = {"nl": DUTCH, "en": ENGLISH, "x-default": DUTCH}
    assert pages(client) == {DUTCH: ("2026-03-01", both), ENGLISH: ("2026-04-02", both)}


def test_only_languages_that_exist_are_named(client):
    make_live(make_condition("lever"), "en")

    ((address, (_day, languages)),) = pages(client).items()

    assert (address, languages) == (ENGLISH, {"en": ENGLISH, "x-default": ENGLISH})


def test_drafts_withdrawn_and_planned_pages_are_not_named(client, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
    make_condition("concept")
    make_live(make_condition("weg"))
    withdraw(kind="condition", key="weg", language="nl", by=Job("test"))
    planned = complete(make_condition("later"))
    publish(instance=planned, language="nl", by=Job("test"), live_from=datetime(2026, 3, 2, tzinfo=UTC))

    assert pages(client).keys() == {f"{SITE}/en/conditions/en-weg/"}

    time_machine.move_to(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False)
    assert f"{SITE}/nl/aandoeningen/nl-later/" in pages(client)


def test_a_long_sitemap_is_cut_without_losing_a_translation(client, monkeypatch):
    monkeypatch.setattr(PageSitemap, "limit", 3)
    for key in ("a", "b", "c"):
        make_live(make_term(key))

    index = client.get("/sitemap.xml").content.decode()
    first, second = pages(client), pages(client, "/sitemap-pages.xml?p=2")

    assert "sitemap-pages.xml?p=2" in index
    assert (len(first), len(second)) == (3, 3)
    languages = [set(languages) for _day, languages in (first | second).values()]
    assert languages == [{"nl", "en", "x-default"}] * 6


@pytest.mark.parametrize("address", ["/sitemap-pages.xml?p=9", "/sitemap-pages.xml?p=x", "/sitemap-x.xml"])
def test_a_sitemap_that_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_lists_stand_there_with_the_day_of_their_newest_page(client, time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC))
    make_live(make_condition("lever"), "nl")

    found = pages(client, "/sitemap-lists.xml")

    homes = {"nl": f"{SITE}/nl/", "en": f"{SITE}/en/", "x-default": f"{SITE}/nl/"}
    assert found[f"{SITE}/nl/"] == ("2026-03-01", homes)
    assert found[f"{SITE}/en/"] == (None, homes)
    assert found[f"{SITE}/nl/aandoeningen/"][0] == "2026-03-01"
    assert found[f"{SITE}/en/glossary/"][0] is None


def test_every_address_in_the_sitemap_is_a_page_that_calls_itself_so(client):
    make_live(make_condition("lever"))

    for address in (*pages(client), *pages(client, "/sitemap-lists.xml")):
        response = client.get(address.removeprefix(SITE))
        assert response.status_code == 200
        assert f'<link rel="canonical" href="{address}">' in response.content.decode()


@pytest.mark.parametrize("how_many", [1, 20])
@pytest.mark.parametrize(
    ("address", "queries"), [("/sitemap.xml", 4), ("/sitemap-pages.xml", 4), ("/sitemap-lists.xml", 2)]
)
def test_the_sitemap_takes_as_many_queries_for_many_pages_as_for_one(
    client, django_assert_num_queries, address, queries, how_many
):
    for number in range(how_many):
        make_live(make_term(f"term-{number}"))

    with django_assert_num_queries(queries):
        client.get(address)


# Conditional requests, which feeds share


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-lists.xml", "/nl/feed.xml"]
)
def test_who_has_the_newest_is_told_so_with_one_query(client, django_assert_num_queries, address):
    make_live(make_condition("lever"))
    had = client.get(address)

    with django_assert_num_queries(1):
        again = client.get(address, headers={"if-none-match": had["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"if-modified-since": had["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-pages.xml", "/nl/feed.xml"])
def test_what_was_kept_is_made_anew_when_a_page_begins_changes_or_ends(client, address, time_machine):
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    time_machine.move_to(moment, tick=False)
    condition = make_live(make_condition("lever"))
    tags = [client.get(address)["ETag"]]

    later = complete(make_condition("later"))
    publish(instance=later, language="nl", by=Job("test"), live_from=datetime(2026, 3, 2, tzinfo=UTC))
    assert client.get(address, headers={"if-none-match": tags[-1]}).status_code == 304
    for day in (2, 3, 4):
        time_machine.move_to(datetime(2026, 3, day, 12, tzinfo=UTC), tick=False)
        if day == 3:
            condition.summary_nl = "Anders."
            condition.save()
            make_live(condition, "nl")
        if day == 4:
            withdraw(kind="condition", key="lever", language="nl", by=Job("test"))
        answer = client.get(address, headers={"if-none-match": tags[-1]})
        assert answer.status_code == 200
        tags.append(answer["ETag"])

    assert len(set(tags)) == 4
