import hashlib
from pathlib import PurePath
from typing import Any, ClassVar

from django.core.files.base import ContentFile
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.content.images import check_image, encoded, smaller
from portal.content.models.base import NaturalKeyed, Part
from portal.languages import SOURCE, column


def content_name(content: bytes) -> str:
    """Name by content, so that a published document's picture is never overwritten by another."""
    return f"pictures/{hashlib.sha256(content).hexdigest()[:24]}.webp"


def size_name(file: str, width: int) -> str:
    """The name of a smaller size of a picture: `pictures/0f3a.webp`, 480 → `pictures/0f3a-480.webp`."""
    path = PurePath(file)
    return str(path.with_stem(f"{path.stem}-{width}"))


class Picture(NaturalKeyed):
    """An image with what readers need to use it without seeing it, and what the law needs to show it."""

    key = models.SlugField(_("key"), max_length=80)
    file = models.ImageField(
        _("file"),
        upload_to="pictures",
        width_field="width",
        height_field="height",
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"]), check_image],
        help_text=_(
            "A jpeg, png or webp. It is made smaller where it can be, and all that is hidden in it goes."
        ),
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    sizes = models.JSONField(editable=False, default=list)
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A file that is new is kept first: without its metadata, and with its smaller sizes."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined] # noqa: SLF001 - how Django says “new”
            self.keep(self.file.read())
        super().save(*args, **kwargs)

    def keep(self, content: bytes) -> None:
        """Store an image as it is kept (`portal.content.images`) and name it as the file of this picture.

        Refuses with a `ValidationError` what is no fit image. What is stored already is not stored again.
        """
        kept = encoded(content)
        reduced = smaller(kept)
        self.file = self._stored(content_name(kept), kept)
        for width, less in reduced.items():
            self._stored(size_name(str(self.file), width), less)
        self.sizes = list(reduced)

    def _stored(self, name: str, content: bytes) -> str:
        storage = self.file.storage
        return name if storage.exists(name) else storage.save(name, ContentFile(content))


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
