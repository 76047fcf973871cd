"""What search engines, other sites and browsers are told about a page, and what they are not."""

from typing import Any

import pytest

from portal.publishing.services import Job, withdraw
from tests.builders import (
    make_condition,
    make_live,
    make_page,
    make_picture,
    make_symptom,
    make_term,
    make_test,
    make_treatment,
)
from tests.markup import attribute, elements, words

pytestmark = pytest.mark.django_db

DUTCH, ENGLISH = "/nl/aandoeningen/nl-lever/", "/en/conditions/en-lever/"


def metadata(response: Any) -> Any:
    """Every `meta` and `link` of the head that says something about the page."""
    (head,) = elements(response, "head")
    metas = [
        (found.attributes.get("name") or found.attributes.get("property"), found.attributes.get("content"))
        for found in elements(head, "meta")
    ]
    linked = [
        (found.attributes["rel"], found.attributes.get("hreflang"), found.attributes["href"])
        for found in elements(head, "link")
        if found.attributes["rel"] in {"canonical", "alternate"} and "type" not in found.attributes
    ]
    shown = {"description", "robots"}
    return [meta for meta in metas if meta[0] in shown or str(meta[0]).startswith("og:")], linked


def test_a_page_describes_itself(client):
    make_live(make_condition("lever", summary_nl="Over de “lever” & meer."))

    described, linked = metadata(client.get(DUTCH))

    assert described == [
        ("description", "Over de “lever” & meer."),
        ("og:type", "article"),
        ("og:site_name", "Medisch Portaal"),
        ("og:title", "Titel van lever"),
        ("og:description", "Over de “lever” & meer."),
        ("og:url", "http://testserver/nl/aandoeningen/nl-lever/"),
        ("og:locale", "nl_NL"),
        ("og:image", "http://testserver/media/cards/nl/condition/lever-1.png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "Titel van lever"),
    ]
    assert linked == [
        ("canonical", None, "http://testserver/nl/aandoeningen/nl-lever/"),
        ("alternate", "nl", "http://testserver/nl/aandoeningen/nl-lever/"),
        ("alternate", "en", "http://testserver/en/conditions/en-lever/"),
        ("alternate", "x-default", "http://testserver/nl/aandoeningen/nl-lever/"),
    ]


def test_a_page_in_one_language_names_no_other(client):
    make_live(make_condition("lever"), "en")

    described, linked = metadata(client.get(ENGLISH))

    assert dict(described)["og:locale"] == "en_GB"
    assert linked[1:] == [
        ("alternate", "en", "http://testserver/en/conditions/en-lever/"),
        ("alternate", "x-default", "http://testserver/en/conditions/en-lever/"),
    ]


def test_a_page_names_the_same_page_for_other_programs(client):
    make_live(make_condition("lever"))

    named = {address: for_programs(client.get(address)) for address in (DUTCH, ENGLISH)}

    assert named[DUTCH] == ["/api/v1/documents/condition/lever/nl"]
    assert named[ENGLISH] == ["/api/v1/documents/condition/lever/en"]
    assert client.get(named[ENGLISH][0]).json()["address"] == f"http://testserver{ENGLISH}"
    assert for_programs(client.get(f"{DUTCH}versies/1/")) == []


def for_programs(response: Any) -> list[str]:
    (head,) = elements(response, "head")
    found = (link.attributes for link in elements(head, "link"))
    return [link["href"] for link in found if link.get("type") == "application/json"]


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/nl/aandoeningen/", "http://testserver/nl/aandoeningen/"),
        ("/nl/aandoeningen/?by=group", "http://testserver/nl/aandoeningen/"),
        ("/en/?utm_source=x", "http://testserver/en/"),
        (f"{DUTCH}?a=b", "http://testserver/nl/aandoeningen/nl-lever/"),
    ],
)
def test_what_follows_a_question_mark_is_not_part_of_the_address(client, address, canonical):
    make_live(make_condition("lever"))

    _, linked = metadata(client.get(address))

    assert linked[0] == ("canonical", None, canonical)


def test_a_list_describes_itself_in_both_languages(client):
    described, linked = metadata(client.get("/en/conditions/"))

    assert described[0] == (
        "description",
        "What a disease or disorder is, how it is found and what can be done.",
    )
    assert dict(described)["og:type"] == "website"
    assert linked[1:] == [
        ("alternate", "nl", "http://testserver/nl/aandoeningen/"),
        ("alternate", "en", "http://testserver/en/conditions/"),
        ("alternate", "x-default", "http://testserver/nl/aandoeningen/"),
    ]


def test_every_page_has_a_title_of_its_own_with_its_subject_first(client):
    make_live(make_condition("lever"))

    addresses = [
        "/nl/",
        "/en/",
        "/nl/aandoeningen/",
        "/en/conditions/",
        DUTCH,
        ENGLISH,
        "/nl/nergens/",
        "/en/x/",
    ]
    titles = [words(elements(client.get(address), "title")[0]) for address in addresses]

    assert len(set(titles)) == len(addresses)
    assert titles[4:6] == ["Titel van lever – Medisch Portaal", "Title of lever – Medical Portal"]


# What every public answer keeps to


@pytest.fixture
def everywhere():
    """An address of every sort of answer."""
    condition = make_condition("lever")
    condition.pictures.create(picture=make_picture())
    make_live(condition)
    for make in (make_symptom, make_test, make_treatment, make_term, make_page):
        make_live(make("iets"))
    make_live(make_condition("weg"))
    withdraw(kind="condition", key="weg", language="nl", by=Job("test"))
    make_live(make_condition("nederlands"), "nl")
    moved = make_live(make_condition("oud"), "nl")
    moved.slug_nl = "nieuw"
    moved.save()
    make_live(moved, "nl")
    return {
        "/nl/": 200,
        "/en/": 200,
        "/nl/aandoeningen/": 200,
        "/en/conditions/?by=group": 200,
        DUTCH: 200,
        ENGLISH: 200,
        "/nl/klachten/nl-iets/": 200,
        "/nl/onderzoeken/nl-iets/": 200,
        "/nl/behandelingen/nl-iets/": 200,
        "/nl/woordenlijst/nl-iets/": 200,
        "/nl/over/nl-iets/": 200,
        "/nl/aandoeningen/nl-weg/": 410,
        "/en/conditions/nl-nederlands/": 404,
        "/nl/aandoeningen/nl-oud/": 301,
        "/nl/nergens/": 404,
        f"/media/{condition.pictures.get().picture.file.name}": 200,
    }


def test_no_public_answer_sets_a_cookie_depends_on_one_or_has_a_nonce(client, everywhere):
    responses = {address: client.get(address) for address in everywhere}

    assert {address: response.status_code for address, response in responses.items()} == everywhere
    for response in responses.values():
        assert response.cookies == {}
        assert "cookie" not in response.get("Vary", "").lower()
        assert "nonce" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_pages_can_only_be_read(client, everywhere, method):
    readable = {address for address, status in everywhere.items() if "/nergens/" not in address}

    refused = {address: getattr(client, method)(address) for address in readable}

    assert {response.status_code for response in refused.values()} == {405}
    assert {response["Allow"] for response in refused.values()} == {"GET, HEAD"}


def test_asking_for_the_head_gives_the_same_answer_without_its_body(client, everywhere):
    for address in everywhere:
        head, whole = client.head(address), client.get(address)
        assert (head.status_code, b"".join(head)) == (whole.status_code, b"")
        assert head.headers == whole.headers


def test_public_pages_ask_for_nothing_from_elsewhere_and_run_no_code(client, everywhere):
    for address, status in everywhere.items():
        if status == 301 or address.startswith("/media/"):
            continue
        response = client.get(address)
        loaded = attribute(response, "img", "src") + attribute(response, "link", "href", rel="stylesheet")
        scripts = [found.attributes for found in elements(response, "script")]
        code = [found for found in scripts if found.get("type") != "application/ld+json"]
        loaded += [found.get("src", "in the page") for found in code]
        loaded += attribute(response, "form", "action")
        assert [place for place in loaded if not place.startswith("/")] == []
        assert [tag for tag in ("style", "iframe") if elements(response, tag)] == []
        assert "style=" not in response.content.decode()
