"""Taking translations out, as a page for translators."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.editing.forms import BareForm
from portal.editing.pages import page
from portal.languages import Language
from portal.publishing.kinds import all_kinds
from portal.translating.exchange.entries import entries
from portal.translating.exchange.formats import FORMATS
from portal.translating.models import State, TranslationSummary
from portal.translating.overview import FilterForm
from portal.translating.subjects import own_language_or_404
from portal.translating.texts import Name

LISTED = "listed"
NEEDED = "needed"
WHAT = {
    NEEDED: (gettext_lazy("what is missing or outdated"), frozenset({State.MISSING, State.OUTDATED})),
    "missing": (gettext_lazy("what is missing"), frozenset({State.MISSING})),
    "outdated": (gettext_lazy("what is outdated"), frozenset({State.OUTDATED})),
    "all": (gettext_lazy("everything"), None),
}


class TakeOutForm(BareForm):
    """`object` names the chosen objects by kind and key, with a space between two; none are all.

    One field for all of them: a selection may be as long as the list that it was made in.
    """

    what = forms.ChoiceField(
        label=gettext_lazy("Which texts?"), choices=[(name, label) for name, (label, _states) in WHAT.items()]
    )
    format = forms.ChoiceField(
        label=gettext_lazy("For which program?"), choices=[(one.name, one.label) for one in FORMATS.values()]
    )
    object = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        kinds = {kind.name for kind in all_kinds()}
        names = [name.partition("/") for name in self.cleaned_data.get("object", "").split()]
        if any(kind not in kinds or not key for kind, _slash, key in names):
            raise forms.ValidationError(_("There is no such page."))
        self.cleaned_data["object"] = [(kind, key) for kind, _slash, key in names] or None

    @property
    def chosen(self) -> int:
        """How many objects were chosen; 0 for all."""
        return len((self["object"].value() or "").split())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_out_view(request: HttpRequest, language: str) -> HttpResponseBase:
    """The choice of texts and program, and the file itself once both are chosen."""
    spoken = own_language_or_404(request, language)
    if request.method == "POST":
        form = TakeOutForm(request.POST)
        file = _file(form, language) if form.is_valid() else None
        return file or _form_page(request, spoken, form)
    if "which" in request.GET:
        return _take_out_of_list(request, spoken)
    return _choice(request, spoken, request.GET.get("object", ""))


def _take_out_of_list(request: HttpRequest, language: Language) -> HttpResponse:
    """What was ticked in the list of the translators, or all that it lists, on this page and others.

    Of pages that were listed for what is missing, that is what goes out unless somebody chooses otherwise.
    """
    listed = FilterForm(request.GET).chosen(TranslationSummary.objects.filter(language=language.code))
    is_all = request.GET["which"] == LISTED
    names = map("/".join, listed.values_list("kind", "key")) if is_all else request.GET.getlist("object")
    if objects := " ".join(names):
        return _choice(request, language, objects, request.GET.get("need", ""))
    messages.info(request, _("Tick what you want to take out first."))
    asked = urlencode({name: request.GET.get(name, "") for name in ("kind", "need", "q", "order", "page")})
    return HttpResponseRedirect(f"{reverse('translation-list', args=[language.code])}?{asked}")


def take_out_chosen(request: HttpRequest, language: Language, names: Iterable[Name]) -> HttpResponse:
    """The page on which these objects are taken out, for who may translate into the language."""
    return _choice(request, own_language_or_404(request, language.code), " ".join(map("/".join, names)))


def _choice(request: HttpRequest, language: Language, objects: str, need: str = "") -> HttpResponse:
    what = need if need in WHAT else "all" if objects else NEEDED
    first = {"what": what, "format": next(iter(FORMATS)), "object": objects}
    return _form_page(request, language, TakeOutForm(initial=first))


def _form_page(request: HttpRequest, language: Language, form: TakeOutForm) -> HttpResponse:
    context = {"title": _("Take translations out"), "form": form, "language": language}
    return page(request, "translating/take_out.html", context)


def _file(form: TakeOutForm, language: str) -> FileResponse | None:
    """The file that is asked for; `None` where it would be empty, and the form says so."""
    chosen = form.cleaned_data
    how, (what, states) = FORMATS[chosen["format"]], WHAT[chosen["what"]]
    stream = TemporaryFile()  # noqa: SIM115 - the response closes it
    if not how.write(stream, entries(chosen["object"], language, states), language):
        stream.close()
        nothing = _("There is nothing to take out: you asked for %(what)s, and there is no such text.")
        form.add_error("what", nothing % {"what": what})
        return None
    stream.seek(0)
    name = f"{_name_of(chosen, language)}.{how.ending}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=how.content_type)


def _name_of(chosen: dict[str, Any], language: str) -> str:
    """What a file holds and when it was made: `en-levermetastasen-2026-11-28`, `en-12-pages-missing-…`."""
    objects, what = chosen["object"] or [], chosen["what"]
    which = objects[0][1] if len(objects) == 1 else f"{len(objects)}-pages" if objects else ""
    needs = "" if which and what == "all" else what
    return "-".join(filter(None, (language, which, needs, timezone.localdate().isoformat())))
