"""What the translators' room keeps: who did what to which pair of texts, and figures that lists need."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.publishing.models import Immutable, ImmutableQuerySet
from portal.translating.memory import models as memory_models  # noqa: F401 - Django finds models from here
from portal.translating.prints import LENGTH


class State(models.TextChoices):
    """Where a unit stands. Of a pair, only `draft`, `translated` and `reviewed` are said."""

    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    OUTDATED = "outdated", _("outdated")
    TRANSLATED = "translated", _("translated")
    REVIEWED = "reviewed", _("reviewed")


CONFIRMED = frozenset({State.TRANSLATED, State.REVIEWED})


class Act(models.TextChoices):
    DRAFTED = "drafted", _("saved as a draft")
    TRANSLATED = "translated", _("translated")
    STILL_RIGHT = "still-right", _("still right")
    WORDING_ONLY = "wording-only", _("only the wording changed")
    IMPORTED = "imported", _("imported")
    REVIEWED = "reviewed", _("reviewed")
    CORRECTED = "corrected", _("corrected in review")
    SENT_BACK = "sent-back", _("sent back")
    OVERRIDDEN = "overridden", _("check overridden")


# Acts by which somebody answers for the English text: nobody reviews what they last answered for.
OF_AUTHOR = frozenset({Act.DRAFTED, Act.TRANSLATED, Act.STILL_RIGHT, Act.IMPORTED, Act.CORRECTED})


class TranslationEvent(Immutable):
    """What somebody did to one pair of texts: a translation and what it was made from, both whole.

    Nothing says which row the texts stood in: `path` names the field (`title`, `sections.body`) of the object
    `kind`/`key`. So what was once said of a pair holds wherever and whenever that pair comes back. `state` is
    what the act says of the pair; `""`: nothing. `finding` names the finding that was overridden.
    """

    kind = models.CharField(max_length=20)
    key = models.SlugField(max_length=80, db_index=False)
    language = models.CharField(_("language"), max_length=8)
    path = models.CharField(max_length=80)
    source = models.TextField(_("source text"), blank=True)
    target = models.TextField(_("translation"), blank=True)
    source_print = models.CharField(max_length=LENGTH)
    target_print = models.CharField(max_length=LENGTH)
    act = models.CharField(_("act"), max_length=20, choices=Act)
    state = models.CharField(_("state"), max_length=20, choices=State, blank=True)
    finding = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    job = models.CharField(_("job"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))

    objects: ClassVar[Any] = ImmutableQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["kind", "key", "language"], name="translation_event_object"),
            models.Index(fields=["source_print", "target_print"], name="translation_event_pair"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by=None) ^ models.Q(job=""),
                name="translation_event_by_a_person_or_a_job",
            ),
            models.CheckConstraint(
                condition=~models.Q(act=Act.OVERRIDDEN) | ~models.Q(finding="") & ~models.Q(note=""),
                name="translation_event_override_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key} ({self.language}), {self.path}: {self.get_act_display()}"

    @property
    def pair(self) -> tuple[str, str]:
        return self.source_print, self.target_print


class KeptFindings(models.Model):
    """What the checks found in one exact pair of texts: looking it up is quicker than checking.

    The digest names the pair and the checks themselves, so that a row is never wrong; it may be deleted.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    findings = models.JSONField()

    def __str__(self) -> str:
        return self.digest


class Summaries(models.QuerySet[Any]):
    def in_need(self) -> "Summaries":
        """Objects with something to do for a translator."""
        behind = models.Q(missing__gt=0) | models.Q(outdated__gt=0) | models.Q(draft__gt=0)
        return self.filter(behind | models.Q(errors__gt=0))

    def searching(self, words: str) -> "Summaries":
        """Objects in whose source or translation all of these words stand."""
        found = self
        for word in words.casefold().split():
            found = found.filter(words_of__text__holds=word)
        return found


class TranslationSummary(models.Model):
    """How far the translation of an object into one language is: see `portal.translating.summaries`.

    Words are those of the source; `words_done` stand in units that are translated or reviewed. Findings
    that a reviewer has overridden do not count, and `sent_back` are among the drafts. `changed_at` is when
    anybody last did anything to a text.
    """

    kind = models.CharField(max_length=20)
    key = models.SlugField(max_length=80, db_index=False)
    language = models.CharField(max_length=8)
    object_id = models.BigIntegerField()
    title = models.CharField(_("title"), max_length=120)
    units = models.PositiveIntegerField(_("texts"))
    missing = models.PositiveIntegerField(_("missing"))
    draft = models.PositiveIntegerField(_("draft"))
    sent_back = models.PositiveIntegerField(_("sent back"), default=0)
    outdated = models.PositiveIntegerField(_("outdated"))
    translated = models.PositiveIntegerField(_("translated"))
    reviewed = models.PositiveIntegerField(_("reviewed"))
    words = models.PositiveIntegerField(_("words"))
    words_done = models.PositiveIntegerField(_("words translated"))
    errors = models.PositiveIntegerField(_("errors"))
    warnings = models.PositiveIntegerField(_("warnings"))
    changed_at = models.DateTimeField(_("last change"), null=True)

    objects: ClassVar[Any] = Summaries.as_manager()

    class Meta:
        ordering = ("title", "kind", "key")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="translation_summary_unique"),
        ]
        indexes = [models.Index(fields=["language", "title"], name="translation_summary_title")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class SummaryText(models.Model):
    """The words of an object in both languages, each once and in small letters, to search in.

    Apart from the figures, so that lists need not read past them. What is looked for is a part of a word, so
    that in what order and how often words stand in the texts makes no difference.
    """

    summary = models.OneToOneField(TranslationSummary, on_delete=models.CASCADE, related_name="words_of")
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.summary)


class Comments(ImmutableQuerySet):
    def open_questions(self) -> "Comments":
        """Questions to the editors that nobody has answered since."""
        same = {name: models.OuterRef(name) for name in ("kind", "key", "language", "path", "source_print")}
        answers = self.model._base_manager.filter(**same, sort=UnitComment.Sort.ANSWER)
        return self.filter(~models.Exists(answers.filter(pk__gt=models.OuterRef("pk"))), sort="question")

    def naming(self, person: Any) -> "Comments":
        """Those in which somebody else names this person: `@name`."""
        return self.filter(text__icontains=f"@{person.get_username()}").exclude(by=person)


class UnitComment(Immutable):
    """What somebody said about a unit, named as `TranslationEvent` names it: by place and source text.

    It belongs to the source text: what was said of a text that has changed no longer shows.
    """

    class Sort(models.TextChoices):
        REMARK = "remark", _("remark")
        QUESTION = "question", _("question to the editors")
        ANSWER = "answer", _("answer")

    kind = models.CharField(max_length=20)
    key = models.SlugField(max_length=80, db_index=False)
    language = models.CharField(_("language"), max_length=8)
    path = models.CharField(max_length=80)
    source_print = models.CharField(max_length=LENGTH)
    page_kind = models.CharField(max_length=20)
    page_key = models.SlugField(max_length=80, db_index=False)
    sort = models.CharField(_("kind"), max_length=20, choices=Sort)
    text = models.CharField(_("comment"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))

    objects: ClassVar[Any] = Comments.as_manager()

    class Meta:
        ordering = ("pk",)
        base_manager_name = "objects"
        indexes = [models.Index(fields=["kind", "key", "language"], name="unit_comment_object")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key} ({self.language}), {self.path}: {self.text}"


# In a file of their own; Django finds models from here.
from portal.translating.exchange import pending  # noqa: E402, F401
