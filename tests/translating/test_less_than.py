"""A sign for "less than" is no tag: what stands behind it is shown, compared and found."""

from typing import Any

import pytest

from portal.content.rules import plain
from portal.publishing import differences
from portal.translating.cards import cards_of
from portal.translating.exchange.importing import bring_in
from portal.translating.exchange.showing import line_of
from portal.translating.exchange.xliff import read
from tests.builders import make_condition
from tests.translating.desk import INTO, confirm_all, desk
from tests.translating.test_xliff import out

NL = "Een bloeddruk van <90 of >140 is niet goed."
EN = "A blood pressure of <90 or >140 is not good."


@pytest.fixture
def condition(db) -> Any:
    made = make_condition("druk", summary_nl=NL, summary_en=EN)
    confirm_all(made)
    return made


@pytest.mark.parametrize("as_words", [plain, differences.plain])
def test_only_a_tag_is_taken_for_one(as_words):
    assert as_words(NL) == NL
    assert as_words('<p>Zie <a href="#x">de <em>lever</em></a>.<br></p>') == "Zie de lever."


def test_what_changed_in_a_source_is_shown_with_all_its_signs(condition, translator):
    condition.summary_nl = NL.replace("<90", "<80")
    condition.save()

    (card,) = [one for one in cards_of(desk(condition), translator) if one.changed_source]

    changed = [run.text for run in card.changed_source if run.mark is not differences.Mark.SAME]
    assert changed == ["90", "80"]


def test_what_a_file_would_change_is_shown_as_it_will_stand_there(condition, translator):
    content = out("1.2").replace(b"A blood pressure of", b"A &lt;b&gt;blood&lt;/b&gt; pressure of")

    (arrival,) = bring_in(entries=read(content, INTO), language=INTO, by=translator, dry_run=True).arrivals
    line = line_of(arrival, [])

    assert line.source == NL
    assert "<b>blood</b>" in "".join(run.text for run in line.change)
