"""A language that was just added has no rules of prose yet: nothing fails, and nothing is praised."""

from django.template.loader import render_to_string
from django.utils.translation import override

from portal.editing.assistant import told
from portal.editing.links import found
from portal.editing.readability import readability_of
from portal.languages import SOURCE
from portal.publishing.gate import Passage

UNKNOWN = "de"
TEXT = '<p>Die Leber ist groß. Siehe <a href="https://example.org/">diese Seite</a>.</p>'


def test_a_text_without_rules_is_counted_and_not_called_plain():
    read = readability_of(TEXT, UNKNOWN)

    assert read.words == 7
    with override(SOURCE.code):
        assert told(read) == "geen tips"
        shown = render_to_string("editing/assistant.html", {"readability": read, "language": UNKNOWN})
    assert "nog niemand" in shown
    assert "gewone woorden" not in shown


def test_a_text_with_rules_is():
    with override(SOURCE.code):
        read = readability_of("<p>De lever is groot.</p>", SOURCE.code)
        shown = render_to_string("editing/assistant.html", {"readability": read, "language": SOURCE.code})

    assert "nog niemand" not in shown
    assert "1 minuut" in shown


def test_a_link_in_it_is_found_with_the_words_around_it():
    (link,) = found._in_passage(Passage("what", "", TEXT), UNKNOWN)

    assert link.address == "https://example.org/"
    assert "diese Seite" in link.sentence
