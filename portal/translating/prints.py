"""Fingerprints of texts. Two texts with one fingerprint say the same to a translator.

White space, typography (quotes, dashes, hard spaces, soft hyphens) and mark-up that changes no meaning (bold,
italic, line breaks, entities) do not count. Words, numbers, links, list items, sub- and superscript do.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import Final

LENGTH: Final = 32
NOISE: Final = re.compile(r"</?(?:strong|em)>")
BREAK: Final = re.compile(r"<br\s*/?>")
BLOCK: Final = re.compile(r" ?(</?(?:p|h3|ul|ol|li)>) ?")
TYPOGRAPHY: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff"),
        "\u2026": "...",
    }
)


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """The text without what does not count."""
    bare = BREAK.sub(" ", NOISE.sub("", text)) if "<" in text else text
    same = unicodedata.normalize("NFC", unescape(bare)).translate(TYPOGRAPHY)
    return "".join(BLOCK.split(" ".join(same.split())))


@lru_cache(maxsize=8192)
def print_of(text: str) -> str:
    """The fingerprint of a text, 32 hexadecimal digits."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:LENGTH]
