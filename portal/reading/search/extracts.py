"""Short pieces of text in which what was looked for is marked. All of it is escaped here."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from portal.reading.search.words import WORD, stem, words_in

LENGTH = 220
BEFORE = 60
GAP = "…"


@dataclass(frozen=True)
class Hit:
    """A word of a text that was looked for."""

    start: int
    end: int
    stem: str


def hits(text: str, stems: Collection[str], language: str) -> list[Hit]:
    found = []
    for match in WORD.finditer(text):
        word = words_in(match[0])
        its_stem = stem(word[0], language) if word else ""
        if its_stem in stems:
            found.append(Hit(match.start(), match.end(), its_stem))
    return found


def marked(text: str, stems: Collection[str], language: str) -> SafeString:
    """The whole text, with what was looked for in `<mark>`."""
    return _marked(text, hits(text, stems, language), 0, len(text))


def extract(text: str, stems: Collection[str], language: str) -> SafeString | None:
    """The piece of a text that says most of what was looked for; `None` when it says nothing of it."""
    found = hits(text, stems, language)
    if not found:
        return None
    start = _start(text, _best(found).start)
    end = _end(text, start + LENGTH)
    piece = _marked(text, found, start, end)
    return format_html("{}{}{}", GAP if start else "", piece, GAP if end < len(text) else "")


def beginning(text: str) -> SafeString:
    """As much of a text as a piece may have."""
    end = _end(text, LENGTH)
    return format_html("{}{}", text[:end], GAP if end < len(text) else "")


def _best(found: list[Hit]) -> Hit:
    """Where the piece with the most different words begins."""
    starts = [hit.start for hit in found]

    def different(first: int) -> int:
        last = bisect_left(starts, starts[first] + LENGTH - BEFORE)
        return len({hit.stem for hit in found[first:last]})

    return found[max(range(len(found)), key=different)]


def _start(text: str, hit: int) -> int:
    """The beginning of the sentence, or of a word not far before what was found."""
    earliest = max(0, hit - BEFORE)
    sentence = max(text.rfind(end, earliest, hit) for end in (". ", "? ", "! ", ": "))
    if sentence >= 0:
        return sentence + 2
    return text.find(" ", earliest, hit) + 1 if earliest else 0


def _end(text: str, latest: int) -> int:
    if latest >= len(text):
        return len(text)
    space = text.rfind(" ", 0, latest)
    return space if space > latest - BEFORE else latest


def _marked(text: str, found: Collection[Hit], start: int, end: int) -> SafeString:
    pieces, at = [], start
    for hit in found:
        if hit.start >= start and hit.end <= end:
            pieces += [
                escape(text[at : hit.start]),
                format_html("<mark>{}</mark>", text[hit.start : hit.end]),
            ]
            at = hit.end
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped
