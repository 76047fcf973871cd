"""The page about the quality of an object, and what deleting refuses."""

from typing import Any

import pytest

from conditions.models import Condition, Symptom
from portal.content.models import Source
from tests.builders import complete, make_condition, make_live, make_section, make_source, make_symptom
from tests.editing.forms import address
from tests.markup import elements

pytestmark = pytest.mark.django_db

LONG = " ".join(["Dit is een zin van veel meer dan twintig woorden", *["en nog een paar erbij"] * 4]) + "."


def reports(client, instance) -> dict[str, Any]:
    page = client.get(address(instance, "quality"))
    return {report.language.code: report for report in page.context["reports"]}


def test_each_language_has_its_own_report(editor_client):
    condition = complete(make_condition())
    make_section(condition, kind="symptoms", body_nl="<p>Je bent moe.</p>", body_en="")

    found = reports(editor_client, condition)

    assert found["nl"].completeness.percentage > found["en"].completeness.percentage > 0


def test_what_blocks_and_what_only_warns_stand_apart(editor_client):
    condition = make_condition(summary_en="")

    report = reports(editor_client, condition)["en"]

    assert "summary_missing" in {problem.code for problem in report.problems}
    assert "reviewed_on_missing" in {problem.code for problem in report.warnings}


def test_what_is_missing_and_what_is_wrong_lead_to_their_field(editor_client):
    condition = make_condition(summary_en="")

    page = editor_client.get(address(condition, "quality"))

    form = address(condition)
    links = {link.attributes["href"] for link in elements(page, "a")}
    assert {f"{form}#id_summary_en", f"{form}#id_help_appointment_en", f"{form}#id_reviewed_on"} <= links
    assert f"{form}#sections-group" in links


def test_a_long_sentence_is_advised_on_where_it_stands(editor_client):
    condition = make_condition()
    make_section(condition, heading_nl="Klachten", body_nl=f"<p>{LONG}</p>")

    report = reports(editor_client, condition)["nl"]

    (passage,) = report.passages
    assert passage.heading == "Klachten"
    assert LONG in {advice.words for advice in passage.advice}


def test_where_it_is_used_names_the_working_copy_and_the_live_page(editor_client):
    symptom = make_symptom("moe")
    condition = make_condition("lever")
    condition.symptom_links.create(target=symptom)
    make_live(condition, "nl")

    usage = editor_client.get(address(symptom, "quality")).context["usage"]

    assert [use.instance for use in usage.working] == [condition]
    assert [page.key for page in usage.live] == ["lever"]


def test_a_stranger_does_not_see_the_report(stranger_client):
    assert stranger_client.get(address(make_condition(), "quality")).status_code == 302


def test_what_a_live_page_names_cannot_be_deleted(editor_client):
    symptom = make_symptom("moe")
    condition = make_condition("lever")
    link = condition.symptom_links.create(target=symptom)
    make_live(condition, "nl")
    link.delete()

    editor_client.post(address(symptom, "delete"), {"post": "yes"})

    assert Symptom.objects.filter(key="moe").exists()


def test_what_nothing_uses_can_be_deleted(editor_client):
    symptom, source = make_symptom("moe"), make_source("bron")

    for instance in (symptom, source):
        editor_client.post(address(instance, "delete"), {"post": "yes"})

    assert not Symptom.objects.exists()
    assert not Source.objects.exists()
    assert not Condition.objects.exists()
