"""Actions on lists of content that other rooms add: what is chosen in a list goes on to their pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from portal.publishing.kinds import Kind, kind_of_model


@dataclass(frozen=True)
class ListAction:
    """`act` answers with a page about the chosen objects of a kind; `allows` says for whom it is."""

    name: str
    label: str | Promise
    allows: Callable[[Any], bool]
    act: Callable[[HttpRequest, Kind, QuerySet[Any]], HttpResponse]


_actions: list[ListAction] = []


def register(action: ListAction) -> None:
    """Offer an action in the lists of every kind, in the order of registration."""
    _actions.append(action)


class ListActionsAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin of a kind of content whose list has these actions."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        allowed = (one for one in _actions if one.allows(request.user))
        added = {one.name: (_function(one), one.name, one.label) for one in allowed}
        return super().get_actions(request) | added


def _function(action: ListAction) -> Callable[..., HttpResponse]:
    """As Django calls an action."""

    def act(model_admin: admin.ModelAdmin[Any], request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse:
        return action.act(request, kind_of_model(model_admin.model), chosen)

    return act
