"""How terms are found in a text."""

from typing import Any

import pytest

from portal.reading.glossary import Glossary, Term


def glossary(**terms: Any) -> Any:
    """From key to names."""
    return Glossary(
        {key: Term("term", key, "nl", f"/{key}/", "Meaning.", names) for key, names in terms.items()}
    )


def found(terms: Any, text: Any) -> Any:
    return [(text[use.start : use.end], use.term.key) for use in terms.uses(text)]


LIVER = glossary(
    tumour=("Tumor", "gezwel", "tumoren"),
    primary=("Primaire tumor", "primaire tumoren"),
    biopsy=("Biopsie", "biopsieën"),
    pet=("PET",),
    sensitive=("Hormoongevoelig", "gevoelig voor hormonen"),
    hormone=("Hormoon", "hormonen"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een tumor groeit.", [("tumor", "tumour")]),
        ("Tumoren, gezwel", [("Tumoren", "tumour"), ("gezwel", "tumour")]),
        ("TUMOR", [("TUMOR", "tumour")]),
        ("Bij biopsieën.", [("biopsieën", "biopsy")]),
        ("(tumor)", [("tumor", "tumour")]),
        ("tumor/biopsie", [("tumor", "tumour"), ("biopsie", "biopsy")]),
        ("“tumor”", [("tumor", "tumour")]),
    ],
)
def test_a_term_is_found_by_any_of_its_names_and_forms_in_capitals_or_not(text, expected):
    assert found(LIVER, text) == expected


@pytest.mark.parametrize(
    "text", ["tumorcellen", "levertumor", "tumor-DNA", "niet-tumor", "tumor's", "tumor_x"]
)
def test_a_part_of_a_word_is_no_term(text):
    assert found(LIVER, text) == []


def test_the_longest_name_is_found_and_what_stands_in_it_is_not():
    text = "De primaire tumor is gevoelig  voor\nhormonen; een hormoon en een tumor niet."

    assert found(LIVER, text) == [
        ("primaire tumor", "primary"),
        ("gevoelig  voor\nhormonen", "sensitive"),
        ("hormoon", "hormone"),
        ("tumor", "tumour"),
    ]


@pytest.mark.parametrize("text", ["Een primaire, tumor", "primaire (tumor)", "primaire. Tumor"])
def test_words_that_punctuation_parts_are_no_name_together(text):
    assert [key for _words, key in found(LIVER, text)] == ["tumour"]


def test_an_abbreviation_in_capitals_is_found_in_capitals_only():
    assert found(LIVER, "Met een PET zien we geen pet.") == [("PET", "pet")]


def test_a_name_without_a_letter_is_never_found():
    assert found(glossary(odd=("?", "…", "Odd")), "? … odd") == [("odd", "odd")]
