"""Publications: documents as readers get them, each live in one window of time and never changed."""

from datetime import datetime
from typing import Any, ClassVar, Never

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.publishing.documents import Document
from portal.publishing.kinds import kind_named


class PublicationIsImmutableError(Exception):
    """A publication was about to be changed or deleted. Publish anew, or withdraw."""


class ImmutableQuerySet(models.QuerySet[Any]):
    def _refuse(self, *_args: Any, **_kwargs: Any) -> Never:
        raise PublicationIsImmutableError("What has been published cannot be changed or deleted.")

    update = delete = bulk_update = update_or_create = _update = _raw_delete = _refuse

    def bulk_create(self, *args: Any, update_conflicts: bool = False, **kwargs: Any) -> list[Any]:
        if update_conflicts:
            self._refuse()
        return super().bulk_create(*args, **kwargs | {"update_conflicts": False})


def is_live(at: datetime | None = None, prefix: str = "") -> models.Q:
    """The condition that a publication's window holds a moment: now, unless another is given.

    `prefix` leads from the model that is asked to its publication, for example `publication__`.
    """
    at = at or timezone.now()
    not_ended = models.Q(**{f"{prefix}live_until": None}) | models.Q(**{f"{prefix}live_until__gt": at})
    return models.Q(not_ended, **{f"{prefix}live_from__lte": at})


class PublicationQuerySet(ImmutableQuerySet):
    def live(self, at: datetime | None = None) -> "PublicationQuerySet":
        """Publications whose window holds a moment: now, unless another is given."""
        return self.filter(is_live(at))

    def live_or_planned(self, at: datetime) -> "PublicationQuerySet":
        """Publications that are live at a moment or begin after it."""
        return self._ever_live().filter(models.Q(live_until=None) | models.Q(live_until__gt=at))

    def begun(self) -> "PublicationQuerySet":
        """Publications that are live now or have been."""
        return self._ever_live().filter(live_from__lte=timezone.now())

    def _ever_live(self) -> "PublicationQuerySet":
        """Without those that were cancelled: their windows are empty."""
        return self.filter(models.Q(live_until=None) | models.Q(live_until__gt=models.F("live_from")))

    def of(self, kind: str, key: str, language: str) -> "PublicationQuerySet":
        return self.filter(kind=kind, key=key, language=language)

    def at_address(self, kind: str, language: str, slug: str) -> "PublicationQuerySet":
        return self.filter(kind=kind, language=language, slug=slug)

    def lock(self) -> None:
        """Make others who want to publish or withdraw these wait until this transaction ends."""
        list(self.select_for_update().order_by("pk").values_list("pk"))

    def with_change(self) -> "PublicationQuerySet":
        """With the `change_reason` and the `change_extent` that were given when each was published."""
        published = models.Q(events__action=Event.Action.PUBLISHED)
        found: PublicationQuerySet = self.annotate(
            publishing=models.FilteredRelation("events", condition=published),
            change_reason=models.F("publishing__reason"),
            change_extent=models.F("publishing__extent"),
        )
        return found

    def without_documents(self) -> "PublicationQuerySet":
        """For lists: everything but the texts, and what stands after them."""
        return self.defer("document", "caveats", "next_review_on")

    def close(self, at: datetime) -> int:
        """End the windows at a moment: the one change that a publication knows. Only services call this."""
        return super(ImmutableQuerySet, self).update(live_until=at)

    def cancel(self) -> int:
        """Close planned windows before they open: each ends where it begins. Only services call this."""
        return super(ImmutableQuerySet, self).update(live_until=models.F("live_from"))


class Immutable(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise PublicationIsImmutableError("What has been published cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        raise PublicationIsImmutableError("What has been published cannot be deleted.")


class Publication(Immutable):
    """One document, live from one moment until another or for good.

    What lists and look-ups need stands beside the document in columns of its own. `number` counts the
    publications of one object in one language from 1. `caveats` are what readers are told beside the
    document: in the page's language, why it went live although something was missing.
    """

    kind = models.CharField(_("kind"), max_length=20)
    key = models.SlugField(_("key"), max_length=80, db_index=False)
    language = models.CharField(_("language"), max_length=8)
    number = models.PositiveIntegerField(_("version"))
    slug = models.SlugField(_("address"), max_length=80, db_index=False)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("in short"), blank=True)
    other_names = models.JSONField(_("other names"), default=list)
    group = models.CharField(_("group"), max_length=20, blank=True)
    parent = models.SlugField(_("form of"), max_length=80, blank=True, db_index=False)
    digest = models.CharField(_("digest"), max_length=64)
    follows = models.PositiveIntegerField(
        _("follows version"),
        null=True,
        help_text=_("Of a translation: the version in the source language that it renders; 0: none."),
    )
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True)
    # These last, because SQLite reads through all that stands before a column.
    document = models.JSONField(_("document"))
    caveats = models.JSONField(_("what readers are told beside it"), default=list)
    next_review_on = models.DateField(_("next review"), null=True)
    aim = models.CharField(_("aim"), max_length=20, blank=True)

    objects: ClassVar[PublicationQuerySet] = PublicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ("-live_from", "-pk")
        base_manager_name = "objects"
        permissions = [
            ("publish", _("Can publish")),
            ("withdraw", _("Can withdraw")),
            ("override", _("Can override what blocks publishing")),
        ]
        indexes = [
            models.Index(fields=["kind", "language", "slug"], name="publication_address"),
            models.Index(fields=["language", "kind", "live_until", "live_from"], name="publication_live"),
            models.Index(fields=["live_from", "id"], name="publication_changed"),
            models.Index(fields=["next_review_on"], name="publication_review_due"),
            # All that the states of many objects are computed from, so that no document need be read.
            models.Index(
                fields=["kind", "language", "key", "live_until", "live_from", "digest"],
                name="publication_states",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language", "number"], name="publication_number_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(live_until=None) | models.Q(live_until__gte=models.F("live_from")),
                name="publication_ends_after_it_begins",
            ),
            # On PostgreSQL the first migration adds two exclusion constraints:
            # one live publication of an object and language at any time, and one at any address.
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language}, {self.number})"

    @property
    def reference(self) -> str:
        """The name by which people speak of this publication and of no other: `NL-condition-lever-3`."""
        return f"{self.language.upper()}-{self.kind}-{self.key}-{self.number}"

    def content(self) -> Document:
        """The document, typed."""
        return kind_named(self.kind).document.model_validate(self.document)


class PublishedLink(Immutable):
    """That a publication names another object: the index for links in both directions."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="links")
    relation = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    key = models.SlugField(max_length=80, db_index=False)
    position = models.PositiveIntegerField()

    objects: ClassVar[Any] = ImmutableQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        base_manager_name = "objects"
        indexes = [models.Index(fields=["kind", "key", "relation"], name="published_link_target")]

    def __str__(self) -> str:
        return f"{self.publication} → {self.kind}/{self.key} ({self.relation})"


class PublishedCode(Immutable):
    """That a publication is about what a classification calls by a code: the index for look-ups by code.

    `value` is the code as `Code.comparable` gives it.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="codes")
    system = models.CharField(max_length=20)
    value = models.CharField(max_length=40)

    objects: ClassVar[Any] = ImmutableQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["system", "value"], name="published_code_value")]

    def __str__(self) -> str:
        return f"{self.publication}: {self.system} {self.value}"


class Event(Immutable):
    """Who published or withdrew what, when and why. Written with the change itself, never edited."""

    class Action(models.TextChoices):
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Extent(models.TextChoices):
        """How much of a page was looked at before it was published: only a whole review moves its date."""

        MINOR = "minor", _("minor change")
        REVIEW = "review", _("whole review")

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.PROTECT, related_name="events"
    )
    action = models.CharField(_("action"), max_length=20, choices=Action)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    job = models.CharField(
        _("job"), max_length=60, blank=True, help_text=_("The command, when no person did it.")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    extent = models.CharField(_("extent"), max_length=10, choices=Extent, blank=True)
    instead_kind = models.CharField(_("kind of the page to read instead"), max_length=20, blank=True)
    instead_key = models.SlugField(_("page to read instead"), max_length=80, blank=True, db_index=False)
    replaced = models.BooleanField(
        _("replaced"), default=False, help_text=_("Readers are sent to the other page at once.")
    )
    at = models.DateTimeField(_("at"))

    objects: ClassVar[Any] = ImmutableQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-at", "-pk")
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor=None) ^ models.Q(job=""),
                name="event_by_a_person_or_a_job",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication}: {self.get_action_display()}"


class PublicationOverride(Immutable):
    """That a publication went live although something blocked it: what, who answers for it, and why.

    `message` is the problem as it was shown to that person.
    """

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.PROTECT, related_name="overrides"
    )
    code = models.CharField(_("problem"), max_length=60)
    field = models.CharField(_("field"), max_length=60, blank=True)
    message = models.TextField(_("problem in words"))
    reason = models.CharField(_("reason"), max_length=300)
    concerns_readers = models.BooleanField(_("told to readers"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))

    objects: ClassVar[Any] = ImmutableQuerySet.as_manager()

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        ordering = ("pk",)
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.publication}: {self.code}"


class WorkingDigest(models.Model):
    """The digest of a working copy, kept so that lists need not build every document.

    A row is true or absent: whatever changes a working copy deletes its rows in the same transaction
    (`portal.publishing.working`), and they are computed anew when they are asked for.
    """

    kind = models.CharField(max_length=20)
    key = models.SlugField(max_length=80, db_index=False)
    language = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="working_digest_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key} ({self.language})"


# In a file of their own; Django finds models from here.
from portal.publishing import review_models  # noqa: E402, F401
