"""Publishing and withdrawing in the admin: links on the form, actions in the list, one page to confirm."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.editing.columns import badge
from portal.editing.forms import ConfirmForm
from portal.editing.roles import PUBLISH, WITHDRAW
from portal.languages import LANGUAGES, Language, language_named
from portal.publishing.approvals import missing_approvals
from portal.publishing.gate import Problem, problems_of
from portal.publishing.kinds import Kind, kind_of_model
from portal.publishing.models import Publication
from portal.publishing.services import PublishingRefusedError, publish, withdraw
from portal.publishing.working import State, states

AT_ONCE = 200


@dataclass(frozen=True)
class Row:
    """One object in one language on the page to confirm."""

    instance: Any
    language: Language
    state: State
    problems: list[str]

    @property
    def badge(self) -> str:
        return badge(self.state)


@dataclass(frozen=True)
class Link:
    address: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What came of one object in one language, as a message."""

    level: int
    text: str


Do = Callable[[HttpRequest, Any, Language, str], Outcome]


@dataclass(frozen=True)
class Act:
    """Publishing or withdrawing: the words of its page, who may do it, and what it does."""

    name: str
    title: Any
    intro: Any
    button: Any
    permission: str
    do: Do
    suggested: Callable[[Row], bool]


def problem_text(model: type[Model], problem: Problem) -> str:
    """The problem with the name that the form gives its field."""
    label = _field_label(model, problem.field)
    return f"{label}: {problem.message}" if label else problem.message


def _field_label(model: type[Model], name: str) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    if field.auto_created and field.related_model:  # rows of another model that belong to this one
        return capfirst(str(field.related_model._meta.verbose_name_plural))
    return capfirst(str(field.verbose_name))  # type: ignore[union-attr]


def _publish(request: HttpRequest, instance: Any, language: Language, reason: str) -> Outcome:
    name = f"{instance} ({language.name})"
    try:
        published = publish(instance=instance, language=language.code, by=request.user, reason=reason)  # type: ignore[arg-type]
    except PublishingRefusedError as refusal:
        why = " ".join(problem_text(type(instance), problem) for problem in refusal.problems)
        return Outcome(messages.ERROR, _("Not published: %(name)s. %(why)s") % {"name": name, "why": why})
    if published.is_new:
        return Outcome(messages.SUCCESS, _("Published: %(name)s.") % {"name": name})
    return Outcome(messages.INFO, _("Unchanged, so not published again: %(name)s.") % {"name": name})


def _withdraw(request: HttpRequest, instance: Any, language: Language, reason: str) -> Outcome:
    name = {"name": f"{instance} ({language.name})"}
    kind = kind_of_model(type(instance))
    try:
        withdraw(kind=kind.name, key=instance.key, language=language.code, by=request.user, reason=reason)  # type: ignore[arg-type]
    except Publication.DoesNotExist:
        return Outcome(messages.INFO, _("Was not live: %(name)s.") % name)
    return Outcome(messages.SUCCESS, _("Withdrawn: %(name)s.") % name)


ACTS = {
    "publish": Act(
        name="publish",
        title=gettext_lazy("Publish"),
        intro=gettext_lazy("Readers will see these pages as they are now, from this moment."),
        button=gettext_lazy("Publish now"),
        permission=PUBLISH,
        do=_publish,
        suggested=lambda row: not row.problems and row.state in {State.NEVER, State.CHANGED},
    ),
    "withdraw": Act(
        name="withdraw",
        title=gettext_lazy("Withdraw"),
        intro=gettext_lazy("Readers will no longer see these pages. The working copy and the history stay."),
        button=gettext_lazy("Withdraw now"),
        permission=WITHDRAW,
        do=_withdraw,
        suggested=lambda _row: False,
    ),
}


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
        return reverse(admin_urlname(self.opts, name), args=args)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        return [*(self._confirm_url(act) for act in ACTS.values()), *super().get_urls()]

    def _confirm_url(self, act: Act) -> URLPattern:
        def view(request: HttpRequest) -> HttpResponse:
            return self.confirm_view(request, act)

        name = f"{self.opts.app_label}_{self.opts.model_name}_{act.name}"
        return path(f"{act.name}/", self.admin_site.admin_view(view), name=name)

    def confirm_view(self, request: HttpRequest, act: Act) -> HttpResponse:
        """Ask in which languages and why; then do so object by object, and tell what came of each."""
        if not request.user.has_perm(act.permission):
            raise PermissionDenied
        chosen = self._chosen(request)
        rows = list(_rows(kind_of_model(self.model), chosen))
        suggested = {row.language.code for row in rows if act.suggested(row)}
        answer = request.POST if request.method == "POST" else None
        form = ConfirmForm(answer, initial={"languages": sorted(suggested)})
        if form.is_valid():
            self._carry_out(request, act, chosen, form.cleaned_data)
            return HttpResponseRedirect(self._afterwards(chosen))
        context = self.admin_site.each_context(request) | {
            "title": act.title,
            "opts": self.opts,
            "act": act,
            "form": form,
            "rows": rows,
            "back": self._afterwards(chosen),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "editing/confirm.html", context)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if instance := context.get("original"):
            context["page_links"] = list(self._page_links(request, instance))
        return super().render_change_form(request, context, *args, **kwargs)

    def _page_links(self, request: HttpRequest, instance: Any) -> Iterator[Link]:
        kind = kind_of_model(self.model)
        for language in LANGUAGES:
            text = _("Preview %(language)s") % {"language": language.name}
            yield Link(reverse("preview", args=[language.code, kind.name, instance.key]), text)
        live = Publication.objects.live().filter(kind=kind.name, key=instance.key)
        slugs = dict(live.order_by().values_list("language", "slug"))
        for language in (language for language in LANGUAGES if language.code in slugs):
            text = _("View on site: %(language)s") % {"language": language.name}
            with override(language.code):
                yield Link(reverse(f"reading:{kind.name}", args=[slugs[language.code]]), text)
        for act in ACTS.values():
            if request.user.has_perm(act.permission):
                yield Link(f"{self._address(act.name)}?ids={instance.pk}", f"{act.title}…")

    def _chosen(self, request: HttpRequest) -> list[Any]:
        numbers = [number for number in request.GET.get("ids", "").split(",") if number.isdecimal()]
        return list(kind_of_model(self.model).objects().filter(pk__in=numbers[:AT_ONCE]))

    def _carry_out(
        self, request: HttpRequest, act: Act, chosen: Iterable[Any], answer: dict[str, Any]
    ) -> None:
        for instance in chosen:
            for code in answer["languages"]:
                outcome = act.do(request, instance, language_named(code), answer["reason"])
                self.message_user(request, outcome.text, outcome.level)

    def _afterwards(self, chosen: list[Any]) -> str:
        return self._address("change", chosen[0].pk) if len(chosen) == 1 else self._address("changelist")


def _rows(kind: Kind, chosen: list[Any]) -> Iterator[Row]:
    known = states(kind, [instance.key for instance in chosen])
    for instance in chosen:
        for language in LANGUAGES:
            document = kind.document_of(instance, language.code)
            found = [*problems_of(document), *missing_approvals(document)]
            problems = [problem_text(kind.model, problem) for problem in found]
            yield Row(instance, language, known[instance.key, language.code], problems)
