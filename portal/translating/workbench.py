"""The views of the workbench: the list, and the page of an object."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portal.editing.presence import SIGN_EVERY, present, sign
from portal.editing.roles import may_translate
from portal.languages import SOURCE, TRANSLATIONS
from portal.translating.acts import Asked
from portal.translating.addresses import object_address
from portal.translating.cards import Card, Rights, cards_of, groups_of, is_changed, with_typed
from portal.translating.changes import Refusal, UnitsRefusedError
from portal.translating.overview import FilterForm, bars, lines_of, next_for, page_of, sorting
from portal.translating.reviewing import accept_all
from portal.translating.services import save_units
from portal.translating.subjects import Subject, language_or_404, person_of, subject_or_404
from portal.translating.summaries import compute_missing
from portal.translating.tallies import asked_for, label_of, shown_of, tallies_of

COUNTED_AT_ONCE: Final = 100  # objects that are counted while somebody waits for the list
REFUSED: Final = 422


# The list


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the list of the first language that this person translates into."""
    mine = may_translate(person_of(request))
    return HttpResponseRedirect(reverse("translation-list", args=[(mine or TRANSLATIONS)[0].code]))


@require_safe
def overview(request: HttpRequest, language: str) -> HttpResponse:
    """All that can be translated; as many queries for many objects as for one."""
    into = language_or_404(request, language)
    left = compute_missing(language, COUNTED_AT_ONCE)
    form = FilterForm(request.GET)
    order, headings = sorting(request.GET.get("order", ""))
    page = page_of(form, language, order, request.GET.get("page"))
    context = admin.site.each_context(request) | {
        "title": _("Translate into %(language)s") % {"language": into.translated_name},
        "language": into,
        "languages": TRANSLATIONS,
        "form": form,
        "headings": headings,
        "order": order,
        "page": page,
        "lines": lines_of(page.object_list),
        "bars": bars(language),
        "writes": into in may_translate(person_of(request)),
        "left": left,
    }
    return TemplateResponse(request, "translating/list.html", context)


@require_safe
def next_one(request: HttpRequest, language: str) -> HttpResponse:
    """To the first text to do of what this person does best now, or to the list where there is nothing."""
    into = language_or_404(request, language)
    compute_missing(language, COUNTED_AT_ONCE)
    writes = into in may_translate(person_of(request))
    row = next_for(request.user, language, writes=writes, after=request.GET.get("after", ""))
    if row is None:
        messages.info(request, _("Nothing waits for you."))
        return HttpResponseRedirect(reverse("translation-list", args=[language]))
    return HttpResponseRedirect(f"{object_address(row)}#to-do")


# The page of an object


def page(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """Show every unit; by POST, without scripts, save all that was changed, or nothing."""
    subject = subject_or_404(request, language, kind, key)
    if request.method == "POST":
        return _save_all(request, subject)
    sign(instance=subject.instance, user=request.user)
    return object_page(request, subject, cards_of(subject.desk, request.user))


def _save_all(request: HttpRequest, subject: Subject) -> HttpResponse:
    desk = subject.desk
    changed = [unit for unit in desk.units if is_changed(request.POST, unit)]
    asked = [
        Asked.of(subject.instance, desk.language, unit.address, request.POST, person_of(request)).change
        for unit in changed
    ]
    try:
        saved = save_units(
            instance=subject.instance, language=desk.language, changes=asked, by=person_of(request)
        )
    except UnitsRefusedError as refused:
        nothing = _("Nothing was saved. What has to be mended stands at each text:")
        messages.error(request, linked(nothing, refused.refusals))
        cards = _refused(request, subject, refused.refusals)
        return object_page(request, subject, cards, status=REFUSED)
    number = len(saved)
    messages.success(
        request, ngettext("%(number)d text saved.", "%(number)d texts saved.", number) % {"number": number}
    )
    shown = asked_for(request)
    return HttpResponseRedirect(f"{subject.address}?show={shown}" if shown else subject.address)


def _refused(request: HttpRequest, subject: Subject, refusals: tuple[Refusal, ...]) -> list[Card]:
    """The cards with all that was typed, and with why some of it cannot be stored."""
    why = {refusal.unit.address: refusal for refusal in refusals if refusal.unit}
    return [
        replace(with_typed(card, request.POST), refusal=why.get(card.unit.address))
        for card in cards_of(subject.desk, request.user)
    ]


def object_page(request: HttpRequest, subject: Subject, cards: list[Card], status: int = 200) -> HttpResponse:
    desk = subject.desk
    others = [one for one in present(subject.instance) if one.user_id != request.user.pk]
    model = admin_urlname(subject.kind.model._meta, "publish")  # type: ignore[arg-type]
    shown = shown_of(cards, asked_for(request))
    context = admin.site.each_context(request) | head_of(request, subject, cards)
    context |= {
        "title": str(subject.instance),
        "subject": subject,
        "source": SOURCE,
        "language": subject.language,
        "groups": groups_of(shown),
        "first_to_do": next((card.unit.address for card in shown if card.is_to_do), ""),
        "rights": Rights.of(request.user, desk),
        "others": others,
        "sign_every": SIGN_EVERY,
        "publish_address": f"{reverse(model)}?ids={subject.instance.pk}",
        "form_address": reverse(
            admin_urlname(subject.kind.model._meta, "change"),  # type: ignore[arg-type]
            args=[subject.instance.pk],
        ),
    }
    return TemplateResponse(request, "translating/page.html", context, status=status)


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
def presence(request: HttpRequest, language: str, kind: str, key: str) -> HttpResponse:
    """Take a sign of life; tell who else has the object open."""
    subject = subject_or_404(request, language, kind, key)
    sign(instance=subject.instance, user=request.user)
    others = [one for one in present(subject.instance) if one.user_id != request.user.pk]
    return TemplateResponse(request, "editing/presence.html", {"others": others})
