"""From the lists of content to taking translations out: what is chosen there goes out."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from portal.editing.list_actions import ListAction, register
from portal.editing.roles import may_translate
from portal.languages import TRANSLATIONS, Language
from portal.publishing.kinds import Kind
from portal.translating.exchange.out_views import take_out_chosen


def register_actions() -> None:
    for language in TRANSLATIONS:
        register(
            ListAction(
                name=f"take_out_{language.code}",
                label=lazy(_label, str)(language),
                allows=partial(_translates, language),
                act=partial(_take_out, language),
            )
        )


def _label(language: Language) -> str:
    return _("Take out for translation into %(language)s…") % {"language": language.translated_name}


def _translates(language: Language, person: Any) -> bool:
    return language in may_translate(person)


def _take_out(language: Language, request: HttpRequest, kind: Kind, chosen: QuerySet[Any]) -> HttpResponse:
    keys = chosen.order_by("key").values_list("key", flat=True)
    return take_out_chosen(request, language, ((kind.name, key) for key in keys))
