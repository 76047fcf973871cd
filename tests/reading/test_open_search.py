from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.builders import make_condition, make_live
from tests.markup import attribute, words

pytestmark = pytest.mark.django_db

NAMES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def described_on(client: Any, address: Any) -> Any:
    """The description that a page leads browsers to."""
    (place,) = attribute(client.get(address), "link", "href", rel="search")
    response = client.get(place)
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    return ET.fromstring(response.content)  # noqa: S314 - our own answer


@pytest.mark.parametrize(
    ("home", "name", "language"), [("/nl/", "Medisch Portaal", "nl"), ("/en/", "Medical Portal", "en")]
)
def test_every_language_describes_its_own_search(client, home, name, language):
    found = described_on(client, home)

    assert found.findtext("o:ShortName", namespaces=NAMES) == name
    assert len(name) <= 16, "browsers cut a longer name"
    assert found.findtext("o:Language", namespaces=NAMES) == language


def test_the_described_address_finds_what_is_typed(client):
    make_live(make_condition("lever", title_en="Liver & bile"))
    (address,) = (
        url.get("template")
        for url in described_on(client, "/en/").findall("o:Url", NAMES)
        if url.get("type") == "text/html"
    )

    response = client.get(address.removeprefix("http://testserver").replace("{searchTerms}", "liver"))

    assert "Liver & bile" in words(response)
