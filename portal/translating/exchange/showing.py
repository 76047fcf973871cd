"""What a file would change, as its page shows it."""

from dataclasses import dataclass

from portal.publishing.differences import Run, plain, words
from portal.translating.exchange.importing import Arrival
from portal.translating.findings import Found


@dataclass(frozen=True)
class Line:
    """A text that comes in, with its source and with the words marked that change.

    `source_change` is what changed in the source since the file was made; empty when nothing did.
    """

    title: str
    context: str
    source: str
    change: tuple[Run, ...]
    source_change: tuple[Run, ...]
    findings: list[Found]


def line_of(arrival: Arrival, findings: list[Found]) -> Line:
    before, after = arrival.before, arrival.after
    return Line(
        title=arrival.title,
        context=after.context,
        source=plain(after.source),
        change=words(plain(before.target), plain(after.target)),
        source_change=words(plain(after.made_from), plain(after.source)) if arrival.is_outdated else (),
        findings=findings,
    )
