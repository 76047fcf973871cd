"""What the workbench does with one unit, for htmx and without scripts."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.editing.pages import page
from portal.editing.people import person_of
from portal.languages import SOURCE
from portal.translating.acts import WRITING, Asked, done
from portal.translating.cards import Card, cards_of, with_typed
from portal.translating.changes import Refusal, UnitsRefusedError
from portal.translating.comments import comment, unit_of
from portal.translating.htmx import is_part
from portal.translating.models import UnitComment
from portal.translating.object_views import REFUSED, head_of, linked, object_page
from portal.translating.past import history_of
from portal.translating.subjects import Subject, subject_or_404
from portal.translating.typed import is_unsaved
from portal.translating.units import Unit


def unit_view(request: HttpRequest, language: str, kind: str, key: str, address: str) -> HttpResponse:
    """By GET, the history of a unit and what was said of it; by POST, do what a button says."""
    subject = subject_or_404(request, language, kind, key)
    if request.method != "POST":
        return _more(request, subject, address)
    asked = Asked.of(request, subject, address)
    try:
        saved = done(asked)
    except UnitsRefusedError as refused:
        return _answer(request, subject, asked, refusal=refused.refusals[0])
    except ValueError as error:
        return _answer(request, subject, asked, refusal=Refusal(address, "invalid", str(error)))
    now = saved[0].unit if saved else None
    if now and now.is_left_over and asked.target == "":
        now = None  # it was emptied, and another stands in its place
    said = _("Saved: %(state)s") % {"state": now.state.label} if now else _("Removed")
    return _answer(request, subject, asked, now=now, said=said)


def _answer(
    request: HttpRequest,
    subject: Subject,
    asked: Asked,
    *,
    now: Unit | None = None,
    refusal: Refusal | None = None,
    said: str = "",
) -> HttpResponse:
    """The unit as it is now, or without scripts the whole page; nothing that was typed is lost."""
    at = now or (refusal and refusal.unit)
    address = at.address if at else asked.address
    status = REFUSED if refusal else 200
    cards = {card.unit.address: card for card in cards_of(subject.desk(), request.user)}
    found = cards.get(address) if now or refusal else None  # what was removed leaves its place to another
    if found:
        found = replace(found, typed=_unsaved(asked, found.unit, refusal), refusal=refusal, said=said)
    if is_part(request):
        context = _of_unit(subject, found) | {"refusal": refusal, "typed": asked.target, "said": said}
        context |= head_of(request, subject, list(cards.values()))
        return TemplateResponse(request, "translating/unit_answer.html", context, status=status)
    if refusal:
        messages.error(request, linked(refusal.message, [refusal]) if found else refusal.message)
    elif not found:
        messages.success(request, said)
    shown = [found if found and name == address else with_typed(cards[name], request.POST) for name in cards]
    return object_page(request, subject, shown, status)


def _unsaved(asked: Asked, unit: Unit, refusal: Refusal | None) -> str | None:
    """What was typed and is not stored."""
    stored = asked.act in WRITING and not refusal
    return asked.target if not stored and is_unsaved(asked.target, asked.seen_target, unit) else None


def _of_unit(subject: Subject, card: Card | None) -> dict[str, Any]:
    return {"card": card, "subject": subject, "language": subject.language, "source": SOURCE}


def _more(
    request: HttpRequest, subject: Subject, address: str, problem: str = "", unsaid: str = ""
) -> HttpResponse:
    """What lies behind a unit: its history, what was said, and what needs a reason.

    `unsaid` is a comment that was refused because of a `problem`.
    """
    desk = subject.desk()
    card = next((card for card in cards_of(desk, request.user) if card.unit.address == address), None)
    if card is None:
        raise Http404
    events = desk.log.of(card.unit.text.owner, card.unit.text.path).events
    context = _of_unit(subject, card) | {
        "problem": problem,
        "unsaid": unsaid,
        "history": history_of(events, card.unit),
    }
    if is_part(request):
        return TemplateResponse(request, "translating/panel.html", context)
    return page(request, "translating/unit_page.html", context | {"title": card.unit.context})


@require_safe
def said_view(request: HttpRequest, pk: int) -> HttpResponse:
    """To the unit of which something was said, or to its page where that text is no longer there."""
    remark = get_object_or_404(UnitComment, pk=pk)
    subject = subject_or_404(request, remark.language, remark.page_kind, remark.page_key)
    about = unit_of(remark, subject.desk().units)
    if about is None:
        messages.info(request, _("The text that this was said of has changed since, or is gone."))
        return HttpResponseRedirect(subject.address)
    return HttpResponseRedirect(f"{subject.address}#unit-{about.address}")


@require_POST
def comment_view(request: HttpRequest, language: str, kind: str, key: str, address: str) -> HttpResponse:
    """Say something about a unit."""
    subject = subject_or_404(request, language, kind, key)
    problem = ""
    try:
        comment(
            instance=subject.instance,
            language=language,
            address=address,
            source_print=request.POST.get(f"{address}-seen", "").partition(".")[0],
            text=request.POST.get(f"{address}-comment", ""),
            asks=bool(request.POST.get(f"{address}-asks")),
            by=person_of(request),
        )
    except ValueError as error:
        problem = str(error)
    if problem or is_part(request):
        unsaid = request.POST.get(f"{address}-comment", "") if problem else ""
        return _more(request, subject, address, problem, unsaid)
    return HttpResponseRedirect(reverse("translation-unit", args=[language, kind, key, address]))
