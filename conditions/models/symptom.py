from django.db import models
from django.utils.translation import gettext_lazy as _

from conditions.choices import SymptomNature
from portal.content.models import Citation, Content, HelpLevels, PictureUse, Questions
from portal.content.richtext import RichTextField


class Symptom(HelpLevels, Questions, Content):
    """Something that a person feels, or that can be seen or measured."""

    nature = models.CharField(_("nature"), max_length=10, choices=SymptomNature)
    what = RichTextField(_("what it is"), blank=True)
    causes = RichTextField(_("what it can come from"), blank=True)
    consequences = RichTextField(_("what it can lead to"), blank=True)
    advice = RichTextField(_("what you can do"), blank=True)

    class Meta(Content.Meta):
        verbose_name = _("symptom")
        verbose_name_plural = _("symptoms")


class SymptomCitation(Citation):
    owner = models.ForeignKey(Symptom, on_delete=models.CASCADE, related_name="citations")


class SymptomPicture(PictureUse):
    owner = models.ForeignKey(Symptom, on_delete=models.CASCADE, related_name="pictures")
