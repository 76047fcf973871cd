"""The pages of the memory in the admin: where words were used, and the memory as a file, out and in."""

import tempfile
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portal.editing.pages import page
from portal.editing.roles import may_translate
from portal.languages import SOURCE, TRANSLATIONS, Language
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.exchange.safe_xml import MOST_BYTES
from portal.translating.memory import concordance, tmx
from portal.translating.memory.importing import import_memory
from portal.translating.memory.models import MemoryPair
from portal.translating.subjects import language_asked

PAIRS_ON_A_PAGE: Final = 25


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Where words were used in the memory, in either language; as many queries for many pairs as for few."""
    language = language_asked(request, request.GET.get("language"))
    question = request.GET.get("q", "")[:200].strip()
    found = Paginator(concordance.search(question, language.code), PAIRS_ON_A_PAGE)
    shown = found.get_page(request.GET.get("page"))
    about = {"question": question, "page": shown, "lines": concordance.lines(shown, question)}
    return _page(request, language, about)


@require_safe
def export(request: HttpRequest) -> FileResponse:
    """The whole memory of a language as TMX; on disk while it is made, so that memory stays flat."""
    language = language_asked(request, request.GET.get("language"))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    tmx.write(file, MemoryPair.objects.filter(language=language.code).order_by("pk").iterator(chunk_size=500))
    file.seek(0)
    name = f"memory-{SOURCE.code}-{language.code}.tmx"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/x-tmx+xml")


@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take in the pairs of a TMX file; what is wrong with it is told on the page."""
    language = language_asked(request, request.POST.get("language"))
    upload = request.FILES.get("file")
    if upload is None or (upload.size or 0) > MOST_BYTES:
        messages.error(request, _("Choose a file of at most 60 MB."))
        return redirect("translation-memory")
    try:
        new = import_memory(
            content=upload.read(), language=language.code, origin=upload.name or "", by=request.user
        )
    except FileRefusedError as error:
        return _page(request, language, {"problems": error.problems}, status=400)
    taken = ngettext("%(number)d pair of texts was new.", "%(number)d pairs of texts were new.", new)
    messages.success(request, taken % {"number": new})
    return redirect("translation-memory")


def _page(request: HttpRequest, language: Language, about: dict[str, Any], status: int = 200) -> HttpResponse:
    context = about | {
        "title": _("Translation memory"),
        "language": language,
        "source": SOURCE,
        "languages": TRANSLATIONS,
        "may_import": language in may_translate(request.user),
    }
    return page(request, "translating/memory.html", context, status)
