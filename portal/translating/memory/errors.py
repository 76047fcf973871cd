"""Errors in the memory: what the checks find in its pairs once somebody is to see them."""

from collections.abc import Iterable

from portal.translating.findings import Found, findings_of_texts, knows
from portal.translating.memory.index import Key, key_of
from portal.translating.memory.models import MemoryPair, Standing


def errors_in(pairs: Iterable[MemoryPair]) -> dict[Key, list[Found]]:
    """Those of these pairs in which the checks find errors, but what a reviewer vouches for.

    Found out when a pair is shown: what the checks know changes, and most pairs never are. As many queries as
    `findings_of`, none where reviewers vouch for all.
    """
    doubtful = [pair for pair in pairs if knows(pair.language) and pair.state != Standing.REVIEWED]
    found = findings_of_texts((pair.source, pair.target) for pair in doubtful)
    errors = {
        key_of(pair): [one for one in found[pair.source, pair.target] if one.blocks] for pair in doubtful
    }
    return {key: every for key, every in errors.items() if every}
