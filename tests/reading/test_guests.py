"""The page that a reviewer without an account gets."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.publishing.guests import make_guest_link, revoke_guest_link, token_of
from portal.publishing.review_models import Approval, Comment, GuestLink
from portal.publishing.reviews import comment
from tests.builders import make_condition, make_section
from tests.markup import words

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SAID = {"part": "in-short", "text": "Dit <b>klopt</b> niet.", "name": "Dr. Jansen"}


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def condition(db):
    condition = make_condition("lever")
    make_section(condition, body_nl="<p>De zin van nu.</p>", body_en="<p>The sentence.</p>")
    return condition


@pytest.fixture
def link(condition, editor) -> GuestLink:
    return make_guest_link(instance=condition, language="nl", by=editor, days=3)


def page_of(link: GuestLink) -> str:
    return reverse("guest-review", args=[token_of(link)])


def test_a_guest_reads_the_text_as_it_was_when_the_link_was_made(client, condition, link):
    condition.sections.update(body_nl="<p>De zin van later.</p>")

    page = client.get(page_of(link))

    assert page.status_code == 200
    assert "De zin van nu." in words(page)
    assert "De zin van later." not in words(page)


def test_the_page_stands_in_the_language_of_its_text(client, condition, editor):
    english = make_guest_link(instance=condition, language="en", by=editor)

    page = client.get(page_of(english))

    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en">' in page.content.decode()
    assert "The sentence." in words(page)


def test_the_page_is_neither_kept_nor_indexed_and_sets_no_cookie_but_the_token_against_forgery(
    client, link, settings
):
    page = client.get(page_of(link))

    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert set(page.cookies) == {settings.CSRF_COOKIE_NAME}
    assert "'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("token", ["1", "1.abc", "x", "1:abc"])
def test_a_tampered_link_leads_nowhere(client, link, token):
    for forged in (token, f"{token_of(link)}x", f"9{token_of(link)}"):
        address = reverse("guest-review", args=[forged])
        assert client.get(address).status_code == 404
        assert client.post(address, SAID).status_code == 404
    assert not Comment.objects.exists()


def test_an_expired_link_shows_nothing_and_takes_nothing(client, link, time_machine):
    time_machine.move_to(NOW + timedelta(days=3))

    for page in (client.get(page_of(link)), client.post(page_of(link), SAID)):
        assert page.status_code == 410
        assert "De zin van nu." not in words(page)
        assert "no-store" in page.headers["Cache-Control"]
    assert not Comment.objects.exists()


def test_a_revoked_link_shows_nothing_and_takes_nothing(client, link, editor):
    revoke_guest_link(link=link, by=editor)

    for page in (client.get(page_of(link)), client.post(page_of(link), SAID)):
        assert page.status_code == 410
        assert "De zin van nu." not in words(page)
    assert not Comment.objects.exists()


def test_a_guest_comments_and_sees_what_was_received(client, link):
    response = client.post(page_of(link), SAID, follow=True)

    made = Comment.objects.get()
    assert (made.guest_name, made.part, made.digest) == ("Dr. Jansen", "in-short", link.digest)
    assert "Dit &lt;b&gt;klopt" in response.content.decode()
    assert not Approval.objects.exists()


def test_what_a_guest_sees_has_no_comments_of_colleagues(client, condition, link, editor):
    comment(
        instance=condition, language="nl", digest=link.digest, part="", text="Onder ons gezegd.", by=editor
    )

    assert "Onder ons gezegd." not in words(client.get(page_of(link)))


def test_a_comment_that_is_refused_loses_nothing_typed(client, link):
    page = client.post(page_of(link), SAID | {"name": ""})

    assert page.context["form"].errors.keys() == {"name"}
    assert "Dit &lt;b&gt;klopt" in page.content.decode()
    assert not Comment.objects.exists()


def test_a_comment_needs_the_token_against_forged_requests(link):
    assert Client(enforce_csrf_checks=True).post(page_of(link), SAID).status_code == 403


@pytest.mark.parametrize("how_many", [1, 8])
def test_the_page_takes_as_many_queries_for_many_comments_as_for_few(
    client, link, django_assert_num_queries, how_many
):
    for _number in range(how_many):
        client.post(page_of(link), SAID)

    with django_assert_num_queries(5):
        client.get(page_of(link))
