"""What the memory offers: the best first, with what differs, and nothing that was found wrong."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.translating.memory import concordance
from portal.translating.memory.index import KEY, VALUES, take_in
from portal.translating.memory.matching import suggestions_for
from portal.translating.memory.models import ImportedPair, MemoryGram, MemoryPair
from portal.translating.memory.words import sketch, words_of
from portal.translating.models import Act, TranslationEvent
from portal.translating.prints import print_of
from portal.translating.reviewing import accept, override_finding, seen, send_back
from tests.builders import make_condition, make_section
from tests.translating.desk import INTO, colleague, confirm_all, desk, findings, suggestions, translate, unit

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


# What another translation took the place of


def test_a_translation_leaves_the_memory_when_another_takes_its_place(known, translator):
    better = ENGLISH.replace("Take", "Use")
    translate(known, "sections.body", better, translator)

    assert [offer.target for offer in offers(page("other"))] == [better]
    assert [one.target for one in concordance.search("medicine", INTO)] == [better]
    call_command("rebuild_memory", "--check")


def test_it_comes_back_with_who_answers_for_it_anew(known, translator):
    translate(known, "sections.body", ENGLISH.replace("Take", "Use"), translator)
    translate(known, "sections.body", ENGLISH, translator)

    assert [offer.target for offer in offers(page("other"))] == [ENGLISH]
    call_command("rebuild_memory", "--check")


def test_it_stays_where_another_place_holds_it_and_is_told_of_that_place_alone(known, translator):
    second = page("second")
    translate(second, "sections.body", ENGLISH, translator)
    better = ENGLISH.replace("Take", "Use")
    translate(known, "sections.body", better, translator)

    found = {offer.target: [place.key for place in offer.where] for offer in offers(page("other"))}

    assert found == {better: ["known"], ENGLISH: ["second"]}
    call_command("rebuild_memory", "--check")


def test_it_stays_as_imported_memory_if_it_came_from_there(known, translator):
    row = TranslationEvent.objects.get(source=DUTCH)
    same = {name: getattr(row, name) for name in (*VALUES[:2], *KEY)}
    ImportedPair.objects.create(**same, origin="theirs.tmx", by=translator, at=row.at)
    better = ENGLISH.replace("Take", "Use")
    translate(known, "sections.body", better, translator)

    found = {offer.target: offer.state for offer in offers(page("other"))}

    assert found == {better: "translated", ENGLISH: "imported"}
    call_command("rebuild_memory", "--check")


def test_what_took_its_place_and_was_sent_back_leaves_nothing(known, translator):
    translate(known, "sections.body", ENGLISH.replace("Take", "Use"), translator)
    now = seen(unit(known, "sections.body"))
    send_back(instance=known, language=INTO, unit=now, by=colleague(), note="Not what it says")

    assert offers(page("other")) == []
    call_command("rebuild_memory", "--check")


def test_a_draft_takes_no_place(known, translator):
    translate(known, "sections.body", "<p>Take…</p>", translator, act=Act.DRAFTED)

    assert [offer.target for offer in offers(page("other"))] == [ENGLISH]


def test_a_hundred_texts_are_taken_in_with_as_few_queries_as_ten(known, django_assert_max_num_queries):
    def events(number: int) -> list[TranslationEvent]:
        made = [event(f"Tekst {number} van {one}.", f"Text {number} of {one}.") for one in range(number)]
        return TranslationEvent.objects.bulk_create(made)

    ten, hundred = events(10), events(100)
    for some in (ten, hundred):
        with django_assert_max_num_queries(6 + 2):  # and the ends of a transaction
            take_in(some)


def event(source: str, target: str) -> TranslationEvent:
    first = TranslationEvent.objects.first()
    texts = {"source": source, "target": target}
    prints = {"source_print": print_of(source), "target_print": print_of(target)}
    return TranslationEvent(**{**_columns(first), **texts, **prints})


def _columns(row: Any) -> dict[str, Any]:
    names = ("kind", "key", "language", "path", "act", "state", "by_id", "at")
    return {name: getattr(row, name) for name in names}


# What the checks find an error in


WRONG = ENGLISH.replace("5 mg", "50 mg")


def test_what_has_an_error_is_not_offered_and_the_next_best_is(known, translator):
    second = page("second")
    translate(second, "sections.body", WRONG, translator)

    assert [offer.target for offer in offers(page("other"))] == [ENGLISH]
    assert MemoryPair.objects.filter(target=WRONG).exists()  # searching for words still finds it


def test_what_has_an_error_is_offered_once_it_was_reviewed(known, translator):
    second = page("second")
    made = translate(second, "sections.body", WRONG, translator)
    other = colleague()
    for one in findings(second, made.address):
        override_finding(
            instance=second, language=INTO, unit=seen(made), finding=one.name, by=other, note="Checked"
        )
    accept(instance=second, language=INTO, units=[seen(unit(second, "sections.body"))], by=other)

    assert WRONG in [offer.target for offer in offers(page("other"))]


def test_a_list_of_names_is_offered_whatever_the_checks_would_find(db, translator):
    first = make_condition("first", other_names_nl="Kanker 5")
    translate(first, "other_names", "Cancer 50", translator)

    (offer,) = suggestions(unit(make_condition("second", other_names_nl="Kanker 5"), "other_names"))

    assert offer.target == "Cancer 50"


def test_a_draft_is_not_offered(db, translator):
    translate(page("draft"), "sections.body", ENGLISH, translator, act=Act.DRAFTED)

    assert offers(page("other")) == []


def test_what_arrives_in_both_languages_is_in_the_memory(db):
    confirm_all(page("arrived", target=ENGLISH))

    assert [offer.target for offer in offers(page("other"))] == [ENGLISH]


def test_many_units_take_as_many_queries_as_one(known, django_assert_num_queries):
    units = [unit(page(f"other-{number}"), "sections.body") for number in range(8)]
    with django_assert_num_queries(7) as one:
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
