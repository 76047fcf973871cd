from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.content.models.base import Content
from portal.content.models.sources import Citation


class GlossaryTerm(Content):
    """A medical word. Its title is the term and its summary the plain meaning."""

    forms = models.TextField(
        _("inflected forms"),
        blank=True,
        help_text=_("Plurals and other forms of the term in running text, one on each line."),
    )
    forbidden = models.TextField(
        _("forbidden renderings"),
        blank=True,
        help_text=_("Words that must not be used for the term, one on each line. Readers never see them."),
    )
    translator_note = models.TextField(
        _("note for translators"),
        blank=True,
        help_text=_("When to use which word, and why. Readers never see it."),
    )

    class Meta(Content.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")


class GlossaryTermCitation(Citation):
    owner = models.ForeignKey(GlossaryTerm, on_delete=models.CASCADE, related_name="citations")
