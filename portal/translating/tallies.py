"""How many texts of a page are in each state, and which of them are shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

from portal.translating.cards import Card
from portal.translating.htmx import current_address
from portal.translating.models import State


def _in(state: State) -> Callable[[Card], bool]:
    return lambda card: card.unit.state is state and not card.may_stay_empty


# By the name that the address has for it: what it is called, and whether a text is shown.
SHOWN: Final[dict[str, tuple[Any, Callable[[Card], bool]]]] = {
    "to-do": (gettext_lazy("to do"), lambda card: card.is_to_do),
    **{state.value: (state.label, _in(state)) for state in State},
    "sent-back": (gettext_lazy("sent back"), lambda card: card.sent_back is not None),
    "findings": (gettext_lazy("failing checks"), lambda card: card.has_findings),
    "empty": (gettext_lazy("may stay empty"), lambda card: card.may_stay_empty),
}


@dataclass(frozen=True)
class Tally:
    """How many texts are in a state. Without a `name`: all texts."""

    name: str
    label: Any
    number: int


def tallies_of(cards: Iterable[Card]) -> list[Tally]:
    """What there is at all, in the order of `SHOWN`, behind the number of all texts."""
    cards = list(cards)
    numbers = {name: sum(map(is_shown, cards)) for name, (_label, is_shown) in SHOWN.items()}
    found = [Tally(name, SHOWN[name][0], number) for name, number in numbers.items() if number]
    return [Tally("", gettext_lazy("all texts"), len(cards)), *found]


def asked_for(request: HttpRequest) -> str:
    """The name of what the page shows, `""` for all texts; htmx tells on which page it asks."""
    page = current_address(request)
    query = QueryDict(urlsplit(page).query) if page else request.GET
    name = query.get("show", "")
    return name if name in SHOWN else ""


def label_of(name: str) -> Any:
    """What the texts are called that this name asks for."""
    return SHOWN[name][0] if name else ""


def shown_of(cards: Iterable[Card], name: str) -> list[Card]:
    """The cards that are asked for, and those in which something was refused or is not saved."""
    if not name:
        return list(cards)
    return [card for card in cards if SHOWN[name][1](card) or card.refusal or card.typed is not None]
