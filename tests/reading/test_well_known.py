from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import contact

pytestmark = pytest.mark.django_db


def robots_of(client: Any) -> Any:
    rules = RobotFileParser()
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    rules.parse(response.content.decode().splitlines())
    return rules


@pytest.mark.parametrize(
    ("address", "may_be_read"),
    [
        ("/nl/", True),
        ("/en/conditions/liver-metastases/", True),
        ("/sitemap.xml", True),
        ("/media/pictures/liver.png", True),
        ("/nl/admin/", False),
        ("/en/admin/login/", False),
        ("/preview/nl/condition/lever/", False),
        ("/review/token/", False),
        ("/nl/zoeken/?q=lever", False),
        ("/en/search/?q=liver", False),
    ],
)
def test_robots_may_read_what_is_published_and_nothing_else(client, address, may_be_read):
    assert robots_of(client).can_fetch("Anybot", f"http://testserver{address}") == may_be_read


def test_robots_may_not_read_earlier_versions(client):
    rules = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /nl/*/versies/", "Disallow: /en/*/versions/"} <= set(rules)


def test_robots_are_led_to_the_sitemap(client):
    assert robots_of(client).site_maps() == ["http://testserver/sitemap.xml"]
    assert client.get("/sitemap.xml").status_code == 200


def security_of(client: Any) -> Any:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in response.content.decode().splitlines())


def test_the_security_file_names_whom_the_owner_named(client, settings, time_machine):
    settings.SECURITY_CONTACT = "mailto:veilig@example.org"
    time_machine.move_to(datetime(2026, 3, 1, 12, 30, tzinfo=UTC))

    assert security_of(client) == {
        "Contact": "mailto:veilig@example.org",
        "Expires": "2026-08-28T00:00:00Z",
        "Preferred-Languages": "nl, en",
        "Canonical": "http://testserver/.well-known/security.txt",
    }


def test_the_security_file_never_expires_while_the_site_runs(client, time_machine):
    for day in (datetime(2026, 3, 1, tzinfo=UTC), datetime(2031, 12, 31, tzinfo=UTC)):
        time_machine.move_to(day)
        expires = datetime.fromisoformat(security_of(client)["Expires"])
        assert timedelta(days=90) < expires - day < timedelta(days=365)


def test_without_a_contact_the_security_file_leads_to_who_we_are(client):
    contact = security_of(client)["Contact"]

    assert contact == "http://testserver/nl/over/"
    assert client.get(contact.removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("given", ["", "mailto:a@example.org", "https://example.org/melden", "tel:+31-1"])
def test_a_contact_is_an_address(monkeypatch, given):
    monkeypatch.setenv("SECURITY_CONTACT", given)

    assert contact("SECURITY_CONTACT") == given


@pytest.mark.parametrize("given", ["a@example.org", "http://example.org/", "javascript:alert(1)"])
def test_a_wrong_contact_stops_the_start(monkeypatch, given):
    monkeypatch.setenv("SECURITY_CONTACT", given)

    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT"):
        contact("SECURITY_CONTACT")
