"""What the last check of the links found."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.editing.links.states import LinkState


class CheckedLinkQuerySet(models.QuerySet[Any]):
    def broken(self) -> "CheckedLinkQuerySet":
        return self.filter(state=LinkState.BROKEN)


class CheckedLink(models.Model):
    """An address that live pages link to, and what became of the last visit.

    A link to one of our own pages can be fine in one language and broken in another, where its target is not
    live, so it is kept for each language; `language` is empty for the addresses of others.
    """

    address = models.CharField(_("address"), max_length=500)
    language = models.CharField(_("language"), max_length=8, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LinkState)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("checked"))
    broken_since = models.DateTimeField(_("broken since"), null=True)

    objects: ClassVar[CheckedLinkQuerySet] = CheckedLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering = ("broken_since", "address", "pk")
        constraints = [
            models.UniqueConstraint(fields=["address", "language"], name="editing_checked_link_unique"),
            models.CheckConstraint(
                condition=models.Q(broken_since=None) ^ models.Q(state=LinkState.BROKEN),
                name="editing_checked_link_broken_since",
            ),
        ]

    def __str__(self) -> str:
        return self.address


class LinkPlace(models.Model):
    """A place where a checked link stood: the page, the field and heading, and the sentence."""

    link = models.ForeignKey(CheckedLink, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(_("kind"), max_length=20)
    key = models.SlugField(_("key"), max_length=80, db_index=False)
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=120)
    field = models.CharField(max_length=40)
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    sentence = models.TextField(_("sentence"))

    class Meta:
        ordering = ("title", "language", "pk")

    def __str__(self) -> str:
        return f"{self.title} ({self.language}): {self.link}"
