"""What a fact is: the outcome of reading, and all that comparing looks at."""

from dataclasses import dataclass
from fractions import Fraction

Reading = tuple[str, Fraction | str, str]  # one of the words below, a value, and for some a family of units

QUANTITY, EVERY, PER, CLOCK, DAY, MONTH, WEEKDAY, ORDINAL, PHONE, PERIOD = (
    "quantity", "every", "per", "clock", "day", "month", "weekday", "ordinal", "phone", "period",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the translation must have too. `weak` facts only count against another fact."""

    kind: str
    readings: tuple[Reading, ...]
    first: int
    last: int
    value: Fraction | None = None
    unit: str = ""
    weak: bool = False
    ranged: bool = False
    parts: tuple["Fact", ...] = ()
