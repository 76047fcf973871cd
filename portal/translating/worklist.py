"""What waits for translators, on the start page of the editors’ room."""

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.editing.roles import may_translate
from portal.publishing.worklists import Item, Worklist
from portal.translating.addresses import object_address
from portal.translating.models import TranslationSummary
from portal.translating.summaries import compute_missing

FIRST = 5
AT_ONCE = 50  # objects that are counted while somebody waits for the page


def translations_behind(person: AbstractUser) -> Worklist | None:
    """Translations with something missing, outdated, in draft or dangerous; some queries a language."""
    languages = [language.code for language in may_translate(person)]  # type: ignore[arg-type]
    if not languages:
        return None
    for language in languages:
        compute_missing(language, AT_ONCE)
    rows = TranslationSummary.objects.filter(language__in=languages).in_need()
    first = rows.order_by("-errors", "-outdated", "-missing", "title")[:FIRST]
    return Worklist(
        name="translations-behind",
        heading=_("Translations that are behind"),
        total=rows.count(),
        items=tuple(Item(row.title, object_address(row), _note(row)) for row in first),
        address=reverse("translation-report"),
    )


def _note(row: TranslationSummary) -> str:
    counts = {
        _("errors: %(number)d"): row.errors,
        _("outdated: %(number)d"): row.outdated,
        _("missing: %(number)d"): row.missing,
        _("drafts: %(number)d"): row.draft,
    }
    return ", ".join(words % {"number": number} for words, number in counts.items() if number)
