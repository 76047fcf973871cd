"""Glossary, pages, sources and pictures. `portal.content` may not know this room, so they stand here."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from portal.content.models import GlossaryTerm, GlossaryTermCitation, Page, PageCitation, Picture, Source
from portal.editing.bases import TranslatedAdmin
from portal.editing.columns import count_uses, text_column, thumbnail
from portal.editing.content import CitationInline, ContentAdmin, content_fieldsets
from portal.editing.deleting import DeletingAdmin
from portal.editing.filters import LackFilter, UseFilter
from portal.editing.records import EventAdmin, PublicationAdmin
from portal.editing.usage import usage_of
from portal.languages import columns
from portal.publishing.models import Event, Publication

admin.site.register(Publication, PublicationAdmin)
admin.site.register(Event, EventAdmin)


class GlossaryTermCitationInline(CitationInline):
    model = GlossaryTermCitation


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(ContentAdmin):
    change_list_template = "editing/glossary_change_list.html"
    fieldsets = content_fieldsets(texts=("forms", "forbidden", "translator_note"))
    inlines = (GlossaryTermCitationInline,)


class PageCitationInline(CitationInline):
    model = PageCitation


@admin.register(Page)
class PageAdmin(ContentAdmin):
    about = ("position",)
    fieldsets = content_fieldsets(page=("position",), texts=("body",))
    inlines = (PageCitationInline,)

    def get_list_filter(self, request: HttpRequest) -> Any:
        return [spec for spec in super().get_list_filter(request) if spec not in self.about]


class PartOfContentAdmin(TranslatedAdmin, DeletingAdmin):
    """For what objects are made of: shows how many use it and, in the form, which."""

    group = "sources"
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = count_uses(super().get_queryset(request))
        return rows

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "used_in"]

    @admin.display(description=_("used in"), ordering="uses")
    def used(self, row: Any) -> Any:
        return getattr(row, "uses", 0)

    @admin.display(description=_("where it is used"))
    def used_in(self, row: Any) -> Any:
        if not row.pk:
            return self.get_empty_value_display()
        usage = usage_of(row)
        return render_to_string("editing/usage.html", {"usage": usage}) if usage else _("nowhere")


@admin.register(Source)
class SourceAdmin(PartOfContentAdmin):
    fieldsets = (
        (_("The source"), {"fields": ("title", ("publisher", "author"), "url", "language")}),
        (_("Dates"), {"fields": [("published_on", "seen_on")]}),
        (_("Use in texts"), {"fields": ["key", "used_in"]}),
    )
    list_display = (
        text_column(Source, "title"),
        "publisher",
        "language",
        "published_on",
        "seen_on",
        "key",
        "used",
    )
    list_filter = (UseFilter, "language", "publisher")
    search_fields = (*columns("title"), "publisher", "author", "key", "url")


@admin.register(Picture)
class PictureAdmin(PartOfContentAdmin):
    fieldsets = (
        (_("The picture"), {"fields": ("preview", "file", "key")}),
        (_("For readers who cannot see it"), {"fields": ("alt",)}),
        (_("Beside the picture"), {"fields": ("credit", "licence", "caption")}),
        (_("Use on pages"), {"fields": ("used_in",)}),
    )
    readonly_fields = ("preview",)
    list_display = (
        "key",
        "preview",
        text_column(Picture, "alt"),
        text_column(Picture, "credit"),
        text_column(Picture, "licence"),
        "used",
    )
    list_filter = (UseFilter, LackFilter)
    search_fields = (*columns("caption"), *columns("alt"), *columns("credit"), "key")

    @admin.display(description=_("picture"))
    def preview(self, row: Picture) -> str:
        return thumbnail(row) if row.file else self.get_empty_value_display()
