"""Files between being uploaded and being accepted."""

from datetime import timedelta
from typing import Any, ClassVar, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT: Final = timedelta(days=1)


class Upload(models.Model):
    """A file that somebody uploaded and has not accepted yet: for a day, and for them alone.

    Once it was compared, `unchanged` is how many of its texts say nothing new, and `texts` are the others.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(_("at"))
    unchanged = models.PositiveIntegerField(null=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")

    def __str__(self) -> str:
        return self.name


class UploadedTexts(models.QuerySet[Any]):
    def unchecked(self) -> "UploadedTexts":
        return self.filter(errors=None)

    def with_findings(self) -> "UploadedTexts":
        return self.filter(models.Q(errors__gt=0) | models.Q(warnings__gt=0))


class UploadedText(models.Model):
    """A text of an uploaded file that would change, and how much the checks find in it once they have run."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="texts")
    position = models.PositiveIntegerField()
    entry = models.JSONField()
    errors = models.PositiveSmallIntegerField(null=True)
    warnings = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[Any] = UploadedTexts.as_manager()

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["upload", "position"], name="translating_uploaded_text_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.upload}: {self.position}"


@transaction.atomic
def keep_upload(*, by: User, language: str, name: str, content: bytes) -> Upload:
    """Keep a file until it is accepted; what nobody accepted within a day goes."""
    now = timezone.now()
    Upload.objects.filter(at__lt=now - KEPT).delete()
    upload: Upload = Upload.objects.create(by=by, language=language, name=name[:200], content=content, at=now)
    return upload
