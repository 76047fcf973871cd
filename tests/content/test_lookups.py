"""Our own ways to ask for rows give what Django's give."""

import pytest

from conditions.models import Condition
from tests.builders import make_condition, make_source

TRICKY = ('"aan', "halings'teken", "{krul,komma}", r"back\slash", "50%", "é\n")


@pytest.fixture
def titles(db):
    for number, title in enumerate(TRICKY):
        make_condition(f"c-{number}", title_nl=title)
    return Condition.objects.order_by("pk")


@pytest.mark.parametrize("asked", [TRICKY, TRICKY[:2], ("niet daar",), ()])
def test_among_finds_the_texts_that_in_finds(titles, asked):
    found = titles.filter(title_nl__among=asked)

    assert list(found) == list(titles.filter(title_nl__in=asked))
    assert len(found) == len(set(asked) & set(TRICKY))


def test_among_finds_numbers_and_what_is_named_by_a_number(titles):
    first, second, *_others = titles
    first.origin = make_source()
    first.save()

    assert list(titles.filter(pk__among={first.pk, second.pk, 0})) == [first, second]
    assert list(titles.filter(origin__among=[first.origin.pk])) == [first]
