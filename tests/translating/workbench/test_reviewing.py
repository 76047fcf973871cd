"""Who reviews by the buttons of the workbench; the services behind them have tests of their own."""

from portal.translating.models import State
from tests.conftest import signed_in
from tests.translating.desk import colleague, findings, translate, unit
from tests.translating.workbench.posts import page, send


def test_a_colleague_accepts_corrects_and_sends_back(condition, translator):
    other = signed_in(colleague())
    for path in ("title", "summary"):
        translate(condition, path, "Liver", translator)
    body = translate(condition, "sections.body", "<p>Rest.</p>", translator)

    send(other, condition, unit(condition, "title"), act="reviewed")
    send(other, condition, unit(condition, "summary"), "In brief.", act="corrected")
    refused = send(other, condition, body, act="sent-back")
    send(other, condition, body, act="sent-back", note="Te kort.")

    assert unit(condition, "title").state is State.REVIEWED
    assert (unit(condition, "summary").state, unit(condition, "summary").target) == (
        State.REVIEWED,
        "In brief.",
    )
    assert refused.status_code == 422
    assert unit(condition, "sections.body").state is State.DRAFT


def test_nobody_finds_a_way_to_accept_their_own(condition, translator, translator_client):
    made = translate(condition, "title", "Liver", translator)

    shown = translator_client.get(page(condition)).text
    answer = send(translator_client, condition, made, act="reviewed")

    assert 'value="reviewed"' not in shown
    assert 'value="reviewed"' in signed_in(colleague()).get(page(condition)).text
    assert answer.status_code == 422
    assert unit(condition, "title").state is State.TRANSLATED


def test_all_without_findings_are_accepted_at_once(condition, translator):
    type(condition).objects.update(summary_nl="Neem 5 mg per dag.")
    translate(condition, "title", "Liver cancer", translator)
    translate(condition, "summary", "Take 50 mg a day.", translator)

    signed_in(colleague()).post(page(condition, "accept"))

    assert unit(condition, "title").state is State.REVIEWED
    assert unit(condition, "summary").state is State.TRANSLATED


def test_a_finding_is_overridden_with_a_reason_and_by_somebody_else(condition, translator, translator_client):
    type(condition).objects.update(summary_nl="Neem 5 mg per dag.")
    made = translate(condition, "summary", "Take 50 mg a day.", translator)
    names = [found.name for found in findings(condition, made.address)]
    other = signed_in(colleague())

    own = send(translator_client, condition, made, act=f"override:{names[0]}", note="Het klopt.")
    for name in names:
        send(other, condition, made, act=f"override:{name}", note="Het klopt.")
    send(other, condition, made, act="reviewed")

    assert own.status_code == 422
    assert unit(condition, "summary").state is State.REVIEWED


def test_an_editor_says_that_only_the_wording_changed(condition, translator, editor_client):
    translate(condition, "title", "Liver cancer", translator)
    type(condition).objects.update(title_nl="Kanker van de lever")

    send(editor_client, condition, unit(condition, "title"), act="wording-only", note="Zelfde.")

    assert unit(condition, "title").state is State.TRANSLATED
