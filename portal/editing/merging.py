"""Saving onto a newer version: what two people changed is merged.

Where both changed one text, whoever saves last chooses.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from portal.content import snapshots
from portal.content.models import Content
from portal.editing import history
from portal.editing.conflicts import Words, described
from portal.editing.locking import OvertakenError
from portal.editing.merge import Conflict, Merged, Name, Sheet, merge
from portal.editing.sheets import Forms, at

TRIES = 3


@dataclass
class Outcome:
    """What came of merging a form with what others saved since it was opened, in words."""

    origin: int
    people: str
    taken: list[str]
    conflicts: list[Any] = field(default_factory=list)


class MergingAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin of a kind of content whose saves are merged with those that came in between.

    The posted form is rewritten as if it had been opened just now; then Django saves it as any other. The
    row is locked meanwhile; where something else got in between all the same, all starts anew.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if request.method != "POST":  # to look takes no lock
            return super().changeform_view(request, object_id, form_url, extra_context)
        posted = request.POST
        for attempt in range(TRIES):
            try:
                with transaction.atomic():
                    outcome = self._bring_up_to_date(request, object_id)
                    request.merging = outcome  # type: ignore[attr-defined]
                    response = super().changeform_view(request, object_id, form_url, extra_context)
            except OvertakenError:
                if attempt == TRIES - 1:
                    raise
                request.POST = posted
            else:
                self._tell(request, outcome)
                return response
        raise AssertionError

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        form = super().get_form(request, obj, change, **kwargs)
        outcome = getattr(request, "merging", None)
        form.undecided = bool(outcome and outcome.conflicts)  # type: ignore[attr-defined]
        return form

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["merging"] = getattr(request, "merging", None)
        return super().render_change_form(request, context, *args, **kwargs)

    def _bring_up_to_date(self, request: HttpRequest, object_id: str | None) -> Outcome | None:
        """Rewrite what was posted onto the newest version. `None`: it was, or its origin is not known."""
        instance = self._locked(request, object_id)
        version = request.POST.get("version", "")
        if instance is None or not version.isdecimal():
            return None
        if int(version) == instance.version and "conflict" not in request.POST:
            return None
        forms = self._forms(request, instance)
        then = _rows_of_version(instance, int(version))
        return _Merging(request, instance, forms, int(version)).outcome(then) if then else None

    def _locked(self, request: HttpRequest, object_id: str | None) -> Content | None:
        """The object, for a save that may be; others who want to save it wait until this transaction ends."""
        if object_id is None:
            return None
        found = self.get_object(request, unquote(object_id))
        if found is None or not self.has_change_permission(request, found):
            return None
        locked: Content | None = self.model._base_manager.select_for_update().filter(pk=found.pk).first()
        return locked

    def _forms(self, request: HttpRequest, instance: Content) -> Forms:
        names = flatten_fieldsets(self.get_fieldsets(request, instance))
        formsets, _inlines = self._create_formsets(request, instance, change=True)  # type: ignore[attr-defined]
        form = self.get_form(request, instance, change=True, fields=names)
        return Forms(form, {formset.prefix: formset for formset in formsets})

    def _tell(self, request: HttpRequest, outcome: Outcome | None) -> None:
        if outcome and outcome.taken:
            text = _("Taken over from %(people)s, who saved this page while you were busy: %(changes)s.")
            values = {"people": outcome.people, "changes": ", ".join(outcome.taken)}
            self.message_user(request, text % values, messages.INFO)


def _rows_of_version(instance: Content, version: int) -> list[Any]:
    """The object with its rows as they were in a version; empty when that is not known."""
    if version == instance.version:
        return [instance, *snapshots.rows_of(instance)]
    revision = history.origin(instance, version)
    return snapshots.read(revision.snapshot, revision.rows) if revision else []


@dataclass
class _Merging:
    """One posted form on its way to the newest version of its object."""

    request: HttpRequest
    instance: Content
    forms: Forms
    version: int

    def outcome(self, then: list[Any]) -> Outcome:
        now = _rows_of_version(self.instance, self.instance.version)
        origin, theirs = (self.forms.sheet(rows[0], rows[1:]) for rows in (then, now))
        data, undecided = decide(self.forms, self.request.POST, origin)
        mine = self.forms.posted(data, origin, theirs)
        merged = merge(origin=origin, mine=mine, theirs=theirs)
        first = self._first_version(undecided)
        merged.conflicts += self._still(undecided, merged, self._first_sheet(first, origin), mine, theirs)
        written, places = self.forms.write(data, merged, theirs)
        written["version"] = str(self.instance.version)
        self.request.POST = written  # type: ignore[assignment]
        words = Words(self.forms, type(self.instance), {**self._named(then), **self._named(now)})
        taken = words.of_changes(merged.taken, merged.rows)
        shown = [described(conflict, words, places) for conflict in merged.conflicts]
        return Outcome(first, history.people_since(self.instance, first), taken, shown)

    def _first_version(self, undecided: list[tuple[Name, str]]) -> int:
        """The version that all began from: an earlier one, when choices of an earlier page are still open."""
        first = self.request.POST.get("conflict-origin", "")
        return int(first) if undecided and first.isdecimal() else self.version

    def _first_sheet(self, version: int, origin: Sheet) -> Sheet:
        rows = _rows_of_version(self.instance, version) if version != self.version else []
        return self.forms.sheet(rows[0], rows[1:]) if rows else origin

    @staticmethod
    def _still(
        undecided: list[tuple[Name, str]], merged: Merged, first: Sheet, mine: Sheet, theirs: Sheet
    ) -> list[Conflict]:
        found = {(conflict.name, conflict.field) for conflict in merged.conflicts}
        return [
            Conflict(name, key, first.get(name), mine.get(name), theirs.get(name))
            for name, key in undecided
            if (name, key) not in found
        ]

    def _named(self, rows: list[Any]) -> dict[Name, Any]:
        prefixes = {formset.model: prefix for prefix, formset in self.forms.formsets.items()}
        return {(prefixes[type(row)], str(row.pk)): row for row in rows[1:] if type(row) in prefixes}


def decide(forms: Forms, posted: QueryDict, theirs: Sheet) -> tuple[QueryDict, list[tuple[Name, str]]]:
    """Apply the choices of a page with conflicts; `theirs` is what that page showed. Gives what is left open.

    A choice for mine is what the form says, so that nothing need be done.
    """
    data, undecided = posted.copy(), []
    names = dict(forms.places(posted))
    for code in posted.getlist("conflict"):
        place, _colon, key = code.rpartition(":")
        choice = posted.get(f"choice-{code}")
        if place in names and choice == "theirs":
            _take_theirs(data, place, key, theirs.get(names[place]))
        elif place in names and choice != "mine":
            undecided.append((names[place], key))
    return data, undecided


def _take_theirs(data: QueryDict, place: str, key: str, row: Any) -> None:
    if row is None:  # they deleted it, so that mine stands in the form as a new row
        data[f"{place}-DELETE"] = "on"
        return
    for name in [key] if key else row:
        data[at(place, name)] = row.get(name, "")
    if not key:
        data.pop(f"{place}-DELETE", None)
