"""The admin that all kinds of content share; each app adds what is special about its kinds."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Field, ForeignKey, QuerySet
from django.forms import Select
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.content.models import Content, PictureUse
from portal.editing import history
from portal.editing.assistant import AssistantAdmin
from portal.editing.bases import PartInline, TranslatedAdmin
from portal.editing.columns import ContentChangeList, state_column, thumbnail
from portal.editing.deleting import DeletingAdmin
from portal.editing.filters import ReviewFilter, state_filter
from portal.editing.forms import ContentForm
from portal.editing.list_actions import ListActionsAdmin
from portal.editing.locking import claim
from portal.editing.merging import MergingAdmin
from portal.editing.people import person_of
from portal.editing.presence import PresenceAdmin
from portal.editing.publish import Group, Link, PublishingAdmin
from portal.editing.quality import QualityAdmin
from portal.editing.reviews import review_links
from portal.editing.revisions import HistoryAdmin
from portal.editing.sharing_admin import SharingAdmin
from portal.editing.translated import Line
from portal.languages import LANGUAGES, SOURCE, TRANSLATIONS, column, columns
from portal.publishing.kinds import kind_of_model

HELP_LEVELS = ("help_appointment", "help_today", "help_emergency")


def content_fieldsets(
    *,
    page: tuple[Line, ...] = (),
    texts: tuple[Line, ...] = (),
    help_levels: bool = False,
    questions: bool = False,
) -> Any:
    """Fieldsets by purpose: the kind's own fields join those that all kinds have.

    Those of class `closing` stand behind the inlines.
    """
    fieldsets: list[tuple[Any, dict[str, Any]]] = [
        (gettext_lazy("The page"), {"fields": ("title", *page, "summary", "other_names")}),
    ]
    if texts:
        fieldsets.append((gettext_lazy("Text"), {"fields": texts}))
    if help_levels:
        fieldsets.append((gettext_lazy("When to seek help"), {"fields": HELP_LEVELS}))
    if questions:
        fieldsets.append((gettext_lazy("Questions for the doctor"), {"fields": ("questions",)}))
    review: tuple[Line, ...] = (
        ("owner", "reviewed_on", "review_cycle", "next_review_on"),
        "medical_reviewer",
    )
    return [
        *fieldsets,
        (gettext_lazy("Review"), {"fields": review, "classes": ["closing"]}),
        (
            gettext_lazy("Author, origin and rights"),
            {"fields": ("author", "origin", "rights"), "classes": ["closing"]},
        ),
        (gettext_lazy("Address"), {"fields": ("slug", "key"), "classes": ["closing"]}),
    ]


class CitationInline(PartInline):
    fieldsets = [(None, {"fields": [("source", "note", "position")]})]
    autocomplete_fields = ("source",)
    classes = ("collapse", "compact")


class PictureInline(PartInline):
    """Pictures of an object. `sections` are the kinds of section that one may stand in, as choices."""

    fieldsets = [(None, {"fields": [("preview", "picture", "section", "position")]})]
    readonly_fields = ("preview",)
    autocomplete_fields = ("picture",)
    classes = ("collapse", "compact")
    sections: Sequence[tuple[str, Any]] = ()

    @admin.display(description=gettext_lazy("preview"))
    def preview(self, row: PictureUse) -> str:
        return thumbnail(row.picture) if row.pk else ""

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "section":
            kwargs["widget"] = Select(choices=[("", gettext_lazy("at the top of the page")), *self.sections])
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "section":
            formfield.widget.attrs.pop("maxlength")  # of a text, which the field is but the choice is not
        return formfield


class ContentAdmin(
    TranslatedAdmin,
    MergingAdmin,
    PresenceAdmin,
    PublishingAdmin,
    SharingAdmin,
    HistoryAdmin,
    QualityAdmin,
    AssistantAdmin,
    ListActionsAdmin,
    DeletingAdmin,
):
    """Base of the admin of every kind. `about` names the fields that lists show and filter by."""

    form = ContentForm
    change_list_template = "editing/change_list.html"
    group = "content"
    about: tuple[str, ...] = ()
    readonly_fields = ("key", "next_review_on")
    autocomplete_fields = ["origin"]
    search_fields = (*columns("title"), *columns("other_names"), *columns("slug"))
    search_help_text = gettext_lazy("Searches titles, other names and addresses, in every language.")
    list_select_related = ("owner",)
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each count would be a query over all objects

    # Lists

    def get_list_display(self, request: HttpRequest) -> Any:
        return ["titles", *self.about, *map(state_column, LANGUAGES), "review", "owner"]

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [
            *map(state_filter, LANGUAGES),
            ReviewFilter,
            *self.about,
            ("owner", admin.RelatedOnlyFieldListFilter),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ContentChangeList]:
        return ContentChangeList

    @admin.display(description=gettext_lazy("title"), ordering=column("title", SOURCE.code))
    def titles(self, row: Any) -> str:
        translated = (
            (language.code, getattr(row, column("title", language.code)) or "") for language in TRANSLATIONS
        )
        others = format_html_join("", '<span class="translated" lang="{}">{}</span>', translated)
        return format_html("{}{}", str(row), others)

    @admin.display(description=gettext_lazy("next review"), ordering="next_review_on")
    def review(self, row: Any) -> Any:
        if not row.next_review_on:
            return _("never reviewed")
        if row.next_review_on <= timezone.localdate():
            due = _("due: %(date)s") % {"date": localize(row.next_review_on)}
            return format_html('<span class="due">{}</span>', due)
        return row.next_review_on

    # The form

    def _page_links(self, request: HttpRequest, instance: Any) -> Iterator[Link]:
        yield from super()._page_links(request, instance)
        kind = kind_of_model(self.model).name
        for language in TRANSLATIONS:  # by name: the translators' room stands on this one
            text = _("Translate into %(language)s") % {"language": language.translated_name}
            address = reverse("translation", args=[language.code, kind, instance.key])
            yield Link(address, text, Group.REVIEW)
        yield from review_links(request, kind, instance.key)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(is_staff=True, is_active=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Content, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        if change:
            # Locked: of two who save at the same moment, one records what was there and the other waits.
            history.record_origin(type(obj)._default_manager.select_for_update().get(pk=obj.pk))
            claim(obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        super().save_formset(request, form, formset, change)
        if formset.has_changed() and self.is_editor(request):
            renumber(formset.model._default_manager.filter(**{formset.fk.name: form.instance}))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        super().save_related(request, form, formsets, change)
        history.record(
            form.instance, by=person_of(request), reason=form.cleaned_data.get("change_reason", "")
        )

    # Deleting

    def delete_model(self, request: HttpRequest, obj: Content) -> None:
        history.record(obj, by=person_of(request), reason=_("deleted"))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for instance in queryset:
            self.delete_model(request, instance)


def renumber(rows: QuerySet[Any]) -> None:
    """Give rows the positions 10, 20, 30 …, in the order that they have, so that one fits in between."""
    for number, row in enumerate(rows.order_by("position", "pk"), start=1):
        if row.position != 10 * number:
            row.position = 10 * number
            row.save(update_fields=["position"])
