"""One page for programs, and lists of pages."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from portal.publishing.services import Job, publish, withdraw
from tests.builders import (
    complete,
    make_condition,
    make_live,
    make_picture,
    make_section,
    make_symptom,
    make_term,
    make_treatment,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OWN = "http://testserver"


def reviewed(on: date) -> dict[str, Any]:
    """Fields of an object that was reviewed, and is due again after a year."""
    return {"reviewed_on": on, "review_cycle": 12}


def linking() -> Any:
    """A live condition that names a symptom in a list and in its text, and that symptom, not live."""
    condition, symptom = make_condition("lever"), make_symptom("jeuk")
    condition.symptom_links.create(target=symptom, note_nl="Vaak")
    make_section(condition, body_nl='<p>Zie <a href="ref:symptom/jeuk">jeuk</a>.</p>')
    make_live(condition, "nl")
    return symptom


def keys(listing: Any) -> Any:
    return [(item["key"], item["language"]) for item in listing["items"]]


# One page


def test_a_page_is_given_whole(ask):
    condition = make_condition("lever", summary_nl="Over de lever.", **reviewed(date(2026, 1, 31)))
    condition.codes.create(system="ICD-10", value="C78.7")
    picture = make_picture()
    condition.pictures.create(picture=picture)
    make_live(condition)

    answer = ask("documents/condition/lever/nl")

    assert (answer["title"], answer["version"], answer["next_review_on"]) == (
        "Titel van lever",
        1,
        "2027-01-31",
    )
    assert answer["address"] == f"{OWN}/nl/aandoeningen/nl-lever/"
    assert answer["document"] == f"{OWN}/api/v1/documents/condition/lever/nl"
    assert answer["alternates"] == [
        {
            "language": "nl",
            "address": f"{OWN}/nl/aandoeningen/nl-lever/",
            "document": f"{OWN}/api/v1/documents/condition/lever/nl",
        },
        {
            "language": "en",
            "address": f"{OWN}/en/conditions/en-lever/",
            "document": f"{OWN}/api/v1/documents/condition/lever/en",
        },
    ]
    content = answer["content"]
    assert (content["summary"], content["body_part"]) == ("Over de lever.", "liver")
    assert content["codes"] == [{"system": "ICD-10", "value": "C78.7"}]
    assert content["pictures"][0]["address"] == f"{OWN}/media/{picture.file.name}"
    assert content["citations"][0]["url"] == "https://example.org/"


def test_links_to_live_pages_have_whole_addresses_in_texts_and_lists(ask):
    symptom = linking()
    before = ask("documents/condition/lever/nl")["content"]

    make_live(symptom)
    content = ask("documents/condition/lever/nl")["content"]

    assert before["references"] == {}
    assert before["sections"][0]["body"] == "<p>Zie jeuk.</p>"
    assert content["sections"][0]["body"] == f'<p>Zie <a href="{OWN}/nl/klachten/nl-jeuk/">jeuk</a>.</p>'
    assert content["references"] == {
        "symptoms": [
            {
                "kind": "symptom",
                "key": "jeuk",
                "note": "Vaak",
                "title": "Titel van jeuk",
                "address": f"{OWN}/nl/klachten/nl-jeuk/",
                "document": f"{OWN}/api/v1/documents/symptom/jeuk/nl",
            }
        ]
    }


@pytest.mark.parametrize("make", [make_condition, make_symptom, make_term, make_treatment])
def test_every_kind_of_page_is_given_with_what_is_its_own(ask, make):
    kind = make.__name__.removeprefix("make_")
    made = make_live(make("iets"), "en")

    content = ask(f"documents/{kind}/iets/en")["content"]

    own = {"condition": "body_part", "symptom": "nature", "term": "forms", "treatment": "treatment_kind"}
    assert own[kind] in content, made
    assert [name for name in own.values() if name in content] == [own[kind]]


@pytest.mark.parametrize("linked", [0, 25])
def test_a_page_takes_two_queries_however_much_it_names(client, django_assert_num_queries, linked):
    condition = make_condition("lever")
    for number in range(linked):
        condition.symptom_links.create(target=make_live(make_symptom(f"klacht-{number}"), "nl"))
    make_live(condition, "nl")

    with django_assert_num_queries(2):
        answer = client.get("/api/v1/documents/condition/lever/nl").json()

    assert len(answer["content"]["references"].get("symptoms", [])) == linked


def test_what_was_withdrawn_is_told_apart_from_what_never_was(ask):
    linking()
    withdraw(kind="condition", key="lever", language="nl", by=Job("test"))

    gone, never = ask("documents/condition/lever/nl", 410), ask("documents/condition/lever/en", 404)

    assert gone == {"title": "Gone", "status": 410, "code": "withdrawn", "detail": "This page was withdrawn."}
    assert never == {
        "title": "Not Found",
        "status": 404,
        "code": "not_found",
        "detail": "No page with this kind and key is live in this language.",
    }


def test_a_plan_and_what_never_existed_get_the_same_answer(ask):
    publish(
        instance=complete(make_condition("plan")),
        language="nl",
        by=Job("test"),
        live_from=datetime.now(UTC) + timedelta(days=1),
    )

    assert ask("documents/condition/plan/nl", 404) == ask("documents/condition/nooit/nl", 404)


# Lists


@pytest.fixture
def calendar(time_machine):
    """A page of each of three days, and a second version of the first on the fourth."""
    made = [
        make_condition("een"),
        make_symptom("twee", **reviewed(date(2025, 12, 1))),
        make_condition("drie"),
    ]
    for number, instance in enumerate([*made, made[0]]):
        time_machine.move_to(NOW + timedelta(days=number), tick=False)
        instance.title_nl = f"{instance.key} {number}"
        instance.save()
        make_live(instance, "nl")
    time_machine.shift(1)


def test_lists_give_the_oldest_change_first(ask, calendar):
    listing = ask("documents")

    listed = [(item["key"], item["version"]) for item in listing["items"]]
    assert listed == [
        ("twee", 1),
        ("drie", 1),
        ("een", 2),
    ]
    assert listing["next"] is None


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": "condition"}, ["drie", "een"]),
        ({"kind": "term"}, []),
        ({"language": "nl"}, ["twee", "drie", "een"]),
        ({"language": "en"}, []),
        ({"changed_since": "2026-11-25T12:00:00Z"}, ["drie", "een"]),
        ({"changed_since": "2026-11-25T13:00:00+01:00"}, ["drie", "een"]),
        ({"changed_since": "2026-11-25T12:00:01Z"}, ["een"]),
        ({"changed_since": "2026-11-26"}, ["een"]),
        ({"changed_since": "0001-01-01T00:00:00+14:00"}, ["twee", "drie", "een"]),
        ({"changed_since": "9999-12-31T23:59:59-12:00"}, []),
        ({"changed_since": "2026-11-25T00:00:00-23:37"}, ["een"]),
        ({"review_due_before": "2026-12-02"}, ["twee"]),
        ({"review_due_before": "2026-12-01"}, []),
        ({"kind": "condition", "changed_since": "2026-11-26"}, ["een"]),
    ],
)
def test_lists_can_be_filtered(ask, calendar, filters, found):
    assert [item["key"] for item in ask("documents", **filters)["items"]] == found


def test_parts_of_a_list_follow_each_other_whatever_is_published_meanwhile(client, ask):
    for number in range(5):
        make_live(make_symptom(f"klacht-{number}"), "nl")
    first = ask("documents", limit=2, language="nl")

    make_live(make_symptom("klacht-5"), "nl")
    withdraw(kind="symptom", key="klacht-0", language="nl", by=Job("test"))
    found, following = keys(first), first["next"]
    while following:
        part = client.get(following).json()
        found, following = [*found, *keys(part)], part["next"]

    assert found == [(f"klacht-{number}", "nl") for number in range(6)]


def test_pages_of_one_moment_are_listed_once_each(client, ask, time_machine):
    time_machine.move_to(NOW, tick=False)
    for number in range(4):
        make_live(make_symptom(f"klacht-{number}"), "nl")

    first = client.get("/api/v1/documents", {"limit": 3})
    second = client.get(first.json()["next"])

    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    assert (len(first.json()["items"]), keys(second.json())) == (3, [("klacht-3", "nl")])
    assert "Link" not in second


@pytest.mark.parametrize("pages", [1, 30])
def test_a_list_takes_one_query_whatever_its_length(client, django_assert_num_queries, pages):
    for number in range(pages):
        make_live(make_symptom(f"klacht-{number}"), "nl")

    with django_assert_num_queries(1):
        answer = client.get("/api/v1/documents").json()

    assert len(answer["items"]) == pages


def test_the_kinds_are_named_in_both_languages(ask):
    kinds = {item["kind"]: item for item in ask("kinds")["items"]}

    assert kinds["condition"]["names"] == {"nl": "Aandoeningen", "en": "Conditions"}
    assert kinds["condition"]["addresses"]["en"] == f"{OWN}/en/conditions/"
    assert kinds["condition"]["documents"] == f"{OWN}/api/v1/documents?kind=condition"


def test_every_address_at_the_root_answers(client, ask):
    for address in ask("").values():
        assert client.get(address).status_code in {200, 422}, address
