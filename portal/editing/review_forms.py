"""Forms about reviews: asking for one, and deciding."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.models import Group, User
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.editing.forms import BareForm
from portal.editing.people import name_of
from portal.languages import LANGUAGES
from portal.publishing.guests import LONGEST
from portal.publishing.review_models import Review
from portal.publishing.reviews import permission_to_approve

PERSON, GROUP = "person", "group"


class AskForm(BareForm):
    """Which review of which language, by whom and when."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[(language.code, language.name) for language in LANGUAGES]
    )
    review = forms.ChoiceField(label=gettext_lazy("Review"), choices=Review.choices)
    reviewer = forms.ChoiceField(label=gettext_lazy("By whom"))
    due_on = forms.DateField(
        label=gettext_lazy("Needed by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What to look at in particular."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].choices = _reviewers()  # type: ignore[attr-defined]
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()

    def chosen(self) -> dict[str, Any]:
        """The choice of a reviewer, as the service wants it."""
        what, _dash, number = self.cleaned_data["reviewer"].partition("-")
        if what == PERSON:
            return {"for_person": User.objects.get(pk=number)}
        return {"for_group": Group.objects.get(pk=number)}


def _reviewers() -> list[Any]:
    """Everybody who may do some review, the groups first; two queries."""
    permissions = [permission_to_approve(review) for review in Review]
    codenames = [name.partition(".")[2] for name in permissions]
    granted = Q(permissions__content_type__app_label="publishing", permissions__codename__in=codenames)
    groups = Group.objects.filter(granted).distinct().order_by("name")
    through_a_group = Q(groups__in=groups.values("pk"))
    own = Q(user_permissions__content_type__app_label="publishing", user_permissions__codename__in=codenames)
    people = User.objects.filter(through_a_group | own | Q(is_superuser=True), is_active=True).distinct()
    return [
        ("", "–"),
        (_("Groups"), [(f"{GROUP}-{group.pk}", group.name) for group in groups]),
        (_("People"), [(f"{PERSON}-{p.pk}", name_of(p)) for p in people.order_by("username")]),
    ]


class DecisionForm(BareForm):
    """Approving or sending back, in the kinds of review that this person may do."""

    review = forms.ChoiceField(label=gettext_lazy("Review"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note, or what must change"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Needed when you send the text back."),
    )

    def __init__(self, *args: Any, reviews: Iterable[Review], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(review.value, review.label) for review in reviews]
        self.fields["review"].choices = choices  # type: ignore[attr-defined]
        self.fields["review"].initial = choices[0][0] if choices else None


class GuestLinkForm(forms.Form):
    days = forms.IntegerField(min_value=1, max_value=LONGEST)
