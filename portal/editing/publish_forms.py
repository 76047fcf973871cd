"""The forms of the pages that publish and withdraw."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.editing.forms import BareForm
from portal.editing.instead import page_at
from portal.editing.local_time import FIRST, SECOND, LocalTimeField, is_ambiguous, moment
from portal.editing.overriding import Overridable, chosen_overrides
from portal.languages import LANGUAGES
from portal.publishing.models import Event
from portal.publishing.services import Instead

WHICH = [
    (FIRST, _("the first time, in summer time")),
    (SECOND, _("the second time, in winter time")),
]


def moment_field(label: Any, help_text: Any) -> LocalTimeField:
    return LocalTimeField(label=label, help_text=help_text, required=False)


def which_field() -> forms.ChoiceField:
    """Which of two hours with the same name is meant; shown only where there are two."""
    return forms.ChoiceField(
        label=_("Which of the two?"), choices=WHICH, widget=forms.RadioSelect, required=False
    )


class ConfirmForm(BareForm):
    """In which languages, when and why. `moments` names the fields with a time, each with its `…_which`."""

    moments: tuple[str, ...] = ()
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(language.code, language.name) for language in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_(
            "One line for the history, such as “new guideline” or “typing error”. "
            "Readers see it, so name no people."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.moments:
            if not self._comes_twice(name):
                del self.fields[f"{name}_which"]
        self.helper.layout = Layout(*self._order())

    def _order(self) -> Iterator[Any]:
        """The languages first, the reason last."""
        yield "languages"
        yield from (name for name in self.fields if name not in {"languages", "reason"})
        yield "reason"

    def _comes_twice(self, name: str) -> bool:
        try:
            typed = self.fields[name].clean(self.data.get(name))
        except ValidationError:
            return False
        return bool(typed and is_ambiguous(typed))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.moments:
            cleaned[name] = self._moment(name)
        return cleaned

    def _moment(self, name: str) -> datetime | None:
        """The moment in a field, or an error at that field."""
        local = self.cleaned_data.get(name)
        if local is None:
            return None
        try:
            found = moment(local, self.cleaned_data.get(f"{name}_which", ""))
        except ValidationError as error:
            self.add_error(name, error)
            return None
        if found < timezone.now():
            self.add_error(
                name, ValidationError(_("This moment has passed. Choose a later one."), code="past")
            )
        return found


class PublishForm(ConfirmForm):
    """`live` are the languages in which readers see some of the objects now.

    `offered` are the problems that this person may override.
    """

    moments = ("live_from", "live_until")
    live_from = moment_field(_("Live from"), _("Dutch time. Left empty: from now."))
    live_from_which = which_field()
    live_until = moment_field(_("Live until"), _("Dutch time. Left empty: until somebody withdraws it."))
    live_until_which = which_field()
    extent = forms.ChoiceField(
        label=_("What kind of change is this?"),
        choices=[
            (Event.Extent.MINOR, _("A minor change: other words, the same content. The review date stays.")),
            (
                Event.Extent.REVIEW,
                _(
                    "A whole review: everything was checked. The review date becomes today, "
                    "or the new one that stands in the form."
                ),
            ),
        ],
        initial=Event.Extent.MINOR,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self, *args: Any, live: Collection[str] = (), offered: Collection[Overridable] = (), **kwargs: Any
    ) -> None:
        self.live, self.offered = live, offered
        super().__init__(*args, **kwargs)

    def _order(self) -> Iterator[Any]:
        """What may be overridden stands behind the languages."""
        languages, *others = super()._order()
        yield languages
        if self.offered:
            boxes = (Div(*self._add(one), css_class="override") for one in self.offered)
            yield Fieldset(_("Publish all the same"), *boxes, css_class="overrides")
        yield from others

    def _add(self, one: Overridable) -> Iterator[str]:
        for name, field in one.fields().items():
            self.fields[name] = field
            yield name

    def clean_extent(self) -> str:
        return self.cleaned_data["extent"] or Event.Extent.MINOR

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begin, end = cleaned["live_from"] or timezone.now(), cleaned["live_until"]
        if end and end <= begin and "live_until" not in self.errors:
            self.add_error(
                "live_until", ValidationError(_("The end must come after the beginning."), "order")
            )
        if not cleaned.get("reason") and set(self.live) & set(cleaned.get("languages", ())):
            why = _("Say in one line why what readers see now should change.")
            self.add_error("reason", ValidationError(why, code="required"))
        cleaned["overrides"] = chosen_overrides(self, self.offered)
        return cleaned


class WithdrawForm(ConfirmForm):
    moments = ("at",)
    at = moment_field(_("Withdraw at"), _("Dutch time. Left empty: now."))
    at_which = which_field()
    instead = forms.CharField(
        label=_("Where should readers go instead?"),
        help_text=_("The address of another page of this site. Left empty, readers are only told."),
        max_length=300,
        required=False,
    )
    replaces = forms.BooleanField(
        label=_("That page replaces this one: send readers there at once, without telling them."),
        required=False,
    )

    def clean_instead(self) -> Instead | None:
        typed = self.cleaned_data["instead"].strip()
        return page_at(typed) if typed else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        page: Instead | None = cleaned.get("instead")
        if cleaned.get("replaces") and not page and "instead" not in self.errors:
            self.add_error("instead", ValidationError(_("Which page replaces this one?"), code="required"))
        if page:
            cleaned["instead"] = Instead(page.kind, page.key, replaces=bool(cleaned.get("replaces")))
        return cleaned
