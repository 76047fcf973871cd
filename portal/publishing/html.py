"""Where HTML is trusted: rich text of publications, whose links become addresses, and blocks of data."""

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

REFERENCE = re.compile(r'<a href="ref:([a-z]+)/([a-z0-9-]+)">(.*?)</a>', re.DOTALL)
NUMBERS_OF_SOURCES: Final = re.compile(r'<sup><a href="#source-\d+">\[\d+\]</a></sup>')
END_OF_BLOCK: Final = re.compile(r"</(?:p|li|h\d)>|<br>")
TAG: Final = re.compile(r"<[^>]*>")
# What could end the element, or be read as anything but text.
UNSAFE_IN_SCRIPT: Final = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}

Addresses = Mapping[tuple[str, str], str]


def render(html: str, addresses: Addresses) -> SafeString:
    """The text with each reference linked to its live page; one that is not live keeps its words only."""

    def link(match: re.Match[str]) -> str:
        address = addresses.get((match[1], match[2]))
        return f'<a href="{escape(address)}">{match[3]}</a>' if address else match[3]

    # The one place where stored HTML is trusted: every document was cleaned when it was built.
    return mark_safe(REFERENCE.sub(link, html))  # noqa: S308


def plain(html: str) -> str:
    """The words of a rich text, one block on each line, without the numbers of its sources."""
    text = TAG.sub("", END_OF_BLOCK.sub("\n", NUMBERS_OF_SOURCES.sub("", html)))
    return unescape("\n".join(line.strip() for line in text.splitlines() if line.strip()))


def data_block(data: Mapping[str, Any]) -> SafeString:
    """JSON-LD as an element of a page: data, which no browser runs, whatever texts are in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
