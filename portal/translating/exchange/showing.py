"""What a file would change, as its page shows it."""

from dataclasses import dataclass

from portal.publishing.differences import Run, plain, words
from portal.translating.exchange.importing import Arrival
from portal.translating.findings import Found


@dataclass(frozen=True)
class Line:
    """A text that comes in, with the words marked that change.

    `source_change` is what changed in the source since the file was made; empty when nothing did.
    """

    title: str
    context: str
    change: tuple[Run, ...]
    source_change: tuple[Run, ...]
    findings: list["Marked"]


def line_of(arrival: Arrival, findings: list[Found]) -> Line:
    before, after = arrival.before, arrival.after
    return Line(
        title=arrival.title,
        context=after.context,
        change=words(plain(before.target), plain(after.target)),
        source_change=words(plain(after.made_from), plain(after.source)) if arrival.is_outdated else (),
        findings=[Marked(found, found.source_words, found.target_words) for found in findings],
    )


@dataclass(frozen=True)
class Marked:
    """A finding with the words concerned in both texts."""

    found: Found
    source_words: str
    target_words: str
