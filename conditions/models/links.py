"""How conditions hang together with symptoms, tests, treatments and each other, in the editor's order."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.models.condition import Condition
from conditions.models.symptom import Symptom
from conditions.models.test import DiagnosticTest
from portal.content.models import Part
from treatments.models import Treatment


class ConditionLink(Part):
    natural_key_names = ("owner.key", "target.key")

    note = models.CharField(
        _("note"),
        max_length=300,
        blank=True,
        help_text=_("What this has to do with the condition, in one sentence."),
    )

    class Meta(Part.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "target"],
                name="%(app_label)s_%(class)s_unique",
                violation_error_message=_("This link is already in the list."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} → {self.target}"  # type: ignore[attr-defined]


class ConditionSymptom(ConditionLink):
    owner = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="symptom_links")
    target = models.ForeignKey(
        Symptom, verbose_name=_("symptom"), on_delete=models.PROTECT, related_name="condition_links"
    )

    class Meta(ConditionLink.Meta):
        verbose_name = _("symptom of this condition")
        verbose_name_plural = _("symptoms of this condition")


class ConditionTest(ConditionLink):
    owner = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="test_links")
    target = models.ForeignKey(
        DiagnosticTest, verbose_name=_("test"), on_delete=models.PROTECT, related_name="condition_links"
    )

    class Meta(ConditionLink.Meta):
        verbose_name = _("test for this condition")
        verbose_name_plural = _("tests for this condition")


class ConditionTreatment(ConditionLink):
    owner = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="treatment_links")
    target = models.ForeignKey(
        Treatment, verbose_name=_("treatment"), on_delete=models.PROTECT, related_name="condition_links"
    )

    class Meta(ConditionLink.Meta):
        verbose_name = _("treatment of this condition")
        verbose_name_plural = _("treatments of this condition")


def not_to_itself() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~models.Q(owner=models.F("target")),
        name="%(app_label)s_%(class)s_not_to_itself",
        violation_error_message=_("A condition cannot be linked to itself."),
    )


class LookAlike(ConditionLink):
    """A condition that can be mistaken for this one; the note tells the difference."""

    owner = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="look_alike_links")
    target = models.ForeignKey(
        Condition, verbose_name=_("condition"), on_delete=models.PROTECT, related_name="looks_like_links"
    )

    class Meta(ConditionLink.Meta):
        verbose_name = _("condition that looks like it")
        verbose_name_plural = _("conditions that look like it")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ConditionLink.Meta.constraints,
            not_to_itself(),
        ]


class PrimaryCancer(ConditionLink):
    """A cancer from which this condition can come."""

    owner = models.ForeignKey(Condition, on_delete=models.CASCADE, related_name="primary_links")
    target = models.ForeignKey(
        Condition, verbose_name=_("cancer"), on_delete=models.PROTECT, related_name="spreads_to_links"
    )

    class Meta(ConditionLink.Meta):
        verbose_name = _("cancer it comes from")
        verbose_name_plural = _("cancers it comes from")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ConditionLink.Meta.constraints,
            not_to_itself(),
        ]
