"""The translation memory as tables: pairs to offer, what finds them, and what came from outside."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import Immutable, ImmutableQuerySet
from portal.translating.prints import LENGTH


class Standing(models.TextChoices):
    """What vouches for a pair, the best first."""

    REVIEWED = "reviewed", _("reviewed")
    TRANSLATED = "translated", _("translated")
    IMPORTED = "imported", _("imported memory")


class ImportedPair(Immutable):
    """A pair of texts from somebody else’s memory: only ever a suggestion. `origin` names the file."""

    language = models.CharField(max_length=8)
    source = models.TextField()
    target = models.TextField()
    source_print = models.CharField(max_length=LENGTH)
    target_print = models.CharField(max_length=LENGTH)
    origin = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = ImmutableQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["source_print", "target_print", "language"], name="imported_pair_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class MemoryPair(models.Model):
    """A source text and a translation of it that somebody answers for, once for each language.

    Derived from `TranslationEvent` and `ImportedPair`: see `portal.translating.memory.index`. `source_words`
    and `target_words` are what is searched in: no mark-up, small letters.
    """

    language = models.CharField(max_length=8)
    source_print = models.CharField(max_length=LENGTH)
    target_print = models.CharField(max_length=LENGTH)
    source = models.TextField()
    target = models.TextField()
    source_words = models.TextField()
    target_words = models.TextField()
    state = models.CharField(max_length=20, choices=Standing)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_print", "target_print", "language"], name="memory_pair_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class MemoryGram(models.Model):
    """Two neighbouring words of the source of a pair, as a number: texts that are alike share some.

    Ten of each pair, so that there is no more to a row than must be: Django alone sees to it that the pair
    is there, and takes its rows away with it.
    """

    pk = models.CompositePrimaryKey("gram", "pair_id")
    gram = models.BigIntegerField()
    pair = models.ForeignKey(MemoryPair, models.CASCADE, related_name="grams", db_constraint=False)

    def __str__(self) -> str:
        return f"{self.gram}: {self.pair_id}"
