from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from portal.editing.prose.rules import rules_for
from portal.editing.prose.text import Block, blocks, sentences, syllables, words
from portal.editing.readability import AdviceKind, band, ease_from, readability_of
from portal.languages import CODES


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def advice(text: str, language: str, kind: AdviceKind, **options: Any) -> list[tuple[str, str]]:
    found = readability_of(text, language, **options).advice
    return [(one.words, one.message) for one in found if one.kind == kind]


def concerned(text: str, language: str, kind: AdviceKind, **options: Any) -> list[str]:
    return [found for found, _message in advice(text, language, kind, **options)]


# The score


def test_the_worked_example_of_the_dutch_formula():
    """206.84 - 0.93 x 10 - 77 x 1.5 = 82.04."""
    score = ease_from(10, 1.5, rules_for("nl").ease)

    assert score == pytest.approx(82.04)
    assert band(round(score), rules_for("nl").ease) == "easy"


def test_the_worked_example_of_the_english_formula():
    """206.835 - 1.015 x 10 - 84.6 x 1.5 = 69.785."""
    score = ease_from(10, 1.5, rules_for("en").ease)

    assert score == pytest.approx(69.785)
    assert band(round(score), rules_for("en").ease) == "fairly easy"


def test_a_dutch_text_counted_by_hand():
    found = readability_of("<p>De lever zit in je buik.</p><p>Hij maakt gal.</p>", "nl")

    # 9 words, 10 syllables (le-ver), 2 sentences: 206.84 - 0.93 x 4.5 - 77 x 10/9 = 117.1
    assert (found.sentences, found.words, found.score, found.band) == (2, 9, 117, "very easy")


def test_an_english_text_counted_by_hand():
    found = readability_of("The liver makes bile. You cannot see this.", "en")

    # 8 words, 10 syllables (liv-er, can-not), 2 sentences: 206.835 - 1.015 x 4 - 84.6 x 10/8 = 97.0
    assert (found.sentences, found.words, found.score, found.band) == (2, 8, 97, "very easy")


@pytest.mark.parametrize(
    ("language", "scores"),
    [
        ("nl", [(29, 0), (30, 1), (45, 2), (60, 3), (70, 4), (80, 5), (90, 6), (-40, 0), (121, 6)]),
        ("en", [(29, 0), (30, 1), (49, 1), (50, 2), (60, 3), (70, 4), (80, 5), (90, 6)]),
    ],
)
def test_the_bands_are_those_of_the_tables_of_douma_and_flesch(language, scores):
    bands = [
        "very difficult",
        "difficult",
        "fairly difficult",
        "standard",
        "fairly easy",
        "easy",
        "very easy",
    ]

    assert [(score, bands.index(band(score, rules_for(language).ease))) for score, _band in scores] == scores


@pytest.mark.parametrize("empty", ["", "<p></p>", "<h3>Alleen een kop</h3>", "…"])
def test_a_text_without_sentences_has_no_score(empty):
    found = readability_of(empty, "nl")

    assert (found.score, found.band, found.words) == (None, "", 0)


@pytest.mark.parametrize(
    ("language", "count", "minutes"),
    [("nl", 228, 1), ("nl", 229, 2), ("en", 238, 1), ("en", 239, 2), ("en", 0, 0)],
)
def test_reading_time_is_in_whole_minutes(language, count, minutes):
    assert readability_of("word " * count, language).minutes == minutes


# Syllables, words, sentences and blocks


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("kanker", 2),
        ("uitzaaiing", 3),
        ("leeuw", 1),
        ("nieuw", 1),
        ("mooi", 1),
        ("koeien", 2),
        ("beoordelen", 4),
        ("patiënt", 3),
        ("ideeën", 3),
        ("geïnd", 2),
        ("coördinatie", 5),
        ("bijeen", 2),
        ("symptoom", 2),
        ("Levermetastasen", 6),
        ("CT", 1),
        ("112", 1),
    ],
)
def test_dutch_syllables(word, expected):
    assert syllables(word, rules_for("nl").syllables) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("the", 1),
        ("done", 1),
        ("whole", 1),
        ("table", 2),
        ("types", 1),
        ("causes", 2),
        ("moved", 1),
        ("treated", 2),
        ("medicine", 3),
        ("people", 2),
        ("radiation", 4),
        ("biopsy", 3),
        ("special", 2),
        ("patient", 2),
        ("diagnosis", 4),
        ("MRI", 1),
    ],
)
def test_english_syllables(word, expected):
    assert syllables(word, rules_for("en").syllables) == expected


def test_a_number_and_an_abbreviation_are_each_one_word():
    assert words("Een CT-scan duurt 1,5 uur (o.a.).") == ["Een", "CT-scan", "duurt", "1,5", "uur", "o.a"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "Bel de arts. Doe het nu!", ["Bel de arts.", "Doe het nu!"]),
        (
            "nl",
            "Neem bijv. Ibuprofen of d.w.z. iets anders. Klaar?",
            ["Neem bijv. Ibuprofen of d.w.z. iets anders.", "Klaar?"],
        ),
        ("nl", "De plek is 2.5 cm groot. Dat is klein", ["De plek is 2.5 cm groot.", "Dat is klein"]),
        ("nl", "Het heet “bolletjes.” Dat klopt.", ["Het heet “bolletjes.”", "Dat klopt."]),
        ("en", "See Dr. Smith, e.g. today. Then rest.", ["See Dr. Smith, e.g. today.", "Then rest."]),
        ("en", "It hurts... but not much.", ["It hurts... but not much."]),
    ],
)
def test_sentences_end_where_a_reader_would_say(language, text, expected):
    assert sentences(text, rules_for(language)) == expected


def test_a_rich_text_is_read_block_by_block_without_its_references():
    paragraph = "<p>Een <strong>tekst</strong>.[@source-1]<br>Regel &amp; meer.</p>"
    html = f"<h3>Kop</h3>{paragraph}<ul><li><p>Punt</p></li><li>Los</li></ul>"

    assert blocks(html) == [
        Block("h3", "Kop"),
        Block("p", "Een tekst."),
        Block("p", "Regel & meer."),
        Block("li", "Punt"),
        Block("li", "Los"),
    ]


def test_a_plain_text_is_read_line_by_line():
    assert blocks("Een regel < 5 cm.[1]\n\nNog een.") == [
        Block("p", "Een regel < 5 cm."),
        Block("p", "Nog een."),
    ]


# Advice


@pytest.mark.parametrize("language", CODES)
def test_a_sentence_over_twenty_words_is_named_with_its_words(language):
    twenty, more = " ".join(["la"] * 20) + ".", " ".join(["lo"] * 21) + "."

    found = advice(f"<p>{twenty.capitalize()} {more.capitalize()}</p>", language, AdviceKind.LONG_SENTENCE)

    message = "This sentence has 21 words. Keep to 20, or make it two sentences."
    assert found == [(more.capitalize(), message)]


def test_a_paragraph_over_three_sentences_is_named_but_a_list_is_not():
    three, four = "<p>Een. Twee. Drie.</p>", "<p>Een. Twee. Drie. Vier.</p>"
    items = "<ul><li>Een. Twee. Drie. Vier.</li></ul>"

    found = advice(three + four + items, "nl", AdviceKind.LONG_PARAGRAPH)

    assert found == [("Een. Twee. Drie. Vier.", "This paragraph has 4 sentences. Keep to 3.")]


def test_a_heading_over_65_characters_is_named():
    html = f"<h3>{'a' * 65}</h3><p>Een.</p><h3>{'b' * 66}</h3><p>Twee.</p>"

    assert advice(html, "nl", AdviceKind.LONG_HEADING) == [
        ("b" * 66, "This heading has 66 characters. Keep to 65.")
    ]


PASSIVE = {
    "nl": [
        "De tumor wordt weggehaald.",
        "Daarna werd de wond gehecht.",
        "Soms moet het bloed worden onderzocht.",
    ],
    "en": ["The tumour is removed.", "Then the wound was carefully closed.", "Blood may be taken."],
}
ACTIVE = {
    "nl": ["De arts haalt de tumor weg.", "Het wordt steeds beter.", "Dat gebied heeft gevoel."],
    "en": ["The doctor removes the tumour.", "You are tired.", "They need a bed."],
}


@pytest.mark.parametrize("language", CODES)
def test_passive_sentences_in_a_row_are_named_together(language):
    first, second, third = PASSIVE[language]
    active = ACTIVE[language][0]

    found = advice(f"<p>{first} {second} {active} {third}</p>", language, AdviceKind.PASSIVE_CHAIN)

    assert found == [(f"{first} {second}", "2 passive sentences in a row. Say who does what.")]


@pytest.mark.parametrize("language", CODES)
def test_every_passive_sentence_is_seen_as_one_and_no_active_one(language):
    for sentence in PASSIVE[language]:
        assert concerned(f"{sentence} {sentence}", language, AdviceKind.PASSIVE_CHAIN)
    for sentence in ACTIVE[language]:
        assert not concerned(f"{sentence} {sentence}", language, AdviceKind.PASSIVE_CHAIN)


@pytest.mark.parametrize(
    ("language", "fine", "long"),
    [("nl", "a" * 14, "a" * 15), ("en", "a" * 12, "a" * 13)],
)
def test_a_long_word_is_named_once_unless_the_glossary_has_it(language, fine, long):
    text = f"{fine} {long} {long.upper()} {fine}-{fine}."

    assert [word.casefold() for word in concerned(text, language, AdviceKind.LONG_WORD)] == [long]
    assert concerned(text, language, AdviceKind.LONG_WORD, glossary=[f"De {long.capitalize()}"]) == []


def test_a_difficult_word_comes_with_a_plainer_one():
    found = advice("Met betrekking tot de Metastasen: indien nodig.", "nl", AdviceKind.DIFFICULT_WORD)

    assert found == [
        ("Met betrekking tot", "Plainer: over."),
        ("Metastasen", "Plainer: uitzaaiingen."),
        ("indien", "Plainer: als."),
    ]
    assert concerned("Prior to this, you may vomit.", "en", AdviceKind.DIFFICULT_WORD) == [
        "Prior to",
        "vomit",
    ]


def test_a_difficult_word_within_another_word_is_left_alone():
    assert concerned("Levermetastasen en indiener.", "nl", AdviceKind.DIFFICULT_WORD) == []


def test_a_medical_term_in_brackets_after_the_plain_word_is_left_alone():
    text = "Uitzaaiingen (metastasen) en opnieuw kanker (lokaalrecidiefcarcinoom)."

    assert readability_of(text, "nl").advice == ()


# The data files


@pytest.mark.parametrize("language", CODES)
def test_every_language_has_rules_and_sixty_plainer_words_or_more(language):
    plainer = rules_for(language).plainer

    assert len(plainer) >= 60
    assert [word for word in plainer if word != word.casefold() or word in plainer[word].split()] == []


@pytest.mark.parametrize("language", CODES)
@given(text=st.text(alphabet="ab<>/p h3&;.! \n[@]-1é", max_size=80))
def test_any_text_can_be_measured(language, text):
    found = readability_of(text, language)

    assert (found.score is None) == (found.words == 0)
