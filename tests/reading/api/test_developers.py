"""The page for developers."""

import pytest

from tests.builders import make_condition, make_live, make_page
from tests.markup import attribute, elements, links, main, words

pytestmark = pytest.mark.django_db


def test_every_operation_is_explained_and_can_be_tried(client, ask):
    page = client.get("/en/api/")

    described = ask("openapi.json")["paths"]
    shown = [words(found) for found in elements(main(page), "p", class_="operation-path")]
    assert sorted(shown) == sorted(f"GET {path}" for path in described)
    assert len(elements(main(page), "form")) == len(described)


@pytest.mark.parametrize(
    ("address", "title"), [("/nl/api/", "Eén pagina, helemaal"), ("/en/api/", "One page, whole")]
)
def test_it_speaks_the_language_of_its_address(client, address, title):
    page = client.get(address)

    assert title in [words(found) for found in elements(main(page), "h2")]
    assert attribute(page, "link", "href", rel="alternate", hreflang="nl") == ["http://testserver/nl/api/"]


def test_a_form_leads_to_the_answer(client):
    make_live(make_condition("levermetastasen"))
    fields = {"operation": "document", "kind": "condition", "key": "levermetastasen", "language": "en"}

    response = client.get("/en/api/", fields, follow=True)

    assert response.redirect_chain == [("/api/v1/documents/condition/levermetastasen/en", 302)]
    assert response.json()["title"] == "Title of levermetastasen"


def test_what_is_left_empty_is_not_asked(client):
    fields = {"operation": "documents", "kind": "", "language": "nl", "limit": " 5 ", "unknown": "x"}

    assert client.get("/en/api/", fields)["Location"] == "/api/v1/documents?language=nl&limit=5"


@pytest.mark.parametrize("value", ["", "a b/../..", "é", "x" * 300])
def test_odd_words_stay_in_their_place_in_the_address(client, value):
    fields = {"operation": "document", "kind": "condition", "key": value, "language": "nl"}

    response = client.get("/en/api/", fields, follow=True)

    assert response.redirect_chain[0][0].startswith("/api/v1/documents/condition/")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_an_operation_that_does_not_exist_is_not_found(client):
    assert client.get("/en/api/", {"operation": "delete"}).status_code == 404


def test_every_page_leads_to_it(client):
    make_live(make_page("over"))

    assert ("For developers", "/en/api/") in links(client.get("/en/"))
    assert ("Voor ontwikkelaars", "/nl/api/") in links(client.get("/nl/over/nl-over/"))


def test_it_takes_one_query(client, django_assert_num_queries):
    client.get("/en/api/")

    with django_assert_num_queries(1):
        client.get("/en/api/")
