"""What has been published, and by whom: to look at, never to change."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.languages import LANGUAGES, language_named
from portal.publishing.kinds import all_kinds, kind_named
from portal.publishing.models import Event, Publication
from portal.publishing.overrides import shown_reason


class Record(admin.ModelAdmin[Any]):
    group = "publishing"
    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"
    field = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(kind.name, kind.model._meta.verbose_name_plural) for kind in all_kinds()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.field: self.value()}) if self.value() else queryset


class LanguageFilter(KindFilter):
    title = _("language")
    parameter_name = "language"
    field = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(language.code, language.name) for language in LANGUAGES]


class EventKindFilter(KindFilter):
    field = "publication__kind"


class EventLanguageFilter(LanguageFilter):
    field = "publication__language"


class LiveFilter(admin.SimpleListFilter):
    title = _("live now")
    parameter_name = "live"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        live = Publication.objects.live()
        match self.value():
            case "yes":
                return queryset.filter(pk__in=live.values("pk"))
            case "no":
                return queryset.exclude(pk__in=live.values("pk"))
        return None


class PublicationAdmin(Record):
    list_display = ("title", "kind_name", "language_name", "number", "live_from", "live_until", "is_live")
    list_filter = (LiveFilter, KindFilter, LanguageFilter)
    search_fields = ("title", "slug", "key")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("kind_name", "language_name", "number"),
                    ("live_from", "live_until", "is_live"),
                    ("reference", "approved_by"),
                    "overridden",
                )
            },
        ),
        (_("The document"), {"fields": ("summary", "contents", ("key", "slug"), "digest")}),
        (_("The document as data"), {"fields": ("data",), "classes": ["collapse"]}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("document", "caveats")

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, row: Publication) -> Any:
        return kind_named(row.kind).model._meta.verbose_name

    @admin.display(description=_("language"), ordering="language")
    def language_name(self, row: Publication) -> str:
        return language_named(row.language).name

    @admin.display(description=_("live now"), boolean=True)
    def is_live(self, row: Publication) -> bool:
        now = timezone.now()
        return row.live_from <= now and (row.live_until is None or row.live_until > now)

    @admin.display(description=_("reference number"))
    def reference(self, row: Publication) -> str:
        return row.reference

    @admin.display(description=_("approved by"))
    def approved_by(self, row: Publication) -> str:
        """The approvals that it went live with."""
        kept = row.approvals.select_related("by")
        words = (f"{approval.get_review_display()}: {approval.by}" for approval in kept)
        return ", ".join(words) or self.get_empty_value_display()

    @admin.display(description=_("went live in spite of"))
    def overridden(self, row: Publication) -> str:
        """What was overridden, by whom and why."""
        kept = ((o.message, o.by, shown_reason(o)) for o in row.overrides.select_related("by"))
        return format_html_join("", "<p>{} {}: “{}”</p>", kept) or self.get_empty_value_display()

    @admin.display(description=_("contents"))
    def contents(self, row: Publication) -> str:
        """The document in figures."""
        document = row.content()
        words = len(strip_tags(" ".join([document.summary, *document.html()])).split())
        return ", ".join(
            (
                ngettext("%d word", "%d words", words) % words,
                ngettext("%d section", "%d sections", len(document.sections)) % len(document.sections),
                ngettext("%d source", "%d sources", len(document.citations)) % len(document.citations),
                ngettext("%d picture", "%d pictures", len(document.pictures)) % len(document.pictures),
            )
        )

    @admin.display(description=_("data"))
    def data(self, row: Publication) -> str:
        text = json.dumps(row.document, ensure_ascii=False, indent=2)
        return format_html('<pre class="data" tabindex="0">{}</pre>', text)


class EventAdmin(Record):
    list_display = ("at", "action", "page", "language", "actor", "job", "reason")
    list_display_links = ("at",)
    list_select_related = ("publication", "actor")
    list_filter = (
        "action",
        EventKindFilter,
        EventLanguageFilter,
        ("actor", admin.RelatedOnlyFieldListFilter),
        "at",
    )
    search_fields = ("publication__title", "publication__key", "reason")
    fields = ("at", "action", "extent", "publication", "actor", "job", "reason", "instead", "replaced")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("publication__document", "publication__caveats")

    @admin.display(description=_("page to read instead"))
    def instead(self, row: Event) -> str:
        return f"{row.instead_kind}/{row.instead_key}" if row.instead_key else ""

    @admin.display(description=_("page"), ordering="publication__title")
    def page(self, row: Event) -> str:
        return row.publication.title

    @admin.display(description=_("language"), ordering="publication__language")
    def language(self, row: Event) -> str:
        return language_named(row.publication.language).name
