"""The history of an object in the admin: list, compare, restore, bring back what was deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from portal.content.snapshots import SnapshotRefusedError
from portal.editing import history
from portal.editing.addresses import admin_address
from portal.editing.models import Revision
from portal.editing.pages import page
from portal.editing.people import name_of
from portal.editing.roles import may_change
from portal.languages import CODES, LANGUAGES, SOURCE, language_named
from portal.publishing.differences import differences
from portal.publishing.documents import Document
from portal.publishing.kinds import Kind, kind_of_model
from portal.publishing.models import Publication

NOW = "now"


@dataclass(frozen=True)
class Moment:
    """An object as it was once: a revision, or a publication in one language; addresses name its `code`."""

    code: str
    name: str
    at: datetime
    by: str
    reason: str
    revision: int | None = None


def moments(kind: Kind, key: str) -> list[Moment]:
    """All revisions and publications of an object, the newest first; three queries."""
    revisions = map(_of_revision, history.revisions_of(kind, key).select_related("author"))
    published = Publication.objects.filter(kind=kind.name, key=key).without_documents()
    publications = map(_of_publication, published.prefetch_related("events__actor"))
    return sorted([*revisions, *publications], key=lambda moment: moment.at, reverse=True)


def _of_revision(revision: Revision) -> Moment:
    return Moment(
        code=f"r{revision.number}",
        name=_("Revision %(number)d") % {"number": revision.number},
        at=revision.at,
        by=_name(revision.author, revision.job),
        reason=revision.reason,
        revision=revision.number,
    )


def _of_publication(publication: Publication) -> Moment:
    event = min(publication.events.all(), key=lambda event: event.at, default=None)
    return Moment(
        code=f"p{publication.pk}",
        name=_("Published version %(number)d, %(language)s")
        % {"number": publication.number, "language": language_named(publication.language).translated_name},
        at=publication.live_from,
        by=_name(event.actor, event.job) if event else "",
        reason=event.reason if event else "",
    )


def _name(person: Any, job: str) -> str:
    if person:
        return name_of(person)
    return _("before the history began") if job == history.FOUND.name else job


class HistoryAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin of a kind of content whose objects have a history."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self._history_url("deleted/", self.deleted_view, "deleted"),
            self._history_url("deleted/<slug:key>/<int:number>/restore/", self.bring_back_view, "bring_back"),
            self._history_url("<int:pk>/compare/", self.compare_view, "compare"),
            self._history_url("<int:pk>/restore/<int:number>/", self.restore_view, "restore"),
            *super().get_urls(),
        ]

    def _history_url(self, route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        full_name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(view), name=full_name)

    @property
    def _kind(self) -> Kind:
        return kind_of_model(self.model)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        instance = self._viewable(request, object_id)
        context = {
            "title": _("History of %(object)s") % {"object": instance},
            "object": instance,
            "moments": moments(self._kind, instance.key),
            "languages": LANGUAGES,
            "may_restore": self._may_edit(request),
        }
        return self._page(request, "editing/history.html", context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two moments in one language, `from` and `to` by their codes; `now` is the working copy."""
        instance = self._viewable(request, str(pk))
        old, new = request.GET.get("from", ""), request.GET.get("to", NOW)
        language = self._language(request, old, new)
        before, after = (self._document(instance, code, language) for code in (old, new))
        context = {
            "title": _("What changed in %(object)s") % {"object": instance},
            "object": instance,
            "differences": differences(before, after),
            "side_by_side": request.GET.get("view") == "side",
            "language": language,
            "query": request.GET.copy(),
        }
        return self._page(request, "editing/compare.html", context)

    def _language(self, request: HttpRequest, *codes: str) -> str:
        """The language asked for; a publication has only its own."""
        for code in codes:
            if code.startswith("p"):
                return get_object_or_404(Publication, pk=_number(code)).language
        asked = request.GET.get("language", SOURCE.code)
        return asked if asked in CODES else SOURCE.code

    def _document(self, instance: Any, code: str, language: str) -> Document:
        of_object = {"kind": self._kind.name, "key": instance.key}
        if code == NOW:
            return self._kind.document_of(self._kind.objects([instance.key]).get(), language)
        if code.startswith("p"):
            return get_object_or_404(Publication, pk=_number(code), language=language, **of_object).content()
        return get_object_or_404(Revision, number=_number(code), **of_object).document(language)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        instance = self._viewable(request, str(pk))
        return self._restore(request, instance.key, number)

    def bring_back_view(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        return self._restore(request, key, number)

    def _restore(self, request: HttpRequest, key: str, number: int) -> HttpResponse:
        """Restore a revision by POST and show the working copy; readers see nothing of it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self._may_edit(request):
            raise PermissionDenied
        revision = get_object_or_404(Revision, kind=self._kind.name, key=key, number=number)
        try:
            restored = history.restore(revision, by=request.user)  # type: ignore[arg-type]
        except SnapshotRefusedError as error:
            self.message_user(request, _("Nothing was restored. %(why)s") % {"why": error}, messages.ERROR)
            return HttpResponseRedirect(self._url("changelist"))
        text = _("Revision %(number)d is back in the working copy. Readers see it only once it is published.")
        self.message_user(request, text % {"number": number}, messages.SUCCESS)
        return HttpResponseRedirect(self._url("change", restored.pk))

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        context = {
            "title": _("Deleted: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "revisions": history.deleted(self._kind),
            "may_restore": self._may_edit(request),
        }
        return self._page(request, "editing/deleted.html", context)

    def _viewable(self, request: HttpRequest, object_id: str) -> Any:
        instance = self.get_object(request, object_id)
        if instance is None:
            raise Http404
        if not self.has_view_or_change_permission(request, instance):
            raise PermissionDenied
        return instance

    def _may_edit(self, request: HttpRequest) -> bool:
        """Restoring writes every field: it takes the right to change everything, not that to translate."""
        return may_change(request.user, self.model)

    def _url(self, name: str, *args: Any) -> str:
        return admin_address(self.model, name, *args)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        return page(request, template, {"opts": self.opts} | context)


def _number(code: str) -> int:
    if not code[1:].isdecimal():
        raise Http404
    return int(code[1:])
