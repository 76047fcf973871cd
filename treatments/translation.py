from typing import ClassVar

from modeltranslation.translator import register, translator

from portal.content.translation import ContentTranslation, NoteTranslation, NothingTranslated
from treatments.models import Treatment, TreatmentCitation, TreatmentPicture


@register(Treatment)
class TreatmentTranslation(ContentTranslation):
    fields: ClassVar[tuple[str, ...]] = ("what", "how", "when", "risks")


translator.register(TreatmentCitation, NoteTranslation)
translator.register(TreatmentPicture, NothingTranslated)
