"""Rich text as its top-level blocks: paragraphs, headings and whole lists, and back."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
BLOCK: Final = re.compile(r"<(p|h3|ul|ol)>")
WITHOUT_END: Final = frozenset({"br"})
END_OF_LINE: Final = re.compile(r"</(?:p|h3|ul|ol)>\n")


def split(html: str) -> list[str]:
    """The top-level blocks of clean HTML, in order; words outside any block are a block of their own."""
    return [block for block in map(str.strip, _pieces(html)) if block]


def _pieces(html: str) -> Iterator[str]:
    """`begin` is where the piece begins; `block` is its tag, or `""` while no block is open."""
    begin, depth, block = 0, 0, ""
    for tag in TAG.finditer(html):
        closing, name = tag.groups()
        if name in WITHOUT_END:
            continue
        if not block and not closing and BLOCK.fullmatch(tag[0]):
            yield html[begin : tag.start()]
            begin, depth, block = tag.start(), 1, name
        elif block and name == block:
            depth += -1 if closing else 1
            if depth == 0:
                yield html[begin : tag.end()]
                begin, block = tag.end(), ""
    yield html[begin:]


def joined(blocks: Iterable[str], like: str = "") -> str:
    """Blocks as one text, one on each line if those of the text that it is `like` are."""
    return ("\n" if END_OF_LINE.search(like) else "").join(block for block in blocks if block)


def tag_of(block: str) -> str:
    """`p`, `h3`, `ul` or `ol`; `""` for words outside any block."""
    found = BLOCK.match(block)
    return found[1] if found else ""
