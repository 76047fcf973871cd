"""Who asked for which review, who approved exactly what, and what was said about it.

Rows name their object by kind, key and language. Those that sign something name its digest too.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.publishing.documents import Document
from portal.publishing.kinds import kind_named
from portal.publishing.models import Immutable, ImmutableQuerySet, Publication

PERSON = settings.AUTH_USER_MODEL


class Review(models.TextChoices):
    MEDICAL = "medical", _("medical review")
    LANGUAGE = "language", _("language review")


class OfPage(models.Model):
    """A row about one object in one language."""

    kind = models.CharField(_("kind"), max_length=20)
    key = models.SlugField(_("key"), max_length=80, db_index=False)
    language = models.CharField(_("language"), max_length=8)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["kind", "key", "language"], name="%(class)s_of_page")]


class ByPage:
    def of(self: Any, document: Document) -> Any:
        """Those about the same object and language, whatever the text says by now."""
        return self.filter(kind=document.kind, key=document.key, language=document.language)


class PageRows(ByPage, models.QuerySet[Any]):
    pass


class ReviewRequests(PageRows):
    def open(self) -> "ReviewRequests":
        return self.filter(closed_at=None)

    def late(self) -> "ReviewRequests":
        return self.open().filter(due_on__lt=timezone.localdate())

    def waiting_for(self, person: Any) -> "ReviewRequests":
        """Open requests to a person, or to a group that the person is in."""
        to_a_group = models.Q(for_group__in=person.groups.values("pk"))
        return self.open().filter(models.Q(for_person=person) | to_a_group)


class ReviewRequest(OfPage):
    """That somebody asked a person or a group for a review. It is closed by approving or sending back."""

    title = models.CharField(_("title"), max_length=120)
    review = models.CharField(_("review"), max_length=20, choices=Review)
    asked_by = models.ForeignKey(
        PERSON, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    for_person = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    for_group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("due on"), null=True)
    note = models.TextField(_("note"), blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects: ClassVar[Any] = ReviewRequests.as_manager()

    class Meta(OfPage.Meta):
        ordering = ("due_on", "asked_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(for_person=None) ^ models.Q(for_group=None),
                name="review_request_to_a_person_or_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}): {self.get_review_display()}"

    @property
    def is_late(self) -> bool:
        return self.closed_at is None and self.due_on is not None and self.due_on < timezone.localdate()


class SignedRows(ByPage, ImmutableQuerySet):
    pass


class Signed(Immutable, OfPage):
    """What a reviewer decided about one exact text: the one with this digest."""

    digest = models.CharField(_("digest"), max_length=64)
    review = models.CharField(_("review"), max_length=20, choices=Review)
    by = models.ForeignKey(PERSON, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    objects: ClassVar[Any] = SignedRows.as_manager()

    class Meta(OfPage.Meta):
        abstract = True
        ordering = ("-at", "-pk")
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.kind}/{self.key} ({self.language}): {self.get_review_display()}, {self.by}"


class Approval(Signed):
    """A signature under one exact text. It is never taken back: another text simply does not have it."""

    note = models.TextField(_("note"), blank=True)
    request = models.ForeignKey(ReviewRequest, null=True, on_delete=models.PROTECT, related_name="approvals")
    publications = models.ManyToManyField(
        Publication, through="PublicationApproval", related_name="approvals"
    )

    class Meta(Signed.Meta):
        permissions = [
            ("ask_for_review", _("Can ask for a review")),
            ("approve_medical", _("Can approve medically")),
            ("approve_language", _("Can approve the language")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language", "digest", "review", "by"], name="approval_once"
            ),
        ]


class SentBack(Signed):
    """That a reviewer wants one exact text changed first."""

    reason = models.TextField(_("reason"))
    request = models.ForeignKey(ReviewRequest, null=True, on_delete=models.PROTECT, related_name="sent_back")


class PublicationApproval(Immutable):
    """An approval that a publication went live with."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = ImmutableQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.publication}: {self.approval}"


class GuestLink(OfPage):
    """That somebody without an account may read one exact document and comment on it, for some days."""

    document = models.JSONField()
    digest = models.CharField(_("digest"), max_length=64)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = PageRows.as_manager()

    class Meta(OfPage.Meta):
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind}/{self.key} ({self.language}), {self.made_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and timezone.now() < self.expires_at

    def content(self) -> Document:
        """The document, typed."""
        return kind_named(self.kind).document.model_validate(self.document)


class Comment(OfPage):
    """A remark about a part of one exact text, by a colleague or by a guest; `""` is the whole page."""

    digest = models.CharField(_("digest"), max_length=64)
    part = models.SlugField(_("part"), max_length=40, blank=True, db_index=False)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    guest_name = models.CharField(_("name"), max_length=80, blank=True)
    guest_link = models.ForeignKey(GuestLink, null=True, on_delete=models.PROTECT, related_name="comments")
    at = models.DateTimeField(_("at"))
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = PageRows.as_manager()

    class Meta(OfPage.Meta):
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by=None, guest_link__isnull=False) & ~models.Q(guest_name="")
                | models.Q(by__isnull=False, guest_link=None, guest_name=""),
                name="comment_by_a_colleague_or_a_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key} ({self.language}): {self.text}"
