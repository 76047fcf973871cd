"""A unit as it comes in, whatever the format: whether it is one of ours, and whole."""

from typing import Final

from django.utils.translation import gettext as _

from portal.translating.exchange.entries import Entry
from portal.translating.exchange.safe_xml import MOST_CHARACTERS
from portal.translating.models import State
from portal.translating.prints import LENGTH
from portal.translating.texts import Name

HEX: Final = frozenset("0123456789abcdef")
# How a file names the form of a unit that is no block: plain text, or several blocks.
PLAIN, SEVERAL = "plain", "html"


class UnitProblemError(ValueError):
    """A unit of the file is not as we wrote it; the message says in plain words why."""


def not_ours() -> UnitProblemError:
    message = _("This unit was not made by this portal, or was changed outside the translation.")
    return UnitProblemError(message)


def form_of(entry: Entry) -> str:
    """How a file names the form of a unit: by the tag of its block, or as plain text or several blocks."""
    return entry.tag or (SEVERAL if entry.is_html else PLAIN)


def prints_of(text: str | None) -> tuple[str, str]:
    """The fingerprints that we wrote into the unit, `source:target`."""
    source, _colon, target = (text or "").partition(":")
    if not all(len(one) == LENGTH and set(one) <= HEX for one in (source, target)):
        raise not_ours()
    return source, target


def incoming(
    *, owner: Name, address: str, form: str, prints: tuple[str, str], texts: tuple[str, str], line: int
) -> Entry:
    """The entry of a unit that was read."""
    is_html, tag = form != PLAIN, "" if form in {PLAIN, SEVERAL} else form
    source, target = texts
    if len(target) > MOST_CHARACTERS:
        raise UnitProblemError(_("The text of this unit is longer than 100,000 characters."))
    return Entry(owner, address, "", source, target, tag, is_html, State.DRAFT, *prints, line)
