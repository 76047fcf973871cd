"""Languages, old addresses and pages that are no more."""

from typing import Any

import pytest

from portal.publishing.services import Job, withdraw
from tests.builders import make_condition, make_live, make_symptom
from tests.markup import attribute, elements, links, main, words

pytestmark = pytest.mark.django_db

DUTCH, ENGLISH = "/nl/aandoeningen/nl-lever/", "/en/conditions/en-lever/"


@pytest.fixture
def condition():
    return make_condition("lever")


def withdraw_in(*languages: Any) -> Any:
    for language in languages:
        withdraw(kind="condition", key="lever", language=language, by=Job("test"))


def moved(response: Any) -> Any:
    return response.status_code, response.get("Location")


def switch(response: Any) -> Any:
    (nav,) = elements(response, "nav", class_="languages")
    return [
        (*link, found.attributes["lang"]) for link, found in zip(links(nav), elements(nav, "a"), strict=True)
    ]


# The language switch


def test_the_switch_stays_on_the_same_object_with_each_languages_own_address(client, condition):
    make_live(condition)

    assert switch(client.get(DUTCH)) == [("English", ENGLISH, "en")]
    assert switch(client.get(ENGLISH)) == [("Nederlands", DUTCH, "nl")]


@pytest.mark.parametrize(
    ("address", "other"),
    [("/nl/", "/en/"), ("/nl/aandoeningen/", "/en/conditions/"), ("/nl/woordenlijst/", "/en/glossary/")],
)
def test_the_switch_stays_on_the_same_list(client, address, other):
    assert switch(client.get(address)) == [("English", other, "en")]
    assert switch(client.get(other)) == [("Nederlands", address, "nl")]


def test_a_language_that_a_page_lacks_is_named_without_a_link(client, condition):
    make_live(condition, "nl")

    response = client.get(DUTCH)

    (missing,) = elements(response, "li", class_="language-missing")
    assert (words(missing), switch(response)) == ("English: niet beschikbaar", [])
    assert attribute(missing, "span", "lang") == ["en"]


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/nl/", "nl"),
        ("/en/", "en"),
        (DUTCH, "nl"),
        (ENGLISH, "en"),
        ("/en/nowhere/", "en"),
        ("/nl/nergens/", "nl"),
    ],
)
def test_a_page_says_what_language_it_is_in(client, condition, address, language):
    make_live(condition)

    response = client.get(address)

    assert attribute(response, "html", "lang") == [language]
    assert response["Content-Language"] == language


@pytest.mark.parametrize(
    ("asked", "home"), [("en-GB,en;q=0.9", "/en/"), ("nl", "/nl/"), ("de", "/nl/"), ("", "/nl/")]
)
def test_the_bare_address_leads_to_the_home_page_in_the_browsers_language(client, asked, home):
    response = client.get("/", headers={"accept-language": asked})

    assert moved(response) == (302, home)
    assert response["Vary"] == "Accept-Language, Cookie"  # Django's own; nothing sets a cookie


# Missing in one language


@pytest.mark.parametrize(
    ("published", "address", "link"),
    [
        ("nl", "/en/conditions/nl-lever/", ("Titel van lever (Nederlands)", DUTCH)),
        ("en", "/nl/aandoeningen/en-lever/", ("Title of lever (English)", ENGLISH)),
    ],
)
def test_a_missing_translation_is_said_and_the_other_language_offered(
    client, condition, published, address, link
):
    make_live(condition, published)

    response = client.get(address)

    assert response.status_code == 404
    page = main(response)
    ((title, language),) = [(words(q), q.attributes["lang"]) for q in elements(page, "q")]
    assert (link[0].startswith(f"{title} ("), language) == (True, published)
    assert links(page)[0] == link
    offered = elements(page, "a")[0].attributes
    assert (offered["lang"], offered["hreflang"]) == (published, published)
    assert attribute(response, "meta", "content", name="robots") == ["noindex"]


def test_the_address_in_the_other_language_moves_to_the_own_one(client, condition):
    make_live(condition)

    assert moved(client.get("/en/conditions/nl-lever/")) == (301, ENGLISH)
    assert moved(client.get("/nl/aandoeningen/en-lever/")) == (301, DUTCH)


def test_a_missing_translation_that_is_drafted_gives_nothing_away(client, condition):
    make_live(condition, "nl")

    response = client.get(ENGLISH)

    assert response.status_code == 404
    assert [words(found) for found in elements(main(response), "h1")] == ["This page does not exist"]
    assert "lever" not in words(main(response))


# Old addresses


def test_an_old_address_moves_to_the_new_one_for_good(client, condition):
    make_live(condition)
    for slug in ("tweede", "derde"):
        condition.slug_nl = slug
        condition.save()
        make_live(condition)

    assert moved(client.get(DUTCH)) == (301, "/nl/aandoeningen/derde/")
    assert moved(client.get("/nl/aandoeningen/tweede/")) == (301, "/nl/aandoeningen/derde/")
    assert client.get("/nl/aandoeningen/derde/").status_code == 200
    assert client.get(ENGLISH).status_code == 200


def test_an_old_address_that_another_page_has_now_shows_that_page(client, condition):
    make_live(condition, "nl")
    condition.slug_nl = "nieuw"
    condition.save()
    make_live(condition, "nl")
    make_live(make_condition("ander", slug_nl="nl-lever"), "nl")

    response = client.get(DUTCH)

    assert [words(found) for found in elements(main(response), "h1")] == ["Titel van ander"]


def test_an_old_address_of_a_withdrawn_page_says_that_it_was_withdrawn(client, condition):
    make_live(condition, "nl")
    condition.slug_nl = "nieuw"
    condition.save()
    make_live(condition, "nl")
    withdraw_in("nl")

    assert client.get(DUTCH).status_code == 410
    assert client.get("/nl/aandoeningen/nieuw/").status_code == 410


def test_an_address_belongs_to_one_kind(client, condition):
    make_live(condition, "nl")
    make_live(make_symptom("jeuk"), "nl")

    assert client.get("/nl/klachten/nl-lever/").status_code == 404
    assert client.get("/nl/aandoeningen/nl-jeuk/").status_code == 404


# Withdrawn


@pytest.mark.parametrize(
    ("language", "heading", "offered", "back"),
    [
        ("nl", "Deze pagina is ingetrokken", ("Title of lever (English)", ENGLISH), "/nl/aandoeningen/"),
        ("en", "This page has been withdrawn", ("Titel van lever (Nederlands)", DUTCH), "/en/conditions/"),
    ],
)
def test_a_withdrawn_page_says_so_and_offers_the_other_language(client, language, heading, offered, back):
    make_live(make_condition("lever"))
    withdraw_in(language)

    response = client.get({"nl": DUTCH, "en": ENGLISH}[language])

    assert response.status_code == 410
    assert [words(found) for found in elements(main(response), "h1")] == [heading]
    assert links(main(response))[0] == offered
    assert links(main(response))[1][1] == back
    assert [address for _, address, _ in switch(response)] == [offered[1]]
    assert attribute(response, "meta", "content", name="robots") == ["noindex"]


def test_a_page_that_is_withdrawn_in_every_language_offers_none(client, condition):
    make_live(condition)
    withdraw_in("nl", "en")

    found = [address for _, address in links(main(client.get(DUTCH)))]
    assert found == ["/nl/aandoeningen/", f"{DUTCH}versies/", "/nl/"]


def test_a_withdrawn_page_that_is_published_again_is_there_again(client, condition):
    make_live(condition, "nl")
    withdraw_in("nl")
    gone = client.get(DUTCH).status_code

    make_live(condition, "nl")

    assert (gone, client.get(DUTCH).status_code) == (410, 200)


# Unknown


@pytest.mark.parametrize(
    "address",
    [
        "/nl/nergens/",
        "/nl/aandoeningen/nergens/",
        "/nl/conditions/",
        "/nl/aandoeningen/nl-lever/meer/",
        "/nl/aandoeningen/NL-LEVER/",
        "/nl/aandoeningen/" + "a" * 2000 + "/",
        "/nl/aandoeningen/%00/",
        "/nl/aandoeningen/%F0%9F%A9%BA/",
        "/nl/aandoeningen/..%2F..%2Fetc/",
        "/nl/aandoeningen/'--/",
        "/de/",
        "/favicon.ico",
    ],
)
def test_an_odd_address_is_one_that_does_not_exist(client, condition, address):
    make_live(condition)

    response = client.get(address)

    assert response.status_code == 404
    assert [words(found) for found in elements(main(response), "h1")] == ["Deze pagina bestaat niet"]


def test_an_address_without_its_last_slash_moves(client, condition):
    make_live(condition)

    assert moved(client.get(DUTCH.removesuffix("/"))) == (301, DUTCH)
