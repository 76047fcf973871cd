"""What somebody asks of the memory, and what a file for it may be."""

from typing import Any

import pytest
from django.urls import reverse

from portal.translating.exchange.problems import FileRefusedError
from portal.translating.memory.concordance import asked_words, search
from portal.translating.memory.tmx import read
from tests.builders import make_condition, make_section
from tests.conftest import signed_in
from tests.markup import words
from tests.translating.desk import INTO, confirm_all

NOTHING = "Deze woorden staan in geen enkele tekst van het geheugen."


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ('"grote lever"', ["grote lever"]),
        ("“grote lever” pijn", ["grote lever", "pijn"]),
        ('"lever', ["lever"]),
        ('""', []),
        ("lever's", ["lever's"]),
    ],
)
def test_what_stands_between_quotes_is_looked_for_as_it_stands(question, asked):
    assert asked_words(question) == asked


def test_words_between_quotes_are_found_where_they_stand_together(db):
    condition = make_condition("lever")
    body = "<p>Een grote lever.</p><p>De lever is een grote klier.</p>"
    make_section(condition, body_nl=body, body_en="<p>A large liver.</p><p>The liver is a large gland.</p>")
    confirm_all(condition)

    assert search("grote lever", INTO).count() == 2
    assert [pair.target for pair in search('"grote lever"', INTO)] == ["<p>A large liver.</p>"]


def test_who_asks_nothing_is_told_nothing(translator):
    client = signed_in(translator)

    blank: Any = client.get(reverse("translation-memory"), {"q": "  "})
    unknown: Any = client.get(reverse("translation-memory"), {"q": "zxcvbn"})

    assert NOTHING not in words(blank)
    assert NOTHING in words(unknown)


def test_a_memory_of_other_languages_is_refused_with_the_languages_that_are_wanted():
    couple = "<tu><tuv xml:lang='fr'><seg>oui</seg></tuv><tuv xml:lang='de'><seg>ja</seg></tuv></tu>"
    content = f"<tmx version='1.4'><header/><body>{couple}</body></tmx>".encode()

    with pytest.raises(FileRefusedError, match="“nl”"):
        list(read(content, INTO))


def test_a_packed_file_is_told_to_be_one():
    with pytest.raises(FileRefusedError, match="ingepakt"):
        list(read(b"PK\x03\x04" + bytes(100), INTO))
