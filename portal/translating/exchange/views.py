"""Taking translations out and bringing them in, as pages for translators."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from portal.editing.forms import BareForm
from portal.editing.pages import page
from portal.editing.people import person_of
from portal.editing.roles import may_translate
from portal.languages import SOURCE, TRANSLATIONS, Language
from portal.publishing.kinds import all_kinds
from portal.translating.exchange.comparing import (
    ChangedMeanwhileError,
    check_on,
    checked,
    compare,
    forget,
    look_at,
)
from portal.translating.exchange.entries import entries
from portal.translating.exchange.formats import FORMATS, read
from portal.translating.exchange.importing import bring_in
from portal.translating.exchange.pending import Upload, keep_upload
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.exchange.showing import line_of
from portal.translating.models import State, TranslationSummary
from portal.translating.overview import FilterForm
from portal.translating.texts import Name

TEXTS_ON_A_PAGE = 100  # of what a file would change: each is checked for it
LISTED = "listed"
NEEDED = "needed"
WHAT = {
    NEEDED: (gettext_lazy("what is missing or outdated"), frozenset({State.MISSING, State.OUTDATED})),
    "missing": (gettext_lazy("what is missing"), frozenset({State.MISSING})),
    "outdated": (gettext_lazy("what is outdated"), frozenset({State.OUTDATED})),
    "all": (gettext_lazy("everything"), None),
}


class TakeOutForm(BareForm):
    """`object` names the chosen objects by kind and key, with a space between two; none are all.

    One field for all of them: a selection may be as long as the list that it was made in.
    """

    what = forms.ChoiceField(
        label=gettext_lazy("Which texts?"), choices=[(name, label) for name, (label, _states) in WHAT.items()]
    )
    format = forms.ChoiceField(
        label=gettext_lazy("For which program?"), choices=[(one.name, one.label) for one in FORMATS.values()]
    )
    object = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        kinds = {kind.name for kind in all_kinds()}
        names = [name.partition("/") for name in self.cleaned_data.get("object", "").split()]
        if any(kind not in kinds or not key for kind, _slash, key in names):
            raise forms.ValidationError(_("There is no such page."))
        self.cleaned_data["object"] = [(kind, key) for kind, _slash, key in names] or None

    @property
    def chosen(self) -> int:
        """How many objects were chosen; 0 for all."""
        return len((self["object"].value() or "").split())


class BringInForm(BareForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLIFF 1.2 or 2.1, or a spreadsheet, that was taken out here."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, language: str) -> HttpResponseBase:
    """The choice of texts and program, and the file itself once both are chosen."""
    spoken = _language(request, language)
    if request.method == "POST":
        form = TakeOutForm(request.POST)
        file = _file(form, language) if form.is_valid() else None
        return file or _form_page(request, spoken, form)
    if "which" in request.GET:
        return _take_out_of_list(request, spoken)
    return _choice(request, spoken, request.GET.get("object", ""))


def _take_out_of_list(request: HttpRequest, language: Language) -> HttpResponse:
    """What was ticked in the list of the translators, or all that it lists, on this page and others.

    Of pages that were listed for what is missing, that is what goes out unless somebody chooses otherwise.
    """
    listed = FilterForm(request.GET).chosen(TranslationSummary.objects.filter(language=language.code))
    is_all = request.GET["which"] == LISTED
    names = map("/".join, listed.values_list("kind", "key")) if is_all else request.GET.getlist("object")
    if objects := " ".join(names):
        return _choice(request, language, objects, request.GET.get("need", ""))
    messages.info(request, _("Tick what you want to take out first."))
    asked = urlencode({name: request.GET.get(name, "") for name in ("kind", "need", "q", "order", "page")})
    return HttpResponseRedirect(f"{reverse('translation-list', args=[language.code])}?{asked}")


def take_out_chosen(request: HttpRequest, language: Language, names: Iterable[Name]) -> HttpResponse:
    """The page on which these objects are taken out, for who may translate into the language."""
    return _choice(request, _language(request, language.code), " ".join(map("/".join, names)))


def _choice(request: HttpRequest, language: Language, objects: str, need: str = "") -> HttpResponse:
    what = need if need in WHAT else "all" if objects else NEEDED
    first = {"what": what, "format": next(iter(FORMATS)), "object": objects}
    return _form_page(request, language, TakeOutForm(initial=first))


def _form_page(request: HttpRequest, language: Language, form: TakeOutForm) -> HttpResponse:
    context = {"title": _("Take translations out"), "form": form, "language": language}
    return page(request, "translating/take_out.html", context)


def _file(form: TakeOutForm, language: str) -> FileResponse | None:
    """The file that is asked for; `None` where it would be empty, and the form says so."""
    chosen = form.cleaned_data
    how, (what, states) = FORMATS[chosen["format"]], WHAT[chosen["what"]]
    stream = TemporaryFile()  # noqa: SIM115 - the response closes it
    if not how.write(stream, entries(chosen["object"], language, states), language):
        stream.close()
        nothing = _("There is nothing to take out: you asked for %(what)s, and there is no such text.")
        form.add_error("what", nothing % {"what": what})
        return None
    stream.seek(0)
    name = f"{_name_of(chosen, language)}.{how.ending}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=how.content_type)


def _name_of(chosen: dict[str, Any], language: str) -> str:
    """What a file holds and when it was made: `en-levermetastasen-2026-11-28`, `en-12-pages-missing-…`."""
    objects, what = chosen["object"] or [], chosen["what"]
    which = objects[0][1] if len(objects) == 1 else f"{len(objects)}-pages" if objects else ""
    needs = "" if which and what == "all" else what
    return "-".join(filter(None, (language, which, needs, timezone.localdate().isoformat())))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in_view(request: HttpRequest, language: str) -> HttpResponse:
    """Upload a file; what it would change is shown on a page of its own."""
    spoken = _language(request, language)
    form = BringInForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        person, file = person_of(request), form.cleaned_data["file"]
        kept = keep_upload(by=person, language=language, name=file.name, content=file.read())
        return HttpResponseRedirect(reverse("translation-upload", args=[language, kept.pk]))
    context = {"title": _("Bring translations in"), "form": form, "language": spoken}
    return page(request, "translating/bring_in.html", context)


@never_cache
@require_safe
def upload_view(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """What an uploaded file would change, or why it is refused.

    The first look compares the whole file; each look lets the checks go on for a while.
    """
    spoken, upload = _language(request, language), _upload(request, language, pk)
    context: dict[str, Any] = {
        "title": _("What this file would change"),
        "language": spoken,
        "source": SOURCE,
        "upload": upload,
        "back": reverse("translation-bring-in", args=[language]),
        "accept": reverse("translation-upload-accept", args=[language, pk]),
    }
    try:
        context |= _compared(request, upload)
    except FileRefusedError as error:
        context["problems"] = error.problems
    return page(request, "translating/upload.html", context)


def _compared(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    try:
        if upload.unchanged is None:
            compare(upload)
        return _shown(request, upload)
    except ChangedMeanwhileError:
        compare(upload)
        return _shown(request, upload)


def _shown(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    only_found = bool(request.GET.get("found"))
    texts = upload.texts.with_findings() if only_found else upload.texts.all()
    shown = Paginator(texts, TEXTS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = [line_of(*looked_at) for looked_at in look_at(list(shown), upload)]
    check_on(upload)
    seen = checked(upload)
    return {
        "page": shown,
        "lines": lines,
        "checked": seen,
        "only_found": only_found,
        "number": seen.texts,
        "unchanged": upload.unchanged,
    }


@never_cache
@require_safe
def upload_checks_view(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """How far the checks are, for htmx to put into the page, after letting them go on for a while."""
    spoken, upload = _language(request, language), _upload(request, language, pk)
    try:
        check_on(upload)
    except ChangedMeanwhileError:
        return HttpResponseClientRefresh()
    context = {"language": spoken, "upload": upload, "checked": checked(upload)}
    return TemplateResponse(request, "translating/upload_checks.html", context)


@require_POST
def accept_upload_view(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """Store what the file changes. If it no longer fits, its page says why."""
    _language(request, language)
    upload = _upload(request, language, pk)
    try:
        outcome = bring_in(entries=read(bytes(upload.content), language), language=language, by=upload.by)
    except FileRefusedError:
        forget(upload)
        return HttpResponseRedirect(reverse("translation-upload", args=[language, pk]))
    errors = checked(upload).with_errors
    upload.delete()
    count = len(outcome.arrivals)
    come_in = ngettext("%(count)d text has come in.", "%(count)d texts have come in.", count)
    not_yet = _("Nothing is reviewed or published by that.")
    messages.success(request, f"{come_in % {'count': count}} {not_yet}")
    if errors:
        messages.warning(request, _to_mend(errors, language))
    return HttpResponseRedirect(reverse("translation-bring-in", args=[language]))


def _to_mend(errors: int, language: str) -> SafeString:
    """How many of the texts that came in have errors, and the way to them."""
    said = ngettext(
        "The checks find an error in %(count)d of them:",
        "The checks find errors in %(count)d of them:",
        errors,
    )
    address = f"{reverse('translation-list', args=[language])}?need=findings&order=-errors"
    link = format_html('<a href="{}">{}</a>', address, _("see where they stand"))
    return format_html("{} {}", said % {"count": errors}, link)


def _upload(request: HttpRequest, language: str, pk: int) -> Upload:
    """One's own only."""
    return get_object_or_404(Upload, pk=pk, by=request.user, language=language)


def _language(request: HttpRequest, code: str) -> Language:
    language = next((one for one in TRANSLATIONS if one.code == code), None)
    if language is None:
        raise Http404
    if language not in may_translate(request.user):
        raise PermissionDenied
    return language
