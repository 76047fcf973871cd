from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.content.models.base import Content
from portal.content.models.sources import Citation
from portal.content.richtext import RichTextField


class Page(Content):
    """A standing page about the portal itself: about, editorial policy, privacy and so on."""

    body = RichTextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("Place in the list of pages at the foot of every page."),
    )

    class Meta(Content.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages about this site")


class PageCitation(Citation):
    owner = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="citations")
