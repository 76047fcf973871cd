"""The public history of a page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.publishing.models import Event
from portal.publishing.services import Job, publish, withdraw
from portal.reading.versions import ON_ONE_PAGE
from tests.builders import complete, make_condition, make_live, make_symptom
from tests.markup import attribute, elements, links, main, words

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAGE = "/nl/aandoeningen/nl-lever/"
VERSIONS = f"{PAGE}versies/"


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def condition():
    return complete(make_condition("lever"))


def published(condition: Any, summary: str, **about: Any) -> Any:
    condition.summary_nl = summary
    condition.save()
    return publish(instance=condition, language="nl", by=about.pop("by", Job("test")), **about).publication


def later(clock: Any, **how_much: Any) -> None:
    clock.move_to(datetime.now(UTC) + timedelta(**how_much), tick=False)


def withdraw_nl(**about: Any) -> Any:
    return withdraw(kind="condition", key="lever", language="nl", by=Job("test"), **about)


@pytest.fixture
def three(condition, clock):
    """Three versions, a day apart; the third is live."""
    published(condition, "Eerste tekst.", reason="Nieuwe pagina")
    later(clock, days=1)
    published(condition, "Tweede tekst.", reason="Typefout", extent=Event.Extent.MINOR)
    later(clock, days=1)
    published(condition, "Derde tekst.", reason="Nieuwe richtlijn", extent=Event.Extent.REVIEW)
    return condition


def listed(response: Any) -> list[str]:
    (found,) = elements(main(response), "ol", class_="versions")
    return [words(item) for item in elements(found, "li")]


# The page itself


def test_a_page_says_what_changed_last_and_leads_to_its_versions(client, three):
    response = client.get(PAGE)

    (about,) = elements(main(response), "section", class_="about")
    assert "3, gepubliceerd op 25 november 2026" in words(about)
    assert "Nieuwe richtlijn (de redactie heeft de hele pagina nagelopen)" in words(about)
    assert ("Alle versies van deze pagina", VERSIONS) in links(about)


def test_a_minor_change_does_not_pass_for_a_review(client, condition, clock):
    published(condition, "Eerste tekst.")
    published(condition, "Tweede tekst.", reason="Typefout", extent=Event.Extent.MINOR)

    text = words(main(client.get(PAGE)))

    assert "Typefout (een kleine wijziging: de rest van de pagina is niet opnieuw bekeken)" in text


# The list


def test_the_list_tells_of_each_version_when_and_why_the_newest_first(client, three):
    response = client.get(VERSIONS)

    third, second, first = listed(response)
    assert third.startswith("Versie 3 nu op de site")
    assert "sinds 25 november 2026, 13:00" in third
    assert "Nieuwe richtlijn (de redactie heeft de hele pagina nagelopen)" in third
    assert "van 24 november 2026, 13:00 tot 25 november 2026, 13:00" in second
    assert "Typefout (een kleine wijziging" in second
    assert "Nieuwe pagina" in first


@pytest.mark.parametrize("how_many", [1, ON_ONE_PAGE + 5])
def test_the_list_costs_three_queries_whatever_its_length(
    client, condition, clock, django_assert_num_queries, how_many
):
    for number in range(how_many):
        published(condition, f"Tekst {number}.")
        later(clock, hours=1)

    with django_assert_num_queries(3):
        response = client.get(VERSIONS)

    assert len(listed(response)) == min(how_many, ON_ONE_PAGE)


def test_a_long_list_goes_on_on_the_next_page(client, condition, clock):
    for number in range(ON_ONE_PAGE + 5):
        published(condition, f"Tekst {number}.")
        later(clock, hours=1)

    ((_, older),) = [link for link in links(main(client.get(VERSIONS))) if link[0] == "Oudere versies"]
    rest = client.get(f"{VERSIONS}{older}")

    assert [text.split(" Op de site")[0] for text in listed(rest)] == [f"Versie {n}" for n in range(5, 0, -1)]
    assert ("Nieuwste versies", VERSIONS) in links(main(rest))


def test_what_is_planned_is_told_to_nobody_until_it_begins(client, condition, clock):
    published(condition, "Tekst van nu.")
    published(condition, "Tekst van morgen.", reason="Geheim plan", live_from=NOW + timedelta(days=1))

    def told() -> list[str]:
        places = [VERSIONS, f"{VERSIONS}1/", f"{VERSIONS}2/", f"{VERSIONS}2026-11-24/", PAGE]
        texts = [client.get(place).content.decode() for place in places]
        hidden = ("Tekst van morgen", "Geheim plan", "24 november 2026, 13:00")
        return [word for word in hidden if any(word in text for text in texts)]

    before = told()
    later(clock, days=1)

    assert before == []
    assert told() == ["Tekst van morgen", "Geheim plan", "24 november 2026, 13:00"]


def test_what_was_cancelled_before_it_began_is_never_told(client, condition, clock):
    published(condition, "Tekst van nu.")
    published(condition, "Nooit gezien.", reason="Geheim plan", live_from=NOW + timedelta(days=1))
    later(clock, hours=1)
    withdraw_nl()
    later(clock, hours=1)
    published(condition, "Weer terug.")
    later(clock, days=2)

    response = client.get(VERSIONS)

    assert "Geheim plan" not in words(response)
    assert [text.split()[1] for text in listed(response)] == ["3", "1"]
    assert client.get(f"{VERSIONS}2/").status_code == 404


def test_reasons_are_public_and_the_people_who_published_are_not(client, condition, editor):
    editor.first_name, editor.last_name = "Geheime", "Redacteur"
    editor.save()
    published(condition, "Een.", reason="Nieuwe pagina", by=editor)

    for place in (PAGE, VERSIONS, f"{VERSIONS}1/"):
        text = client.get(place).content.decode()
        assert "Nieuwe pagina" in text or place.endswith("/1/")
        assert not {"Redacteur", editor.username} & set(words(text).split())


def test_each_language_has_its_own_history(client, three):
    publish(instance=three, language="en", by=Job("test"), reason="First translation")

    english = client.get("/en/conditions/en-lever/versions/")

    assert len(listed(english)) == 1
    assert "First translation" in listed(english)[0]
    assert ("Nederlands", VERSIONS) in links(english)


# One version


def test_an_old_version_reads_as_it_was_and_says_that_it_is_old(client, three):
    response = client.get(f"{VERSIONS}1/")

    text = words(response)
    assert "Eerste tekst." in text
    assert "Derde tekst." not in text
    assert "Dit is een oude versie (nummer 1)." in text
    assert "van 23 november 2026, 13:00 tot 24 november 2026, 13:00" in text
    assert ("Naar de pagina zoals die nu is", PAGE) in links(response)
    assert attribute(response, "meta", "content", name="robots") == ["noindex"]
    assert attribute(response, "link", "href", rel="canonical") == [f"http://testserver{PAGE}"]


def test_the_live_version_is_not_called_old(client, three):
    text = words(client.get(f"{VERSIONS}3/"))

    assert "Dit is versie 3. Die staat nu op de site." in text
    assert "oude versie" not in text


@pytest.mark.parametrize("how_many", [1, 12])
def test_a_version_costs_three_queries_whatever_else_there_is(
    client, condition, clock, django_assert_num_queries, how_many
):
    for number in range(how_many):
        target = make_live(make_symptom(f"klacht-{number}"), "nl")
        condition.symptom_links.create(target=target, position=number)
        published(condition, f"Tekst {number}.")
        later(clock, hours=1)

    with django_assert_num_queries(3):
        response = client.get(f"{VERSIONS}1/")

    assert "Tekst 0." in words(response)


@pytest.mark.parametrize(
    "odd", ["0", "99", "99999999999999999999", "2026-13-45", "0000-00-00", "x", "vergelijken/?from=1&to=x"]
)
def test_an_odd_version_is_not_found(client, three, odd):
    address = f"{VERSIONS}{odd}" if "?" in odd else f"{VERSIONS}{odd}/"

    assert client.get(address).status_code == 404


# On a day


@pytest.mark.parametrize(
    ("day", "text"),
    [("2026-11-23", "Eerste tekst."), ("2026-11-24", "Tweede tekst."), ("2026-11-25", "Derde tekst.")],
)
def test_the_page_on_a_day_is_what_was_live_when_that_day_ended(client, three, day, text):
    response = client.get(f"{VERSIONS}{day}/")

    assert response.status_code == 200
    assert text in words(response)


def test_the_list_leads_to_the_page_on_a_day_that_is_chosen_there(client, three):
    (form,) = (found for found in elements(main(client.get(VERSIONS)), "form") if "day" in names_in(found))

    chosen = client.get(form.attributes["action"], {"day": "2026-11-24"})

    assert chosen["Location"] == f"{VERSIONS}2026-11-24/"
    assert client.get(VERSIONS, {"day": "gisteren"}).status_code == 200


def names_in(form: Any) -> list[str]:
    return [found.attributes["name"] for found in elements(form, "input")]


def test_a_day_ends_at_midnight_in_the_netherlands(client, condition, clock):
    clock.move_to(datetime(2026, 11, 23, 22, 30, tzinfo=UTC), tick=False)
    published(condition, "Half twaalf.")
    later(clock, minutes=45)  # it is a quarter past midnight there
    published(condition, "Kwart over twaalf.")

    assert "Half twaalf." in words(client.get(f"{VERSIONS}2026-11-23/"))
    assert "Kwart over twaalf." in words(client.get(f"{VERSIONS}2026-11-24/"))


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-26", "0001-01-01", "9999-12-31"])
def test_a_day_without_a_version_says_from_when_there_are_versions(client, three, day):
    response = client.get(f"{VERSIONS}{day}/")

    assert response.status_code == 404
    assert "De versies beginnen op 23 november 2026." in words(response)
    assert ("Alle versies van deze pagina", VERSIONS) in links(response)


# Between two versions


def test_two_versions_are_compared_with_the_words_marked_the_older_one_first(client, three):
    for query in ("from=1&to=3", "from=3&to=1"):
        response = client.get(f"{VERSIONS}vergelijken/?{query}")

        (difference,) = elements(main(response), "section", class_="difference")
        assert [words(found) for found in elements(difference, "del")] == ["Eerste"]
        assert [words(found) for found in elements(difference, "ins")] == ["Derde"]


def test_the_comparison_costs_three_queries(client, three, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(f"{VERSIONS}vergelijken/?from=1&to=3")


def test_each_version_leads_to_what_changed_in_it(client, three):
    found = links(main(client.get(VERSIONS)))

    assert ("Vergelijk 2 met 3", f"{VERSIONS}vergelijken/?from=2&to=3") in found


# Old addresses


def test_versions_at_an_old_address_lead_to_the_new_one(client, three, clock):
    later(clock, hours=1)
    three.slug_nl = "nieuw"
    published(three, "Vierde tekst.")

    new = "/nl/aandoeningen/nieuw/versies/"
    for rest in ("", "1/", "2026-11-23/", "vergelijken/?from=1&to=2"):
        response = client.get(f"{VERSIONS}{rest}")
        assert (response.status_code, response.get("Location")) == (301, f"{new}{rest}")
    assert len(listed(client.get(new))) == 4


# Withdrawn


def test_a_withdrawn_page_shows_its_list_and_none_of_its_texts(client, three, clock):
    later(clock, hours=1)
    withdraw_nl(reason="De dosis klopte niet")

    response = client.get(VERSIONS)
    newest = listed(response)[0]
    assert "ingetrokken" in newest
    assert "De dosis klopte niet" in newest
    for rest in ("1/", "3/", "2026-11-23/", "vergelijken/?from=1&to=2"):
        gone = client.get(f"{VERSIONS}{rest}")
        assert gone.status_code == 410
        assert "tekst." not in words(gone).replace("de tekst fout", "")
        assert rest not in [address for _, address in links(main(response))]
    assert ("Wanneer en waarom: de versies van deze pagina", VERSIONS) in links(client.get(PAGE))


def test_a_text_that_was_withdrawn_stays_hidden_when_the_page_comes_back(client, three, clock):
    later(clock, hours=1)
    withdraw_nl(reason="De dosis klopte niet")
    later(clock, hours=1)
    published(three, "Vierde tekst.", reason="Verbeterd")

    gone, other = client.get(f"{VERSIONS}3/"), client.get(f"{VERSIONS}2/")

    assert (gone.status_code, other.status_code) == (410, 200)
    assert client.get(f"{VERSIONS}vergelijken/?from=3&to=4").status_code == 410
    assert "ingetrokken" in listed(client.get(VERSIONS))[1]


def test_a_version_that_another_one_followed_at_once_does_not_count_as_withdrawn(client, three, clock):
    withdraw_nl(reason="Loopt af", at=NOW + timedelta(days=9))
    later(clock, hours=1)
    published(three, "Vierde tekst.")

    assert client.get(f"{VERSIONS}3/").status_code == 200
    assert "ingetrokken" not in words(client.get(VERSIONS))


def test_a_page_that_was_never_there_has_no_versions(client, condition):
    assert client.get(VERSIONS).status_code == 404
