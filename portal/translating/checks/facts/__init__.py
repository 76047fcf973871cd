"""Numbers, quantities, dates, times and frequencies of a text, each with the ways in which it may be read.

“8 uur” may be eight hours or eight o'clock; two facts are the same when they share a reading. So no reading
has to be chosen, and a number only differs when no reading of it fits.

A `read_…` function reads what begins at one token: it adds the facts of its kind and gives the place behind
them, or gives 0 where there are none. A `join_…` function looks at the facts found, and at what they say of
each other.
"""

from functools import lru_cache

from portal.translating.checks.text import Segment

from .clock import read_clock_words
from .dates import join_days, read_calendar_word, read_date
from .fact import Fact
from .frequencies import join_rates, read_every, read_frequency_word
from .phones import read_phone
from .quantities import read_number, read_period
from .ranges import join_ranges
from .ratios import join_parts, join_ratios
from .scan import Scan, read_idiom

__all__ = ["Fact", "facts"]

# The first that fits wins.
RULES = (
    read_idiom,
    read_date,
    read_phone,
    read_clock_words,
    read_every,
    read_number,
    read_frequency_word,
    read_calendar_word,
    read_period,
)


@lru_cache(maxsize=2048)
def facts(segment: Segment, language: str) -> tuple[Fact, ...]:
    """The facts of a text from left to right."""
    scan = Scan(segment, language)
    at = 0
    while at < len(scan.tokens):
        at = max(_step(scan, at), at + 1)
    join_days(scan.facts)
    join_ranges(scan)
    join_parts(scan)
    join_ratios(scan)
    join_rates(scan)
    return tuple(scan.facts)


def _step(scan: Scan, at: int) -> int:
    """Read on from this token; gives the place behind what it begins, 0 when that is nothing."""
    return next((end for rule in RULES if (end := rule(scan, at))), 0)
