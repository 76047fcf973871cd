from typing import ClassVar

from modeltranslation.translator import register, translator

from conditions import models
from portal.content.translation import (
    ContentTranslation,
    HelpLevelsTranslation,
    NoteTranslation,
    NothingTranslated,
    SectionTranslation,
)


@register(models.Condition)
class ConditionTranslation(HelpLevelsTranslation):
    pass


@register(models.Symptom)
class SymptomTranslation(HelpLevelsTranslation):
    fields: ClassVar[tuple[str, ...]] = ("what", "causes", "consequences", "advice")


@register(models.DiagnosticTest)
class DiagnosticTestTranslation(ContentTranslation):
    fields: ClassVar[tuple[str, ...]] = ("abbreviation", "what", "how", "when")


translator.register(models.ConditionSection, SectionTranslation)
translator.register(
    [
        models.ConditionSymptom,
        models.ConditionTest,
        models.ConditionTreatment,
        models.LookAlike,
        models.PrimaryCancer,
        models.ConditionCitation,
        models.SymptomCitation,
        models.DiagnosticTestCitation,
    ],
    NoteTranslation,
)
translator.register(
    [models.ConditionCode, models.ConditionPicture, models.SymptomPicture, models.DiagnosticTestPicture],
    NothingTranslated,
)
