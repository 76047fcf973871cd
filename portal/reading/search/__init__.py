"""Search: text search in what is live, in the language of the page. `search` is the way in for others.

`words` says when two words are the same, `entries` what the index keeps of a publication, `index` keeps it,
`question` makes a question of what somebody typed, `databases` speaks to each database, `results` finds.
"""

from portal.reading.search.results import Result, Results, search

__all__ = ["Result", "Results", "search"]
