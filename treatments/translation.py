from typing import ClassVar

from modeltranslation.translator import register, translator

from portal.content.translation import NoteTranslation, NothingTranslated, QuestionsTranslation
from treatments.models import Treatment, TreatmentCitation, TreatmentPicture


@register(Treatment)
class TreatmentTranslation(QuestionsTranslation):
    fields: ClassVar[tuple[str, ...]] = ("what", "how", "when", "risks")


translator.register(TreatmentCitation, NoteTranslation)
translator.register(TreatmentPicture, NothingTranslated)
