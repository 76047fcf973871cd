from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from portal.publishing.documents import (
    Citation,
    Document,
    HelpLevels,
    Reference,
    Section,
)


def make_document(**fields: Any) -> Any:
    made_up = {"kind": "condition", "key": "lever", "language": "nl", "title": "Lever", "slug": "lever"}
    return Document(**made_up | fields)


def test_the_canonical_form_and_the_digest_of_a_document_are_what_they_always_were():
    document = make_document(
        summary="In het kort.",
        other_names=("hepar",),
        sections=(Section(kind="overview", heading="Wat is het?", body="<p>Eén “orgaan”.</p>"),),
        references={"symptoms": (Reference(kind="symptom", key="jeuk"),)},
        next_review_on=date(2027, 11, 23),
    )

    assert document.canonical() == (
        '{"key":"lever","kind":"condition","language":"nl","next_review_on":"2027-11-23",'
        '"other_names":["hepar"],'
        '"references":{"symptoms":[{"key":"jeuk","kind":"symptom"}]},'
        '"sections":[{"body":"<p>Eén “orgaan”.</p>","heading":"Wat is het?","kind":"overview"}],'
        '"slug":"lever","summary":"In het kort.","title":"Lever"}'
    )
    assert document.digest() == "85dc9ea9a519fa543f8ff07c34d4b04603c129507894da8498a2548dea094f65"


def test_the_order_in_which_fields_and_relations_are_given_does_not_count():
    to_a, to_b = (Reference(kind="symptom", key="a"),), (Reference(kind="test", key="b"),)
    one = make_document(summary="Kort.", references={"symptoms": to_a, "tests": to_b})
    other = Document(
        references={"tests": to_b, "symptoms": to_a},
        summary="Kort.",
        slug="lever",
        title="Lever",
        language="nl",
        key="lever",
        kind="condition",
    )

    assert one.digest() == other.digest()


def test_the_order_of_links_sections_and_citations_counts():
    a, b = Reference(kind="symptom", key="a"), Reference(kind="symptom", key="b")

    one = make_document(references={"symptoms": (a, b)})
    other = make_document(references={"symptoms": (b, a)})

    assert one.digest() != other.digest()


def test_a_field_that_has_its_default_does_not_count():
    class LaterDocument(Document):
        added_later: str = ""
        help: HelpLevels = HelpLevels()

    before = make_document()
    after = LaterDocument(**before.stored())

    assert after.digest() == before.digest()
    assert after.model_copy(update={"added_later": "x"}).digest() != before.digest()


@pytest.mark.parametrize("field", ["title", "slug", "summary", "author", "medical_reviewer", "rights", "key"])
def test_one_other_letter_gives_another_digest(field):
    digests = {make_document(**{field: text}).digest() for text in ("lever", "levee")}

    assert len(digests) == 2


def test_what_is_stored_reads_back_as_the_same_document():
    citation = Citation(
        key="a", number=1, title="T", publisher="P", url="https://example.org/", language="nl"
    )
    document = make_document(citations=(citation,), help=HelpLevels(today="<p>Bel.</p>"))

    assert Document.model_validate(document.stored()) == document


def test_a_document_and_its_parts_cannot_be_changed():
    document = make_document(sections=(Section(kind="overview", heading="Wat", body="<p>Dit.</p>"),))

    with pytest.raises(ValidationError, match="frozen"):
        document.title = "Anders"
    with pytest.raises(ValidationError, match="frozen"):
        document.sections[0].body = "<p>Anders.</p>"


def test_an_unknown_field_is_refused():
    with pytest.raises(ValidationError, match="title_nl"):
        make_document(title_nl="Lever")


def test_linked_objects_are_those_of_the_relations_and_then_those_in_the_texts():
    document = make_document(
        references={"symptoms": (Reference(kind="symptom", key="jeuk"),)},
        sections=(
            Section(kind="overview", heading="", body='<p><a href="ref:test/ct-scan">CT</a></p>'),
            Section(kind="other", heading="", body='<p><a href="https://example.org/">elders</a></p>'),
        ),
        help=HelpLevels(today='<p><a href="ref:symptom/koorts">koorts</a></p>'),
    )

    assert [(relation, link.kind, link.key) for relation, link in document.linked()] == [
        ("symptoms", "symptom", "jeuk"),
        ("text", "test", "ct-scan"),
        ("text", "symptom", "koorts"),
    ]
