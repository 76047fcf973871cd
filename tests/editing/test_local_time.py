"""Dutch time in the year's two strange hours: 29 March 2026 has no 2:30, 25 October 2026 has two."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portal.editing.local_time import FIRST, LOCAL, SECOND, is_ambiguous, is_imaginary, moment

SKIPPED, TWICE = "2026-03-29 02:30", "2026-10-25 02:30"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("local", "which", "expected"),
    [
        ("2026-01-05 09:00", "", datetime(2026, 1, 5, 8, 0, tzinfo=UTC)),
        ("2026-07-05 09:00", "", datetime(2026, 7, 5, 7, 0, tzinfo=UTC)),
        ("2026-03-29 01:59", "", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29 03:00", "", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (TWICE, FIRST, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (TWICE, SECOND, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-10-25 03:00", "", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_local_time_is_one_moment(local, which, expected):
    assert moment(at(local), which).astimezone(UTC) == expected


def test_a_time_that_the_clock_skips_is_refused():
    assert is_imaginary(at(SKIPPED))
    assert not is_ambiguous(at(SKIPPED))
    with pytest.raises(ValidationError) as refused:
        moment(at(SKIPPED), FIRST)
    assert refused.value.code == "imaginary"


@pytest.mark.parametrize("which", ["", "third"])
def test_a_time_that_comes_twice_asks_which(which):
    assert is_ambiguous(at(TWICE))
    with pytest.raises(ValidationError) as refused:
        moment(at(TWICE), which)
    assert refused.value.code == "ambiguous"


@given(st.integers(946_684_800, 1_893_456_000))  # from 2000 to 2030
def test_every_moment_can_be_named(seconds):
    utc = datetime.fromtimestamp(seconds, UTC)
    local = utc.astimezone(LOCAL)

    named = moment(local.replace(tzinfo=None, fold=0), SECOND if local.fold else FIRST)

    assert named.astimezone(UTC) == utc
