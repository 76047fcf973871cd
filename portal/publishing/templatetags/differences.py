from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal.publishing.differences import Mark, Run

register = template.Library()

ELEMENTS = {Mark.SAME: "span", Mark.REMOVED: "del", Mark.ADDED: "ins"}


@register.filter
def marked(runs: Iterable[Run]) -> SafeString:
    """Words with what went in `del` and what came in `ins`."""
    return format_html_join("", "<{0}>{1}</{0}>", ((ELEMENTS[run.mark], run.text) for run in runs))
