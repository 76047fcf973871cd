from collections.abc import Iterable
from typing import Any

import pytest
from django.utils.translation import override

from portal.publishing import gate
from portal.publishing.documents import HelpLevels, Reference, Section
from portal.publishing.gate import Problem, pages_named_by, problems_of, register, warnings_of
from portal.publishing.kinds import kind_of
from portal.publishing.models import Publication
from portal.publishing.services import Job, PublishingRefusedError, publish, withdraw
from portal.publishing.wants import Severity
from tests.builders import (
    complete,
    make_condition,
    make_live,
    make_page,
    make_picture,
    make_section,
    make_symptom,
    make_term,
    make_test,
    make_treatment,
)

pytestmark = pytest.mark.django_db

NOT_REVIEWED = [("reviewed_on_missing", "reviewed_on"), ("medical_reviewer_missing", "medical_reviewer")]


@pytest.fixture(autouse=True)
def translations_are_judged() -> None:
    """Here they are."""


@pytest.fixture
def condition():
    return complete(make_condition("lever"))


def document_of(instance: Any, language: str = "nl") -> Any:
    return kind_of(instance).document_of(instance, language)


def with_text(condition: Any, html: str, language: str = "nl") -> Any:
    """The condition's document with one section of this HTML, as it comes: not cleaned."""
    section = Section(kind="overview", heading="Wat is het?", body=html)
    return document_of(condition, language).model_copy(update={"sections": (section,)})


def names(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in problems]


def codes(problems: Iterable[Problem]) -> list[str]:
    """What is wrong, but for the missing review, which is about every test object, and for translations.

    What the gate is told about those is tested in the translators’ room.
    """
    found = [code for code, field in names(problems) if (code, field) not in NOT_REVIEWED]
    return [code for code in found if not code.startswith("translation_")]


# The whole


def test_a_complete_page_is_not_blocked_and_warns_that_nobody_reviewed_it(condition):
    document = document_of(condition)

    assert problems_of(document) == []
    assert names(warnings_of(document)) == NOT_REVIEWED
    assert {problem.severity for problem in warnings_of(document)} == {Severity.WARNS}


def test_a_review_that_is_named_and_dated_takes_the_warnings_away(condition):
    document = document_of(condition).model_copy(
        update={"reviewed_on": "2026-11-01", "medical_reviewer": "Dr. Jansen, internist"}
    )

    assert warnings_of(document) == []


def test_what_blocks_is_refused_and_what_warns_is_published(condition):
    here, there = (
        f"<p>{words}</p>" for words in ("Lees <a href='/x'>hier</a>.", "Read <a href='/x'>here</a>.")
    )
    make_section(condition, body_nl=here, body_en=there)
    assert publish(instance=condition, language="nl", by=Job("test")).is_new

    condition.citations.all().delete()

    with pytest.raises(PublishingRefusedError) as refusal:
        publish(instance=condition, language="en", by=Job("test"))
    assert names(refusal.value.problems) == [("citations_missing", "citations")]


def test_a_registered_rule_is_asked_too(condition, monkeypatch):
    monkeypatch.setattr(gate, "_rules", list(gate._rules))
    mine = Problem("mine", "title", "No.")
    register(lambda _document: [mine])

    assert problems_of(document_of(condition)) == [mine]


def test_problems_are_told_in_the_language_of_the_editor(condition):
    condition.citations.all().delete()
    with override("en"):
        (problem,) = problems_of(document_of(condition))

    assert problem.message == "This part is missing: references."


# Parts


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            make_condition,
            [
                ("text_missing", "sections"),
                ("help_missing", "help_appointment"),
                ("citations_missing", "citations"),
            ],
        ),
        (
            make_symptom,
            [
                ("text_missing", "what"),
                ("help_missing", "help_appointment"),
                ("citations_missing", "citations"),
            ],
        ),
        (make_test, [("text_missing", "what"), ("citations_missing", "citations")]),
        (make_treatment, [("text_missing", "what"), ("citations_missing", "citations")]),
        (make_page, [("text_missing", "body")]),
        (make_term, []),
    ],
)
def test_a_page_without_the_parts_that_its_kind_requires_is_blocked(make, expected):
    bare = document_of(make())

    assert names(problems_of(bare)) == expected
    assert problems_of(document_of(complete(make("whole")))) == []


def test_a_term_without_a_source_warns():
    assert codes(warnings_of(document_of(make_term()))) == ["citations_missing"]


def test_a_text_in_one_language_does_not_do_for_the_other(condition):
    condition.sections.update(body_en="")

    assert codes(problems_of(document_of(condition, "nl"))) == []
    assert codes(problems_of(document_of(condition, "en"))) == ["text_missing"]


@pytest.mark.parametrize("lacking", ["alt", "credit", "licence"])
def test_a_picture_without_alternative_text_credit_or_licence_blocks(condition, lacking):
    condition.pictures.create(picture=make_picture(**{f"{lacking}_nl": ""}))

    assert names(problems_of(document_of(condition, "nl"))) == [("picture_incomplete", "pictures")]
    assert problems_of(document_of(condition, "en")) == []


# Texts


def test_html_that_the_cleaning_would_change_blocks(condition):
    unsafe = with_text(condition, '<p onclick="x()">Een tekst.</p>')

    assert names(problems_of(unsafe)) == [("html_unsafe", "sections")]
    assert problems_of(with_text(condition, "<p>Een tekst.</p>")) == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h3>Eerst</h3><p>Tekst.</p><h3>Dan</h3><p>Tekst.</p>", []),
        ("<h3>Eerst</h3><ul><li><p>Tekst.</p></li></ul>", []),
        ("<h3>Eerst</h3><h3>Dan</h3><p>Tekst.</p>", ["heading_without_text"]),
        ("<p>Tekst.</p><h3>Dan</h3>", ["heading_without_text"]),
        ("<h3>Eerst</h3> <h3>Dan</h3>", ["heading_without_text", "heading_without_text"]),
        ("<h3> </h3><p>Tekst.</p>", ["heading_empty"]),
    ],
)
def test_a_heading_without_words_or_without_text_below_it_warns(condition, html, expected):
    document = with_text(condition, html)

    assert codes(warnings_of(document)) == expected
    assert problems_of(document) == []


@pytest.mark.parametrize(
    "words", ["klik hier", "Hier", "here", "Click here", "Lees meer…", "<em>read more</em>"]
)
def test_a_link_that_does_not_say_where_it_leads_warns(condition, words):
    vague = with_text(condition, f'<p>De folder: <a href="https://example.org/">{words}</a></p>')

    assert codes(warnings_of(vague)) == ["link_vague"]


@pytest.mark.parametrize(
    "words", ["de folder over leverkanker", "hier staat hoe je belt", "more about the liver"]
)
def test_a_link_that_says_where_it_leads_does_not_warn(condition, words):
    clear = with_text(condition, f'<p><a href="https://example.org/">{words}</a></p>')

    assert codes(warnings_of(clear)) == []


def test_a_warning_names_the_section_where_one_field_holds_several(condition):
    with override("en"):
        found = warnings_of(with_text(condition, "<h3>Kop</h3>"))

    message = "“Wat is het?”: There is no text below the heading “Kop”."
    assert Problem("heading_without_text", "sections", message, Severity.WARNS) in found


def test_a_problem_in_a_text_of_its_own_field_names_that_field():
    symptom = complete(make_symptom(causes_nl="<h3>Kop</h3>", help_today_nl="<h3>Kop</h3>"))

    found = names(warnings_of(document_of(symptom)))

    assert [name for name in found if name not in NOT_REVIEWED] == [
        ("heading_without_text", "causes"),
        ("heading_without_text", "help_today"),
    ]


# Language

DUTCH = "Je krijgt het medicijn via een infuus. Dat duurt meestal niet langer dan een uur."
ENGLISH = "You are given the medicine through a drip. This usually takes no more than an hour."


@pytest.mark.parametrize(("language", "own", "other"), [("nl", DUTCH, ENGLISH), ("en", ENGLISH, DUTCH)])
def test_a_text_that_is_mostly_in_another_language_blocks_and_a_part_of_it_warns(
    condition, language, own, other
):
    right = with_text(condition, f"<p>{own}</p>", language)
    mixed = with_text(condition, f"<p>{own} {own}</p><p>{other}</p>", language)
    wrong = with_text(condition, f"<p>{other}</p>", language)

    assert codes(problems_of(right) + warnings_of(right)) == []
    assert codes(problems_of(mixed) + warnings_of(mixed)) == ["language_mixed"]
    assert codes(problems_of(wrong) + warnings_of(wrong)) == ["language_wrong"]


def test_the_summary_and_the_help_levels_are_read_too(condition):
    document = document_of(condition).model_copy(
        update={"summary": ENGLISH, "help": HelpLevels(today=f"<p>{ENGLISH}</p>")}
    )

    assert names(problems_of(document)) == [("language_wrong", "summary"), ("language_wrong", "help_today")]


def test_names_in_another_language_are_no_wrong_language(condition):
    document = with_text(condition, "<p>De studie heet “Liver cancer in the Netherlands” en is van 2024.</p>")

    assert codes(problems_of(document) + warnings_of(document)) == []


# Links


def linking(condition: Any, *targets: str) -> Any:
    links = "".join(f'<p><a href="ref:{target}">de pagina</a></p>' for target in targets)
    return with_text(condition, links)


def test_a_link_to_a_page_that_is_not_live_in_this_language_warns_by_its_name(condition):
    make_live(complete(make_symptom("jeuk")), "en")
    make_live(complete(make_symptom("pijn")), "nl")
    document = linking(condition, "symptom/jeuk", "symptom/pijn")

    (warning,) = [w for w in warnings_of(document) if w.code == "links_hidden"]

    assert warning.field == "sections"
    assert "symptom/jeuk" in warning.message
    assert "symptom/pijn" not in warning.message


def test_a_link_to_a_withdrawn_page_warns(condition):
    make_live(complete(make_symptom("jeuk")), "nl")
    withdraw(kind="symptom", key="jeuk", language="nl", by=Job("test"))

    assert codes(warnings_of(linking(condition, "symptom/jeuk"))) == ["links_hidden"]


def test_a_link_to_a_page_that_was_never_published_warns_but_one_to_itself_does_not(condition):
    make_symptom("jeuk")

    assert codes(warnings_of(linking(condition, "symptom/jeuk"))) == ["links_broken"]
    assert codes(warnings_of(linking(condition, "nothing/at-all"))) == ["links_broken"]
    assert codes(warnings_of(linking(condition, "condition/lever"))) == []


def test_a_relation_to_a_page_that_is_not_live_warns_under_its_relation(condition):
    document = document_of(condition).model_copy(
        update={"references": {"symptoms": (Reference(kind="symptom", key="jeuk"),)}}
    )

    assert ("links_hidden", "symptoms") in names(warnings_of(document))


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_links_of_many_documents_are_looked_up_in_one_query(
    condition, how_many, django_assert_num_queries
):
    targets = [make_live(complete(make_symptom(f"s-{number}"))) for number in range(how_many)]
    documents = [linking(condition, f"symptom/{target.key}") for target in targets]

    with django_assert_num_queries(1):
        pages = pages_named_by(documents)
    with django_assert_num_queries(0):
        found = [code for document in documents for code in codes(warnings_of(document, pages))]
        problems_of(documents[0])

    assert found == []
    assert Publication.objects.count() == 2 * how_many
