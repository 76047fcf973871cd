from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.content.models import Citation, Content, PictureUse, Questions
from portal.content.richtext import RichTextField
from portal.content.validators import validate_no_parent_cycle
from treatments.choices import Intent, Route, TreatmentKind


class Treatment(Questions, Content):
    """Something that is done about a condition. A parent gathers its forms: ablation → cryotherapy."""

    kind = models.CharField(_("kind"), max_length=20, choices=TreatmentKind)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("form of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("The treatment that this one is a form of."),
    )
    intent = models.CharField(_("aim"), max_length=20, choices=Intent, blank=True)
    route = models.CharField(_("how it is given"), max_length=20, choices=Route, blank=True)
    what = RichTextField(_("what it is"), blank=True)
    how = RichTextField(_("how it is done"), blank=True)
    when = RichTextField(_("when it is chosen"), blank=True)
    risks = RichTextField(_("risks and side effects"), blank=True)

    class Meta(Content.Meta):
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Content.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="treatments_treatment_not_own_parent",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        try:
            validate_no_parent_cycle(self)
        except ValidationError as error:
            raise ValidationError({"parent": error}) from error


class TreatmentCitation(Citation):
    owner = models.ForeignKey(Treatment, on_delete=models.CASCADE, related_name="citations")


class TreatmentPicture(PictureUse):
    owner = models.ForeignKey(Treatment, on_delete=models.CASCADE, related_name="pictures")
