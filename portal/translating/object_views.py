"""The workbench: the texts of an object side by side."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from portal.editing.addresses import admin_address
from portal.editing.pages import page
from portal.editing.people import person_of
from portal.editing.presence import SIGN_EVERY, others_present, sign
from portal.languages import SOURCE
from portal.translating.acts import Asked
from portal.translating.cards import Card, Rights, cards_of, groups_of, with_typed
from portal.translating.changes import Refusal, UnitsRefusedError
from portal.translating.reviewing import accept_all
from portal.translating.services import save_units
from portal.translating.subjects import Subject, subject_or_404
from portal.translating.tallies import asked_for, label_of, shown_of, tallies_of
from portal.translating.typed import is_changed

REFUSED: Final = 422


def object_view(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """Show every unit; by POST, without scripts, save all that was changed, or nothing."""
    subject = subject_or_404(request, language, kind, key)
    if request.method == "POST":
        return _save_all(request, subject)
    sign(instance=subject.instance, user=request.user)
    return object_page(request, subject, cards_of(subject.desk(), request.user))


def _save_all(request: HttpRequest, subject: Subject) -> HttpResponse:
    changed = [unit for unit in subject.desk().units if is_changed(request.POST, unit)]
    changes = [Asked.of(request, subject, unit.address).change for unit in changed]
    try:
        saved = save_units(
            instance=subject.instance,
            language=subject.language.code,
            changes=changes,
            by=person_of(request),
        )
    except UnitsRefusedError as refused:
        nothing = _("Nothing was saved. What has to be mended stands at each text:")
        messages.error(request, linked(nothing, refused.refusals))
        cards = _refused(request, subject, refused.refusals)
        return object_page(request, subject, cards, status=REFUSED)
    number = len(saved)
    said = ngettext("%(number)d text saved.", "%(number)d texts saved.", number)
    messages.success(request, said % {"number": number})
    shown = asked_for(request)
    return HttpResponseRedirect(f"{subject.address}?show={shown}" if shown else subject.address)


def _refused(request: HttpRequest, subject: Subject, refusals: tuple[Refusal, ...]) -> list[Card]:
    """The cards with all that was typed, and with why some of it cannot be stored."""
    why = {refusal.unit.address: refusal for refusal in refusals if refusal.unit}
    return [
        replace(with_typed(card, request.POST), refusal=why.get(card.unit.address))
        for card in cards_of(subject.desk(), request.user)
    ]


def object_page(request: HttpRequest, subject: Subject, cards: list[Card], status: int = 200) -> HttpResponse:
    instance = subject.instance
    shown = shown_of(cards, asked_for(request))
    context = head_of(request, subject, cards) | {
        "title": str(instance),
        "source": SOURCE,
        "groups": groups_of(shown),
        "first_to_do": next((card.unit.address for card in shown if card.is_to_do), ""),
        "rights": Rights.of(request.user, instance, subject.language.code),
        "others": others_present(instance, request.user),
        "sign_every": SIGN_EVERY,
        "publish_address": f"{admin_address(instance, 'publish')}?ids={instance.pk}",
        "form_address": admin_address(instance, "change", instance.pk),
    }
    return page(request, "translating/page.html", context, status)


def head_of(request: HttpRequest, subject: Subject, cards: list[Card]) -> dict[str, Any]:
    """What stands above the texts and changes with each of them; no query."""
    return {
        "subject": subject,
        "language": subject.language,
        "tallies": tallies_of(cards),
        "shown": (shown := asked_for(request)),
        "shown_label": label_of(shown),
        "to_do": any(card.is_to_do for card in cards),
        "acceptable": sum(card.is_accepted_at_once for card in cards),
    }


def linked(message: str, refusals: Iterable[Refusal]) -> SafeString:
    """A message with the way to each text that it is about."""
    about = [refusal.unit for refusal in refusals if refusal.unit]
    links = ((unit.address, unit.context) for unit in about)
    return format_html("{} {}", message, format_html_join(" · ", '<a href="#unit-{}">{}</a>', links))


@require_POST
def accept_view(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """Accept all that somebody else translated and in which nothing is found."""
    subject = subject_or_404(request, language, kind, key)
    number = len(accept_all(instance=subject.instance, language=language, by=person_of(request)))
    said = ngettext("%(number)d text accepted.", "%(number)d texts accepted.", number)
    messages.success(request, said % {"number": number})
    return HttpResponseRedirect(subject.address)


@require_POST
def presence_view(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """Take a sign of life; tell who else has the object open."""
    subject = subject_or_404(request, language, kind, key)
    sign(instance=subject.instance, user=request.user)
    others = others_present(subject.instance, request.user)
    return TemplateResponse(request, "editing/presence.html", {"others": others})
