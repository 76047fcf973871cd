"""The page on which editors share the preview of an object, and take shared previews back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.editing.addresses import admin_address
from portal.editing.forms import BareForm
from portal.editing.models import PreviewLink
from portal.editing.pages import page
from portal.editing.people import person_of
from portal.editing.roles import may_change
from portal.editing.sharing import MOST_DAYS, revoke_preview, share_preview, token_of
from portal.languages import LANGUAGES
from portal.publishing.kinds import kind_of_model


class ShareForm(BareForm):
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[(language.code, language.name) for language in LANGUAGES]
    )
    days = forms.IntegerField(
        label=gettext_lazy("For how many days?"),
        help_text=gettext_lazy("At most a week. You can take the link back at any time."),
        min_value=1,
        max_value=MOST_DAYS,
        initial=MOST_DAYS,
    )


class SharingAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin of a kind of content whose previews can be shared."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/share/", view(self.share_view), name=f"{name}_share"),
            path("<int:pk>/share/<int:link>/revoke/", view(self.revoke_view), name=f"{name}_revoke"),
            *super().get_urls(),
        ]

    def share_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        instance = self._shareable(request, pk)
        form = ShareForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            share_preview(instance=instance, by=person_of(request), **form.cleaned_data)
            self.message_user(request, _("The preview is shared. The link is below."), messages.SUCCESS)
            return HttpResponseRedirect(self._share_address(pk))
        context = {
            "title": _("Share a preview of %(object)s") % {"object": instance},
            "opts": self.opts,
            "object": instance,
            "form": form,
            "links": [(link, _address(request, link)) for link in self._links(instance)],
        }
        return page(request, "editing/share.html", context)

    def revoke_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        instance = self._shareable(request, pk)
        revoke_preview(link=get_object_or_404(self._links(instance), pk=link), by=person_of(request))
        self.message_user(request, _("The link no longer works."), messages.SUCCESS)
        return HttpResponseRedirect(self._share_address(pk))

    def _shareable(self, request: HttpRequest, pk: int) -> Any:
        if not may_change(request.user, self.model):
            raise PermissionDenied
        instance = self.get_object(request, str(pk))
        if instance is None:
            raise Http404
        return instance

    def _links(self, instance: Any) -> Any:
        of_object = {"kind": kind_of_model(self.model).name, "key": instance.key}
        return PreviewLink.objects.open().filter(**of_object).select_related("made_by")

    def _share_address(self, pk: int) -> str:
        return admin_address(self.model, "share", pk)


def _address(request: HttpRequest, link: PreviewLink) -> str:
    return request.build_absolute_uri(reverse("shared-preview", args=[token_of(link)]))
