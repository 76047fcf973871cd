"""What the units of both versions of XLIFF have in common."""

from typing import Final

from django.utils.translation import gettext as _

from portal.languages import SOURCE
from portal.translating.exchange.entries import Entry
from portal.translating.exchange.marks import MarksError, Role, Run, Table, html_of, outer, words_of
from portal.translating.exchange.safe_xml import MOST_CHARACTERS
from portal.translating.models import State
from portal.translating.prints import LENGTH, print_of
from portal.translating.texts import Name

HEX: Final = frozenset("0123456789abcdef")


class UnitProblemError(ValueError):
    """A unit of the file is not as we wrote it; the message says in plain words why."""


def not_ours() -> UnitProblemError:
    message = _("This unit was not made by this portal, or was changed outside the translation.")
    return UnitProblemError(message)


def prints_of(text: str | None) -> tuple[str, str]:
    """The fingerprints that we wrote into the unit, `source:target`."""
    source, _colon, target = (text or "").partition(":")
    if not all(len(one) == LENGTH and set(one) <= HEX for one in (source, target)):
        raise not_ours()
    return source, target


def check_languages(source: str | None, target: str | None, language: str) -> None:
    if (source or "").partition("-")[0] != SOURCE.code or (target or "").partition("-")[0] != language:
        message = _("The file is from “%(source)s” into “%(target)s”, not from “%(from)s” into “%(into)s”.")
        words = {"source": source or "?", "target": target or "?", "from": SOURCE.code, "into": language}
        raise UnitProblemError(message % words)


def owner_of(text: str | None) -> Name:
    kind, _slash, key = (text or "").partition("/")
    if not kind or not key:
        raise not_ours()
    return kind, key


def entry(
    *,
    owner: Name,
    address: str,
    prints: tuple[str, str],
    runs: tuple[Run, Run],
    tag: str,
    is_html: bool,
    line: int,
) -> Entry:
    """The entry of a unit that was read; its source must be the one that we wrote."""
    source, target = (_text(run, is_html=is_html) for run in runs)
    if print_of(outer(source, tag) if is_html else source) != prints[0]:
        raise UnitProblemError(_("The source text of this unit was changed in the file."))
    return Entry(owner, address, "", source, target, tag, is_html, State.DRAFT, prints[0], prints[1], line)


def _text(run: Run, *, is_html: bool) -> str:
    if sum(map(len, words_of(run))) > MOST_CHARACTERS:
        raise UnitProblemError(_("The text of this unit is longer than 100,000 characters."))
    try:
        return html_of(run) if is_html else "".join(words_of(run))
    except MarksError as error:
        message = _("Mark %(number)s does not begin and end where it should.")
        raise UnitProblemError(message % {"number": error}) from error


def html_of_mark(own: str | None, table: Table, key: tuple[str, Role]) -> str:
    """The tag that a mark stands for: by itself, or by the mark of its number in the source."""
    html = own or table.get(key)
    if not html:
        raise UnitProblemError(_("Mark %(number)s is not in the source text.") % {"number": key[0]})
    return str(html)
