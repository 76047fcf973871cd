"""Publishing and withdrawing in the admin: links on the form, actions in the list, one page to confirm."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.editing.addresses import admin_address
from portal.editing.overriding import overridable
from portal.editing.pages import page
from portal.editing.people import person_of
from portal.editing.publish_acts import ACTS, Act, NotDoneError
from portal.editing.publish_forms import PublishForm
from portal.editing.publish_rows import Row, rows_of, seen
from portal.editing.roles import PUBLISH, WITHDRAW, may_change
from portal.languages import LANGUAGES, SOURCE
from portal.publishing.kinds import kind_of_model
from portal.publishing.models import Publication
from portal.publishing.overrides import OVERRIDE

AT_ONCE = 200


class Group(Enum):
    """What the links on a form are for, in the order in which they stand there."""

    SEE = gettext_lazy("View")
    PUBLISH = gettext_lazy("Publishing")
    REVIEW = gettext_lazy("Translation and review")


@dataclass(frozen=True)
class Link:
    address: str
    text: str
    group: Group


class PublishingAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin of a kind of content whose objects can be published and withdrawn."""

    actions = ("publish_selected", "withdraw_selected")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WITHDRAW)

    @admin.action(description=gettext_lazy("Publish…"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self._to_confirm(request, "publish", queryset)

    @admin.action(description=gettext_lazy("Withdraw…"), permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self._to_confirm(request, "withdraw", queryset)

    def _to_confirm(self, request: HttpRequest, act: str, chosen: QuerySet[Any]) -> HttpResponse | None:
        numbers = list(chosen.order_by("pk").values_list("pk", flat=True)[: AT_ONCE + 1])
        if len(numbers) > AT_ONCE:
            at_most = _("Choose at most %(number)d at a time.") % {"number": AT_ONCE}
            self.message_user(request, at_most, messages.ERROR)
            return None
        return HttpResponseRedirect(f"{self._address(act)}?ids={','.join(map(str, numbers))}")

    def _address(self, name: str, *args: Any) -> str:
        return admin_address(self.model, name, *args)

    def get_urls(self) -> list[URLPattern]:
        return [*(self._confirm_url(act) for act in ACTS.values()), *super().get_urls()]

    def _confirm_url(self, act: Act) -> URLPattern:
        def view(request: HttpRequest) -> HttpResponse:
            return self.confirm_view(request, act)

        name = f"{self.opts.app_label}_{self.opts.model_name}_{act.name}"
        return path(f"{act.name}/", self.admin_site.admin_view(view), name=name)

    def confirm_view(self, request: HttpRequest, act: Act) -> HttpResponse:
        """Show what would change, ask when and why; then do all of it, and tell what came of each."""
        if not request.user.has_perm(act.permission):
            raise PermissionDenied
        chosen = self._chosen(request)
        rows = rows_of(kind_of_model(self.model), chosen)
        form = _form(act, rows, request)
        if (
            form.is_valid()
            and _is_as_seen(request, form, rows)
            and self._carry_out(request, act, chosen, form)
        ):
            return HttpResponseRedirect(self._afterwards(chosen))
        context = {
            "title": act.title,
            "opts": self.opts,
            "act": act,
            "form": form,
            "rows": rows,
            "changed": [row for row in rows if row.has_changes] if act.permission == PUBLISH else [],
            "ready": self._ready(act, rows, form),
            "back": self._afterwards(chosen),
            "seen": seen(rows),
        }
        return page(request, "editing/confirm.html", context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if instance := context.get("original"):
            context["page_links"] = list(self._page_links(request, instance))
            context["draft_previews"] = [
                (language, self._draft_preview(language.code, instance)) for language in LANGUAGES
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def _draft_preview(self, language: str, instance: Any) -> str:
        return reverse("draft-preview", args=[language, kind_of_model(self.model).name, instance.pk])

    def _page_links(self, request: HttpRequest, instance: Any) -> Iterator[Link]:
        kind = kind_of_model(self.model)
        for language in LANGUAGES:
            text = _("Preview %(language)s") % {"language": language.translated_name}
            yield Link(reverse("preview", args=[language.code, kind.name, instance.key]), text, Group.SEE)
        live = Publication.objects.live().filter(kind=kind.name, key=instance.key)
        slugs = dict(live.order_by().values_list("language", "slug"))
        for language in (language for language in LANGUAGES if language.code in slugs):
            text = _("View on site: %(language)s") % {"language": language.translated_name}
            with override(language.code):
                yield Link(reverse(f"reading:{kind.name}", args=[slugs[language.code]]), text, Group.SEE)
        if may_change(request.user, self.model):
            yield Link(self._address("share", instance.pk), _("Share a preview…"), Group.SEE)
        for act in ACTS.values():
            if request.user.has_perm(act.permission):
                yield Link(f"{self._address(act.name)}?ids={instance.pk}", f"{act.title}…", Group.PUBLISH)

    def _chosen(self, request: HttpRequest) -> list[Any]:
        numbers = [number for number in request.GET.get("ids", "").split(",") if number.isdecimal()]
        return list(kind_of_model(self.model).objects().filter(pk__in=numbers[:AT_ONCE]))

    def _carry_out(self, request: HttpRequest, act: Act, chosen: list[Any], form: Form) -> bool:
        """Whether it was done; if not, the form says why."""
        try:
            outcomes = act.do(person_of(request), chosen, form.cleaned_data)
        except NotDoneError as error:
            form.add_error(None, list(error.reasons))
            return False
        for outcome in outcomes:
            self.message_user(request, outcome.text, outcome.level)
        return True

    def _ready(self, act: Act, rows: list[Row], form: Form) -> str:
        """The address with those of which nothing must be mended; `""` where that is all of them or none."""
        languages = form["languages"].value() or []
        in_the_way = {row.instance.pk for row in rows if row.blocks and row.language.code in languages}
        ready = dict.fromkeys(row.instance.pk for row in rows if row.instance.pk not in in_the_way)
        if act.permission != PUBLISH or not in_the_way or not ready:
            return ""
        return f"{self._address(act.name)}?ids={','.join(map(str, ready))}"

    def _afterwards(self, chosen: list[Any]) -> str:
        return self._address("change", chosen[0].pk) if len(chosen) == 1 else self._address("changelist")


def _suggested(act: Act, rows: list[Row]) -> list[str]:
    """With the source language go the live translations: those still right then follow the new version."""
    chosen = {row.language.code for row in rows if act.suggested(row)}
    if SOURCE.code in chosen:
        chosen |= {row.language.code for row in rows if row.live and not row.blocks}
    return sorted(chosen)


def _is_as_seen(request: HttpRequest, form: Form, rows: list[Row]) -> bool:
    """Whether the texts are those that the page showed; if not, the form says so, and the page shows them."""
    if request.POST.get("seen", seen(rows)) == seen(rows):
        return True
    changed = _("Somebody has changed one of these texts since you opened this page. Look again.")
    form.add_error(None, changed)
    return False


def _form(act: Act, rows: list[Row], request: HttpRequest) -> Form:
    answer = request.POST if request.method == "POST" else None
    suggested = _suggested(act, rows)
    if act.form is PublishForm:
        live = {row.language.code for row in rows if row.live}
        offered = list(overridable(rows)) if request.user.has_perm(OVERRIDE) else []
        return PublishForm(answer, live=live, offered=offered, initial={"languages": suggested})
    return act.form(answer, initial={"languages": suggested})
