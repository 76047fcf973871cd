"""What waits for translators, on the start page of the editors’ room."""

from datetime import timedelta
from typing import Any, Final

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.editing.roles import APPROVE_MEDICAL, may_change, may_translate
from portal.languages import TRANSLATIONS
from portal.publishing.kinds import all_kinds
from portal.publishing.worklists import Item, Worklist
from portal.translating.addresses import comment_address, object_address
from portal.translating.models import TranslationSummary, UnitComment
from portal.translating.reviewing import may_review
from portal.translating.summaries import compute_missing

FIRST = 5
REMEMBERED: Final = timedelta(days=14)
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
        address=reverse("translation-list", args=[languages[0]]) + "?need=anything",
    )


def _note(row: TranslationSummary) -> str:
    counts = {
        _("errors: %(number)d"): row.errors,
        _("outdated: %(number)d"): row.outdated,
        _("missing: %(number)d"): row.missing,
        _("sent back: %(number)d"): row.sent_back,
        _("drafts: %(number)d"): row.draft - row.sent_back,
    }
    return ", ".join(words % {"number": number} for words, number in counts.items() if number)


def questions_of_translators(person: AbstractUser) -> Worklist | None:
    """What translators ask and no editor has answered yet, for those who change texts."""
    if not any(may_change(person, kind.model) for kind in all_kinds()):
        return None
    rows = UnitComment.objects.open_questions()
    return _of_comments("translators-questions", _("Questions of translators"), rows)


def comments_naming(person: AbstractUser) -> Worklist | None:
    """Comments on texts of the last two weeks that name this person."""
    if not may_be_named(person):
        return None
    rows = UnitComment.objects.naming(person).filter(at__gte=timezone.now() - REMEMBERED)
    return _of_comments("translation-comments", _("Comments on translations that name you"), rows)


def may_be_named(person: AbstractUser) -> bool:
    reviews = any(may_review(person, language.code) for language in TRANSLATIONS)
    return reviews or person.has_perm(APPROVE_MEDICAL)


def _of_comments(name: str, heading: str, rows: Any) -> Worklist:
    """The latest; a second query counts them only where there are more than are shown."""
    first = list(rows.select_related("by").order_by("-pk")[:FIRST])
    items = tuple(Item(row.text, comment_address(row), str(row.by)) for row in first)
    total = rows.count() if len(first) == FIRST else len(first)
    return Worklist(name=name, heading=heading, total=total, items=items)
