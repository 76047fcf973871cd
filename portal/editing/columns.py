"""What lists show beside a name: the state in each language, thumbnails, how often something is used."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Model, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.content.models import Picture
from portal.content.models.pictures import size_name
from portal.languages import LANGUAGES, SOURCE, Language, column
from portal.publishing.kinds import Kind, all_kinds, kind_of_model
from portal.publishing.working import State, states

STATE_NAMES = {
    State.NEVER: _("never published"),
    State.WITHDRAWN: _("withdrawn"),
    State.LIVE: _("live"),
    State.CHANGED: _("live, with unpublished changes"),
}


def badge(state: State) -> str:
    """The state in words; shape and colour only repeat them."""
    return format_html('<span class="state state-{}">{}</span>', state.value, STATE_NAMES[state])


class ContentChangeList(ChangeList):
    """Looks up the states of all rows of a page at once, and nothing where none was counted."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: list[Any] = list(self.result_list) if self.result_count else []
        known = states(kind_of_model(self.model), [row.key for row in rows])
        for row in rows:
            row.states = {language.code: known[row.key, language.code] for language in LANGUAGES}
        self.result_list = rows


def state_column(language: Language) -> Callable[[Any], str]:
    """A column for rows of a `ContentChangeList`."""

    @admin.display(description=language.name)
    def state(row: Any) -> str:
        return badge(row.states[language.code])

    state.__name__ = f"state_{language.code}"
    return state


def text_column(model: type[Model], field: str) -> Callable[[Any], str]:
    """A column with a translated field in the source language, under the field's own name."""
    name = column(field, SOURCE.code)

    @admin.display(description=model._meta.get_field(field).verbose_name, ordering=name)  # type: ignore[union-attr]
    def text(row: Any) -> str:
        return getattr(row, name) or ""

    text.__name__ = name
    return text


def thumbnail(picture: Picture) -> str:
    """The picture in its smallest size, which the style sheet limits further."""
    file = size_name(str(picture.file), picture.sizes[0]) if picture.sizes else str(picture.file)
    alternative = getattr(picture, column("alt", SOURCE.code)) or ""
    address = picture.file.storage.url(file)
    return format_html('<img class="thumbnail" src="{}" alt="{}">', address, alternative)


def count_uses(rows: Any) -> Any:
    """Annotate rows that documents are made of with `uses`: how many objects show them. No further query."""
    counts = (_uses_by(kind, rows.model) for kind in all_kinds() if rows.model in kind.parts)
    return rows.annotate(uses=sum(counts, start=Value(0)))


def _uses_by(kind: Kind, model: type[Model]) -> Coalesce:
    """Objects of one kind that show the outer row, by whichever of the kind's look-ups, each counted once."""
    shows = reduce(or_, (Q(**{lookup: OuterRef("pk")}) for lookup in kind.parts[model]))
    found = kind.model._default_manager.filter(shows).order_by().annotate(all=Value(1)).values("all")
    return Coalesce(Subquery(found.annotate(n=Count("pk", distinct=True)).values("n")), 0)
