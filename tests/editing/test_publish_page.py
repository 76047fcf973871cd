"""The pages that publish and withdraw: what they show, when and how they do it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from conditions.models import Condition
from portal.editing.models import Revision
from portal.publishing.kinds import kind_of
from portal.publishing.models import Event, Publication
from portal.publishing.review_models import Review
from portal.publishing.reviews import approve
from tests.builders import complete, make_condition, make_live, make_picture, make_section
from tests.editing.forms import address, list_address
from tests.markup import elements, words
from tests.translating.desk import confirm_all

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def translations_are_judged() -> None:
    """Here they are."""


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def condition(db):
    return complete(make_condition())


def page_of(act: str, *chosen: Condition) -> str:
    return f"{list_address(Condition, act)}?ids={','.join(str(one.pk) for one in chosen)}"


def publish(client: Any, *chosen: Any, **answer: Any) -> Any:
    return client.post(page_of("publish", *chosen), {"languages": ["nl"], "reason": "getest"} | answer)


def withdraw(client: Any, *chosen: Any, **answer: Any) -> Any:
    return client.post(page_of("withdraw", *chosen), {"languages": ["nl"]} | answer)


def errors(response: Any) -> Any:
    return response.context["form"].errors.as_data()


def codes(response: Any) -> dict[str, str]:
    return {name: found[0].code for name, found in errors(response).items()}


def retitle(condition: Any, title: str) -> Any:
    condition.title_nl = title
    condition.save()
    return condition


# When


def test_a_page_is_planned_for_a_window_in_dutch_time(editor_client, condition):
    response = publish(editor_client, condition, live_from="2027-01-05T09:00", live_until="2027-07-05T09:00")

    publication = Publication.objects.get()
    assert publication.live_from == datetime(2027, 1, 5, 8, 0, tzinfo=UTC)
    assert publication.live_until == datetime(2027, 7, 5, 7, 0, tzinfo=UTC)
    (told,) = get_messages(response.wsgi_request)
    assert "5 januari 2027 09:00" in str(told)
    assert "5 juli 2027 09:00" in str(told)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"live_from": "2026-11-22T12:00"}, {"live_from": "past"}),
        ({"live_until": "2026-11-22T12:00"}, {"live_until": "past"}),
        ({"live_until": "2026-11-23T13:00"}, {"live_until": "order"}),  # this very moment, in Dutch time
        ({"live_from": "2027-01-02T00:00", "live_until": "2027-01-01T00:00"}, {"live_until": "order"}),
        ({"live_from": "2027-03-28T02:30"}, {"live_from": "imaginary"}),
        ({"live_from": "tomorrow"}, {"live_from": "invalid"}),
    ],
)
def test_a_moment_that_cannot_be_is_refused_at_its_field(editor_client, condition, answer, expected):
    response = publish(editor_client, condition, **answer)

    assert codes(response) == expected
    assert not Publication.objects.exists()


def test_an_hour_that_comes_twice_asks_which_of_the_two(editor_client, condition):
    twice = {"live_from": "2027-10-31T02:30"}

    asked = publish(editor_client, condition, **twice)

    assert codes(asked) == {"live_from": "ambiguous"}
    assert len(elements(asked, "input", name="live_from_which")) == 2
    assert elements(editor_client.get(page_of("publish", condition)), "input", name="live_from_which") == []

    publish(editor_client, condition, **twice, live_from_which="second")

    assert Publication.objects.get().live_from == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_a_page_can_be_withdrawn_later(editor_client, condition):
    make_live(condition, "nl")

    withdraw(editor_client, condition, at="2026-12-01T00:00")

    assert Publication.objects.live().exists()
    assert not Publication.objects.live(datetime(2026, 11, 30, 23, 0, tzinfo=UTC)).exists()


# Why


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_reason_is_asked_for_where_readers_see_something_now(editor_client, condition, language):
    make_live(condition, "nl")
    retitle(condition, "Anders")

    response = publish(editor_client, condition, languages=[language], reason="")

    live = Publication.objects.live().values_list("language", "title")
    if language == "nl":
        assert codes(response) == {"reason": "required"}
        assert list(live) == [("nl", "Titel van liver-metastases")]
    else:
        assert response.status_code == 302
        assert ("en", "Title of liver-metastases") in live


def test_only_a_whole_review_moves_the_review_date(editor_client, condition):
    publish(editor_client, condition, extent="minor")

    assert Condition.objects.get().reviewed_on is None

    publish(editor_client, condition, extent="review")

    moved = Condition.objects.get()
    assert str(moved.reviewed_on) == "2026-11-23"
    assert str(moved.next_review_on) == "2027-11-23"
    document = Publication.objects.live().get().content()
    assert document.reviewed_on == moved.reviewed_on
    assert set(Event.objects.values_list("extent", flat=True)) == {"minor", "review"}
    assert Revision.objects.latest("number").reason == "getest"


def test_a_review_date_that_readers_do_not_see_yet_is_that_of_the_review(editor_client, condition):
    make_live(condition, "nl")
    condition.reviewed_on = date(2026, 11, 20)
    condition.save()

    publish(editor_client, condition, extent="review")

    assert str(Condition.objects.get().reviewed_on) == "2026-11-20"
    assert str(Publication.objects.live().get().content().reviewed_on) == "2026-11-20"

    publish(editor_client, condition, extent="review")

    assert str(Publication.objects.live().get().content().reviewed_on) == "2026-11-23"


def test_a_whole_review_keeps_the_approval_of_the_text_with_its_date(
    editor_client, reviewer, condition, settings, clock
):
    settings.APPROVALS_REQUIRED = {"medical": 1, "language": 0}
    condition.reviewed_on = date(2026, 11, 20)
    condition.save()
    digest = kind_of(condition).document_of(Condition.objects.get(), "nl").digest()
    approve(instance=condition, language="nl", digest=digest, review=Review.MEDICAL, by=reviewer)
    clock.shift(timedelta(hours=11, minutes=30))  # the next day, here

    publish(editor_client, condition, extent="review")

    assert Publication.objects.get().approvals.get().by == reviewer


def test_a_refused_review_leaves_the_date_as_it_was(editor_client):
    bad = make_condition(summary_nl="")

    publish(editor_client, bad, extent="review")

    fresh = Condition.objects.get()
    assert (fresh.reviewed_on, fresh.version) == (None, 1)
    assert not Revision.objects.exists()


# What


def test_the_page_shows_word_by_word_what_readers_will_see_differ(editor_client, condition):
    make_live(condition, "nl")
    retitle(condition, "Titel over liver-metastases")

    page = editor_client.get(page_of("publish", condition))

    (changes,) = elements(page, "section", class_="changes")
    assert [words(found) for found in elements(changes, "del")] == ["van"]
    assert [words(found) for found in elements(changes, "ins")] == ["over"]
    assert len(elements(changes, "details")) == 1


def test_of_many_pages_each_has_a_link_to_its_differences(editor_client):
    many = [make_live(make_condition(f"c{number}"), "nl") for number in range(11)]
    retitle(many[0], "Anders")

    page = editor_client.get(page_of("publish", *many))

    (changes,) = elements(page, "section", class_="changes")
    (link,) = elements(changes, "a")
    assert elements(changes, "details") == []
    assert editor_client.get(link.attributes["href"]).status_code == 200


@pytest.mark.parametrize("how_many", [1, 5])
def test_the_page_costs_the_same_for_one_object_and_for_many(
    editor_client, django_assert_max_num_queries, how_many
):
    many = [make_live(make_condition(f"c{number}"), "nl") for number in range(how_many)]
    editor_client.get(page_of("publish", *many))

    with django_assert_max_num_queries(34):
        editor_client.get(page_of("publish", *many))


def test_each_problem_links_to_its_field_in_the_form(editor_client):
    condition = make_condition(summary_nl="", slug_en="", title_en="", title_nl="Lever")
    condition.pictures.create(picture=make_picture(licence_nl=""))
    make_section(condition, body_nl="")

    page = editor_client.get(page_of("publish", condition))

    links = [link.attributes["href"].partition("#") for link in elements(page, "a")]
    places = {(form, place) for form, _hash, place in links if place and form}
    own = {place for form, place in places if form == address(condition)}
    assert {"id_summary_nl", "id_title_en", "id_slug_en", "pictures-group"} <= own
    forms = {form: editor_client.get(form).text for form, _place in places}
    assert {place for form, place in places if f'id="{place}"' not in forms[form]} == set()


def test_a_text_that_changed_since_the_page_was_opened_is_shown_again_and_not_published(
    editor_client, condition
):
    page = editor_client.get(page_of("publish", condition))
    (field,) = elements(page, "input", name="seen")
    retitle(condition, "Anders")

    again = publish(editor_client, condition, seen=field.attributes["value"])

    assert again.context["form"].non_field_errors()
    assert not Publication.objects.exists()
    (now,) = elements(again, "input", name="seen")
    publish(editor_client, condition, seen=now.attributes["value"])
    assert Publication.objects.get().title == "Anders"


# Withdrawing


def test_readers_are_sent_to_the_address_that_the_editor_gives(editor_client, client, clock, condition):
    make_live(condition, "nl")
    make_live(make_condition("gal"), "nl")
    clock.shift(timedelta(hours=1))

    withdraw(editor_client, condition, instead="http://testserver/nl/aandoeningen/nl-gal/", replaces="on")

    response = client.get("/nl/aandoeningen/nl-liver-metastases/")
    assert (response.status_code, response["Location"]) == (301, "/nl/aandoeningen/nl-gal/")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"instead": "/nl/aandoeningen/niets/"}, "no_page"),
        ({"instead": "/nl/admin/"}, "no_page"),
        ({"instead": "/nl/aandoeningen/"}, "no_page"),
        ({"instead": "https://example.org/"}, "no_page"),
        ({"instead": "http://[/"}, "no_page"),
        ({"replaces": "on"}, "required"),
    ],
)
def test_an_address_without_a_page_is_refused_at_its_field(editor_client, condition, answer, code):
    make_live(condition, "nl")

    response = withdraw(editor_client, condition, **answer)

    assert codes(response) == {"instead": code}
    assert Publication.objects.live().exists()


def test_readers_cannot_be_sent_to_what_is_withdrawn(editor_client, condition):
    make_live(condition, "nl")
    own = reverse("reading:condition", args=["nl-liver-metastases"])

    response = withdraw(editor_client, condition, instead=own)

    assert response.context["form"].non_field_errors()
    assert Publication.objects.live().exists()


# Overriding what blocks


@pytest.fixture
def one_doctor(settings):
    """A text needs one medical approval."""
    settings.APPROVALS_REQUIRED = {"medical": 1, "language": 0}


def override_fields(page: Any) -> dict[str, str]:
    """The boxes that the page offers, each with its reason."""
    names = [name for name in page.context["form"].fields if name.startswith("override-")]
    reasons = [name for name in names if name.startswith("override-reason-")]
    return {name.replace("-reason", ""): name for name in reasons}


def test_what_may_be_overridden_is_offered_to_those_with_the_right_only(
    editor_client, reviewer_client, one_doctor
):
    bad = make_condition(summary_nl="")  # lacks a summary, too, and that must be mended
    complete(bad)

    assert override_fields(editor_client.get(page_of("publish", bad))) == {}
    page = reviewer_client.get(page_of("publish", bad))
    assert len(override_fields(page)) == 2  # the medical approval, in either language


def test_a_block_is_overridden_with_a_reason_that_readers_see(reviewer_client, client, one_doctor, condition):
    page = reviewer_client.get(page_of("publish", condition))
    box, reason = next(iter(override_fields(page).items()))
    why = "Dit is nog niet door een arts gelezen."

    without = publish(reviewer_client, condition, **{box: "on"})
    assert codes(without) == {reason: "required"}
    assert not Publication.objects.exists()

    publish(reviewer_client, condition, **{box: "on", reason: why})

    assert Publication.objects.get().caveats == [why]
    assert why in client.get("/nl/aandoeningen/nl-liver-metastases/").text
    told = reviewer_client.get(
        reverse("admin:publishing_publication_change", args=[Publication.objects.get().pk])
    )
    assert why in told.text


def test_a_reason_for_readers_is_in_the_language_of_the_page(reviewer_client, one_doctor, condition):
    page = reviewer_client.get(page_of("publish", condition))
    box, reason = next(iter(override_fields(page).items()))

    english = publish(
        reviewer_client,
        condition,
        **{box: "on", reason: "This text has not been read by a doctor and that is because of the holidays."},
    )

    assert codes(english) == {reason: "language"}
    assert not Publication.objects.exists()


def test_a_block_that_is_not_overridden_still_refuses(reviewer_client, one_doctor, condition):
    response = publish(reviewer_client, condition)

    assert "medische controle (0 van 1)" in str(response.context["form"].non_field_errors())
    assert not Publication.objects.exists()


def test_somebody_without_the_right_cannot_post_an_override(
    editor_client, reviewer_client, one_doctor, condition
):
    page = reviewer_client.get(page_of("publish", condition))
    box, reason = next(iter(override_fields(page).items()))

    publish(editor_client, condition, **{box: "on", reason: "Omdat ik het wil."})

    assert not Publication.objects.exists()


def test_a_translation_that_nobody_reviewed_is_planned_by_an_override_or_refused_at_once(
    editor_client, reviewer_client, reviews_required, condition
):
    confirm_all(condition)
    asked = {"languages": ["nl", "en"], "live_from": "2026-12-24T09:00"}

    refused = publish(editor_client, condition, **asked)
    assert "niet door een tweede persoon nagekeken" in str(refused.context["form"].non_field_errors())
    assert not Publication.objects.exists()

    ((box, reason),) = override_fields(reviewer_client.get(page_of("publish", condition))).items()
    publish(reviewer_client, condition, **asked, **{box: "on", reason: "De vertaler werkt alleen."})

    dutch, english = Publication.objects.order_by("-language")
    assert dutch.live_from == english.live_from > NOW
    assert not dutch.overrides.exists()
    assert english.overrides.get().reason == "De vertaler werkt alleen."
    assert english.caveats == []
