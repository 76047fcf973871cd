"""How differences look on a page: what went and what came never reads as one word, and is said aloud."""

import re

import pytest
from django.utils.translation import override

from portal.publishing.differences import words
from portal.publishing.templatetags.differences import marked
from tests.markup import words as words_on


def shown(old: str, new: str) -> str:
    """What a page shows, without what it only says aloud."""
    return re.sub(r'<span class="visually-hidden".*?</span>', "", marked(words(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("Neem dit nooit.", "Neem dit niet.", "Neem dit nooit niet."),
        ("3 tabletten", "2 tabletten", "3 2 tabletten"),
        ("5 mg", "5 g", "5 mg g"),
        ("een ", "een twee ", "een twee "),
        ("niet goed", "goed", "niet goed"),
    ],
)
def test_old_and_new_have_a_space_between_and_nothing_else_has(old, new, seen):
    assert re.sub("<[^>]+>", "", shown(old, new)) == seen


def test_both_are_said_aloud_in_the_language_of_the_interface():
    runs = words("3 tabletten", "2 tabletten")

    assert words_on(marked(runs)) == "verwijderd: 3 ingevoegd: 2 tabletten"
    with override("en"):
        assert words_on(marked(runs)) == "removed: 3 inserted: 2 tabletten"
    assert marked(runs).count('<span class="visually-hidden" lang="nl">') == 2


def test_texts_are_escaped():
    assert "<del>a &lt;b</del>" in marked(words("a <b", ""))
