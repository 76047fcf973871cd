"""The pages on which readers say something about a page. They set no cookie and need no JavaScript."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.publishing.kinds import kind_named
from portal.publishing.models import Publication
from portal.reading.below import Place, below_a_page
from portal.reading.feedback.forms import FeedbackForm
from portal.reading.feedback.limits import WINDOW, is_within_limits
from portal.reading.feedback.personal import personal_data_in
from portal.reading.feedback.services import give_feedback
from portal.reading.feedback.tokens import is_from_this_site, use
from portal.reading.versions import history
from portal.reading.views import elsewhere

SEND_ANYWAY = "anyway"


@csrf_exempt  # by a signed token and the browser's word instead: see the tokens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@below_a_page("feedback")
def feedback(request: HttpRequest, place: Place) -> HttpResponse:
    """The form, and what was sent with it; at most three queries to show it.

    Nothing that was typed is lost: not by a mistake, a form that grew old, a warning or a limit.
    """
    if not place.is_live:
        return elsewhere(request, kind_named(place.seen.kind), place.seen.slug)
    if request.method != "POST":
        publication = _version_read(request, place)
        return _form(request, place, FeedbackForm(publication=publication), publication=publication)
    if not is_from_this_site(request):
        raise PermissionDenied
    return _sent(request, place, FeedbackForm(request.POST, publication=place.seen))


def _version_read(request: HttpRequest, place: Place) -> Publication:
    """The version that the reader had before them; the live one when the address names no other."""
    number = request.GET.get("version", "")
    if not number.isdecimal() or number == str(place.seen.number):
        return place.seen
    found: Publication | None = (
        history(place.name, place.language).without_documents().filter(number=number[:9]).first()
    )
    return found or place.seen


def _sent(request: HttpRequest, place: Place, form: FeedbackForm) -> HttpResponse:
    if not form.is_valid() or form.opened is None:
        return _form(request, place, form)
    found = personal_data_in(form.cleaned_data["text"])
    if found and SEND_ANYWAY not in request.POST:
        return _form(request, place, form, findings=found)
    if not is_within_limits(request):
        response = _form(request, place, form, status=429, is_too_much=True)
        response["Retry-After"] = str(int(WINDOW.total_seconds()))
        return response
    if use(form.opened):
        about = Publication.objects.without_documents().get(pk=form.opened.publication)
        give_feedback(publication=about, verdict=form.cleaned_data["verdict"], text=form.cleaned_data["text"])
    return HttpResponseRedirect(place.address("feedback-received"))


def _form(
    request: HttpRequest, place: Place, form: FeedbackForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"place": place, "foot": place.foot, "alternates": place.alternates, "form": form, **more}
    return render(request, "reading/feedback.html", context, status=status)


@never_cache
@require_safe
@below_a_page("feedback")
def received(request: HttpRequest, place: Place) -> HttpResponse:
    context = {"place": place, "foot": place.foot, "alternates": place.alternates}
    return render(request, "reading/feedback_received.html", context)
