"""What the units of both versions of XLIFF have in common."""

from typing import Final

from django.utils.translation import gettext as _

from portal.languages import SOURCE
from portal.translating.exchange.incoming import PLAIN, UnitProblemError, not_ours
from portal.translating.exchange.marks import MarksError, Role, Run, Table, html_of, words_of
from portal.translating.exchange.safe_xml import refused
from portal.translating.texts import Name

# Without it CAT tools make one line of a list of names or questions, of which each has a line of its own.
AS_IT_STANDS: Final = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}


def check_languages(source: str | None, target: str | None, language: str, line: int) -> None:
    """A file for another language is refused at once: of each of its units the same could be said."""
    if (source or "").partition("-")[0] != SOURCE.code or (target or "").partition("-")[0] != language:
        message = _("The file is from “%(source)s” into “%(target)s”, not from “%(from)s” into “%(into)s”.")
        words = {"source": source or "?", "target": target or "?", "from": SOURCE.code, "into": language}
        raise refused(message % words, line)


def owner_of(text: str | None) -> Name:
    kind, _slash, key = (text or "").partition("/")
    if not kind or not key:
        raise not_ours()
    return kind, key


def text_of(run: Run, form: str) -> str:
    if form == PLAIN:
        return "".join(words_of(run))
    try:
        return html_of(run)
    except MarksError as error:
        message = _("Mark %(number)s does not begin and end where it should.")
        raise UnitProblemError(message % {"number": error}) from error


def html_of_mark(own: str | None, table: Table, key: tuple[str, Role]) -> str:
    """The tag that a mark stands for: by itself, or by the mark of its number in the source."""
    html = own or table.get(key)
    if not html:
        raise UnitProblemError(_("Mark %(number)s is not in the source text.") % {"number": key[0]})
    return str(html)
