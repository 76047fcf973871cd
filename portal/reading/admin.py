"""The desk where feedback of readers arrives. It is answered and closed here, and deletes itself."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from portal.languages import LANGUAGES, language_named
from portal.reading.addresses import page_address
from portal.reading.feedback.desk import on_pages_of
from portal.reading.feedback.models import Feedback
from portal.reading.feedback.services import deal_with_feedback, delete_old_feedback

YES = [("yes", _("Yes"))]


class WaitsFilter(admin.SimpleListFilter):
    title = _("waits for somebody")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return YES

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        open_states = (Feedback.State.NEW, Feedback.State.IN_PROGRESS)
        return queryset.filter(state__in=open_states) if self.value() else queryset


class OwnPagesFilter(WaitsFilter):
    title = _("pages of mine")
    parameter_name = "mine"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(on_pages_of(cast("User", request.user))) if self.value() else queryset


class LanguageFilter(admin.SimpleListFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(language.code, language.name) for language in LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(publication__language=self.value()) if self.value() else queryset


class DeskForm(forms.ModelForm[Feedback]):
    note = forms.CharField(
        label=_("Note or answer"),
        help_text=_(
            "What was done, or why nothing. Only staff see it: readers leave no address to write to."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 70}),
    )

    class Meta:
        model = Feedback
        fields = ("state",)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_answered = cleaned.get("state") == Feedback.State.ANSWERED and "state" in self.changed_data
        if is_answered and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say what the answer is: what was done, or why nothing."))
        return cleaned


@admin.register(Feedback)
class FeedbackAdmin(admin.ModelAdmin[Feedback]):
    group = "publishing"
    form = DeskForm
    actions = None
    list_per_page = 50
    list_display = ("page", "language", "verdict", "beginning", "state", "at")
    list_filter = (WaitsFilter, OwnPagesFilter, "state", "verdict", LanguageFilter)
    list_select_related = ("publication",)
    search_fields = ("publication__title", "text")
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False
    readonly_fields = ("about", "language", "verdict", "words", "at", "done")
    fieldsets = (
        (_("What a reader said"), {"fields": ("about", "language", "verdict", "words", "at")}),
        (_("What we do with it"), {"fields": ("done", "state", "note")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feedback]:
        return super().get_queryset(request).defer("publication__document")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        delete_old_feedback()
        return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: Feedback, form: Any, change: Any) -> None:
        """Through the service, as every change; the form has checked what it would refuse."""
        by = cast("User", request.user)
        deal_with_feedback(
            feedback=obj, state=form.cleaned_data["state"], note=form.cleaned_data["note"], by=by
        )

    @admin.display(description=_("page"), ordering="publication__title")
    def page(self, row: Feedback) -> str:
        return row.publication.title

    @admin.display(description=_("page"))
    def about(self, row: Feedback) -> str:
        found = row.publication
        address = page_address(found.kind, found.language, found.slug)
        return format_html('<a href="{}">{}</a> ({} {})', address, found.title, _("version"), found.number)

    @admin.display(description=_("language"), ordering="publication__language")
    def language(self, row: Feedback) -> str:
        return language_named(row.publication.language).name

    @admin.display(description=_("text"))
    def words(self, row: Feedback) -> str:
        return format_html('<div class="readers-words">{}</div>', row.text) if row.text else "–"

    @admin.display(description=_("done so far"))
    def done(self, row: Feedback) -> str:
        """Every note, with who wrote it and when."""
        notes = row.notes.select_related("by")
        lines = (
            (date_format(localtime(note.at), "SHORT_DATETIME_FORMAT"), note, note.text) for note in notes
        )
        return format_html_join("", '<div class="readers-words">{} – {}\n{}</div>', lines) or "–"

    @admin.display(description=_("text"))
    def beginning(self, row: Feedback) -> str:
        return Truncator(row.text).chars(80) or "–"
