import hashlib
from pathlib import PurePath
from typing import ClassVar

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.content.models.base import NaturalKeyed, Part
from portal.languages import SOURCE, column


def content_name(picture: "Picture", filename: str) -> str:
    """Name by content, so that a published document's picture is never overwritten by another."""
    stream = picture.file.open("rb")  # not closed here: it is still to be stored
    digest = hashlib.sha256(stream.read()).hexdigest()
    stream.seek(0)
    return f"pictures/{digest[:24]}{PurePath(filename).suffix.lower()}"


class Picture(NaturalKeyed):
    """An image with what readers need to use it without seeing it, and what the law needs to show it."""

    key = models.SlugField(_("key"), max_length=80)
    file = models.ImageField(
        _("file"),
        upload_to=content_name,
        width_field="width",
        height_field="height",
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"])],
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_(
            "What somebody who cannot see the picture needs to know, at most 125 characters if you can."
        ),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=160, blank=True, help_text=_("Who made it."))
    licence = models.CharField(
        _("licence"),
        max_length=160,
        blank=True,
        help_text=_("Under which terms it may be shown."),
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("key",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key"], name="content_picture_key_unique"),
        ]

    def __str__(self) -> str:
        return getattr(self, column("caption", SOURCE.code)) or self.key


class PictureUse(Part):
    """A picture in one object: at the top of the page, or in the section of a kind."""

    natural_key_names = ("owner.key", "picture.key")

    picture = models.ForeignKey(
        Picture,
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="%(app_label)s_%(class)ss",
    )
    section = models.CharField(
        _("section"),
        max_length=30,
        blank=True,
        help_text=_("Left empty, the picture stands at the top of the page."),
    )

    class Meta(Part.Meta):
        abstract = True
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "picture"],
                name="%(app_label)s_%(class)s_unique",
                violation_error_message=_("This picture is already on the page."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.picture)
