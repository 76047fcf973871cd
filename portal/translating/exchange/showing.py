"""What a file would change, as its page shows it."""

from dataclasses import dataclass

from portal.publishing.differences import Run, words
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
    read = after.form.read
    return Line(
        title=arrival.title,
        context=after.context,
        source=read(after.source),
        change=words(read(before.target), read(after.target)),
        source_change=words(read(after.made_from), read(after.source)) if arrival.is_outdated else (),
        findings=findings,
    )
