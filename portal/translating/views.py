"""The report of findings in the admin."""

from typing import Final

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.editing.roles import PUBLISH, may_translate
from portal.languages import TRANSLATIONS, language_named
from portal.translating.models import TranslationSummary
from portal.translating.report import of_objects
from portal.translating.summaries import compute_missing

OBJECTS_ON_A_PAGE: Final = 25
AT_ONCE: Final = 500  # objects that are counted while somebody waits for the page


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """What the checks find in the translations of one language, for translators and those who publish.

    As many queries for many objects of the same kinds as for few.
    """
    if not (may_translate(request.user) or request.user.has_perm(PUBLISH)):
        raise PermissionDenied
    codes = [language.code for language in TRANSLATIONS]
    asked = request.GET.get("language", "")
    language = asked if asked in codes else codes[0]
    left = compute_missing(language, AT_ONCE)
    rows = TranslationSummary.objects.filter(language=language).exclude(errors=0, warnings=0)
    page = Paginator(rows.order_by("-errors", "title", "pk"), OBJECTS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = admin.site.each_context(request) | {
        "title": _("What the checks find in translations"),
        "language": language_named(language),
        "languages": TRANSLATIONS,
        "page": page,
        "lines": of_objects(list(page), language),
        "left": left,
    }
    return TemplateResponse(request, "translating/report.html", context)
