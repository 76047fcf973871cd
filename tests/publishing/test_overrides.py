"""What blocks may go live all the same: where the rule allows it, by a person, with a reason that is kept."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.publishing.kinds import kind_of
from portal.publishing.models import Publication, PublicationIsImmutableError, PublicationOverride
from portal.publishing.overrides import Override, OverrideWithoutReasonError
from portal.publishing.review_models import Review
from portal.publishing.reviews import approve
from portal.publishing.services import Job, PublishingRefusedError, publish
from tests.builders import complete, make_condition

pytestmark = pytest.mark.django_db

WHY = "Nog niet medisch beoordeeld: de arts is ziek."


@pytest.fixture(autouse=True)
def one_doctor(settings):
    """A text needs one medical approval."""
    settings.APPROVALS_REQUIRED = {"medical": 1, "language": 0}


@pytest.fixture
def condition():
    return complete(make_condition("lever"))


def problems(instance: Any) -> Any:
    """Why it is refused now."""
    with pytest.raises(PublishingRefusedError) as refusal:
        publish(instance=instance, language="nl", by=Job("test"))
    return refusal.value.problems


def overrides(instance: Any, *found: Any, reason: str = WHY) -> list[Override]:
    return [Override("condition", instance.key, "nl", problem, reason) for problem in found]


def published(instance: Any, by: Any, chosen: Any) -> Any:
    return publish(instance=instance, language="nl", by=by, overrides=chosen)


def digest(instance: Any) -> str:
    return kind_of(instance).document_of(instance, "nl").digest()


def test_a_person_with_the_right_overrides_a_missing_approval_and_the_reason_is_kept(reviewer, condition):
    chosen = overrides(condition, *problems(condition))

    publication = published(condition, reviewer, chosen).publication

    kept = PublicationOverride.objects.get()
    assert (kept.publication, kept.code, kept.by, kept.reason) == (
        publication,
        "approval_missing_medical",
        reviewer,
        WHY,
    )
    assert "(0 van 1)" in kept.message
    assert publication.caveats == [WHY]


def test_what_was_overridden_cannot_be_changed_afterwards(reviewer, condition):
    published(condition, reviewer, overrides(condition, *problems(condition)))
    kept = PublicationOverride.objects.get()

    with pytest.raises(PublicationIsImmutableError):
        kept.save()
    with pytest.raises(PublicationIsImmutableError):
        PublicationOverride.objects.update(reason="Anders")


def test_who_may_publish_may_not_override(editor, condition):
    chosen = overrides(condition, *problems(condition))

    with pytest.raises(PermissionDenied):
        published(condition, editor, chosen)
    assert not Publication.objects.exists()


def test_a_job_cannot_override(condition):
    chosen = overrides(condition, *problems(condition))

    with pytest.raises(PermissionDenied, match="persoon"):
        published(condition, Job("publish"), chosen)
    assert not Publication.objects.exists()


def test_nothing_is_overridden_without_a_reason(reviewer, condition):
    chosen = overrides(condition, *problems(condition), reason=" ")

    with pytest.raises(OverrideWithoutReasonError):
        published(condition, reviewer, chosen)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("missing", ["title_nl", "summary_nl", "slug_nl"])
def test_a_problem_whose_rule_does_not_allow_it_stays(administrator, condition, missing):
    setattr(condition, missing, "")  # not saved: the database itself wants a title
    chosen = overrides(condition, *problems(condition))

    with pytest.raises(PublishingRefusedError) as refusal:
        published(condition, administrator, chosen)

    assert [problem.code for problem in refusal.value.problems] == [missing.replace("_nl", "_missing")]
    assert not Publication.objects.exists()


def test_a_problem_that_nobody_has_seen_is_not_overridden(administrator, condition):
    chosen = overrides(condition, *problems(condition))
    condition.help_appointment_nl = condition.help_today_nl = condition.help_emergency_nl = ""
    condition.save()

    with pytest.raises(PublishingRefusedError) as refusal:
        published(condition, administrator, chosen)
    assert [problem.code for problem in refusal.value.problems] == ["help_missing"]

    other = [replace(one, problem=replace(one.problem, message="(0 of 2)")) for one in chosen]
    with pytest.raises(PublishingRefusedError):
        published(condition, administrator, other)


def test_an_override_is_for_one_page(administrator, condition):
    other = complete(make_condition("gal"))

    with pytest.raises(PublishingRefusedError):
        published(other, administrator, overrides(condition, *problems(condition)))


def test_readers_are_no_longer_told_once_it_is_mended(reviewer, condition):
    published(condition, reviewer, overrides(condition, *problems(condition)))
    approve(instance=condition, language="nl", digest=digest(condition), review=Review.MEDICAL, by=reviewer)

    again = published(condition, reviewer, [])

    assert again.is_new
    assert Publication.objects.live().get().caveats == []
    assert not published(condition, reviewer, []).is_new


def test_publishing_again_what_is_live_in_spite_of_a_problem_changes_nothing(reviewer, condition):
    chosen = overrides(condition, *problems(condition))
    published(condition, reviewer, chosen)

    assert not published(condition, reviewer, []).is_new
    assert not published(condition, reviewer, chosen).is_new
    assert published(condition, reviewer, overrides(condition, chosen[0].problem, reason="Anders.")).is_new
    assert Publication.objects.live().get().caveats == ["Anders."]


def test_readers_see_the_reason_on_the_page_and_nobody_s_name(client, reviewer, condition):
    reviewer.last_name = "Vroegindeweij"
    reviewer.save()
    published(condition, reviewer, overrides(condition, *problems(condition)))

    page = client.get("/nl/aandoeningen/nl-lever/").text

    assert WHY in page
    assert "Vroegindeweij" not in page


def test_readers_do_not_see_a_reason_that_does_not_concern_them(client, reviewer, condition, monkeypatch):
    found = problems(condition)
    internal = [replace(problem, concerns_readers=False) for problem in found]
    monkeypatch.setattr("portal.publishing.services.missing_approvals", lambda _document: internal)

    published(condition, reviewer, overrides(condition, *internal))

    assert WHY not in client.get("/nl/aandoeningen/nl-lever/").text
    assert PublicationOverride.objects.get().reason == WHY
