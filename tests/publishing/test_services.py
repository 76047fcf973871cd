from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.db import connection

from conditions.models import Condition
from portal.publishing.kinds import kind_named
from portal.publishing.models import Event, Publication, PublishedLink
from portal.publishing.services import Job, PublishingRefusedError, publish, withdraw
from tests.builders import (
    complete,
    make_condition,
    make_live,
    make_picture,
    make_section,
    make_symptom,
    make_test,
    make_treatment,
)

pytestmark = pytest.mark.django_db

BY = Job("test")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def translations_are_judged() -> None:
    """Here they are."""


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def condition():
    return complete(make_condition("lever"))


def publish_nl(instance: Any, **options: Any) -> Any:
    return publish(instance=instance, language="nl", **{"by": BY} | options).publication


def retitled(instance: Any, title: Any) -> Any:
    instance.title_nl = title
    instance.save()
    return instance


def windows() -> Any:
    """Number, beginning and end of every publication, in days from now."""

    def day(moment: Any) -> Any:
        return moment and (moment - NOW) / DAY

    rows = Publication.objects.order_by("number").values_list("number", "live_from", "live_until")
    return [(number, day(start), day(end)) for number, start, end in rows]


# Publishing


def test_the_first_publication_has_number_1_and_is_live_for_good(clock, condition):
    published = publish(instance=condition, language="nl", by=BY)

    assert published.is_new
    assert windows() == [(1, 0, None)]
    assert published.publication.content().title == "Titel van lever"
    assert published.publication.digest == published.publication.content().digest()


def test_publishing_what_is_unchanged_makes_no_new_publication(clock, condition):
    first = publish_nl(condition)
    clock.shift(DAY)

    again = publish(instance=condition, language="nl", by=BY)

    assert (again.publication, again.is_new) == (first, False)
    assert windows() == [(1, 0, None)]
    assert Event.objects.count() == 1


def test_publishing_what_is_changed_makes_number_2_where_number_1_ends(clock, condition):
    publish_nl(condition)
    clock.shift(DAY)

    published = publish(instance=retitled(condition, "Anders"), language="nl", by=BY)

    assert published.is_new
    assert windows() == [(1, 0, 1), (2, 1, None)]


def test_languages_are_published_and_counted_apart(condition):
    make_live(condition, "nl", "en")
    make_live(retitled(condition, "Anders"), "nl", "en")

    rows = Publication.objects.order_by("language", "number").values_list("language", "number", "title")
    assert list(rows) == [
        ("en", 1, "Title of lever"),
        ("nl", 1, "Titel van lever"),
        ("nl", 2, "Anders"),
    ]


def test_publishing_at_a_later_moment_ends_what_is_live_there(clock, condition):
    publish_nl(condition)

    publish_nl(retitled(condition, "Anders"), live_from=NOW + 3 * DAY)

    assert windows() == [(1, 0, 3), (2, 3, None)]
    assert Publication.objects.live().get().title == "Titel van lever"
    assert Publication.objects.live(NOW + 3 * DAY).get().title == "Anders"


def test_what_is_planned_for_later_ends_what_is_published_before_it(clock, condition):
    publish_nl(condition, live_from=NOW + 3 * DAY)

    publish_nl(retitled(condition, "Nu al"))
    publish_nl(retitled(condition, "Tussendoor"), live_from=NOW + DAY)

    assert windows() == [(1, 3, None), (2, 0, 1), (3, 1, 3)]


def test_what_readers_saw_in_the_past_cannot_be_changed(clock, condition):
    with pytest.raises(ValueError, match="must not lie in the past"):
        publish_nl(condition, live_from=NOW - DAY)

    assert not Publication.objects.exists()


def test_a_publication_holds_what_lists_need_beside_the_document():
    parent = make_treatment("ablatie")
    names = "bevriezen\n\ncryoablatie\n"
    child = complete(make_treatment("cryotherapie", parent=parent, other_names_nl=names))

    publication = publish_nl(child)

    columns = ("kind", "key", "language", "slug", "title", "summary", "other_names", "group", "parent")
    assert {name: getattr(publication, name) for name in columns} == {
        "kind": "treatment",
        "key": "cryotherapie",
        "language": "nl",
        "slug": "nl-cryotherapie",
        "title": "Titel van cryotherapie",
        "summary": "In het kort.",
        "other_names": ["bevriezen", "cryoablatie"],
        "group": "ablation",
        "parent": "ablatie",
    }


def test_the_index_of_links_keeps_the_editors_order_and_names_each_target_once(condition):
    make_section(condition, body_nl='<p><a href="ref:test/ct">CT</a> en <a href="ref:test/ct">CT</a></p>')
    for position, key in ((20, "jeuk"), (10, "koorts")):
        condition.symptom_links.create(target=make_symptom(key), position=position)
    condition.test_links.create(target=make_test("echo"), position=10)

    publish_nl(condition)

    links = PublishedLink.objects.values_list("position", "relation", "kind", "key")
    assert list(links) == [
        (0, "symptoms", "symptom", "koorts"),
        (1, "symptoms", "symptom", "jeuk"),
        (2, "tests", "test", "echo"),
        (3, "text", "test", "ct"),
    ]


@pytest.mark.parametrize("how_many", [1, 10])
def test_the_number_of_queries_does_not_depend_on_sections_and_links(
    django_assert_num_queries, condition, how_many
):
    for number in range(how_many):
        make_section(condition, position=number, body_nl=f"<p>Zin {number}.</p>")
        condition.symptom_links.create(target=make_symptom(f"klacht-{number}"), position=number)

    with django_assert_num_queries(30):
        publish_nl(kind_named("condition").objects(["lever"]).get())


# Refusals


def refused(instance: Any, language: Any = "nl", **options: Any) -> Any:
    with pytest.raises(PublishingRefusedError) as refusal:
        publish(instance=instance, language=language, **{"by": BY} | options)
    return [(problem.code, problem.field) for problem in refusal.value.problems]


@pytest.mark.parametrize("empty", ["", None, "  \n"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_text_that_is_missing_in_a_language_blocks_that_language(condition, language, empty):
    condition.summary_nl, condition.summary_en = "Kort.", "Short."
    setattr(condition, f"summary_{language}", empty)
    condition.save()
    other = "en" if language == "nl" else "nl"

    assert refused(condition, language) == [("summary_missing", "summary")]
    assert publish(instance=condition, language=other, by=BY).is_new


def test_a_refusal_lists_every_problem_with_its_field_and_stores_nothing(condition):
    type(condition).objects.update(title_en="", slug_en="", summary_en=None)
    picture = make_picture(alt_en="", credit_nl="")
    condition.pictures.create(picture=picture)
    condition.refresh_from_db()

    problems = refused(condition, "en")

    assert problems == [
        ("title_missing", "title"),
        ("slug_missing", "slug"),
        ("summary_missing", "summary"),
        ("picture_incomplete", "pictures"),
    ]
    assert not Publication.objects.exists()
    assert not PublishedLink.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("field", ["alt", "credit", "licence"])
def test_a_picture_that_lacks_something_in_a_language_blocks_that_language(condition, field):
    condition.pictures.create(picture=make_picture(**{f"{field}_en": ""}))

    assert refused(condition, "en") == [("picture_incomplete", "pictures")]
    assert publish(instance=condition, language="nl", by=BY).is_new


def test_what_is_live_stays_live_when_a_change_is_refused(clock, condition):
    publish_nl(condition)
    condition.summary_nl = ""
    condition.save()

    refused(condition)

    assert windows() == [(1, 0, None)]


def test_an_address_that_another_live_page_has_is_refused_until_it_is_free(condition):
    publish_nl(condition)
    condition.slug_nl = "verhuisd"
    condition.save()
    newcomer = complete(make_condition("nieuw", slug_nl="nl-lever"))

    assert refused(newcomer) == [("slug_taken", "slug")]
    publish_nl(condition)
    assert publish_nl(newcomer).slug == "nl-lever"


def test_an_address_that_is_planned_for_another_page_is_refused(clock, condition):
    publish_nl(condition, live_from=NOW + DAY)
    condition.slug_nl = "verhuisd"
    condition.save()

    assert refused(complete(make_condition("nieuw", slug_nl="nl-lever"))) == [("slug_taken", "slug")]


def test_an_address_of_a_cancelled_publication_is_free(clock, condition):
    publish_nl(condition, live_from=NOW + DAY)
    withdraw(kind="condition", key="lever", language="nl", by=BY)
    condition.slug_nl = "verhuisd"
    condition.save()

    assert publish_nl(complete(make_condition("nieuw", slug_nl="nl-lever"))).slug == "nl-lever"


def test_two_kinds_and_two_languages_can_have_the_same_address(condition):
    same = {"slug_nl": "lever", "slug_en": "lever"}
    condition = make_condition("gal", **same)

    make_live(condition)
    make_live(make_symptom("gal", **same))

    assert Publication.objects.live().filter(slug="lever").count() == 4


def test_a_page_published_after_its_plan_was_cancelled_is_live_for_good(clock, condition):
    publish_nl(condition, live_from=NOW + DAY)
    withdraw(kind="condition", key="lever", language="nl", by=BY)

    publish_nl(condition)

    assert windows() == [(1, 1, 1), (2, 0, None)]


# Who


def test_a_person_with_the_right_publishes_and_is_recorded(clock, condition, stranger):
    stranger.user_permissions.add(Permission.objects.get(codename="publish"))

    publication = publish_nl(condition, by=stranger, reason="Nieuw")

    event = Event.objects.get()
    assert (event.publication, event.action, event.actor, event.job, event.reason, event.at) == (
        publication,
        "published",
        stranger,
        "",
        "Nieuw",
        NOW,
    )


def test_a_job_is_recorded_by_its_name(condition):
    publish_nl(condition, by=Job("nightly"))

    event = Event.objects.get()
    assert (event.actor, event.job) == (None, "nightly")


def test_a_person_without_the_right_can_neither_publish_nor_withdraw(condition, stranger):
    with pytest.raises(PermissionDenied):
        publish_nl(condition, by=stranger)
    publish_nl(condition)
    with pytest.raises(PermissionDenied):
        withdraw(kind="condition", key="lever", language="nl", by=stranger)

    assert list(Publication.objects.live().values_list("number", flat=True)) == [1]
    assert Event.objects.count() == 1


def test_somebody_who_is_not_signed_in_cannot_publish(condition):
    with pytest.raises(PermissionDenied):
        publish_nl(condition, by=AnonymousUser())

    assert not Publication.objects.exists()


# Withdrawing


def test_withdrawing_ends_what_is_live_and_is_recorded(clock, condition, stranger):
    stranger.user_permissions.add(Permission.objects.get(codename="withdraw"))
    make_live(condition, "nl", "en")
    clock.shift(DAY)

    withdrawn = withdraw(kind="condition", key="lever", language="nl", by=stranger, reason="Onjuist")

    assert withdrawn.live_until == NOW + DAY
    assert list(Publication.objects.live().values_list("language", flat=True)) == ["en"]
    event = Event.objects.get(action="withdrawn")
    assert (event.publication, event.actor, event.reason) == (withdrawn, stranger, "Onjuist")


def test_withdrawing_takes_back_what_was_planned(clock, condition):
    publish_nl(condition)
    publish_nl(retitled(condition, "Later"), live_from=NOW + 2 * DAY)
    publish_nl(retitled(condition, "Nog later"), live_from=NOW + 4 * DAY)
    clock.shift(DAY)

    withdraw(kind="condition", key="lever", language="nl", by=BY)

    assert windows() == [(1, 0, 1), (2, 2, 2), (3, 4, 4)]
    assert not Publication.objects.live(NOW + 5 * DAY).exists()


def test_a_page_that_is_only_planned_can_be_withdrawn_once(clock, condition):
    publish_nl(condition, live_from=NOW + 2 * DAY)

    withdraw(kind="condition", key="lever", language="nl", by=BY)

    assert windows() == [(1, 2, 2)]
    with pytest.raises(Publication.DoesNotExist):
        withdraw(kind="condition", key="lever", language="nl", by=BY)


def test_what_is_not_live_cannot_be_withdrawn(condition):
    make_live(condition, "en")

    with pytest.raises(Publication.DoesNotExist):
        withdraw(kind="condition", key="lever", language="nl", by=BY)

    assert Event.objects.filter(action="withdrawn").count() == 0


def test_a_withdrawn_page_can_be_published_again_unchanged(clock, condition):
    publish_nl(condition)
    clock.shift(DAY)
    withdraw(kind="condition", key="lever", language="nl", by=BY)
    clock.shift(DAY)

    publish_nl(condition)

    assert windows() == [(1, 0, 1), (2, 2, None)]


# At the same moment


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_live_before", [True, False])
def test_when_two_people_publish_at_the_same_moment_one_publication_is_made(is_live_before):
    condition = complete(make_condition("lever"))
    if is_live_before:
        make_live(condition, "nl")
    retitled(condition, "Anders")
    outcomes: list[bool | str] = []
    start = Barrier(2)

    def race() -> Any:
        instance = Condition.objects.get(key="lever")
        start.wait(timeout=10)
        try:
            outcomes.append(publish(instance=instance, language="nl", by=BY).is_new)
        except PublishingRefusedError as refusal:
            outcomes.append(refusal.problems[0].code)
        finally:
            connection.close()

    threads = [Thread(target=race), Thread(target=race)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert outcomes.count(True) == 1
    assert len(outcomes) == 2
    assert set(outcomes) <= ({True, False} if is_live_before else {True, False, "published_meanwhile"})
    assert [publication.title for publication in Publication.objects.live()] == ["Anders"]
    assert Publication.objects.count() == 1 + is_live_before
