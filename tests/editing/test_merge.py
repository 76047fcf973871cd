"""The merge itself, as a function: no edit of either side is ever lost silently."""

from hypothesis import given
from hypothesis import strategies as st

from portal.editing.merge import OBJECT, Conflict, Merged, Name, merge

FIELDS = ("title", "text")
ROWS: tuple[Name, ...] = (("sections", "1"), ("sections", "2"), ("links", "1"))
ADDED = {"mine": ("sections", "new-2"), "theirs": ("sections", "9")}

texts = st.sampled_from(["", "a", "b", "c"])
rows = st.fixed_dictionaries(dict.fromkeys(FIELDS, texts))
whole = st.fixed_dictionaries({OBJECT: rows}, optional=dict.fromkeys(ROWS, rows))


@st.composite
def saves(draw, side):
    """What a side made of rows that it may have had."""
    sheet = dict(draw(whole))
    if draw(st.booleans()):
        sheet[ADDED[side]] = draw(rows)
    return sheet


@st.composite
def both(draw):
    """An origin and two saves; neither side can have a row of the origin that was not in it."""
    origin = draw(whole)
    mine, theirs = draw(saves("mine")), draw(saves("theirs"))
    unknown = set(ROWS) - set(origin)
    return {
        "origin": origin,
        "mine": {name: row for name, row in mine.items() if name not in unknown},
        "theirs": {name: row for name, row in theirs.items() if name not in unknown},
    }


def conflicts(merged: Merged) -> set[tuple[Name, str]]:
    return {(conflict.name, conflict.field) for conflict in merged.conflicts}


@given(both())
def test_whatever_either_side_changed_is_in_the_result_or_a_conflict(three):
    merged = merge(**three)

    for side in ("mine", "theirs"):
        for name in {*three["origin"], *three[side]}:
            before, after = three["origin"].get(name), three[side].get(name)
            if before == after or (name, "") in conflicts(merged):
                continue
            if before is None or after is None:
                assert merged.rows.get(name) == after
                continue
            for key in FIELDS:
                if before[key] != after[key] and (name, key) not in conflicts(merged):
                    assert merged.rows[name][key] == after[key]


@given(both())
def test_what_of_theirs_came_in_is_told(three):
    merged = merge(**three)

    for name, row in merged.rows.items():
        mine = three["mine"].get(name)
        if mine is None:
            assert (name, "") in merged.taken
        else:
            assert all(row[key] == mine[key] or (name, key) in merged.taken for key in FIELDS)
    gone = set(three["mine"]) - set(merged.rows)
    assert {(name, "") for name in gone} <= set(merged.taken)


@given(both())
def test_a_conflict_stands_in_the_result_as_mine(three):
    merged = merge(**three)

    for name, key in conflicts(merged):
        mine, result = three["mine"].get(name), merged.rows.get(name)
        assert (mine and mine[key]) == (result and result[key]) if key else mine == result


@given(both())
def test_whoever_saves_last_finds_the_same_conflicts(three):
    other = {"origin": three["origin"], "mine": three["theirs"], "theirs": three["mine"]}

    assert conflicts(merge(**three)) == conflicts(merge(**other))


@given(both())
def test_when_one_side_did_nothing_the_other_is_the_result(three):
    origin, mine = three["origin"], three["mine"]

    assert merge(origin=origin, mine=mine, theirs=origin) == Merged(rows=mine)
    result = merge(origin=origin, mine=origin, theirs=mine)
    assert (result.rows, result.conflicts) == (mine, [])


@given(both())
def test_two_who_did_the_same_have_no_conflict(three):
    result = merge(origin=three["origin"], mine=three["mine"], theirs=three["mine"])

    assert result == Merged(rows=three["mine"])


def test_a_conflict_holds_the_origin_and_both_texts():
    origin, mine, theirs = ({OBJECT: {"title": text}} for text in "abc")

    (conflict,) = merge(origin=origin, mine=mine, theirs=theirs).conflicts

    assert conflict == Conflict(OBJECT, "title", {"title": "a"}, {"title": "b"}, {"title": "c"})


def test_a_field_that_the_origin_does_not_know_is_never_taken_for_untouched():
    mine, theirs = ({OBJECT: {"title": text}} for text in ("", "c"))

    merged = merge(origin={OBJECT: {}}, mine=mine, theirs=theirs)

    assert conflicts(merged) == {(OBJECT, "title")}
