"""The index of search: what publications say, in the forms that search compares. Made from them alone.

Publishing keeps it (`portal.reading.search.index`), `manage.py rebuild_search` makes it anew. Beside these
tables the databases keep what they search fast with, by themselves: on SQLite two FTS5 tables, by
triggers; on PostgreSQL two generated columns and indexes on three-letter parts (the migration `full_text`).
"""

from typing import ClassVar

from django.db import models

from portal.publishing.models import Publication


class SearchEntry(models.Model):
    """One publication that is live or planned. `title` to `text` hold stems; `plain` is for extracts.

    `marks` holds the language and the kind as words, so that one look-up finds both text and kind.
    """

    publication = models.OneToOneField(
        Publication, primary_key=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    marks = models.CharField(max_length=30)
    title = models.TextField()
    names = models.TextField()
    summary = models.TextField()
    text = models.TextField()
    plain = models.TextField()

    objects: ClassVar[models.Manager["SearchEntry"]]

    def __str__(self) -> str:
        return str(self.publication)


class SearchName(models.Model):
    """A title or other name in a form by which whole names are compared; the lower its place, the better."""

    class Place(models.IntegerChoices):
        TITLE = 0
        OTHER_NAME = 1
        TITLE_BUT_FOR_ENDINGS = 2
        NAME_BUT_FOR_ENDINGS = 3

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8)
    key = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField(choices=Place)

    class Meta:
        indexes = [models.Index(fields=["language", "key"], name="search_name_key")]

    def __str__(self) -> str:
        return self.key


class SearchWord(models.Model):
    """A word of the site: as written, without accents, its stem, and how many entries have it."""

    language = models.CharField(max_length=8)
    word = models.CharField(max_length=60)
    folded = models.CharField(max_length=60)
    stem = models.CharField(max_length=60)
    pages = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="search_word_unique"),
        ]
        indexes = [models.Index(fields=["language", "stem"], name="search_word_stem")]

    def __str__(self) -> str:
        return self.word
