"""Rich text of a publication as HTML for a page: links to other objects become addresses."""

import re
from collections.abc import Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

REFERENCE = re.compile(r'<a href="ref:([a-z]+)/([a-z0-9-]+)">(.*?)</a>', re.DOTALL)
Addresses = Mapping[tuple[str, str], str]


def render(html: str, addresses: Addresses) -> SafeString:
    """The text with each reference linked to its live page; one that is not live keeps its words only."""

    def link(match: re.Match[str]) -> str:
        address = addresses.get((match[1], match[2]))
        return f'<a href="{escape(address)}">{match[3]}</a>' if address else match[3]

    # The one place where stored HTML is trusted: every document was cleaned when it was built.
    return mark_safe(REFERENCE.sub(link, html))  # noqa: S308
