"""What the pages about reviews do when somebody sends something."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.editing.desk import desk_context
from portal.editing.pages import page
from portal.editing.people import person_of
from portal.editing.review_forms import AskForm, DecisionForm, GuestLinkForm
from portal.editing.review_subject import Subject, subject_named
from portal.editing.reviews import review_context, reviews_by
from portal.languages import SOURCE
from portal.publishing.guests import make_guest_link, revoke_guest_link
from portal.publishing.review_models import Comment, GuestLink, Review
from portal.publishing.reviews import (
    ASK,
    ReviewRefusedError,
    approve,
    ask_for_review,
    comment,
    resolve_comment,
    send_back,
)

View = Callable[..., HttpResponse]


def review_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the desk and of the review pages, below the admin."""
    of_page = "reviews/<str:kind>/<slug:key>"

    def address(route: str, view: View, name: str) -> URLPattern:
        return path(route, site.admin_view(view), name=name)

    return [
        address("reviews/", desk_view, "reviews"),
        address("reviews/comments/<int:pk>/resolve/", require_POST(resolve_view), "comment_resolve"),
        address("reviews/guests/<int:pk>/revoke/", require_POST(revoke_view), "guest_revoke"),
        address(f"{of_page}/ask/", ask_view, "review_ask"),
        address(f"{of_page}/<slug:language>/", review_view, "review"),
        address(f"{of_page}/<slug:language>/comment/", require_POST(comment_view), "review_comment"),
        address(f"{of_page}/<slug:language>/guest/", require_POST(guest_view), "review_guest"),
    ]


def desk_view(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("publishing.view_publication"):
        raise PermissionDenied
    return page(request, "editing/reviews.html", desk_context(person_of(request)))


def review_view(request: HttpRequest, kind: str, key: str, language: str) -> HttpResponse:
    """Show what is to be reviewed; approve it or send it back."""
    subject = subject_named(request, kind, key, language)
    answer = request.POST if request.method == "POST" else None
    form = DecisionForm(answer, reviews=reviews_by(request.user))
    if form.is_valid() and _decided(request, subject, form):
        return HttpResponseRedirect(subject.address)
    return page(request, "editing/review.html", review_context(request, subject, form))


def ask_view(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    if not request.user.has_perm(ASK):
        raise PermissionDenied
    asked = request.POST.get("language") or request.GET.get("language") or SOURCE.code
    subject = subject_named(request, kind, key, asked)
    answer = request.POST if request.method == "POST" else None
    form = AskForm(answer, initial={"language": subject.language.code})
    if form.is_valid() and _asked(request, subject, form):
        return HttpResponseRedirect(subject.address)
    context = {
        "title": _("Ask for a review of %(title)s") % {"title": subject.instance},
        "subject": subject,
        "opts": subject.kind.model._meta,
        "form": form,
    }
    return page(request, "editing/review_ask.html", context)


def _decided(request: HttpRequest, subject: Subject, form: DecisionForm) -> bool:
    """Whether the decision was taken; a refusal is put into the form."""
    signed: dict[str, Any] = {
        "instance": subject.instance,
        "language": subject.language.code,
        "digest": request.POST.get("digest", ""),
        "review": Review(form.cleaned_data["review"]),
        "by": person_of(request),
    }
    note = form.cleaned_data["note"]
    try:
        if "send_back" in request.POST:
            send_back(**signed, reason=note)
            messages.success(request, _("Sent back. Whoever asked sees your reason at their desk."))
        else:
            approve(**signed, note=note)
            messages.success(request, _("Approved. Any later change makes your approval lapse."))
    except ReviewRefusedError as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return False
    return True


def _asked(request: HttpRequest, subject: Subject, form: AskForm) -> bool:
    """Whether the request was made; a refusal is put into the form."""
    try:
        ask_for_review(
            instance=subject.instance,
            language=subject.language.code,
            review=Review(form.cleaned_data["review"]),
            by=person_of(request),
            due_on=form.cleaned_data["due_on"],
            note=form.cleaned_data["note"],
            **form.chosen(),
        )
    except ReviewRefusedError as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return False
    messages.success(request, _("Asked. You find your request at your desk."))
    return True


def comment_view(request: HttpRequest, kind: str, key: str, language: str) -> HttpResponse:
    subject = subject_named(request, kind, key, language)
    part = request.POST.get("part", "")
    try:
        comment(
            instance=subject.instance,
            language=language,
            digest=request.POST.get("digest", "")[:64],
            part=part[:40],
            text=request.POST.get("text", ""),
            by=person_of(request),
        )
    except ReviewRefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{subject.address}#part-{part}")


def resolve_view(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Comment, pk=pk)
    subject = subject_named(request, found.kind, found.key, found.language)
    resolve_comment(comment=found, by=person_of(request))
    return HttpResponseRedirect(f"{subject.address}#part-{found.part}")


def guest_view(request: HttpRequest, kind: str, key: str, language: str) -> HttpResponse:
    subject = subject_named(request, kind, key, language)
    form = GuestLinkForm(request.POST)
    days = form.cleaned_data["days"] if form.is_valid() else 0
    try:
        make_guest_link(instance=subject.instance, language=language, by=person_of(request), days=days)
    except ReviewRefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{subject.address}#guests")


def revoke_view(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(GuestLink, pk=pk)
    subject = subject_named(request, link.kind, link.key, link.language)
    revoke_guest_link(link=link, by=person_of(request))
    return HttpResponseRedirect(f"{subject.address}#guests")
