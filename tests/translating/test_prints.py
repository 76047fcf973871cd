"""What counts as another text for a translator, and what does not."""

import pytest

from portal.translating.prints import print_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bel je huisarts.", "  Bel   je\nhuisarts. "),
        ("Bel je huisarts.", "Bel je\u00a0huisarts."),
        ("“Bel” je \u2018huisarts’…", "\"Bel\" je 'huisarts'..."),
        ("5–10 dagen", "5-10 dagen"),
        ("lever\u00admetastasen", "levermetastasen"),
        ("<p>Bel je huisarts.</p>", "<p>\n  Bel <strong>je</strong> <em>huisarts</em>.</p>\n"),
        ("<p>Bel<br>nu</p>", "<p>Bel nu</p>"),
        ("<p>pijn &amp; koorts</p>", "<p>pijn &#38; koorts</p>"),
        ("caf\u00e9", "cafe\u0301"),
    ],
)
def test_white_space_typography_and_noise_of_mark_up_do_not_count(one, other):
    assert print_of(one) == print_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Neem 5 mg.", "Neem 50 mg."),
        ("Bel je huisarts.", "Bel je huisarts niet."),
        ("10<sup>2</sup>", "102"),
        ("10\u00b2", "102"),
        ('<a href="ref:test/ct">scan</a>', '<a href="ref:test/mri">scan</a>'),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a b</li></ul>"),
        ("<p>a</p>", "<h3>a</h3>"),
    ],
)
def test_words_numbers_links_and_structure_count(one, other):
    assert print_of(one) != print_of(other)
