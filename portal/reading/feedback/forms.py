"""The form on which readers say whether a page was useful, or what is wrong on it."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import Publication
from portal.reading.feedback.models import LONGEST, Feedback
from portal.reading.feedback.tokens import Token, is_too_soon, make_token, read_token

WEB_ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
MOST_WEB_ADDRESSES = 2
ANSWERS = [
    (Feedback.Verdict.USEFUL, _("Yes, it was useful")),
    (Feedback.Verdict.NOT_USEFUL, _("No, it was not useful")),
    (Feedback.Verdict.MISTAKE, _("I found a mistake")),
]


class FeedbackForm(forms.Form):
    """`website` is for programs that fill in everything: people do not see it."""

    verdict = forms.ChoiceField(
        label=_("Was this page useful?"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    text = forms.CharField(
        label=_("What do you want to say about it?"),
        help_text=_(
            "Only the editors read this. Do not write your name, address or phone number, "
            "nor anything else by which others can know you."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, publication: Publication) -> None:
        super().__init__(data, initial={"token": make_token(publication)})
        self.publication = publication
        self.opened: Token | None = None
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # there is no cookie to hold it against: see the tokens
        self.helper.layout = Layout("verdict", "text", Div("website", css_class="trap"), "token")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(WEB_ADDRESS.findall(text)) > MOST_WEB_ADDRESSES:
            raise ValidationError(_("Leave at most two web addresses in your text."), code="links")
        return text

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This must stay empty."), code="trap")
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_token(cleaned.get("token", ""))
        mistake = cleaned.get("verdict") == Feedback.Verdict.MISTAKE
        if mistake and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Tell us what is wrong, and where on the page."))
        if "website" in self.errors:
            self.add_error(None, _("A field that must stay empty was filled in. Empty it and send again."))
        return cleaned

    def _check_token(self, value: str) -> None:
        """A form that is too old, or not ours, gets a new token and keeps what was typed."""
        try:
            self.opened = read_token(value)
        except BadSignature:
            self.data = {**self.data.dict(), "token": make_token(self.publication)}  # type: ignore[attr-defined]
            raise ValidationError(
                _("This form was open for a long time. Your text is still here: send it again."), code="old"
            ) from None
        if is_too_soon(value):
            raise ValidationError(
                _("That was very quick. Look at your text once more, and send it again."), code="soon"
            )
