"""What readers say: how they can, and how it cannot be abused."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from portal.publishing.models import Publication
from portal.reading.feedback import limits
from portal.reading.feedback.models import KEPT, LONGEST, Feedback, FeedbackNote
from portal.reading.feedback.services import (
    FeedbackRefusedError,
    deal_with_feedback,
    delete_old_feedback,
    give_feedback,
)
from portal.reading.feedback.tokens import LIFETIME
from tests.builders import make_condition, make_live
from tests.markup import attribute, elements, links, main, words

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAGE = "/nl/aandoeningen/nl-lever/"
FORM, THANKS = f"{PAGE}reactie/", f"{PAGE}reactie/ontvangen/"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture(autouse=True)
def condition():
    return make_live(make_condition("lever"))


def later(clock: Any, **how_much: Any) -> None:
    clock.move_to(datetime.now(UTC) + timedelta(**how_much), tick=False)


@pytest.fixture
def opened(client, clock):
    """What an opened form sends back, when a person has had the time to read it."""
    (token,) = attribute(client.get(FORM), "input", "value", name="token")
    later(clock, minutes=1)
    return {
        "token": token,
        "verdict": "mistake",
        "text": "In de tweede alinea staat een fout.",
        "website": "",
    }


def typed(response: Any) -> str:
    (area,) = elements(response, "textarea")
    return words(area)


def errors(response: Any) -> set[str]:
    return set(response.context["form"].errors)


# The way it should go


def test_every_page_leads_to_the_form_with_the_version_that_was_read(client):
    assert (
        "Had je hier iets aan? Of zag je een fout? Laat het weten",
        f"{FORM}?version=1",
    ) in links(main(client.get(PAGE)))


def test_what_a_reader_says_is_stored_with_the_publication_it_is_about(client, opened):
    response = client.post(FORM, opened)

    assert (response.status_code, response["Location"]) == (302, THANKS)
    stored = Feedback.objects.get()
    assert (stored.publication, stored.verdict, stored.text, stored.state) == (
        Publication.objects.get(language="nl"), "mistake", "In de tweede alinea staat een fout.", "new",
    )  # fmt: skip
    assert "de redactie heeft je bericht ontvangen" in words(client.get(THANKS))


def test_it_is_about_the_version_that_was_read_not_the_one_that_is_live_by_now(client, condition, clock):
    later(clock, hours=1)
    condition.summary_nl = "Anders."
    condition.save()
    make_live(condition, "nl")
    read = client.get(f"{FORM}?version=1")
    later(clock, minutes=1)

    client.post(FORM, {"token": attribute(read, "input", "value", name="token")[0], "verdict": "useful"})

    assert Feedback.objects.get().publication.number == 1


@pytest.mark.parametrize("odd", ["0", "99", "x", "-1", "9" * 40, "²", "1'"])
def test_an_odd_version_is_the_live_one(client, odd):
    assert client.get(FORM, {"version": odd}).status_code == 200


def test_the_form_sets_no_cookie_is_not_kept_and_not_indexed(client, opened):
    for response in (client.get(FORM), client.post(FORM, opened | {"text": ""}), client.post(FORM, opened)):
        assert response.cookies == {}
    page = client.get(FORM)
    assert "no-store" in page["Cache-Control"]
    assert attribute(page, "meta", "content", name="robots") == ["noindex"]
    assert "Cookie" not in page.get("Vary", "")


def test_no_personal_data_are_asked(client):
    asked = {name for name in attribute(main(client.get(FORM)), "input", "name") if name != "website"}

    assert asked == {"verdict", "token"}


def test_the_form_costs_three_queries_at_most(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(FORM)


def test_a_form_in_english_is_about_the_english_page(client, clock):
    page = client.get("/en/conditions/en-lever/feedback/")
    later(clock, minutes=1)

    token = attribute(page, "input", "value", name="token")[0]
    client.post("/en/conditions/en-lever/feedback/", {"token": token, "verdict": "not_useful"})

    assert Feedback.objects.get().publication.language == "en"


# Nothing typed is lost


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"verdict": ""}, "verdict"),
        ({"verdict": "other"}, "verdict"),
        ({"text": "Tekst " * 400}, "text"),
        ({"text": "Tekst\0"}, "text"),
        ({"text": "Tekst http://a.example http://b.example www.c.example"}, "text"),
        ({"text": "Tekst", "website": "http://spam.example"}, "website"),
        ({"text": "Tekst", "token": ""}, "__all__"),
        ({"text": "Tekst", "token": "1.x:y:z"}, "__all__"),
    ],
)
def test_what_is_refused_is_not_stored_says_why_and_keeps_what_was_typed(client, opened, change, field):
    response = client.post(FORM, opened | change)

    assert response.status_code == 200
    assert field in errors(response)
    assert typed(response).startswith(change.get("text", opened["text"])[:5])
    assert not Feedback.objects.exists()


def test_a_mistake_needs_words_and_an_opinion_does_not(client, opened):
    silent = client.post(FORM, opened | {"text": " "})
    client.post(FORM, opened | {"text": "", "verdict": "useful"})

    assert errors(silent) == {"text"}
    assert [kept.verdict for kept in Feedback.objects.all()] == ["useful"]


def test_a_form_that_grew_old_can_be_sent_again_as_it_stands(client, opened, clock):
    later(clock, seconds=LIFETIME.total_seconds())

    refused = client.post(FORM, opened)
    later(clock, minutes=1)
    token = attribute(refused, "input", "value", name="token")[0]
    client.post(FORM, opened | {"token": token})

    assert "stond lang open" in words(refused)
    assert Feedback.objects.count() == 1


def test_a_renamed_page_takes_what_was_typed_on_its_old_address(client, condition, opened):
    condition.slug_nl = "nieuw"
    condition.save()
    make_live(condition, "nl")

    response = client.post(FORM, opened)

    assert (response.status_code, response["Location"]) == (308, "/nl/aandoeningen/nieuw/reactie/")


# Personal data


@pytest.mark.parametrize(
    "text", ["Bel me: 06-12345678", "jan@voorbeeld.example", "Ik ben 111222333", "1234 AB"]
)
def test_personal_data_are_sent_only_when_the_reader_says_so(client, opened, text):
    warned = client.post(FORM, opened | {"text": text})
    before = Feedback.objects.count()

    client.post(FORM, opened | {"text": text, "anyway": "1"})

    assert "in je tekst lijken persoonlijke gegevens te staan" in words(warned)
    assert typed(warned) == text
    assert elements(warned, "button", name="anyway") != []
    assert (before, Feedback.objects.get().text) == (0, text)


def test_a_text_without_personal_data_is_not_held_up(client, opened):
    assert client.post(FORM, opened | {"text": "C78.7, 1000 mg op 12-03-2024"}).status_code == 302


# Abuse


def test_a_request_from_another_site_is_refused(client, opened):
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        assert client.post(FORM, opened, headers=headers).status_code == 403
    assert not Feedback.objects.exists()

    own = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
    assert Client(enforce_csrf_checks=True).post(FORM, opened, headers=own).status_code == 302


def test_who_sends_sooner_than_a_person_can_is_asked_to_look_again(client, clock):
    token = attribute(client.get(FORM), "input", "value", name="token")[0]
    sent = {"token": token, "verdict": "mistake", "text": "Tekst"}

    hurried = client.post(FORM, sent)
    later(clock, seconds=10)
    client.post(FORM, sent)

    assert "Dat ging erg snel" in words(hurried)
    assert Feedback.objects.count() == 1


def test_a_form_that_is_sent_twice_is_one_message(client, opened):
    answers = [client.post(FORM, opened).status_code for _ in range(3)]

    assert answers == [302, 302, 302]
    assert Feedback.objects.count() == 1


def send(client: Any, clock: Any, **headers: Any) -> Any:
    token = attribute(client.get(FORM), "input", "value", name="token")[0]
    later(clock, seconds=10)
    return client.post(FORM, {"token": token, "verdict": "mistake", "text": "Mijn tekst"}, **headers)


def test_one_address_sends_so_much_an_hour_and_others_still_can(client, clock, monkeypatch):
    monkeypatch.setattr(limits, "PER_ADDRESS", 3)
    answers = [send(client, clock).status_code for _ in range(3)]

    refused = send(client, clock)
    other = send(client, clock, REMOTE_ADDR="192.0.2.7")
    later(clock, hours=1)
    again = send(client, clock)

    assert answers == [302, 302, 302]
    assert (refused.status_code, refused["Retry-After"], typed(refused)) == (429, "3600", "Mijn tekst")
    assert "Probeer het over een uur opnieuw" in words(refused)
    assert (other.status_code, again.status_code) == (302, 302)


def test_all_addresses_together_send_so_much_an_hour(client, clock, monkeypatch):
    monkeypatch.setattr(limits, "IN_ALL", 2)

    answers = [send(client, clock, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(3)]

    assert answers == [302, 302, 429]


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", "203.0.113.9"),  # the first is what the visitor wrote
        ("", "127.0.0.1"),
    ],
)
def test_behind_a_proxy_only_its_own_word_counts(rf, settings, told, address):
    settings.CLIENT_ADDRESS = "HTTP_X_FORWARDED_FOR"

    assert limits.client_address(rf.post("/", headers={"X-Forwarded-For": told})) == address


def test_a_household_with_many_addresses_counts_as_one(client, clock, monkeypatch):
    monkeypatch.setattr(limits, "PER_ADDRESS", 1)

    answers = [send(client, clock, REMOTE_ADDR=f"2001:db8:1:2::{n}").status_code for n in (1, 2)]

    assert answers == [302, 429]
    assert send(client, clock, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_no_address_is_kept_anywhere(client, clock, monkeypatch):
    kept: list[str] = []

    def watch(name: str) -> None:
        own = getattr(cache, name)

        def watched(*args: Any, **more: Any) -> Any:
            kept.append(repr((args, more)))
            return own(*args, **more)

        monkeypatch.setattr(cache, name, watched)

    for name in ("add", "get_or_set", "incr", "set"):
        watch(name)
    send(client, clock, REMOTE_ADDR="192.0.2.77")

    assert kept
    assert not [entry for entry in kept if "192.0.2.77" in entry]
    assert "192.0.2" not in repr(Feedback.objects.values().get())


def test_the_same_address_has_another_name_the_next_day(clock):
    today = limits._hashed("192.0.2.1")
    same = limits._hashed("192.0.2.1")
    later(clock, days=1)

    assert today == same
    assert limits._hashed("192.0.2.1") != today


def test_html_in_a_text_stays_text(client, administrator_client, opened):
    client.post(FORM, opened | {"text": "<script>alert(1)</script> is fout"})

    feedback = Feedback.objects.get()
    for place in ("", f"{feedback.pk}/change/"):
        desk = administrator_client.get(f"/nl/admin/reading/feedback/{place}").content.decode()
        assert "<script>alert(1)" not in desk
        assert "&lt;script&gt;alert(1)" in desk


# Kept 90 days, without a job


def given(**fields: Any) -> Any:
    about = Publication.objects.get(language="nl")
    made = give_feedback(publication=about, verdict="mistake", text="Een fout.")
    Feedback.everything.filter(pk=made.pk).update(**fields)
    return Feedback.everything.get(pk=made.pk)


def test_after_90_days_it_is_hidden_at_once_and_deleted_when_the_next_one_comes(clock):
    old = given()
    later(clock, days=89)
    before = Feedback.objects.count()
    later(clock, days=1)
    hidden = (Feedback.objects.count(), Feedback.everything.count())

    young = given()

    assert (before, hidden) == (1, (0, 1))
    assert list(Feedback.everything.values_list("pk", flat=True)) == [young.pk]
    assert old.pk != young.pk


def test_opening_the_desk_deletes_what_is_old_with_its_notes(client, editor, clock):
    old = given()
    deal_with_feedback(feedback=old, state="closed", note="Klaar.", by=editor)
    later(clock, seconds=KEPT.total_seconds())

    client.force_login(editor)
    response = client.get("/nl/admin/reading/feedback/")

    assert response.status_code == 200
    assert not Feedback.everything.exists()
    assert not FeedbackNote.objects.exists()


def test_a_command_deletes_what_is_old_and_says_how_many(clock, capsys):
    given()
    given()
    later(clock, days=45)
    given()
    later(clock, days=45)

    call_command("delete_old_feedback")

    assert capsys.readouterr().out == "2 deleted\n"
    assert Feedback.everything.count() == 1
    assert delete_old_feedback() == 0


# The services


@pytest.mark.parametrize(
    ("verdict", "text", "field"),
    [
        ("other", "Tekst", "verdict"),
        ("mistake", " ", "text"),
        ("useful", "x" * (LONGEST + 1), "text"),
        ("useful", "\0", "text"),
    ],
)
def test_giving_refuses_what_cannot_be_stored(verdict, text, field):
    with pytest.raises(FeedbackRefusedError) as refusal:
        give_feedback(publication=Publication.objects.get(language="nl"), verdict=verdict, text=text)

    assert refusal.value.field == field
    assert not Feedback.objects.exists()


def test_each_step_is_kept_with_who_and_when(editor, clock):
    feedback = given()

    deal_with_feedback(feedback=feedback, state="in_progress", by=editor)
    later(clock, hours=1)
    deal_with_feedback(feedback=feedback, state="answered", note="Verbeterd in versie 2.", by=editor)
    deal_with_feedback(feedback=feedback, state="answered", by=editor)  # nothing new

    feedback.refresh_from_db()
    assert feedback.state == "answered"
    assert [(note.state, note.text, note.by, note.at) for note in feedback.notes.all()] == [
        ("in_progress", "", editor, NOW),
        ("answered", "Verbeterd in versie 2.", editor, NOW + timedelta(hours=1)),
    ]


def test_an_answer_says_something_and_a_state_is_one_that_there_is(editor):
    feedback = given()

    for state, field in (("answered", "note"), ("other", "state")):
        with pytest.raises(FeedbackRefusedError) as refusal:
            deal_with_feedback(feedback=feedback, state=state, by=editor)
        assert refusal.value.field == field
    feedback.refresh_from_db()
    assert (feedback.state, feedback.notes.count()) == ("new", 0)


def test_what_is_too_old_cannot_be_dealt_with_any_more(editor, clock):
    feedback = given()
    later(clock, days=90)

    with pytest.raises(Feedback.DoesNotExist):
        deal_with_feedback(feedback=feedback, state="closed", by=editor)


def test_the_name_of_a_message_does_not_hold_its_text():
    assert re.fullmatch(r"Titel van lever: een fout \(23-11-2026\)", str(given()))
