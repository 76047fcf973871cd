from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.choices import DiagnosticTestKind
from portal.content.models import Citation, Content, PictureUse, Questions
from portal.content.richtext import RichTextField
from portal.content.validators import validate_no_parent_cycle


class DiagnosticTest(Questions, Content):
    """An examination that helps to find out what is wrong. A parent gathers its forms: imaging → CT scan."""

    kind = models.CharField(_("kind"), max_length=20, choices=DiagnosticTestKind)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("form of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("The test that this one is a form of."),
    )
    what = RichTextField(_("what it is"), blank=True)
    how = RichTextField(_("how it is done"), blank=True)
    when = RichTextField(_("when it is used"), blank=True)

    class Meta(Content.Meta):
        verbose_name = _("diagnostic test")
        verbose_name_plural = _("diagnostic tests")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Content.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="conditions_diagnostictest_not_own_parent",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        try:
            validate_no_parent_cycle(self)
        except ValidationError as error:
            raise ValidationError({"parent": error}) from error


class DiagnosticTestCitation(Citation):
    owner = models.ForeignKey(DiagnosticTest, on_delete=models.CASCADE, related_name="citations")


class DiagnosticTestPicture(PictureUse):
    owner = models.ForeignKey(DiagnosticTest, on_delete=models.CASCADE, related_name="pictures")
