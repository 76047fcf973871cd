from collections.abc import Iterable, Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.publishing.differences import Mark, Run

register = template.Library()


@register.filter
def marked(runs: Iterable[Run]) -> SafeString:
    """Words with what went in `del` and what came in `ins`, which is also said to who cannot see it.

    Never does a word that came stick to the one that went: “3” and “2” would read as “32”.
    """
    return format_html_join("", "{}", ((piece,) for piece in _pieces(runs)))


def _pieces(runs: Iterable[Run]) -> Iterator[SafeString | str]:
    last = None
    for run in runs:
        if last and _would_stick(last, run):
            yield " "
        yield _shown(run)
        last = run


def _would_stick(one: Run, other: Run) -> bool:
    is_exchange = (one.mark, other.mark) == (Mark.REMOVED, Mark.ADDED)
    return is_exchange and not one.text[-1:].isspace() and not other.text[:1].isspace()


def _shown(run: Run) -> SafeString:
    if run.mark is Mark.SAME:
        return format_html("<span>{}</span>", run.text)
    element, said = ("del", _("removed:")) if run.mark is Mark.REMOVED else ("ins", _("inserted:"))
    aloud = '<span class="visually-hidden" lang="{0}"> {1} </span><{2}>{3}</{2}>'
    return format_html(aloud, get_language(), said, element, run.text)
