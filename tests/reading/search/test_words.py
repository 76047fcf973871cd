import pytest

from portal.languages import CODES
from portal.reading.search.words import folded, key_of, stem, stems_of, words_in


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "uitzaaiing", "uitzaaiingen"),
        ("nl", "levermetastase", "levermetastasen"),
        ("nl", "zwangerschap", "zwangerschappen"),
        ("nl", "hartritmestoornis", "hartritmestoornissen"),
        ("nl", "ziekenhuis", "ziekenhuizen"),
        ("nl", "huisarts", "huisartsen"),
        ("nl", "kind", "kinderen"),
        ("nl", "allergie", "allergieën"),
        ("nl", "therapie", "therapieen"),
        ("nl", "vergroot", "vergrote"),
        ("nl", "tumor", "tumoren"),
        ("nl", "abces", "abcessen"),
        ("nl", "diëtist", "dietisten"),
        ("en", "child", "children"),
        ("en", "metastasis", "metastases"),
        ("en", "tumour", "tumors"),
        ("en", "oesophagus", "esophagus"),
        ("en", "embolisation", "embolization"),
        ("en", "biopsy", "biopsies"),
    ],
)
def test_forms_of_a_word_have_one_stem(language, one, other):
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("nl", "lever", "levend"), ("nl", "hart", "hard"), ("en", "liver", "live"), ("en", "lung", "lump")],
)
def test_other_words_have_other_stems(language, one, other):
    assert stem(one, language) != stem(other, language)


def test_what_hyphens_join_stands_in_a_text_as_one_word_too():
    assert words_in("Een CT-scan, écht!") == ["een", "ct", "scan", "écht"]
    assert stems_of("CT-scan", "nl").split() == ["ct", "scan", "ctscan"]


def test_a_whole_name_is_compared_by_its_words_alone():
    assert key_of("  CT-Scan (van de BORST) ") == key_of("ct scan van de borst") == "ct scan van de borst"


@pytest.mark.parametrize("word", ["ﷺ" * 60, "\u037a", "²", "x" * 500, "ß" * 60, "🩺", "İ" * 60])
@pytest.mark.parametrize("language", CODES)
def test_no_word_is_longer_than_the_index_keeps(word, language):
    for found in words_in(word):
        assert 0 < len(found) <= 60
        assert 0 < len(folded(found)) <= 60
        assert len(stem(found, language)) <= 60
