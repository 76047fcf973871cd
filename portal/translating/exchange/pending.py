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
    """A file that somebody uploaded and has not accepted yet: for a day, and for them alone."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(_("at"))

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def keep_upload(*, by: User, language: str, name: str, content: bytes) -> Upload:
    """Keep a file until it is accepted; what nobody accepted within a day goes."""
    now = timezone.now()
    Upload.objects.filter(at__lt=now - KEPT).delete()
    upload: Upload = Upload.objects.create(by=by, language=language, name=name[:200], content=content, at=now)
    return upload
