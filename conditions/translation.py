from typing import ClassVar

from modeltranslation.translator import register, translator

from conditions import models
from portal.content.translation import (
    HelpLevelsTranslation,
    NoteTranslation,
    NothingTranslated,
    QuestionsTranslation,
    SectionTranslation,
)


@register(models.Condition)
class ConditionTranslation(HelpLevelsTranslation, QuestionsTranslation):
    pass


@register(models.Symptom)
class SymptomTranslation(HelpLevelsTranslation, QuestionsTranslation):
    fields: ClassVar[tuple[str, ...]] = ("what", "causes", "consequences", "advice")


@register(models.DiagnosticTest)
class DiagnosticTestTranslation(QuestionsTranslation):
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
