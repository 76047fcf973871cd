"""Which fields exist in every language. Django finds this module by its name (modeltranslation's rule)."""

from typing import ClassVar

from modeltranslation.translator import TranslationOptions, register, translator

from portal.content.models import GlossaryTerm, GlossaryTermCitation, Page, PageCitation, Picture, Source
from portal.languages import SOURCE


class ContentTranslation(TranslationOptions):
    fields: ClassVar[tuple[str, ...]] = (
        "title",
        "slug",
        "other_names",
        "summary",
        "author",
        "medical_reviewer",
        "rights",
    )
    required_languages = {SOURCE.code: ("title",), "default": ()}


class HelpLevelsTranslation(ContentTranslation):
    fields: ClassVar[tuple[str, ...]] = ("help_appointment", "help_today", "help_emergency")


class QuestionsTranslation(ContentTranslation):
    fields: ClassVar[tuple[str, ...]] = ("questions",)


class SectionTranslation(TranslationOptions):
    fields: ClassVar[tuple[str, ...]] = ("heading", "body")


class NoteTranslation(TranslationOptions):
    fields: ClassVar[tuple[str, ...]] = ("note",)


class NothingTranslated(TranslationOptions):
    """For models that only follow relations: without it their look-ups read the un-suffixed column."""


@register(GlossaryTerm)
class GlossaryTermTranslation(ContentTranslation):
    fields: ClassVar[tuple[str, ...]] = ("forms", "forbidden")


@register(Page)
class PageTranslation(ContentTranslation):
    fields: ClassVar[tuple[str, ...]] = ("body",)


@register(Source)
class SourceTranslation(TranslationOptions):
    fields: ClassVar[tuple[str, ...]] = ("title",)
    required_languages = {SOURCE.code: ("title",), "default": ()}


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields: ClassVar[tuple[str, ...]] = ("alt", "caption", "credit", "licence")


translator.register([GlossaryTermCitation, PageCitation], NoteTranslation)
