"""Which blocks of a translation belong to which blocks of its source."""

from hypothesis import given
from hypothesis import strategies as st

from portal.content.richtext import clean
from portal.translating.align import Known, Pair, align
from portal.translating.blocks import joined, split, tag_of
from portal.translating.prints import print_of

A, B, C = "<p>De lever is groot.</p>", "<p>Bel binnen 3 dagen je arts.</p>", "<p>Rust uit.</p>"
EN_A, EN_B, EN_C = "<p>The liver is large.</p>", "<p>Call your doctor within 3 days.</p>", "<p>Rest.</p>"


def known(*pairs: tuple[str, str]) -> Known:
    made_from: dict[str, list[str]] = {}
    for source, target in pairs:
        made_from.setdefault(print_of(target), []).append(source)
    return Known({(print_of(source), print_of(target)) for source, target in pairs}, made_from)


ALL = known((A, EN_A), (B, EN_B), (C, EN_C))


def test_rich_text_is_cut_into_paragraphs_headings_and_whole_lists():
    html = "<h3>Kop</h3>\n<p>Een <strong>zin</strong>.</p><ul><li>a<ul><li>b</li></ul></li></ul>los"

    blocks = split(html)

    assert [tag_of(block) for block in blocks] == ["h3", "p", "ul", ""]
    assert blocks[2] == "<ul><li>a<ul><li>b</li></ul></li></ul>"


BLOCKS = st.lists(
    st.sampled_from([A, "<h3>Kop</h3>", "<ul><li>a<ol><li>b</li></ol></li></ul>", "<p>x<br>y</p>"])
)


@given(BLOCKS, st.sampled_from(["", "\n"]))
def test_cutting_and_joining_loses_nothing(blocks, between):
    html = clean(between.join(blocks))

    assert split(html) == blocks
    assert joined(split(html), html) == html


def test_equal_numbers_of_alike_blocks_go_in_pairs():
    assert align([A, B, C], [EN_A, EN_B, EN_C]) == [Pair(n, (n,)) for n in range(3)]


def test_a_new_block_in_the_middle_has_no_translation_and_moves_no_other():
    assert align([A, "<p>Eet goed en drink veel.</p>", B], [EN_A, EN_B], ALL) == [
        Pair(0, (0,)),
        Pair(1, ()),
        Pair(2, (1,)),
    ]


def test_a_deleted_block_leaves_its_translation_alone():
    assert align([A, C], [EN_A, EN_B, EN_C], ALL) == [Pair(0, (0,)), Pair(None, (1,)), Pair(1, (2,))]


def test_a_confirmed_block_keeps_its_translation_wherever_it_moves():
    assert align([C, A, B], [EN_A, EN_B, EN_C], ALL) == [Pair(0, (2,)), Pair(1, (0,)), Pair(2, (1,))]


def test_a_changed_block_keeps_the_translation_of_what_it_was_beside_a_new_one():
    changed = "<p>Bel binnen 5 dagen je arts.</p>"

    assert align([A, "<p>Nieuw en lang genoeg om te passen.</p>", changed], [EN_A, EN_B], ALL) == [
        Pair(0, (0,)),
        Pair(1, ()),
        Pair(2, (1,)),
    ]


def test_two_blocks_may_translate_one():
    long = "<p>De lever is een groot orgaan. Hij ligt rechts boven in de buik, achter de ribben.</p>"
    halves = [
        "<p>The liver is a large organ.</p>",
        "<p>It lies high in the right of the belly, behind the ribs.</p>",
    ]

    assert align([long, C], [*halves, EN_C], known((long, "".join(halves)))) == [
        Pair(0, (0, 1)),
        Pair(1, (2,)),
    ]
    assert align([long, C], [*halves, EN_C]) == [Pair(0, (0, 1)), Pair(1, (2,))]


def test_a_heading_is_not_paired_with_a_paragraph_or_a_list():
    assert align(["<h3>Klachten</h3>", A], [EN_A]) == [Pair(0, ()), Pair(1, (0,))]


SOURCES = st.lists(st.sampled_from([A, B, C, "<h3>Kop</h3>", "<ul><li>5</li></ul>"]), max_size=7)
TARGETS = st.lists(st.sampled_from([EN_A, EN_B, EN_C, "<h3>Head</h3>", "<ul><li>5</li></ul>"]), max_size=7)


@given(SOURCES, TARGETS, st.sampled_from([Known(), ALL]))
def test_every_block_is_there_exactly_once_and_sources_stay_in_order(sources, targets, what_is_known):
    pairs = align(sources, targets, what_is_known)

    assert [pair.source for pair in pairs if pair.source is not None] == list(range(len(sources)))
    assert sorted(place for pair in pairs for place in pair.targets) == list(range(len(targets)))
