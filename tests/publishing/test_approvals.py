"""How many approvals a text needs, which of them count, and that no way in goes round the rule."""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal.editing import history
from portal.publishing.approvals import missing_approvals, valid_approvals
from portal.publishing.kinds import kind_of
from portal.publishing.models import Publication, PublicationIsImmutableError
from portal.publishing.review_models import Approval, PublicationApproval, Review, SentBack
from portal.publishing.reviews import approve, send_back
from portal.publishing.services import Job, PublishingRefusedError, publish
from tests.builders import complete, make_condition, make_live, make_section
from tests.editing.forms import list_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_doctor(settings):
    """A text needs one medical approval."""
    settings.APPROVALS_REQUIRED = {"medical": 1, "language": 0}


@pytest.fixture
def condition():
    condition = complete(make_condition("lever"))
    make_section(condition, body_nl="<p>De oude zin.</p>", position=20)
    return condition


def document(instance: Any, language: str = "nl") -> Any:
    kind = kind_of(instance)
    return kind.document_of(kind.objects([instance.key]).get(), language)


def approved(instance: Any, by: User, review: Review = Review.MEDICAL, language: str = "nl") -> Approval:
    digest = document(instance, language).digest()
    return approve(instance=instance, language=language, digest=digest, review=review, by=by)


def change_one_letter(instance: Any) -> None:
    section = instance.sections.last()
    section.body_nl = section.body_nl.replace("zin", "zon")
    section.save()
    instance.refresh_from_db()


def codes(instance: Any) -> list[str]:
    return [problem.code for problem in missing_approvals(document(instance))]


def test_where_no_approval_is_required_none_is_missing_and_nothing_is_asked(
    condition, django_assert_num_queries
):
    text = document(condition)

    with django_assert_num_queries(0):
        assert missing_approvals(text) == []


def test_a_text_without_its_approval_is_not_published(one_doctor, condition):
    with pytest.raises(PublishingRefusedError) as refusal:
        make_live(condition, "nl")

    assert [problem.code for problem in refusal.value.problems] == ["approval_missing_medical"]
    assert "(0 of 1)" in str(refusal.value) or "(0 van 1)" in str(refusal.value)
    assert not Publication.objects.exists()


def test_a_publication_keeps_the_approvals_that_it_went_live_with(one_doctor, condition, reviewer, editor):
    approved(condition, reviewer)
    approved(condition, editor, Review.LANGUAGE)

    make_live(condition, "nl")

    publication = Publication.objects.get()
    kept = publication.approvals.values_list("review", "by__username", "digest")
    assert set(kept) == {
        ("medical", "reviewer", publication.digest),
        ("language", "editor", publication.digest),
    }
    assert publication.reference == "NL-condition-lever-1"


def test_an_approval_lapses_after_one_changed_letter_and_counts_again_when_it_is_put_back(
    one_doctor, condition, reviewer
):
    approved(condition, reviewer)
    assert codes(condition) == []

    change_one_letter(condition)
    assert codes(condition) == ["approval_missing_medical"]
    with pytest.raises(PublishingRefusedError):
        make_live(condition, "nl")

    section = condition.sections.last()
    section.body_nl = "<p>De oude zin.</p>"
    section.save()
    assert codes(condition) == []


def test_an_approval_of_one_language_says_nothing_about_the_other(one_doctor, condition, reviewer):
    approved(condition, reviewer)

    with pytest.raises(PublishingRefusedError):
        make_live(condition, "en")


def test_two_approvals_take_two_people(settings, condition, reviewer, administrator):
    settings.APPROVALS_REQUIRED = {"medical": 2}
    approved(condition, reviewer)
    approved(condition, reviewer)

    assert codes(condition) == ["approval_missing_medical"]

    approved(condition, administrator)

    assert codes(condition) == []


def test_an_approval_does_not_count_once_who_gave_it_became_the_author(
    one_doctor, condition, administrator, editor
):
    """Somebody changes the approved text, and the one who had approved it changes it back."""
    history.record(condition, by=editor)
    approved(condition, administrator)
    change_one_letter(condition)
    history.record(condition, by=editor)
    section = condition.sections.last()
    section.body_nl = "<p>De oude zin.</p>"
    section.save()
    history.record(condition, by=administrator)

    assert Approval.objects.get().digest == document(condition).digest()
    assert valid_approvals(document(condition)) == []
    assert codes(condition) == ["approval_missing_medical"]


def test_the_author_of_a_language_is_who_last_changed_that_language(condition, editor, translator):
    history.record(condition, by=editor)
    section = condition.sections.last()
    section.body_en = "<p>Another sentence.</p>"
    section.save()
    history.record(condition, by=translator)

    assert history.author_of("condition", "lever", "nl") == editor.pk
    assert history.author_of("condition", "lever", "en") == translator.pk
    assert history.author_of("condition", "gal", "nl") is None


# Every way in


def test_the_command_refuses_what_is_not_approved_and_publishes_what_is(one_doctor, condition, reviewer):
    def run() -> str:
        complaints = StringIO()
        try:
            call_command("publish", "--all", "--language=nl", stdout=StringIO(), stderr=complaints)
        except CommandError as error:
            complaints.write(str(error))
        return complaints.getvalue()

    assert "Refused" in run()
    assert not Publication.objects.exists()

    approved(condition, reviewer)

    assert run() == ""
    assert Publication.objects.get().approvals.count() == 1


def test_publishing_many_in_the_admin_waits_until_all_are_approved(
    one_doctor, condition, reviewer, administrator_client
):
    other = complete(make_condition("gal"))
    approved(other, reviewer)
    page = f"{list_address(type(condition), 'publish')}?ids={condition.pk},{other.pk}"

    asked = administrator_client.get(page)
    administrator_client.post(page, {"languages": ["nl"], "reason": ""})

    blocked = {row.instance.key: bool(row.problems) for row in asked.context["rows"][::2]}
    assert blocked == {"lever": True, "gal": False}
    assert not Publication.objects.exists()

    approved(condition, reviewer)
    administrator_client.post(page, {"languages": ["nl"], "reason": ""})

    assert {publication.key for publication in Publication.objects.all()} == {"lever", "gal"}


def test_a_planned_publication_needs_its_approval_as_well(one_doctor, condition, time_machine):
    time_machine.move_to(datetime(2026, 11, 23, tzinfo=UTC))

    with pytest.raises(PublishingRefusedError):
        publish(
            instance=condition, language="nl", by=Job("test"), live_from=datetime(2026, 12, 1, tzinfo=UTC)
        )


# For good


@pytest.mark.parametrize("model", [Approval, SentBack, PublicationApproval])
def test_what_was_signed_is_never_changed_or_deleted(condition, reviewer, model):
    digest = document(condition).digest()
    signed = {"instance": condition, "language": "nl", "digest": digest, "review": Review.MEDICAL}
    approve(**signed, by=reviewer)
    send_back(**signed, by=reviewer, reason="Toch niet.")
    make_live(condition, "nl")
    row = model.objects.get()

    for change in (
        row.save,
        row.delete,
        model.objects.all().delete,
        lambda: model.objects.update(pk=99),
        Publication.objects.get().approvals.clear,
    ):
        with pytest.raises(PublicationIsImmutableError):
            change()


def test_the_admin_shows_by_which_name_a_publication_goes_and_who_approved_it(
    condition, reviewer, administrator_client
):
    approved(condition, reviewer)
    make_live(condition, "nl")
    publication = Publication.objects.get()

    page = administrator_client.get(reverse("admin:publishing_publication_change", args=[publication.pk]))

    assert "NL-condition-lever-1" in page.content.decode()
    assert f"{Review.MEDICAL.label}: reviewer" in page.content.decode()
