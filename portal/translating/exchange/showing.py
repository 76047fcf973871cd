"""What a file would change, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.publishing.differences import Run, plain, words
from portal.translating.exchange.importing import Arrival, findings_in
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
    findings: list[Found]


def shown(arrivals: Sequence[Arrival], language: str) -> list[Line]:
    found = findings_in(arrivals, language)
    return [_line(arrival, found.get(arrival.after.address, [])) for arrival in arrivals]


def _line(arrival: Arrival, findings: list[Found]) -> Line:
    before, after = arrival.before, arrival.after
    return Line(
        title=arrival.title,
        context=after.context,
        change=words(plain(before.target), plain(after.target)),
        source_change=words(plain(after.made_from), plain(after.source)) if arrival.is_outdated else (),
        findings=[found for found in findings if found.is_open],
    )
