"""The report of what the checks find, as a page."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.editing.pages import page
from portal.languages import TRANSLATIONS
from portal.translating.models import TranslationSummary
from portal.translating.report import of_objects
from portal.translating.subjects import language_asked
from portal.translating.summaries import compute_missing

OBJECTS_ON_A_PAGE: Final = 25
AT_ONCE: Final = 500  # objects that are counted while somebody waits for the page


@require_safe
def report_view(request: HttpRequest) -> HttpResponse:
    """What the checks find in the translations of one language, for translators and those who publish.

    As many queries for many objects of the same kinds as for few.
    """
    language = language_asked(request, request.GET.get("language"))
    left = compute_missing(language.code, AT_ONCE)
    rows = TranslationSummary.objects.filter(language=language.code).exclude(errors=0, warnings=0)
    found = Paginator(rows.order_by("-errors", "title", "pk"), OBJECTS_ON_A_PAGE)
    shown = found.get_page(request.GET.get("page"))
    context = {
        "title": _("What the checks find in translations"),
        "language": language,
        "languages": TRANSLATIONS,
        "page": shown,
        "lines": of_objects(list(shown), language.code),
        "left": left,
    }
    return page(request, "translating/report.html", context)
