"""What the memory offers: the best first, with what differs, and nothing that was found wrong."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.translating.memory.matching import suggestions, suggestions_for
from portal.translating.memory.models import MemoryGram, MemoryPair
from portal.translating.memory.words import sketch, words_of
from portal.translating.models import Act
from portal.translating.reviewing import accept, seen, send_back
from tests.builders import make_condition, make_section
from tests.translating.desk import INTO, colleague, confirm_all, desk, translate, unit

DUTCH = "<p>Neem elke ochtend 5 mg van het medicijn met een glas water.</p>"
ENGLISH = "<p>Take 5 mg of the medicine every morning with a glass of water.</p>"


def page(key: str, source: str = DUTCH, target: str = "") -> Any:
    made = make_condition(key)
    make_section(made, body_nl=source, body_en=target)
    return made


def offers(instance: Any) -> list[Any]:
    return suggestions(unit(instance, "sections.body"))


@pytest.fixture
def known(db, translator) -> Any:
    """A page on which the text was translated."""
    made = page("known")
    translate(made, "sections.body", ENGLISH, translator)
    return made


def test_the_same_text_elsewhere_is_offered_whole_with_where_it_stands(known):
    (offer,) = offers(page("other"))

    assert (offer.target, offer.score, offer.state) == (ENGLISH, 100, "translated")
    assert [(place.kind, place.key, place.title) for place in offer.where] == [
        ("condition", "known", "Titel van known")
    ]
    assert not any(run.mark != "same" for run in offer.differences)


def test_a_text_much_like_it_is_offered_with_the_words_that_differ(known):
    (offer,) = offers(page("other", DUTCH.replace("ochtend", "avond")))

    assert 60 <= offer.score < 100
    assert [(run.mark, run.text) for run in offer.differences if run.mark != "same"] == [
        ("removed", "ochtend"),
        ("added", "avond"),
    ]


def test_another_dose_is_found_and_never_looks_right(known):
    (offer,) = offers(page("other", DUTCH.replace("5 mg", "50 mg")))

    assert offer.numbers_differ
    assert 60 <= offer.score <= 84


def test_the_words_alone_do_not_make_it_the_same_text(known):
    (offer,) = offers(page("other", DUTCH.replace("medicijn", '<a href="/nl/">medicijn</a>')))

    assert (offer.score, offer.numbers_differ) == (99, False)


def test_a_text_about_something_else_is_not_offered(known):
    assert offers(page("other", "<p>De lever ligt rechts boven in de buik onder de ribben.</p>")) == []


def test_a_unit_is_not_offered_what_stands_in_it(known):
    assert offers(known) == []
    assert offers(page("other"))


def test_what_a_reviewer_vouches_for_comes_first(known, translator):
    other = page("second")
    translate(other, "sections.body", ENGLISH.replace("Take", "Use"), translator)
    accept(instance=other, language=INTO, units=[seen(unit(other, "sections.body"))], by=colleague())

    assert [(offer.state, offer.score) for offer in offers(page("third"))] == [
        ("reviewed", 100),
        ("translated", 100),
    ]


def test_what_was_sent_back_is_offered_no_more_until_somebody_answers_for_it_again(known, translator):
    send_back(
        instance=known,
        language=INTO,
        unit=seen(unit(known, "sections.body")),
        by=colleague(),
        note="Not what the Dutch says",
    )
    other = page("other")
    assert offers(other) == []

    translate(known, "sections.body", ENGLISH, translator)
    assert [offer.score for offer in offers(other)] == [100]


def test_a_draft_is_not_offered(db, translator):
    translate(page("draft"), "sections.body", ENGLISH, translator, act=Act.DRAFTED)

    assert offers(page("other")) == []


def test_what_arrives_in_both_languages_is_in_the_memory(db):
    confirm_all(page("arrived", target=ENGLISH))

    assert [offer.target for offer in offers(page("other"))] == [ENGLISH]


def test_many_units_take_as_many_queries_as_one(known, django_assert_num_queries):
    units = [unit(page(f"other-{number}"), "sections.body") for number in range(8)]
    with django_assert_num_queries(5) as one:
        assert suggestions_for(units[:1])
    with django_assert_num_queries(len(one.captured_queries)):
        assert all(len(found) == 1 for found in suggestions_for(units).values())


def test_texts_without_words_are_no_matter(db, known):
    empty = page("empty", "<p>5 mg</p>")

    assert suggestions_for([]) == {}
    assert all(found == [] for found in suggestions_for(desk(empty).units[-1:]).values())


# In step with the log


def test_the_memory_is_what_the_log_says_and_can_be_made_again(known, translator, capsys):
    translate(known, "title", "Known", translator)
    before = _content()
    call_command("rebuild_memory", "--check")

    MemoryPair.objects.all().delete()
    with pytest.raises(CommandError, match="differ from the log"):
        call_command("rebuild_memory", "--check")
    call_command("rebuild_memory")

    assert _content() == before
    call_command("rebuild_memory", "--check")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: MemoryPair.objects.update(state="reviewed"),
        lambda: MemoryGram.objects.all()[:1].get().delete(),
        lambda: MemoryPair.objects.update(target_print="0" * 32),
    ],
)
def test_the_check_sees_each_kind_of_difference(known, spoil):
    call_command("rebuild_memory", "--check")
    spoil()

    with pytest.raises(CommandError):
        call_command("rebuild_memory", "--check")


def _content() -> set[Any]:
    return set(MemoryPair.objects.values_list("language", "source", "target", "state", "at", "grams__gram"))


# Sketches


def test_a_changed_word_leaves_most_of_a_sketch():
    long = " ".join(f"woord{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(200))
    one, other = sketch(long, INTO), sketch(long.replace("woordac", "anders"), INTO)

    assert len(one) == len(other) == 10
    assert len(set(one) & set(other)) >= 7


def test_words_are_read_without_marks_and_typography():
    assert words_of("<p>De  <strong>Lever</strong>\u00a0is “groot”.</p>") == 'de lever is "groot".'
