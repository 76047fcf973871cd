from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from conditions.models import Condition, ConditionSection
from portal.content.models import Source
from portal.publishing.kinds import kind_named, kind_of
from portal.publishing.models import WorkingDigest
from portal.publishing.services import Job, publish, withdraw
from portal.publishing.working import (
    State,
    catch_up,
    changed_pages,
    compute_missing,
    in_state,
    state_of,
    states,
)
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


@pytest.fixture
def whole():
    """A live condition with a row of every sort in its document."""
    condition = make_condition("lever", origin=make_source("artikel"))
    make_section(condition)
    condition.codes.create(system="ICD-10", value="C78.7")
    condition.citations.create(source=make_source("richtlijn"))
    condition.pictures.create(picture=make_picture("tekening"))
    condition.symptom_links.create(target=make_symptom("jeuk"))
    condition.test_links.create(target=make_test("echo"))
    condition.treatment_links.create(target=make_treatment("ablatie"))
    condition.look_alike_links.create(target=make_condition("cyste"))
    condition.primary_links.create(target=make_condition("darmkanker"))
    return make_live(condition)


def fresh(instance: Any) -> Any:
    return type(instance).objects.get(pk=instance.pk)


def withdraw_nl(instance: Any) -> Any:
    withdraw(kind=kind_of(instance).name, key=instance.key, language="nl", by=Job("test"))


# States


def test_what_was_never_published_is_never():
    assert state_of(make_condition("lever"), "nl") == State.NEVER


def test_what_was_published_is_live_in_that_language_only():
    condition = make_live(make_condition("lever"), "nl")

    assert (state_of(condition, "nl"), state_of(condition, "en")) == (State.LIVE, State.NEVER)


def test_what_was_withdrawn_is_withdrawn():
    condition = make_live(make_condition("lever"), "nl")

    withdraw_nl(condition)

    assert state_of(condition, "nl") == State.WITHDRAWN


def test_what_is_only_planned_was_never_published_even_when_it_is_cancelled(time_machine):
    condition = complete(make_condition("lever"))
    tomorrow = timezone.now() + timedelta(days=1)
    publish(instance=condition, language="nl", by=Job("test"), live_from=tomorrow)
    planned = state_of(condition, "nl")
    withdraw_nl(condition)

    time_machine.move_to(tomorrow + timedelta(days=1))

    assert (planned, state_of(condition, "nl")) == (State.NEVER, State.NEVER)
    assert list(in_state(Condition.objects.all(), kind_named("condition"), "nl", State.NEVER)) == [condition]
    assert not in_state(Condition.objects.all(), kind_named("condition"), "nl", State.WITHDRAWN).exists()


def changed(row: Any, **fields: Any) -> Any:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def all_of(model: Any) -> Any:
    return model.objects


CHANGES = {
    "own text": lambda c: changed(c, author_nl="Anders"),
    "own number": lambda c: changed(c, reviewed_on=timezone.now().date()),
    "section": lambda c: changed(c.sections.get(), body_nl="<p>Anders.</p>"),
    "new section": lambda c: make_section(c, kind="outlook", position=90),
    "deleted section": lambda c: c.sections.all().delete(),
    "code": lambda c: changed(c.codes.get(), value="C22"),
    "citation note": lambda c: changed(c.citations.get(), note_nl="Anders"),
    "source title": lambda _: changed(all_of(Source).get(key="richtlijn"), title_nl="Anders"),
    "origin title": lambda _: changed(all_of(Source).get(key="artikel"), title_nl="Anders"),
    "picture text": lambda c: changed(c.pictures.get().picture, alt_nl="Anders"),
    "picture place": lambda c: changed(c.pictures.get(), section="overview"),
    "symptom note": lambda c: changed(c.symptom_links.get(), note_nl="Anders"),
    "test note": lambda c: changed(c.test_links.get(), note_nl="Anders"),
    "treatment note": lambda c: changed(c.treatment_links.get(), note_nl="Anders"),
    "look-alike note": lambda c: changed(c.look_alike_links.get(), note_nl="Anders"),
    "primary note": lambda c: changed(c.primary_links.get(), note_nl="Anders"),
    "link away": lambda c: c.symptom_links.get().delete(),
    "section moved": lambda c: changed(c.sections.get(), owner=all_of(Condition).get(key="cyste")),
    "update of a queryset": lambda _: all_of(Condition).update(author_nl="Anders"),
    "update of sections": lambda _: all_of(ConditionSection).update(body_nl="<p>Anders.</p>"),
    "update of sources": lambda _: all_of(Source).update(title_nl="Anders"),
    "bulk update": lambda c: all_of(Condition).bulk_update([with_author(c)], ["author_nl"]),
    "bulk create": lambda c: ConditionSection.objects.bulk_create(
        [ConditionSection(owner=c, kind="outlook", position=90, body_nl="<p>Nieuw.</p>")]
    ),
}


def with_author(condition: Any) -> Any:
    condition.author_nl = "Anders"
    return condition


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_of_anything_that_the_document_shows_is_seen(whole, change):
    before = state_of(whole, "nl")

    change(whole)

    assert (before, state_of(fresh(whole), "nl")) == (State.LIVE, State.CHANGED)


@pytest.mark.parametrize(
    "instance",
    [
        lambda: make_symptom("jeuk"),
        lambda: make_test("echo"),
        lambda: make_treatment("ablatie"),
        lambda: make_term("uitzaaiing"),
        lambda: make_page("over"),
    ],
)
def test_every_kind_sees_a_change_of_its_text_and_of_its_sources(instance):
    made = instance()
    made.citations.create(source=make_source("richtlijn"))
    make_live(made)

    changed(made, summary_nl="Anders.")
    own = state_of(made, "nl")
    make_live(made)
    changed(all_of(Source).get(), publisher="Anders")

    assert own == State.CHANGED
    assert (state_of(made, "nl"), state_of(made, "en")) == (State.CHANGED, State.CHANGED)


def test_a_change_of_one_language_leaves_the_other_as_it_is(whole):
    changed(whole, author_en="Somebody else")

    assert (state_of(whole, "nl"), state_of(whole, "en")) == (State.LIVE, State.CHANGED)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: changed(c, owner=None, review_cycle=24),
        lambda c: changed(c, summary_nl="  In het kort. "),
        lambda c: changed(c.symptom_links.get().target, title_nl="Anders"),
    ],
    ids=["what readers do not see", "space around a text", "a title of another page"],
)
def test_what_the_document_does_not_say_is_no_change(whole, change):
    change(whole)

    assert state_of(fresh(whole), "nl") == State.LIVE


def test_a_change_that_is_taken_back_is_no_change(whole):
    changed(whole, author_nl="Anders")
    state_of(whole, "nl")

    changed(whole, author_nl="")

    assert state_of(whole, "nl") == State.LIVE


def test_a_row_that_moves_changes_the_object_that_it_leaves_and_the_one_that_it_joins(whole):
    other = make_live(all_of(Condition).get(key="cyste"))
    compute_missing(kind_named("condition"))

    changed(whole.sections.get(), owner=other)

    assert (state_of(whole, "nl"), state_of(other, "nl")) == (State.CHANGED, State.CHANGED)


def test_a_kept_digest_is_the_digest_of_the_document(whole):
    compute_missing(kind_named("condition"))

    kept = dict(WorkingDigest.objects.filter(key="lever").values_list("language", "digest"))
    kind = kind_named("condition")
    assert kept == {code: kind.document_of(fresh(whole), code).digest() for code in ("nl", "en")}


def test_a_digest_is_kept_until_something_changes(whole, django_assert_num_queries):
    kind = kind_named("condition")
    compute_missing(kind)
    with django_assert_num_queries(1):
        compute_missing(kind)

    changed(whole, author_nl="Anders")

    keys = WorkingDigest.objects.filter(kind="condition").order_by("key").values_list("key", flat=True)
    assert list(keys.distinct()) == ["cyste", "darmkanker"]


# Lists


@pytest.fixture
def one_in_each_state():
    never, withdrawn, live, changed_one = (make_condition(key) for key in ("a", "b", "c", "d"))
    make_live(live)
    make_live(changed_one)
    make_live(withdrawn)
    withdraw_nl(withdrawn)
    changed(changed_one, title_nl="Anders")
    return {
        State.NEVER: never,
        State.WITHDRAWN: withdrawn,
        State.LIVE: live,
        State.CHANGED: changed_one,
    }


@pytest.mark.parametrize("state", State)
def test_a_list_can_be_narrowed_to_one_state(one_in_each_state, state):
    catch_up([kind_named("condition")])

    found = in_state(Condition.objects.all(), kind_named("condition"), "nl", state)

    assert list(found) == [one_in_each_state[state]]


def test_a_narrowed_list_keeps_what_it_was_narrowed_to_before(one_in_each_state):
    none = in_state(Condition.objects.filter(key="a"), kind_named("condition"), "nl", State.LIVE)

    assert list(none) == []


def test_what_has_not_been_compared_is_neither_live_nor_changed(one_in_each_state):
    WorkingDigest.objects.all().delete()

    for state in (State.LIVE, State.CHANGED):
        assert not in_state(Condition.objects.all(), kind_named("condition"), "nl", state).exists()


def test_so_many_digests_are_computed_at_once_and_no_more(one_in_each_state):
    WorkingDigest.objects.all().delete()
    kinds = [kind_named("symptom"), kind_named("condition")]

    assert catch_up(kinds, at_most=3) == 1
    assert WorkingDigest.objects.values("key").distinct().count() == 3
    assert catch_up(kinds, at_most=3) == 0
    assert WorkingDigest.objects.values("key").distinct().count() == 4


def test_with_all_digests_kept_catching_up_costs_one_query(one_in_each_state, django_assert_num_queries):
    kinds = [kind_named("symptom"), kind_named("condition")]
    catch_up(kinds)

    with django_assert_num_queries(1):
        assert catch_up(kinds) == 0


def test_a_deleted_object_leaves_no_digest_behind(one_in_each_state):
    catch_up([kind_named("condition")])

    one_in_each_state[State.NEVER].delete()

    assert not WorkingDigest.objects.filter(key="a").exists()


def test_pages_that_have_changed_are_found_in_all_languages(one_in_each_state):
    catch_up([kind_named("condition")])

    found = changed_pages([kind_named("condition")])

    assert [(page.key, page.language) for page in found] == [("d", "nl")]


def test_the_states_of_many_objects_are_those_of_each(one_in_each_state):
    found = states(kind_named("condition"), ["a", "b", "c", "d", "unknown"])

    assert {key: state for (key, language), state in found.items() if language == "nl"} == {
        instance.key: state for state, instance in one_in_each_state.items()
    }
    assert found["b", "en"] == State.LIVE


@pytest.mark.parametrize("how_many", [1, 30])
def test_states_cost_four_queries_however_many_objects_there_are(django_assert_num_queries, how_many):
    keys = [f"aandoening-{number}" for number in range(how_many)]
    for key in keys:
        make_live(make_condition(key), "nl")
    compute_missing(kind_named("condition"))

    with django_assert_num_queries(4):
        found = states(kind_named("condition"), keys)

    assert set(found.values()) == {State.LIVE, State.NEVER}


@pytest.mark.parametrize("how_many", [1, 30])
def test_computing_digests_costs_the_same_for_one_object_and_for_many(django_assert_num_queries, how_many):
    for number in range(how_many):
        condition = make_condition(f"aandoening-{number}")
        make_section(condition)
        condition.symptom_links.create(target=make_symptom(f"klacht-{number}"))

    with django_assert_num_queries(15):
        compute_missing(kind_named("condition"))

    assert WorkingDigest.objects.count() == 2 * how_many
