"""What readers say about pages, kept for 90 days and no longer."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import Publication

KEPT = timedelta(days=90)
LONGEST = 2000


class FeedbackQuerySet(models.QuerySet[Any]):
    def open(self) -> "FeedbackQuerySet":
        """What still waits for somebody."""
        return self.filter(state__in=(Feedback.State.NEW, Feedback.State.IN_PROGRESS))

    def kept_long_enough(self) -> "FeedbackQuerySet":
        return self.filter(at__lte=timezone.now() - KEPT)


class FeedbackManager(models.Manager["Feedback"]):
    """Knows nothing that is too old, whether or not it has been deleted yet."""

    def get_queryset(self) -> FeedbackQuerySet:
        return FeedbackQuerySet(self.model, using=self._db).filter(at__gt=timezone.now() - KEPT)

    def open(self) -> FeedbackQuerySet:
        return self.get_queryset().open()


class Feedback(models.Model):
    """What one reader said about one publication. Who it was is asked and stored nowhere."""

    class Verdict(models.TextChoices):
        USEFUL = "useful", _("useful")
        NOT_USEFUL = "not_useful", _("not useful")
        MISTAKE = "mistake", _("a mistake")

    class State(models.TextChoices):
        NEW = "new", _("new")
        IN_PROGRESS = "in_progress", _("in progress")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.CharField(_("about"), max_length=10, choices=Verdict)
    text = models.TextField(_("text"), blank=True, max_length=LONGEST)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.NEW)
    at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)

    objects: ClassVar[FeedbackManager] = FeedbackManager()
    everything: ClassVar[Any] = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback of a reader")
        verbose_name_plural = _("feedback of readers")
        ordering = ("-at", "-pk")
        default_permissions = ("view", "change")
        default_manager_name = "objects"

    def __str__(self) -> str:
        day = date_format(timezone.localdate(self.at), "SHORT_DATE_FORMAT")
        return f"{self.publication.title}: {self.get_verdict_display()} ({day})"


class FeedbackNote(models.Model):
    """What a member of staff did with it, who and when; written once, and deleted with what it is about."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=11, choices=Feedback.State)
    text = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("at", "pk")
        default_permissions = ()  # it is seen and written with what it is about

    def __str__(self) -> str:
        return f"{self.by}: {self.get_state_display()}"
