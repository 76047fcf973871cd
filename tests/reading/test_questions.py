"""Questions for the doctor: what an editor writes, one on each line, and what readers and reviewers get."""

from typing import Any

import pytest

from portal.editing import history
from portal.languages import CODES
from portal.publishing.differences import differences
from portal.publishing.kinds import kind_of
from portal.publishing.parts import parts_of
from portal.publishing.working import State, state_of
from tests.builders import make_condition, make_live, make_symptom, make_test, make_treatment
from tests.markup import elements, links, main, words

pytestmark = pytest.mark.django_db

BOTH = {
    "questions_nl": "Wat heb ik?\n\n  Is 5 < 7 & nu? \n",
    "questions_en": "What do I have?\nIs 5 < 7 & now?",
}


@pytest.mark.parametrize(
    ("make", "dutch", "english"),
    [
        (make_condition, "aandoeningen", "conditions"),
        (make_symptom, "klachten", "symptoms"),
        (make_test, "onderzoeken", "tests"),
        (make_treatment, "behandelingen", "treatments"),
    ],
)
def test_each_language_shows_its_own_questions_one_to_a_line(client, make, dutch, english):
    make_live(make("doel", **BOTH))

    (nl,) = elements(main(client.get(f"/nl/{dutch}/nl-doel/")), "section", class_="questions")
    (en,) = elements(main(client.get(f"/en/{english}/en-doel/")), "section", class_="questions")

    assert [words(item) for item in elements(nl, "li")] == [
        "Wat heb ik?",
        "Is 5 < 7 & nu?",
        "Je eigen vragen:",
    ]
    assert [words(item) for item in elements(en, "li")] == [
        "What do I have?",
        "Is 5 < 7 & now?",
        "Your own questions:",
    ]


def test_a_page_without_questions_has_no_place_for_them(client):
    make_live(make_condition("lever", questions_nl=" \n", questions_en="What now?"))

    dutch, english = client.get("/nl/aandoeningen/nl-lever/"), client.get("/en/conditions/en-lever/")

    assert elements(main(dutch), "section", class_="questions") == []
    assert "#questions" not in [address for _text, address in links(main(dutch))]
    assert ("Questions for your doctor", "#questions") in links(main(english))


@pytest.mark.parametrize("language", CODES)
def test_an_object_without_questions_has_the_document_it_always_had(language):
    condition = make_condition()

    assert "questions" not in kind_of(condition).document_of(condition, language).stored()


def test_a_new_question_is_an_unpublished_change_that_reviewers_and_the_history_see():
    condition = make_live(make_condition(questions_nl="Wat heb ik?", questions_en="What do I have?"))
    before = kind_of(condition).document_of(condition, "nl")
    states = [state_of(condition, code) for code in CODES]

    condition.questions_nl = "Wat heb ik?\nWat nu?"
    condition.save()
    after = kind_of(condition).document_of(condition, "nl")

    assert states == [State.LIVE, State.LIVE]
    assert [state_of(condition, code) for code in CODES] == [State.CHANGED, State.LIVE]
    (difference,) = differences(before, after)
    assert "".join(run.text for run in difference.after) == "Wat heb ik?\nWat nu?"
    (part,) = [part for part in parts_of(after) if part.name == "questions"]
    assert [words(line) for line in elements(part.html, "p")] == ["Wat heb ik?", "Wat nu?"]


def test_a_revision_brings_questions_back(editor):
    condition = make_condition(questions_nl="Wat heb ik?")
    revision: Any = history.record(condition, by=editor)
    condition.questions_nl = ""
    condition.save()

    restored: Any = history.restore(revision, by=editor)

    assert restored.questions_nl == "Wat heb ik?"
