from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.choices import BodyPart, CodeSystem, SectionKind
from portal.content.models import Citation, Content, HelpLevels, Part, PictureUse, Questions, Section


class Condition(HelpLevels, Questions, Content):
    """A disease or disorder, told in ordered sections."""

    body_part = models.CharField(_("part of the body"), max_length=20, choices=BodyPart)

    class Meta(Content.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")


class ConditionSection(Section):
    natural_key_names = ("owner.key", "kind", "position")

    owner = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(_("kind"), max_length=20, choices=SectionKind)

    class Meta(Section.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class ConditionCode(Part):
    """The condition's code in a classification: reference only, the classification itself is not shipped."""

    natural_key_names = ("owner.key", "system", "value")

    owner = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(_("classification"), max_length=20, choices=CodeSystem)
    value = models.CharField(_("code"), max_length=20)

    class Meta(Part.Meta):
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "system", "value"],
                name="conditions_conditioncode_unique",
                violation_error_message=_("This code is already in the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.value}"


class ConditionCitation(Citation):
    owner = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="citations")


class ConditionPicture(PictureUse):
    owner = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="pictures")
