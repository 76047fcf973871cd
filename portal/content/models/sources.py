from typing import ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.content.models.base import NaturalKeyed, Part
from portal.languages import SOURCE, column


class Source(NaturalKeyed):
    """A work that texts rest on. Its key is how a text refers to it: `[@key]`."""

    key = models.SlugField(_("key"), max_length=80, help_text=_("Short name, used in texts as [@key]."))
    title = models.CharField(_("title"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=120)
    author = models.CharField(_("author"), max_length=120, blank=True)
    url = models.URLField(_("web address"), max_length=400, validators=[URLValidator(["http", "https"])])
    language = models.CharField(
        _("language of the source"),
        max_length=8,
        default=SOURCE.code,
        help_text=_("Two-letter code of the language that the source is written in."),
    )
    published_on = models.DateField(_("published or updated on"), null=True, blank=True)
    seen_on = models.DateField(_("seen on"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("publisher", column("title", SOURCE.code))
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key"], name="content_source_key_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {getattr(self, column('title', SOURCE.code))}"


class Citation(Part):
    """A source in the list of references of one object; the order gives the number that readers see."""

    natural_key_names = ("owner.key", "source.key")

    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="%(app_label)s_%(class)ss",
    )
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("What this source was used for, if that needs saying."),
    )

    class Meta(Part.Meta):
        abstract = True
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "source"],
                name="%(app_label)s_%(class)s_unique",
                violation_error_message=_("This source is already in the list."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)
