"""Bringing translations in, as pages for translators: the file, what it would change, and storing that."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from portal.editing.forms import BareForm
from portal.editing.pages import page
from portal.editing.people import person_of
from portal.languages import SOURCE
from portal.translating.exchange.comparing import (
    ChangedMeanwhileError,
    check_on,
    checked,
    compare,
    forget,
    look_at,
)
from portal.translating.exchange.formats import read
from portal.translating.exchange.importing import bring_in
from portal.translating.exchange.pending import Upload, keep_upload
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.exchange.showing import line_of
from portal.translating.subjects import own_language_or_404

TEXTS_ON_A_PAGE = 100  # of what a file would change: each is checked for it


class BringInForm(BareForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLIFF 1.2 or 2.1, or a spreadsheet, that was taken out here."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in_view(request: HttpRequest, language: str) -> HttpResponse:
    """Upload a file; what it would change is shown on a page of its own."""
    spoken = own_language_or_404(request, language)
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
    spoken, upload = own_language_or_404(request, language), _upload(request, language, pk)
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
    spoken, upload = own_language_or_404(request, language), _upload(request, language, pk)
    try:
        check_on(upload)
    except ChangedMeanwhileError:
        return HttpResponseClientRefresh()
    context = {"language": spoken, "upload": upload, "checked": checked(upload)}
    return TemplateResponse(request, "translating/upload_checks.html", context)


@require_POST
def accept_upload_view(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """Store what the file changes. If it no longer fits, its page says why."""
    own_language_or_404(request, language)
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
