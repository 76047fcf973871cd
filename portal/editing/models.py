"""What the editors' room keeps for itself: history, presence, shared previews, calendars and reminders."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.publishing.documents import Document
from portal.publishing.kinds import kind_named
from portal.publishing.models import Immutable, ImmutableQuerySet


class Revision(Immutable):
    """A working copy as it was after one save, with its parts and links, and its documents at that moment.

    `number` counts the revisions of an object from 1; `version` is the token that forms carry, so that the
    common origin of two saves can be found, and `rows` are the numbers that the rows of the snapshot had, so
    that the rows of two saves can be matched. Objects are named by kind and key, and outlive their rows here.
    """

    kind = models.CharField(_("kind"), max_length=20)
    key = models.SlugField(_("key"), max_length=80, db_index=False)
    number = models.PositiveIntegerField(_("revision"))
    version = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=120)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    job = models.CharField(_("job"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"))
    snapshot = models.JSONField()
    rows = models.JSONField()
    documents = models.JSONField()

    objects: ClassVar[Any] = ImmutableQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("-at", "-pk")
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "number"], name="editing_revision_number_unique"),
            models.CheckConstraint(
                condition=models.Q(author=None) ^ models.Q(job=""),
                name="editing_revision_by_a_person_or_a_job",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def document(self, language: str) -> Document:
        """The document in one language as it was then."""
        return kind_named(self.kind).document.model_validate(self.documents[language])


class CalendarAddress(models.Model):
    """How often somebody's address of the calendar file was renewed; without a row, never."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("address of the calendar")
        verbose_name_plural = _("addresses of the calendar")

    def __str__(self) -> str:
        return f"{self.user} ({self.number})"


class PreviewLinkQuerySet(models.QuerySet[Any]):
    def open(self, at: datetime | None = None) -> "PreviewLinkQuerySet":
        """Links that work at a moment: now, unless another is given."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())


class PreviewLink(models.Model):
    """That the preview of a working copy in one language was shared, until when, and whether taken back."""

    kind = models.CharField(_("kind"), max_length=20)
    key = models.SlugField(_("key"), max_length=80, db_index=False)
    language = models.CharField(_("language"), max_length=8)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("at"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revoked_at = models.DateTimeField(_("taken back"), null=True)

    objects: ClassVar[Any] = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared preview")
        verbose_name_plural = _("shared previews")
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(fields=["kind", "key"], name="editing_preview_link_object")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key} ({self.language})"


class Reminder(models.Model):
    """That somebody was mailed on a day what waits for them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="editing_one_reminder_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.day}"


class Presence(models.Model):
    """That somebody has the form of an object open: a sign of life, forgotten when no more come."""

    kind = models.CharField(max_length=20)
    key = models.SlugField(max_length=80, db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ("opened_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "user"], name="editing_presence_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}/{self.key}"


# In a file of their own; Django finds models from here.
from portal.editing.links import models as link_models  # noqa: E402, F401
