"""What waits for somebody: rooms register their lists, and the start page of the editors’ room shows them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser


@dataclass(frozen=True)
class Item:
    """One thing to do and where to do it; `note` says since when, until when or by whom.

    `language` is that of the text, where it need not be the language of the reader's own pages.
    """

    text: str
    address: str
    note: str = ""
    is_late: bool = False
    language: str = ""


@dataclass(frozen=True)
class Worklist:
    """The first things of one sort that wait for somebody, and how many there are in all.

    `name` stays the same in every language; `address` leads to the whole list.
    """

    name: str
    heading: str
    total: int
    items: tuple[Item, ...] = ()
    address: str = ""


# Gives `None` when the list is not for this person. A few queries, however much there is.
Source = Callable[[AbstractUser], Worklist | None]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a list; usable as a decorator. Lists are shown in the order of registration."""
    _sources.append(source)
    return source


def worklists_for(person: AbstractUser) -> list[Worklist]:
    """The lists that are for this person, the empty ones too."""
    return [found for source in _sources if (found := source(person)) is not None]
