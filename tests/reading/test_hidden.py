"""What is not live is nowhere. Each test first makes something that could leak, and then lets it out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.publishing.services import Job, publish, withdraw
from tests.builders import (
    complete,
    make_condition,
    make_live,
    make_page,
    make_picture,
    make_section,
    make_source,
    make_symptom,
    make_term,
    make_test,
    make_treatment,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CANARY = "kanarie"


@pytest.fixture
def neighbour():
    """A live condition that names whatever is hidden, so that its page could show it."""
    return make_live(make_condition("buurman", slug_nl="buurman", slug_en="neighbour"))


@pytest.fixture
def condition():
    """A condition of which every text holds the canary. Not published."""
    texts = ("title", "other_names", "summary", "author", "medical_reviewer", "rights")
    rich = ("help_appointment", "help_today", "help_emergency")
    condition = make_condition(
        "verborgen",
        **{f"{name}_{code}": f"{CANARY} {name}" for name in texts for code in ("nl", "en")},
        **{f"{name}_{code}": f"<p>{CANARY}</p>" for name in rich for code in ("nl", "en")},
        slug_nl="nl-verborgen",
        slug_en="en-verborgen",
    )
    return complete(condition)


def link_both(one: Any, other: Any) -> Any:
    one.look_alike_links.create(target=other, note_nl="Verschil", note_en="Difference")
    other.look_alike_links.create(target=one)
    body = f'<p>Zie <a href="ref:condition/{other.key}">daar</a>.</p>'
    make_section(one, body_nl=body, body_en=body)
    make_live(one)


PLACES = [
    "/nl/",
    "/en/",
    "/nl/aandoeningen/",
    "/en/conditions/",
    "/nl/aandoeningen/?by=group",
    "/en/conditions/?by=group",
    "/nl/aandoeningen/buurman/",
    "/en/conditions/neighbour/",
    "/nl/aandoeningen/nl-verborgen/",
    "/en/conditions/en-verborgen/",
    "/nl/feed.xml",
    "/en/feed.xml",
    "/nl/aandoeningen/feed.xml",
    "/en/conditions/feed.xml",
    "/en/conditions/nl-verborgen/",
    "/nl/aandoeningen/en-verborgen/",
]


def places_with(client: Any, text: Any, places: Any = PLACES) -> Any:
    """Addresses whose answer says the text anywhere: body or headers."""
    found = []
    for place in places:
        response = client.get(place)
        if text in response.content.decode().lower() or text in str(response.headers).lower():
            found.append(place)
    return found


def test_a_draft_is_nowhere_until_it_is_published(client, condition, neighbour):
    link_both(neighbour, condition)
    before = places_with(client, CANARY)

    make_live(condition)

    assert before == []
    assert places_with(client, CANARY) == PLACES[:-2]


def test_an_english_draft_is_nowhere_until_it_is_published(client, condition, neighbour):
    condition.title_nl = condition.summary_nl = "Nederlands"
    for field in ("other_names", "author", "medical_reviewer", "rights"):
        setattr(condition, f"{field}_nl", "")
    condition.help_appointment_nl = condition.help_today_nl = condition.help_emergency_nl = ""
    condition.save()
    link_both(neighbour, condition)
    make_live(condition, "nl")
    before = places_with(client, CANARY)

    make_live(condition, "en")

    assert before == []
    assert places_with(client, CANARY) == [place for place in PLACES[:-2] if place.startswith("/en/")]


def test_what_was_withdrawn_is_nowhere_but_its_title_at_its_own_address(client, condition, neighbour):
    link_both(neighbour, condition)
    make_live(condition)
    before = places_with(client, CANARY)

    for language in ("nl", "en"):
        withdraw(kind="condition", key="verborgen", language=language, by=Job("test"))

    own = ["/nl/aandoeningen/nl-verborgen/", "/en/conditions/en-verborgen/"]
    assert before == PLACES[:-2]
    assert places_with(client, CANARY) == own
    assert places_with(client, f"{CANARY} summary") == []


def test_what_is_planned_is_nowhere_until_its_moment(client, condition, neighbour, time_machine):
    time_machine.move_to(NOW, tick=False)
    link_both(neighbour, condition)
    for language in ("nl", "en"):
        publish(instance=condition, language=language, by=Job("test"), live_from=NOW + timedelta(minutes=1))
    before = places_with(client, CANARY)

    time_machine.shift(timedelta(minutes=1))

    assert before == []
    assert places_with(client, CANARY) == PLACES[:-2]


def test_what_was_planned_and_cancelled_is_nowhere_ever(client, condition, neighbour, time_machine):
    time_machine.move_to(NOW, tick=False)
    link_both(neighbour, condition)
    publish(instance=condition, language="nl", by=Job("test"), live_from=NOW + timedelta(days=1))
    withdraw(kind="condition", key="verborgen", language="nl", by=Job("test"))

    time_machine.shift(timedelta(days=2))

    assert places_with(client, CANARY) == []
    assert client.get("/nl/aandoeningen/nl-verborgen/").status_code == 404


def test_a_change_is_nowhere_until_it_is_published(client, neighbour):
    """Of the object itself, and of everything else that its page shows."""
    source, picture, symptom = make_source("bron"), make_picture("tekening"), make_live(make_symptom("jeuk"))
    condition = make_condition("verborgen", slug_nl="nl-verborgen", slug_en="en-verborgen")
    section = make_section(condition)
    citation = condition.citations.create(source=source)
    link = condition.symptom_links.create(target=symptom)
    condition.pictures.create(picture=picture)
    link_both(neighbour, condition)
    make_live(condition)
    for row, *fields in (
        (condition, "title", "summary", "other_names", "author", "help_today"),
        (section, "heading", "body"),
        (citation, "note"),
        (source, "title"),
        (link, "note"),
        (picture, "alt", "caption", "credit"),
    ):
        for field in fields:
            setattr(row, f"{field}_nl", f"{CANARY} {field}")
            setattr(row, f"{field}_en", f"{CANARY} {field}")
        row.save()
    condition.slug_nl, condition.slug_en = "kanarie-nl", "kanarie-en"
    condition.save()
    places = [*PLACES, "/nl/aandoeningen/kanarie-nl/", "/nl/klachten/nl-jeuk/", "/en/symptoms/en-jeuk/"]
    before = places_with(client, CANARY, places)

    make_live(condition)

    assert before == []
    assert places_with(client, CANARY, places) == [*PLACES[:-2], *places[-3:]]


@pytest.mark.parametrize("make", [make_symptom, make_test, make_treatment, make_term, make_page])
def test_a_draft_of_another_kind_is_nowhere_until_it_is_published(client, make):
    words = {"term": "woordenlijst", "page": "over", "symptom": "klachten"}
    name = make.__name__.removeprefix("make_")
    words |= {"test": "onderzoeken", "treatment": "behandelingen"}
    places = ["/nl/", f"/nl/{words[name]}/", f"/nl/{words[name]}/{CANARY}/"]
    draft = make("ander", title_nl=CANARY, summary_nl=CANARY, slug_nl=CANARY)
    before = places_with(client, f"{CANARY}<", places)

    make_live(draft, "nl")

    assert before == []
    seen = places_with(client, f"{CANARY}<", places)
    assert seen == (places if make is make_page else places[1:])


def test_a_draft_and_what_never_existed_get_the_same_answer(client, condition):
    draft = client.get("/nl/aandoeningen/nl-verborgen/")
    never = client.get("/nl/aandoeningen/xx-verborgen/")

    assert (draft.status_code, never.status_code) == (404, 404)
    assert draft.content == never.content.replace(b"xx-verborgen", b"nl-verborgen")
    assert draft.headers == never.headers
