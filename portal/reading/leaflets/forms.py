"""The forms that a leaflet comes in, where each is, and which of them a page has."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext as _

from portal.languages import CODES, language_named

# The names of the forms, and the word of each in addresses; a code of a language completes the last one.
ORDINARY, LARGE, BESIDE = "ordinary", "large", "beside"
ADDRESSES: Final = {
    ORDINARY: pgettext_lazy("address", "leaflet"),
    LARGE: pgettext_lazy("address", "leaflet-large-print"),
    BESIDE: format_lazy("{}-<slug:beside>", pgettext_lazy("address", "leaflet-with")),
}


@dataclass(frozen=True)
class Form:
    """How a leaflet is laid out: in ordinary or large print, or with a second language `beside` the first."""

    is_large: bool = False
    beside: str = ""

    @property
    def name(self) -> str:
        if self.beside:
            return BESIDE
        return LARGE if self.is_large else ORDINARY

    @property
    def label(self) -> str:
        """What readers call it, in the active language."""
        if self.beside:
            codes = (get_language() or CODES[0], self.beside)
            first, second = (language_named(code).translated_name for code in codes)
            return _("%(first)s and %(second)s side by side (PDF)") % {"first": first, "second": second}
        return _("Leaflet in large print (PDF)") if self.is_large else _("Leaflet to print (PDF)")


def forms_in(language: str, live: Collection[str]) -> list[Form]:
    """The forms of a page in one language, when these are the languages that it is live in."""
    others = [code for code in CODES if code in live and code != language]
    return [Form(), Form(is_large=True), *(Form(beside=code) for code in others)]


def leaflet_address(kind: str, language: str, slug: str, form: Form) -> str:
    beside = [form.beside] if form.beside else []
    with override(language):
        return reverse(f"reading:{kind}-leaflet-{form.name}", args=[slug, *beside])
