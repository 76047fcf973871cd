"""A fact of the content brief, and the words on a page that carry it."""

from typing import NamedTuple


class Fact(NamedTuple):
    id: str
    kind: str
    key: str
    nl: str
    en: str
