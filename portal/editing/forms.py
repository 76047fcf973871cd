"""Forms of the editors' room."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint
from django.utils.translation import gettext_lazy as _

from portal.content.models import Content, Part
from portal.editing.locking import overtaken
from portal.languages import CODES, column

# Where a new row without a number goes: behind all others.
LAST = 32767


class Lines(forms.CharField):
    """A text whose lines end in one way: what browsers send differs from what is stored, and is no change."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class BareForm(forms.Form):
    """A form whose template brings the form element, the token and the buttons."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ContentForm(forms.ModelForm[Content]):
    """The form of an object with a public page. It knows the version that it started from.

    `undecided`: it was merged with what others saved, and somebody must choose between texts first.
    """

    undecided = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    change_reason = forms.CharField(
        label=_("Reason for this change"),
        help_text=_("For the history, in a few words."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.undecided:
            self.add_error(None, _("Nothing has been stored yet: choose which text stays."))
        if self.instance.pk and cleaned.get("version") != self.instance.version:
            self.add_error(None, overtaken(self.instance, cleaned.get("version")))
        for code in CODES:
            self._check_address(column("slug", code))
        return cleaned

    def _check_address(self, name: str) -> None:
        """Say at the field itself what the database's constraint could only say about the whole object."""
        address = self.cleaned_data.get(name)
        others = type(self.instance).objects.exclude(pk=self.instance.pk)
        if address and others.filter(**{name: address}).exists():
            self.add_error(name, ValidationError(_("Another page of this kind already has this address.")))


class PartForm(forms.ModelForm[Part]):
    """A row with a place in an order; a new row without a number is put last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if place := self.fields.get("position"):  # not there for who may not change the order
            place.required = False
            if self.instance.pk is None:
                self.initial["position"] = None

    def clean_position(self) -> int:
        place: int | None = self.cleaned_data["position"]
        return LAST if place is None else place


class PartFormSet(forms.models.BaseInlineFormSet[Any, Any, Any]):
    """Also tells of the database's conditions, which Django does not look at where they concern the owner."""

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            if form.has_changed() and form.is_valid():
                _check_conditions(form)


def _check_conditions(form: forms.ModelForm[Any]) -> None:
    for constraint in form.instance._meta.constraints:
        try:
            if isinstance(constraint, CheckConstraint):
                constraint.validate(type(form.instance), form.instance)
        except ValidationError as error:
            form.add_error(None, error)
