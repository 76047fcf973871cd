"""A second person reviews; nobody says anything of a text that they have not seen."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from portal.translating.changes import UnitsRefusedError
from portal.translating.models import Act, State, TranslationEvent
from portal.translating.reviewing import (
    accept,
    accept_all,
    confirm_still_right,
    correct,
    declare_wording_only,
    override_finding,
    seen,
    send_back,
)
from portal.translating.services import save_units
from tests.builders import make_condition, make_section
from tests.translating.desk import INTO, change, colleague, confirm_all, findings, translate, unit


@pytest.fixture
def condition(db) -> Any:
    return make_condition(summary_nl="Neem 5 mg per dag.")


@pytest.fixture
def other(db) -> Any:
    return colleague()


def call(service: Any, condition: Any, by: Any, **about: Any) -> Any:
    return service(instance=condition, language=INTO, by=by, **about)


def code(service: Any, condition: Any, by: Any, **about: Any) -> str:
    with pytest.raises(UnitsRefusedError) as caught:
        call(service, condition, by, **about)
    return caught.value.refusals[0].code


def outdated(condition: Any, by: Any, title: str = "Andere titel") -> Any:
    translate(condition, "title", "Liver", by)
    condition.refresh_from_db()
    condition.title_nl = title
    condition.save()
    return unit(condition, "title")


def test_a_colleague_accepts_and_the_translator_cannot(condition, translator, other):
    made = translate(condition, "title", "Liver", translator)

    assert code(accept, condition, translator, units=[seen(made)]) == "own"
    assert unit(condition, "title").state is State.TRANSLATED
    (saved,) = call(accept, condition, other, units=[seen(made)])
    assert saved.unit.state is State.REVIEWED


def test_a_draft_cannot_be_accepted(condition, translator, other):
    made = translate(condition, "title", "Liver", translator, act=Act.DRAFTED)

    assert code(accept, condition, other, units=[seen(made)]) == "state"


def test_what_changed_since_it_was_seen_cannot_be_accepted(condition, translator, other):
    made = seen(translate(condition, "title", "Liver", translator))
    translate(condition, "title", "Liver metastases", translator)

    assert code(accept, condition, other, units=[made]) == "overtaken"


def test_an_editor_may_review_and_a_stranger_may_not(condition, translator, editor, stranger):
    made = seen(translate(condition, "title", "Liver", translator))

    with pytest.raises(PermissionDenied):
        call(accept, condition, stranger, units=[made])
    call(accept, condition, editor, units=[made])

    assert unit(condition, "title").state is State.REVIEWED


def test_any_later_change_makes_a_reviewed_text_translated_and_no_more(condition, translator, other):
    call(accept, condition, other, units=[seen(translate(condition, "title", "Liver", translator))])

    assert translate(condition, "title", "Livers", translator).state is State.TRANSLATED


def test_an_error_keeps_a_text_from_being_reviewed_until_a_reviewer_says_why_it_is_none(
    condition, translator, other
):
    made = translate(condition, "summary", "Take 50 mg a day.", translator)
    found = findings(condition, made.address)
    assert code(accept, condition, other, units=[seen(made)]) == "error"

    for finding in found:
        about = {"unit": seen(made), "finding": finding.name}
        assert code(override_finding, condition, translator, note="It is right", **about) == "own"
        with pytest.raises(ValueError, match="reden"):
            call(override_finding, condition, other, note=" ", **about)
        call(override_finding, condition, other, note="The leaflet says so", **about)
    call(accept, condition, other, units=[seen(made)])

    assert unit(condition, "summary").state is State.REVIEWED
    overridden: Any = TranslationEvent.objects.filter(act=Act.OVERRIDDEN).first()
    assert (overridden.by, overridden.note) == (other, "The leaflet says so")


def test_an_override_holds_for_that_pair_alone(condition, translator, other):
    made = translate(condition, "summary", "Take 50 mg a day.", translator)
    for finding in findings(condition, made.address):
        call(override_finding, condition, other, unit=seen(made), finding=finding.name, note="So be it")

    again = translate(condition, "summary", "Take 500 mg a day.", translator)

    assert any(finding.blocks for finding in findings(condition, again.address))


def test_a_finding_that_is_not_there_cannot_be_overridden(condition, translator, other):
    made = translate(condition, "title", "Liver", translator)

    assert code(override_finding, condition, other, unit=seen(made), finding="numbers.x", note="x") == "gone"


def test_a_correction_is_reviewed_in_the_name_of_the_reviewer_and_both_stay_known(
    condition, translator, other
):
    made = translate(condition, "title", "Livr", translator)

    (saved,) = call(correct, condition, other, change=change(made, "Liver"))

    assert (saved.unit.target, saved.unit.state) == ("Liver", State.REVIEWED)
    acts = TranslationEvent.objects.filter(path="title").values_list("act", "by__username")
    assert list(acts) == [(Act.TRANSLATED, "translator"), (Act.CORRECTED, "colleague")]
    assert code(accept, condition, other, units=[seen(saved.unit)]) == "own"


def test_a_correction_with_an_error_is_refused_and_nothing_is_stored(condition, translator, other):
    made = translate(condition, "summary", "Take 5 mg a day.", translator)

    assert code(correct, condition, other, change=change(made, "Take 50 mg a day.")) == "error"
    assert unit(condition, "summary").target == "Take 5 mg a day."


def test_sending_back_takes_a_reason_and_makes_a_draft(condition, translator, other):
    made = seen(translate(condition, "title", "Liver", translator))
    with pytest.raises(ValueError, match="reden"):
        call(send_back, condition, other, unit=made, note="")

    call(send_back, condition, other, unit=made, note="Say it plainer")

    after = unit(condition, "title")
    assert (after.state, after.last.act, after.last.note) == (State.DRAFT, Act.SENT_BACK, "Say it plainer")


def test_accepting_all_leaves_what_is_ones_own_what_has_findings_and_what_is_no_translation(
    condition, translator, other
):
    make_section(condition, body_nl="<p>Rust uit.</p>", body_en="<p>Rest.</p>")
    confirm_all(condition)
    translate(condition, "summary", "Take 50 mg a day.", translator)
    translate(condition, "title", "Liver", other)

    saved = call(accept_all, condition, other)

    assert [one.unit.text.path for one in saved] == ["sections.body"]


def test_an_outdated_text_can_be_confirmed_as_still_right(condition, translator):
    late = outdated(condition, translator)
    assert late.state is State.OUTDATED

    call(confirm_still_right, condition, translator, units=[seen(late)])

    after = unit(condition, "title")
    assert (after.state, after.target) == (State.TRANSLATED, "Liver")


def test_what_is_not_outdated_cannot_be_confirmed_as_still_right(condition, translator):
    made = translate(condition, "title", "Liver", translator)

    assert code(confirm_still_right, condition, translator, units=[seen(made)]) == "state"


def test_an_editor_says_that_only_the_wording_changed_and_what_was_reviewed_stays_so(
    condition, translator, other, editor
):
    call(accept, condition, other, units=[seen(translate(condition, "title", "Liver", translator))])
    condition.refresh_from_db()
    condition.title_nl = "Anders gezegd"
    condition.save()
    late = seen(unit(condition, "title"))
    with pytest.raises(PermissionDenied):
        call(declare_wording_only, condition, translator, units=[late], note="typo")
    with pytest.raises(ValueError, match="reden"):
        call(declare_wording_only, condition, editor, units=[late], note="")

    call(declare_wording_only, condition, editor, units=[late], note="typo")

    after = unit(condition, "title")
    assert (after.state, after.last.by, after.last.note) == (State.REVIEWED, editor, "typo")


def test_an_import_never_makes_anything_reviewed(condition, translator):
    (saved,) = save_units(
        instance=condition,
        language=INTO,
        changes=[change(unit(condition, "title"), "Liver")],
        by=translator,
        act=Act.IMPORTED,
    )

    assert saved.unit.state is State.TRANSLATED
