from typing import Any

from portal.publishing.differences import Difference, Mark, Run, differences, plain, words
from portal.publishing.documents import Document, Section


def document(*sections: Section, **fields: Any) -> Document:
    made_up = {"kind": "condition", "key": "k", "language": "nl", "title": "Lever", "slug": "lever"}
    return Document(**made_up | fields, sections=sections)


def section(heading: str, body: str) -> Section:
    return Section(kind=heading.lower(), heading=heading, body=body)


def marks(difference: Difference) -> list[tuple[Mark, str]]:
    return [(run.mark, run.text) for run in difference.runs if run.mark is not Mark.SAME]


def test_equal_documents_do_not_differ():
    one = document(section("Oorzaak", "<p>Een zin.</p>"))

    assert differences(one, one) == []


def test_only_the_changed_words_are_marked():
    old = document(section("Oorzaak", "<p>Neem 10 mg per dag.</p>"))
    new = document(section("Oorzaak", "<p>Neem 100 mg per dag.</p>"))

    (found,) = differences(old, new)

    assert found.label == "Oorzaak"
    assert marks(found) == [(Mark.REMOVED, "10"), (Mark.ADDED, "100")]


def test_both_sides_can_be_read_alone():
    runs = words("Dit is niet goed", "Dit is goed")
    found = Difference("tekst", runs)

    assert "".join(run.text for run in found.before) == "Dit is niet goed"
    assert "".join(run.text for run in found.after) == "Dit is goed"


def test_a_section_that_moved_is_matched_and_said_to_have_moved():
    a, b, c = (section(name, f"<p>Over {name}.</p>") for name in ("A", "B", "C"))

    (found,) = differences(document(a, b, c), document(c, a, b))

    assert (found.label, found.moved) == ("C", True)
    assert marks(found) == []


def test_a_section_with_a_new_heading_is_matched_by_its_words():
    old = document(section("Klachten", "<p>Je bent moe en hebt geen energie voor gewone dingen.</p>"))
    new = document(section("Symptomen", "<p>Je bent moe en hebt geen energie voor gewone dingen.</p>"))

    (found,) = differences(old, new)

    assert marks(found) == [(Mark.REMOVED, "Klachten"), (Mark.ADDED, "Symptomen")]


def test_a_section_that_is_gone_is_shown_as_removed():
    (found,) = differences(document(section("A", "<p>Tekst.</p>")), document())

    assert found.label == "A"
    assert {run.mark for run in found.runs} == {Mark.REMOVED}


def test_a_changed_address_of_a_link_is_a_change():
    old = document(section("A", '<p><a href="ref:test/ct-scan">scan</a></p>'))
    new = document(section("A", '<p><a href="ref:test/mri-scan">scan</a></p>'))

    (found,) = differences(old, new)

    assert marks(found) == [(Mark.REMOVED, "ct"), (Mark.ADDED, "mri")]


def test_against_nothing_everything_is_new():
    found = differences(None, document(summary="Kort."))

    assert {mark for difference in found for mark, _text in marks(difference)} == {Mark.ADDED}


def test_rich_text_becomes_lines_of_words():
    assert plain("<p>Eén &amp; twee</p><ul><li>drie</li><li>vier</li></ul>") == "Eén & twee\ndrie\nvier"


def test_runs_are_whole_texts_when_nothing_is_shared():
    assert words("", "nieuw") == (Run(Mark.ADDED, "nieuw"),)
