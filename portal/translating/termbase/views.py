"""The glossary as a file, out and in, as pages of the admin."""

import tempfile
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.content.models import GlossaryTerm
from portal.editing.forms import BareForm
from portal.editing.pages import page
from portal.editing.people import person_of
from portal.languages import SOURCE
from portal.translating.exchange.pending import Upload, keep_upload
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.termbase import tbx
from portal.translating.termbase.entries import entries
from portal.translating.termbase.importing import bring_terms_in, may_bring_terms_in

# A file of terms is in every language.
EVERY_LANGUAGE = ""
TBX = "application/x-tbx+xml"


class TermsForm(BareForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "TBX-Basic that was taken out here. Terms, inflected forms, forbidden renderings, meanings and "
            "notes come in; whatever else the file says is left out."
        ),
        widget=forms.FileInput(attrs={"accept": ".tbx"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def glossary_file(request: HttpRequest) -> HttpResponse:
    """Download the glossary, or upload one; what it would change is shown on a page of its own."""
    _require_reader(request)
    may_import = may_bring_terms_in(request.user)
    form = TermsForm(request.POST or None, request.FILES or None) if may_import else None
    if form and form.is_valid():
        file = form.cleaned_data["file"]
        kept = keep_upload(
            by=person_of(request), language=EVERY_LANGUAGE, name=file.name, content=file.read()
        )
        return redirect("glossary-upload", kept.pk)
    context = {"title": _("The glossary as a file"), "form": form, "terms": GlossaryTerm.objects.count()}
    return page(request, "translating/glossary_file.html", context)


@require_safe
def export(request: HttpRequest) -> FileResponse:
    """The whole glossary as TBX; on disk while it is made, so that memory stays flat."""
    _require_reader(request)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    tbx.write(file, entries())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="glossary.tbx", content_type=TBX)


@never_cache
@require_safe
def upload_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What an uploaded file would change, or why it is refused."""
    upload = _upload(request, pk)
    context: dict[str, Any] = {
        "title": _("What this file would change"),
        "upload": upload,
        "source": SOURCE,
        "back": reverse("glossary-file"),
        "accept": reverse("glossary-upload-accept", args=[pk]),
    }
    try:
        context |= _shown(upload)
    except FileRefusedError as error:
        context["problems"] = error.problems
    return page(request, "translating/glossary_upload.html", context)


def _shown(upload: Upload) -> dict[str, Any]:
    outcome = bring_terms_in(entries=tbx.read(bytes(upload.content)), by=upload.by, dry_run=True)
    return {"arrivals": outcome.arrivals, "number": len(outcome.arrivals), "unchanged": outcome.unchanged}


@require_POST
def accept_upload_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Store what the file changes. If it no longer fits, its page says why."""
    upload = _upload(request, pk)
    try:
        outcome = bring_terms_in(entries=tbx.read(bytes(upload.content)), by=upload.by)
    except FileRefusedError:
        return redirect("glossary-upload", pk)
    upload.delete()
    taken = ngettext(
        "%(number)d term was changed. Readers see it once it is published.",
        "%(number)d terms were changed. Readers see them once they are published.",
        len(outcome.arrivals),
    )
    messages.success(request, taken % {"number": len(outcome.arrivals)})
    return redirect("glossary-file")


def _require_reader(request: HttpRequest) -> None:
    if not (request.user.has_perm("content.view_glossaryterm") or may_bring_terms_in(request.user)):
        raise PermissionDenied


def _upload(request: HttpRequest, pk: int) -> Upload:
    """One's own only, for who may still bring it in."""
    if not may_bring_terms_in(request.user):
        raise PermissionDenied
    return get_object_or_404(Upload, pk=pk, by=request.user, language=EVERY_LANGUAGE)
