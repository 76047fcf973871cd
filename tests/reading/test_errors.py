from typing import Any

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.urls import include, path

from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as real_urls
from tests.markup import attribute, elements, links, main, words


def fails_with(error: Any) -> Any:
    def view(request: Any) -> Any:
        raise error

    return view


# The portal's own addresses, and one that fails in each way.
urlpatterns = [
    *i18n_patterns(
        path("fails/400/", fails_with(SuspiciousOperation("odd"))),
        path("fails/403/", fails_with(PermissionDenied)),
        path("fails/404/", fails_with(Http404)),
        path("fails/500/", fails_with(RuntimeError("secret"))),
    ),
    *real_urls,
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "include"]

HEADINGS = {
    ("nl", 400): "Deze aanvraag is niet te begrijpen",
    ("nl", 403): "Je mag dit niet zien",
    ("nl", 404): "Deze pagina bestaat niet",
    ("nl", 500): "Hier ging iets mis",
    ("en", 400): "This request cannot be understood",
    ("en", 403): "You may not see this",
    ("en", 404): "This page does not exist",
    ("en", 500): "Something went wrong here",
}


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


# No database here: an error page must work when the database does not.
@pytest.mark.logs_errors
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("language", "status"), HEADINGS)
def test_an_error_page_says_what_is_wrong_without_a_query(client, language, status):
    response = client.get(f"/{language}/fails/{status}/")

    assert response.status_code == status
    assert [words(found) for found in elements(main(response), "h1")] == [HEADINGS[language, status]]
    assert attribute(response, "html", "lang") == [language]
    assert attribute(response, "meta", "content", name="robots") == ["noindex"]
    assert links(main(response))[-1][1] == f"/{language}/"
    assert b"secret" not in response.content
    assert response.cookies == {}
    assert "nonce" not in response["Content-Security-Policy"]


@pytest.mark.logs_errors
@pytest.mark.urls(__name__)
def test_a_failure_tells_whom_to_call(client):
    english = words(main(client.get("/en/fails/500/")))

    assert "Do you need medical help now? Call your GP, or 112 when life is in danger." in english


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "other"), [("/nl/fails/404/", "/en/"), ("/en/fails/404/", "/nl/")])
def test_an_error_page_leads_to_the_home_page_in_the_other_language(client, address, other):
    (switch,) = elements(client.get(address), "nav", class_="languages")

    assert [place for _, place in links(switch)] == [other]


def test_who_sends_a_form_of_an_earlier_sign_in_is_told_that_their_words_are_not_lost(db):
    response: Any = Client(enforce_csrf_checks=True).post("/nl/admin/login/", {"username": "somebody"})

    assert response.status_code == 403
    assert [words(found) for found in elements(main(response), "h1")] == ["Dit formulier is verlopen"]
    assert "Wat je typte, staat er nog in" in words(main(response))
    assert links(main(response))[-1][1] == "/nl/"
