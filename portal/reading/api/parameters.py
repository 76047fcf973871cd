"""What can be asked, as types: whatever does not fit is refused by name before a query is made.

Descriptions are shown translated on the page for developers, too.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any

from django.utils.timezone import get_default_timezone, is_naive
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from portal.languages import CODES
from portal.publishing.kinds import all_kinds
from portal.reading.api.codes import BY_IDENTIFIER
from portal.reading.search.question import LONGEST_QUESTION

# Before and after these, time zones lead out of the calendar.
EARLIEST, LATEST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)

MOST = 100
WRITTEN_DATE = re.compile(r"\d{4}-\d\d-\d\d")
KINDS = [kind.name for kind in all_kinds()]


def one_of(value: str, known: Iterable[str]) -> str:
    if value not in known:
        raise PydanticCustomError("unknown", "must be one of: {known}", {"known": ", ".join(known)})
    return value


def listed(known: Iterable[str]) -> Any:
    """Names the values in the description of the interface."""
    return Field(json_schema_extra={"enum": list(known)})


def not_a_number(value: Any) -> Any:
    """Pydantic would take a number for the seconds since 1970."""
    if isinstance(value, str) and not WRITTEN_DATE.match(value):
        raise PydanticCustomError("date", "must be written as 2026-11-28")
    return value


def in_time(moment: datetime) -> datetime:
    """The moment in UTC; where no time zone was given, Dutch time was meant."""
    if is_naive(moment):
        moment = moment.replace(tzinfo=get_default_timezone())
    return min(max(moment, EARLIEST), LATEST).astimezone(UTC)  # PostgreSQL does not know every offset


KindName = Annotated[str, AfterValidator(lambda name: one_of(name, KINDS)), listed(KINDS)]
LanguageCode = Annotated[str, AfterValidator(lambda code: one_of(code, CODES)), listed(CODES)]
Key = Annotated[str, Field(pattern="^[a-z0-9-]{1,80}$")]
Day = Annotated[date, BeforeValidator(not_a_number)]
Moment = Annotated[datetime, BeforeValidator(not_a_number), AfterValidator(in_time)]
Cursor = Annotated[str, Field(pattern="^[0-9]{1,17}-[0-9]{1,18}$")]
SystemName = Annotated[str, AfterValidator(lambda name: one_of(name, BY_IDENTIFIER)), listed(BY_IDENTIFIER)]
Code = Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9. -]{0,19}$")]

Number = Annotated[int, Field(ge=1, le=2**31 - 1)]

KIND = gettext_noop("The kind of content.")
LANGUAGE = gettext_noop("The language of the text.")


class Name(Schema):
    """Names one page."""

    kind: KindName = Field(description=KIND, examples=["condition"])
    key: Key = Field(
        description=gettext_noop("The name of the object: the same in every language, and for good."),
        examples=["levermetastasen"],
    )
    language: LanguageCode = Field(description=LANGUAGE, examples=[CODES[0]])


class NumberedName(Name):
    """Names one version of a page."""

    number: Number = Field(description=gettext_noop("The number of the version."), examples=[1])


class Before(Schema):
    """Which part of a history."""

    before: Number | None = Field(
        None, description=gettext_noop("The newest version of this part: follow the address in “next”.")
    )


class Filters(Schema):
    """Which live pages a list has. What is not given does not matter."""

    kind: KindName | None = Field(None, description=KIND)
    language: LanguageCode | None = Field(None, description=LANGUAGE)
    changed_since: Moment | None = Field(
        None, description=gettext_noop("Only pages whose text changed then or later (a date, or a moment).")
    )
    review_due_before: Day | None = Field(
        None, description=gettext_noop("Only pages whose next review is planned before this date.")
    )


class Part(Schema):
    """Which part of a list."""

    cursor: Cursor | None = Field(
        None, description=gettext_noop("Where the part begins: follow the address in “next”.")
    )
    limit: int = Field(50, ge=1, le=MOST, description=gettext_noop("How many pages at most."))


class Asked(Schema):
    """What somebody looks for."""

    q: str = Field(
        min_length=1, max_length=LONGEST_QUESTION, description=gettext_noop("The words."), examples=["lever"]
    )
    language: LanguageCode = Field(CODES[0], description=LANGUAGE)
    kind: KindName | None = Field(None, description=KIND)
    page: int = Field(1, ge=1, le=MOST, description=gettext_noop("Which page of what was found."))


class Coded(Schema):
    """A code of a classification."""

    system: SystemName = Field(
        description=gettext_noop("The classification: its name, OID or address."), examples=["ICD-10"]
    )
    code: Code = Field(description=gettext_noop("The code."), examples=["C78.7"])
    language: LanguageCode = Field(CODES[0], description=LANGUAGE)
