"""The admin site: its name, its language switch, and how its start page is grouped."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path, translate_url
from django.utils.translation import gettext_lazy as _

from portal.editing.kept_typing import pop_saved
from portal.languages import LANGUAGES
from portal.publishing.worklists import worklists_for

# What a ModelAdmin may say its `group` is, in the order of the start page; who says nothing is about users.
GROUPS = {
    "content": _("Content"),
    "sources": _("Sources and pictures"),
    "publishing": _("Publishing"),
    "users": _("Users"),
}


class EditorsRoom(AdminSite):
    site_header = site_title = _("Medical Portal")
    index_title = _("Editors’ room")
    empty_value_display = "–"
    enable_nav_sidebar = False  # lists and forms in two languages need the room

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        links = [(language, translate_url(request.get_full_path(), language.code)) for language in LANGUAGES]
        own = {"site_url": "/", "language_links": links, "drafts_saved": pop_saved(request)}
        return super().each_context(request) | own

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The start page: what waits for this person, how the whole stands, and the lists of everything."""
        from portal.editing.charts import charts  # noqa: PLC0415 - models are loaded after the site

        lists = worklists_for(request.user)  # type: ignore[arg-type]
        own: dict[str, Any] = {
            "worklists": [found for found in lists if found.total],
            "quiet_lists": [found for found in lists if not found.total],
            "languages": LANGUAGES,
        }
        if request.user.has_perm("publishing.view_publication"):
            own["charts"] = charts()
        return super().index(request, own | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = [model for app in apps for model in app["models"]]
        grouped = {group: [m for m in models if self._group(m["model"]) == group] for group in GROUPS}
        return [
            {"app_label": group, "name": GROUPS[group], "app_url": "", "models": sorted(members, key=_name)}
            for group, members in grouped.items()
            if members
        ]

    def get_urls(self) -> list[Any]:
        # Models are loaded after the site.
        from portal.editing import calendar_views  # noqa: PLC0415
        from portal.editing.links.report import report_view  # noqa: PLC0415
        from portal.editing.review_views import review_urls  # noqa: PLC0415

        return [
            *review_urls(self),
            path("calendar/", self.admin_view(calendar_views.month_view), name="calendar"),
            path("calendar/renew/", self.admin_view(calendar_views.renew_view), name="calendar-renew"),
            path("links/", self.admin_view(report_view), name="links"),
            *super().get_urls(),
        ]

    def _group(self, model: Any) -> str:
        return getattr(self._registry[model], "group", "users")


def _name(model: dict[str, Any]) -> str:
    return str(model["name"]).lower()
