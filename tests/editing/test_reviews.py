"""The review page in the admin, asking for a review, and the desk."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.editing import history
from portal.publishing.guests import make_guest_link, token_of
from portal.publishing.kinds import kind_of
from portal.publishing.models import Publication
from portal.publishing.review_models import Approval, Comment, GuestLink, Review, ReviewRequest, SentBack
from portal.publishing.reviews import approve, ask_for_review, comment
from tests.builders import complete, make_condition, make_live, make_section
from tests.conftest import signed_in
from tests.editing.forms import address, save
from tests.markup import attribute, words

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def condition(db):
    condition = complete(make_condition("lever"))
    make_section(condition, body_nl="<p>De <strong>oude</strong> zin.</p>", position=20)
    return condition


def page_of(instance: Any, language: str = "nl", name: str = "review") -> str:
    return reverse(f"admin:{name}", args=["condition", instance.key, language])


def ask_page(instance: Any) -> str:
    return reverse("admin:review_ask", args=["condition", instance.key])


def digest(instance: Any, language: str = "nl") -> str:
    kind = kind_of(instance)
    return kind.document_of(kind.objects([instance.key]).get(), language).digest()


def decide(client: Client, instance: Any, button: str = "approve", **answers: Any) -> Any:
    sent = {"digest": digest(instance), "review": "medical", "note": "", button: "1"}
    return client.post(page_of(instance), sent | answers)


def remark(instance: Any, by: Any, text: str = "Klopt dit?", part: str = "in-short") -> Comment:
    return comment(instance=instance, language="nl", digest=digest(instance), part=part, text=text, by=by)


# The page


def test_the_reviewer_sees_the_text_the_difference_and_what_stands_in_the_way(
    condition, reviewer_client, settings
):
    settings.APPROVALS_REQUIRED = {}
    make_live(condition, "nl")
    section = condition.sections.last()
    section.body_nl = "<p>De <strong>nieuwe</strong> zin.</p>"
    section.save()
    settings.APPROVALS_REQUIRED = {"medical": 1}

    page = reviewer_client.get(page_of(condition))

    assert "<strong>nieuwe</strong> zin." in page.content.decode()
    assert "verwijderd: oude ingevoegd: nieuwe" in words(page)
    assert len(page.context["problems"]) == 1
    assert Publication.objects.get().reference in words(page)


def test_only_who_may_see_the_working_copy_may_see_its_review(
    condition, stranger_client, client, translator_client
):
    stranger_client.session.save()

    assert client.get(page_of(condition)).status_code == 302
    assert stranger_client.get(page_of(condition)).status_code == 302
    assert translator_client.get(page_of(condition)).status_code == 200


def test_staff_without_any_right_see_neither_review_nor_desk(condition, stranger, stranger_client):
    stranger.is_staff = True
    stranger.save()

    for hidden in (page_of(condition), ask_page(condition), reverse("admin:reviews")):
        assert stranger_client.get(hidden).status_code == 403


@pytest.mark.parametrize(
    "names", [("nothing", "lever", "nl"), ("condition", "x", "nl"), ("condition", "lever", "fr")]
)
def test_what_does_not_exist_has_no_review_page(condition, reviewer_client, names):
    assert reviewer_client.get(reverse("admin:review", args=names)).status_code == 404


@pytest.mark.parametrize("how_many", [1, 6])
def test_the_page_takes_as_many_queries_for_many_comments_as_for_few(
    condition, editor, administrator, django_assert_num_queries, how_many
):
    client = signed_in(administrator)
    for number in range(how_many):
        remark(condition, editor, f"Opmerking {number}")
        make_guest_link(instance=condition, language="nl", by=editor)
        ask_for_review(
            instance=condition, language="nl", review=Review.MEDICAL, by=editor, for_person=administrator
        )
    client.get(page_of(condition))

    with django_assert_num_queries(23):
        client.get(page_of(condition))


# Deciding


def test_a_reviewer_approves_what_the_page_showed(condition, reviewer, reviewer_client):
    response = decide(reviewer_client, condition, note="Goed zo.")

    assert response.status_code == 302
    approval = Approval.objects.get()
    assert (approval.by, approval.digest, approval.note) == (reviewer, digest(condition), "Goed zo.")
    page = reviewer_client.get(page_of(condition))
    assert [(d.counts, d.has_lapsed) for d in page.context["decisions"]] == [(True, False)]


def test_an_approval_lapses_visibly_after_one_changed_letter(condition, reviewer_client, editor_client):
    decide(reviewer_client, condition)

    save(editor_client, condition, summary_nl="In het kort!")

    page = reviewer_client.get(page_of(condition))
    assert [(d.counts, d.has_lapsed) for d in page.context["decisions"]] == [(False, True)]


def test_a_text_that_changed_since_the_page_was_opened_is_not_approved_and_the_note_is_kept(
    condition, reviewer_client
):
    answer = decide(reviewer_client, condition, digest="0" * 64, note="Mijn lange notitie")

    assert answer.status_code == 200
    assert not Approval.objects.exists()
    assert answer.context["form"].non_field_errors()
    assert "Mijn lange notitie" in answer.content.decode()
    assert attribute(answer, "input", "value", name="digest")[0] == digest(condition)


def test_the_author_gets_no_button_to_approve_and_is_refused_without_it(
    condition, administrator, administrator_client, reviewer_client
):
    history.record(condition, by=administrator)

    page = administrator_client.get(page_of(condition))
    decide(administrator_client, condition)

    assert attribute(page, "input", "name", type="submit") == ["send_back"]
    assert not Approval.objects.exists()
    others = reviewer_client.get(page_of(condition))
    assert attribute(others, "input", "name", type="submit") == ["approve", "send_back"]


def test_who_may_not_review_gets_no_form_and_cannot_send_one(condition, editor_client, reviewer_client):
    answer = decide(editor_client, condition, review="medical")

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"review"}
    assert not Approval.objects.exists()


def test_sending_back_without_saying_why_is_refused_at_the_field(condition, reviewer_client):
    refused = decide(reviewer_client, condition, "send_back")
    assert refused.context["form"].errors.keys() == {"note"}

    decide(reviewer_client, condition, "send_back", note="De dosis klopt niet.")

    assert SentBack.objects.get().reason == "De dosis klopt niet."
    assert not Approval.objects.exists()


# Comments


def test_a_comment_stands_at_its_part_until_it_is_dealt_with(condition, reviewer_client, editor_client):
    sent = {"digest": digest(condition), "part": "in-short", "text": "Klopt <b>dit</b>?"}
    reviewer_client.post(page_of(condition, name="review_comment"), sent)

    page = reviewer_client.get(page_of(condition))
    part = next(p for p in page.context["parts"] if p.part.name == "in-short")
    assert [comment.text for comment in part.comments] == ["Klopt <b>dit</b>?"]
    assert "Klopt &lt;b&gt;dit" in page.content.decode()

    editor_client.post(reverse("admin:comment_resolve", args=[Comment.objects.get().pk]))

    page = editor_client.get(page_of(condition))
    assert not any(p.comments for p in page.context["parts"])
    assert len(page.context["resolved"]) == 1


def test_a_comment_on_a_part_that_is_gone_is_still_shown(condition, reviewer, reviewer_client):
    remark(condition, reviewer, part="gone")

    assert len(reviewer_client.get(page_of(condition)).context["comments_on_page"]) == 1


def test_a_link_cannot_place_or_resolve_a_comment(condition, reviewer, reviewer_client):
    resolve = reverse("admin:comment_resolve", args=[remark(condition, reviewer).pk])

    for page in (resolve, page_of(condition, name="review_comment"), page_of(condition, name="review_guest")):
        assert reviewer_client.get(page).status_code == 405


# Guests


def test_an_editor_makes_and_revokes_a_link_for_a_guest(condition, editor_client, reviewer_client):
    editor_client.post(page_of(condition, name="review_guest"), {"days": "3"})
    link = GuestLink.objects.get()
    assert token_of(link) in editor_client.get(page_of(condition)).content.decode()
    assert token_of(link) not in reviewer_client.get(page_of(condition)).content.decode()

    revoke = reverse("admin:guest_revoke", args=[link.pk])
    assert reviewer_client.post(revoke).status_code == 403
    editor_client.post(revoke)

    assert not GuestLink.objects.get().is_open
    assert token_of(link) not in editor_client.get(page_of(condition)).content.decode()


@pytest.mark.parametrize("days", ["0", "15", "many", ""])
def test_a_link_for_other_than_one_to_fourteen_days_is_not_made(condition, editor_client, days):
    editor_client.post(page_of(condition, name="review_guest"), {"days": days})

    assert not GuestLink.objects.exists()


# Asking


def test_the_form_of_an_object_leads_to_its_reviews(condition, editor_client, reviewer_client):
    found = {link.address for link in editor_client.get(address(condition)).context["page_links"]}

    assert {page_of(condition), page_of(condition, "en"), ask_page(condition)} <= found
    others = reviewer_client.get(address(condition)).context["page_links"]
    assert ask_page(condition) not in {link.address for link in others}


def test_an_editor_asks_a_group_and_it_waits_at_the_desk_of_its_members(
    condition, editor_client, reviewer_client, translator_client
):
    doctors = Group.objects.get(name="medical reviewer")
    answers = {
        "language": "en",
        "review": "medical",
        "reviewer": f"group-{doctors.pk}",
        "due_on": "2026-11-30",
        "note": "Let op de dosis.",
    }

    response = editor_client.post(ask_page(condition), answers)

    assert response.url == page_of(condition, "en")
    assert "Let op de dosis." in words(reviewer_client.get(reverse("admin:reviews")))
    assert "Let op de dosis." not in words(translator_client.get(reverse("admin:reviews")))


def test_what_cannot_be_asked_is_told_at_its_field_and_nothing_typed_is_lost(
    condition, editor_client, translator
):
    answers = {
        "language": "nl",
        "review": "medical",
        "reviewer": f"person-{translator.pk}",
        "note": "Mijn lange notitie",
    }

    answer = editor_client.post(ask_page(condition), answers)

    assert answer.context["form"].errors.keys() == {"reviewer"}
    assert "Mijn lange notitie" in answer.content.decode()
    assert not ReviewRequest.objects.exists()


def test_who_cannot_review_is_not_offered(condition, editor_client, reviewer, stranger):
    choices = editor_client.get(ask_page(condition)).context["form"].fields["reviewer"].choices
    offered = {value for _group, pairs in choices[1:] for value, _name in pairs}

    assert f"person-{reviewer.pk}" in offered
    assert f"person-{stranger.pk}" not in offered


# The desk


def lists(client: Client) -> list[list[tuple[str, str]]]:
    context = client.get(reverse("admin:reviews")).context
    return [[(row.asked.key, row.outcome) for row in rows] for _heading, rows in context["lists"]]


def ask(instance: Any, by: Any, for_person: Any, **options: Any) -> None:
    asked = {"instance": instance, "language": "nl", "review": Review.MEDICAL} | options
    ask_for_review(**asked, by=by, for_person=for_person)


def test_the_desk_lists_what_waits_what_was_asked_and_what_is_late(
    condition, editor, reviewer, administrator, time_machine
):
    gal, nier = make_condition("gal"), make_condition("nier")
    ask(condition, editor, reviewer, due_on=date(2026, 11, 24))
    ask(gal, editor, administrator)
    ask(nier, administrator, reviewer, due_on=date(2026, 12, 24))
    time_machine.move_to(datetime(2026, 11, 25, tzinfo=UTC))

    waiting, asked, late = lists(signed_in(reviewer))
    assert [[key for key, _outcome in rows] for rows in (waiting, asked, late)] == [
        ["lever", "nier"],
        [],
        ["lever"],
    ]
    waiting, asked, late = lists(signed_in(editor))
    assert (waiting, {key for key, _outcome in asked}) == ([], {"lever", "gal"})


def test_the_desk_tells_what_came_of_a_request(condition, editor, reviewer, editor_client, reviewer_client):
    gal = make_condition("gal")
    ask(condition, editor, reviewer)
    ask(gal, editor, reviewer)
    decide(reviewer_client, condition)
    decide(reviewer_client, gal, "send_back", note="Te kort.")

    before = dict(lists(editor_client)[1])
    save(editor_client, condition, summary_nl="In het kort!")
    after = dict(lists(editor_client)[1])

    assert "Te kort." in before["gal"]
    assert before["gal"] == after["gal"]
    assert before["lever"] != after["lever"]
    assert lists(reviewer_client)[0] == []


@pytest.mark.parametrize("how_many", [1, 5])
def test_the_desk_takes_as_many_queries_for_many_requests_as_for_few(
    editor, reviewer, editor_client, django_assert_num_queries, how_many
):
    for number in range(how_many):
        instance = make_condition(f"no-{number}")
        ask(instance, editor, reviewer)
        approve(instance=instance, language="nl", digest=digest(instance), review=Review.MEDICAL, by=reviewer)
        ask(instance, editor, reviewer, due_on=date(2026, 11, 23))
    editor_client.get(reverse("admin:reviews"))

    with django_assert_num_queries(12):
        editor_client.get(reverse("admin:reviews"))
