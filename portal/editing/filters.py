"""Filters of the lists of content."""

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.content.dates import add_months
from portal.editing.columns import STATE_NAMES
from portal.languages import Language, columns
from portal.publishing.kinds import kind_of_model
from portal.publishing.working import State, catch_up, in_state

Choices = list[tuple[str, Any]]


def state_filter(language: Language) -> type[SimpleListFilter]:
    """A filter by where objects stand in one language."""

    class StateFilter(SimpleListFilter):
        title = format_lazy("{state}: {language}", state=_("state"), language=language.name)
        parameter_name = f"state_{language.code}"

        def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
            return [(state.value, STATE_NAMES[state]) for state in State]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
            if self.value() not in set(State):
                return None
            kind, state = kind_of_model(queryset.model), State(self.value())  # type: ignore[arg-type]
            if state in {State.LIVE, State.CHANGED} and (left := catch_up([kind])):
                words = _("%(number)d pages have not been compared yet and are missing here. Look again.")
                messages.warning(request, words % {"number": left})
            found: QuerySet[Any] = in_state(queryset, kind, language.code, state)
            return found

    return StateFilter


class ReviewFilter(SimpleListFilter):
    """By when the next review is due."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return [
            ("due", _("due now")),
            ("soon", _("due within three months")),
            ("later", _("not due")),
            ("never", _("never reviewed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        chosen = REVIEWS.get(self.value() or "")
        return queryset.filter(**chosen(timezone.localdate())) if chosen else None


class UseFilter(SimpleListFilter):
    """By whether anything shows the row; the list must be annotated with `uses`."""

    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return [("used", _("used")), ("unused", _("unused"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        match self.value():
            case "used":
                return queryset.filter(uses__gt=0)
            case "unused":
                return queryset.filter(uses=0)
        return None


class LackFilter(SimpleListFilter):
    """Pictures that lack, in some language, what no picture is published without."""

    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> Choices:
        return [(name, model_admin.model._meta.get_field(name).verbose_name) for name in NEEDED]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() not in NEEDED:
            return None
        missing = (Q(**{name: ""}) | Q(**{name: None}) for name in columns(str(self.value())))
        return queryset.filter(reduce(or_, missing))


NEEDED = ("alt", "credit", "licence")

REVIEWS: dict[str, Callable[[date], dict[str, Any]]] = {
    "due": lambda today: {"next_review_on__lte": today},
    "soon": lambda today: {"next_review_on__gt": today, "next_review_on__lte": add_months(today, 3)},
    "later": lambda today: {"next_review_on__gt": add_months(today, 3)},
    "never": lambda _today: {"next_review_on": None},
}
