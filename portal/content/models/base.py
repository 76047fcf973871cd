"""What all kinds of content share. Every text is registered for translation in the app's `translation.py`."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.content.dates import add_months
from portal.content.richtext import RichTextField
from portal.languages import CODES, SOURCE, column
from portal.publishing.working import forget_model

MAX_REVIEW_CYCLE = 36


class NaturalKeyQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> int:
        forget_model(self.model)
        return super().update(**kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        forget_model(self.model)
        return super().bulk_create(*args, **kwargs)

    def get_by_natural_key(self, *values: Any) -> Any:
        names = (name.replace(".", "__") for name in self.model.natural_key_names)
        return self.get(**dict(zip(names, values, strict=True)))


class NaturalKeyed(models.Model):
    """A row that fixtures name by what it is, never by its number in one database."""

    natural_key_names: ClassVar[tuple[str, ...]] = ("key",)

    objects: ClassVar[models.Manager[Any]] = NaturalKeyQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(_walk(self, name) for name in self.natural_key_names)


def _walk(instance: Any, path: str) -> Any:
    for name in path.split("."):
        instance = getattr(instance, name)
    return instance


class ContentQuerySet(NaturalKeyQuerySet):
    def update(self, **kwargs: Any) -> int:
        """Also takes the next version, so that an open form notices."""
        return super().update(**{"version": models.F("version") + 1} | kwargs)

    def review_due(self, on: date) -> "ContentQuerySet":
        """Objects whose next review falls on or before a day; never reviewed counts as due."""
        return self.filter(models.Q(next_review_on__lte=on) | models.Q(next_review_on=None))


def slug_constraints() -> list[models.BaseConstraint]:
    """One unique address per language and kind. The un-suffixed column is never constrained."""
    return [
        models.UniqueConstraint(
            fields=[column("slug", code)],
            condition=~models.Q(**{column("slug", code): ""}),
            name=f"%(app_label)s_%(class)s_slug_{code}_unique",
            violation_error_code="unique",  # this code makes Django name the field
            violation_error_message=_("Another page of this kind already has this address."),
        )
        for code in CODES
    ]


class Content(NaturalKeyed):
    """An object with a public page: what is edited here reaches readers only by being published."""

    key = models.SlugField(
        _("key"),
        max_length=80,
        editable=False,
        help_text=_("The object's lasting name. It is made once, from the first title, and never changes."),
    )
    title = models.CharField(_("title"), max_length=120, help_text=_("The plain name, as readers say it."))
    slug = models.SlugField(
        _("address"),
        max_length=80,
        blank=True,
        help_text=_("Last part of the page's address. Left empty, it is made from the title."),
    )
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_("Medical terms and other words that people search for, one on each line."),
    )
    summary = models.TextField(
        _("in short"),
        blank=True,
        max_length=600,
        validators=[MaxLengthValidator(600)],  # Django checks the length of a long text in forms only
        help_text=_("Two or three plain sentences. Needed before the page can be published."),
    )
    author = models.CharField(
        _("author"),
        max_length=120,
        blank=True,
        help_text=_("Who wrote the text, as readers see it."),
    )
    medical_reviewer = models.CharField(
        _("medical reviewer"),
        max_length=160,
        blank=True,
        help_text=_("Name and role. Left empty, the page says that no medical professional has reviewed it."),
    )
    rights = models.CharField(
        _("rights"),
        max_length=200,
        blank=True,
        help_text=_("Under which terms the text may be used by others."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who keeps this page true, and is reminded when a review is due."),
    )
    origin = models.ForeignKey(
        "content.Source",
        verbose_name=_("origin"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The work that this page was first drawn from. Readers see its name and date."),
    )
    reviewed_on = models.DateField(
        _("reviewed on"),
        null=True,
        blank=True,
        help_text=_("The day on which the whole page was last reviewed, not a day of small changes."),
    )
    review_cycle = models.PositiveSmallIntegerField(
        _("review cycle in months"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_REVIEW_CYCLE)],
    )
    next_review_on = models.DateField(_("next review"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[models.Manager[Any]] = ContentQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = (column("title", SOURCE.code), "key")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key"], name="%(app_label)s_%(class)s_key_unique"),
            models.CheckConstraint(
                condition=models.Q(**{column("title", SOURCE.code) + "__gt": ""}),
                name="%(app_label)s_%(class)s_title_present",
                violation_error_message=_("The Dutch title is missing."),
            ),
            models.CheckConstraint(
                condition=models.Q(review_cycle__gte=1, review_cycle__lte=MAX_REVIEW_CYCLE),
                name="%(app_label)s_%(class)s_review_cycle_in_range",
            ),
            *slug_constraints(),
        ]
        # The order of lists, and the reviews of one owner that fall due: neither reads the texts.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=[column("title", SOURCE.code), "key"], name="%(class)s_by_title"),
            models.Index(fields=["next_review_on", "owner"], name="%(class)s_by_review"),
        ]

    def __str__(self) -> str:
        return getattr(self, column("title", SOURCE.code)) or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._fill_slugs()
        self.key = self.key or self._free("key", getattr(self, column("title", SOURCE.code)))
        self.next_review_on = self.reviewed_on and add_months(self.reviewed_on, self.review_cycle)
        super().save(*args, **kwargs)

    def _fill_slugs(self) -> None:
        for code in CODES:
            name, title = column("slug", code), getattr(self, column("title", code))
            if title and not getattr(self, name):
                setattr(self, name, self._free(name, title))

    def _free(self, name: str, text: str) -> str:
        """A slug of `text` that no other row has in column `name`: `lever`, `lever-2`, …; one query."""
        stem = _stem(text)
        others = type(self).objects.filter(**{f"{name}__startswith": stem}).exclude(pk=self.pk)
        return _first_free(stem, set(others.values_list(name, flat=True)))


def _stem(text: str) -> str:
    return slugify(text)[:72] or "page"


def _first_free(stem: str, taken: Collection[str]) -> str:
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def give_addresses(rows: Iterable[Content], code: str) -> list[Content]:
    """Give each of these rows of one model that has a title and no address in a language a free one.

    As `save` does, for many at once: one query. Gives those rows; nothing is stored.
    """
    name, title = column("slug", code), column("title", code)
    lacking = [row for row in rows if getattr(row, title) and not getattr(row, name)]
    if not lacking:
        return []
    stems = {row.pk: _stem(getattr(row, title)) for row in lacking}
    alike = reduce(or_, (models.Q(**{f"{name}__startswith": stem}) for stem in set(stems.values())))
    taken = set(type(lacking[0]).objects.filter(alike).values_list(name, flat=True))
    for row in lacking:
        setattr(row, name, _first_free(stems[row.pk], taken))
        taken.add(getattr(row, name))
    return lacking


class HelpLevels(models.Model):
    """When to seek help, at the three levels of Dutch care."""

    help_appointment = RichTextField(
        _("make an appointment"),
        blank=True,
        help_text=_("When somebody should make an appointment with the GP."),
    )
    help_today = RichTextField(
        _("call today"),
        blank=True,
        help_text=_("When somebody should call the GP, or the out-of-hours GP service, on the same day."),
    )
    help_emergency = RichTextField(
        _("call 112"),
        blank=True,
        help_text=_("When somebody should call 112 at once."),
    )

    class Meta:
        abstract = True


class Questions(models.Model):
    """What a person can ask the doctor about the object."""

    questions = models.TextField(
        _("questions for the doctor"),
        blank=True,
        max_length=2000,
        validators=[MaxLengthValidator(2000)],
        help_text=_(
            "One on each line, in the words of a patient. Readers can print them with room to write."
        ),
    )

    class Meta:
        abstract = True


class Part(NaturalKeyed):
    """A row that belongs to an object and has a place in an order."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class Section(Part):
    """A headed piece of text. The concrete class adds the owner and the kinds that may stand in it."""

    heading = models.CharField(
        _("heading"),
        max_length=120,
        blank=True,
        help_text=_("Left empty, readers see the usual heading of this kind of section."),
    )
    body = RichTextField(
        _("text"),
        blank=True,
        help_text=_("Plain words first, the medical term in brackets. Refer to a source with [@its-key]."),
    )

    class Meta(Part.Meta):
        abstract = True

    def __str__(self) -> str:
        return getattr(self, column("heading", SOURCE.code)) or str(self.get_kind_display())  # type: ignore[attr-defined]
