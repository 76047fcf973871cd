"""Who else has the form of an object open. Signs of life come every few seconds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from portal.content.models import Content
from portal.editing import history
from portal.editing.models import Presence
from portal.publishing.kinds import kind_of

GONE_AFTER = timedelta(seconds=45)
SIGN_EVERY = 15
Person = AbstractBaseUser | AnonymousUser


def present(instance: Content) -> Any:
    """Who has the object's form open, first come first; one query with their names."""
    since = timezone.now() - GONE_AFTER
    of_object = Presence.objects.filter(kind=kind_of(instance).name, key=instance.key)
    return of_object.filter(seen_at__gte=since).select_related("user")


def others_present(instance: Content, user: Person) -> list[Presence]:
    """Who else has it open; one query."""
    return [one for one in present(instance) if one.user_id != user.pk]


@transaction.atomic
def sign(*, instance: Content, user: Person, at: datetime | None = None) -> None:
    """Say that somebody has the object's form open now. Who was gone has opened it anew."""
    at = at or timezone.now()
    of_person = {"kind": kind_of(instance).name, "key": instance.key, "user": user}
    mine, new = Presence.objects.get_or_create(**of_person, defaults={"opened_at": at, "seen_at": at})
    if not new:
        gone = mine.seen_at < at - GONE_AFTER
        mine.opened_at = at if gone else mine.opened_at
        mine.seen_at = at
        mine.save(update_fields=["opened_at", "seen_at"])


class PresenceAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin whose forms show who else has them open."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        view: Callable[..., HttpResponse] = self.admin_site.admin_view(self.presence_view)
        return [path("<int:pk>/presence/", view, name=name), *super().get_urls()]

    def presence_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a sign of life by POST; tell who else has it open and who saved since its version."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        instance = self.get_object(request, str(pk))
        if instance is None:
            raise Http404
        if not self.has_change_permission(request, instance):
            raise PermissionDenied
        return TemplateResponse(request, "editing/presence.html", self._presence(request, instance))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        instance = context.get("original")
        if instance and self.has_change_permission(request, instance):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_presence"
            context |= self._presence(request, instance)
            context |= {"presence_url": reverse(name, args=[instance.pk]), "sign_every": SIGN_EVERY}
        return super().render_change_form(request, context, *args, **kwargs)

    def _presence(self, request: HttpRequest, instance: Content) -> dict[str, Any]:
        sign(instance=instance, user=request.user)
        version = request.POST.get("version", "")
        saved = history.savers_since(instance, int(version)) if version.isdecimal() else []
        return {
            "others": others_present(instance, request.user),
            "saved_since": [revision for revision in saved if revision.author_id != request.user.pk],
        }
