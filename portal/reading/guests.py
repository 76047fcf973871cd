"""The page for a reviewer without an account: one exact document, as readers would see it, and a form."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.publishing.guests import comment_as_guest, link_of
from portal.publishing.parts import parts_of
from portal.publishing.review_models import GuestLink
from portal.publishing.reviews import LONGEST_COMMENT, ReviewRefusedError
from portal.reading.pages import Page


class GuestForm(forms.Form):
    part = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(
        label=_("Your comment"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 5})
    )
    name = forms.CharField(
        label=_("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole: tuple[str, Any] = ("", _("The page as a whole"))
        self.fields["part"].choices = [whole, *parts]  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, token: str) -> HttpResponse:
    """Show the document of an open link and take comments; a link that is closed answers 410."""
    try:
        link = link_of(token)
    except GuestLink.DoesNotExist as error:
        raise Http404 from error
    with override(link.language):
        response = _opened(request, link) if link.is_open else _closed(request)
    response["Content-Language"] = link.language
    response["X-Robots-Tag"] = "noindex"
    return response


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "reading/guest_closed.html", {"alternates": {}, "foot": []}, status=410)


def _opened(request: HttpRequest, link: GuestLink) -> HttpResponse:
    document = link.content()
    parts = [(part.name, part.heading) for part in parts_of(document)]
    form = GuestForm(request.POST if request.method == "POST" else None, parts=parts)
    if form.is_valid() and _said(link, form):
        return HttpResponseRedirect(f"{request.path}#comments")
    page = Page(document)
    context = {
        "page": page,
        "document": document,
        "foot": page.foot,
        "alternates": page.alternates,
        "link": link,
        "form": form,
        "said": _named(link, dict(parts)),
    }
    return render(request, "reading/guest.html", context)


def _named(link: GuestLink, headings: dict[str, str]) -> list[tuple[str, Any]]:
    """What was said through this link, and about which part; colleagues' comments are not for guests."""
    return [(headings.get(comment.part, ""), comment) for comment in link.comments.all()]


def _said(link: GuestLink, form: GuestForm) -> bool:
    """Whether the comment was stored; a refusal is put into the form."""
    try:
        comment_as_guest(link=link, **form.cleaned_data)
    except ReviewRefusedError as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return False
    return True
