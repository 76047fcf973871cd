from django.contrib import admin

from conditions import models
from conditions.choices import SectionKind
from conditions.documents import SYMPTOM_HEADINGS, TEST_HEADINGS
from portal.editing.bases import PartInline
from portal.editing.content import CitationInline, ContentAdmin, PictureInline, content_fieldsets


class SectionInline(PartInline):
    model = models.ConditionSection
    fieldsets = [(None, {"fields": [("kind", "position"), "heading", "body"]})]


class LinkInline(PartInline):
    fieldsets = [(None, {"fields": [("target", "note", "position")]})]
    autocomplete_fields = ("target",)
    classes = ("collapse", "compact")
    fk_name = "owner"


class SymptomInline(LinkInline):
    model = models.ConditionSymptom


class TestInline(LinkInline):
    model = models.ConditionTest


class TreatmentInline(LinkInline):
    model = models.ConditionTreatment


class LookAlikeInline(LinkInline):
    model = models.LookAlike


class PrimaryCancerInline(LinkInline):
    model = models.PrimaryCancer


class CodeInline(PartInline):
    model = models.ConditionCode
    fieldsets = [(None, {"fields": [("system", "value", "position")]})]
    classes = ("collapse", "compact")


class ConditionPictureInline(PictureInline):
    model = models.ConditionPicture
    sections = SectionKind.choices


class ConditionCitationInline(CitationInline):
    model = models.ConditionCitation


@admin.register(models.Condition)
class ConditionAdmin(ContentAdmin):
    about = ("body_part",)
    fieldsets = content_fieldsets(page=("body_part",), help_levels=True, questions=True)
    inlines = (
        SectionInline,
        PrimaryCancerInline,
        SymptomInline,
        TestInline,
        LookAlikeInline,
        TreatmentInline,
        ConditionPictureInline,
        ConditionCitationInline,
        CodeInline,
    )


class SymptomPictureInline(PictureInline):
    model = models.SymptomPicture
    sections = list(SYMPTOM_HEADINGS.items())


class SymptomCitationInline(CitationInline):
    model = models.SymptomCitation


@admin.register(models.Symptom)
class SymptomAdmin(ContentAdmin):
    about = ("nature",)
    fieldsets = content_fieldsets(
        page=("nature",),
        texts=("what", "causes", "consequences", "advice"),
        help_levels=True,
        questions=True,
    )
    inlines = (SymptomPictureInline, SymptomCitationInline)


class DiagnosticTestPictureInline(PictureInline):
    model = models.DiagnosticTestPicture
    sections = list(TEST_HEADINGS.items())


class DiagnosticTestCitationInline(CitationInline):
    model = models.DiagnosticTestCitation


@admin.register(models.DiagnosticTest)
class DiagnosticTestAdmin(ContentAdmin):
    about = ("kind",)
    fieldsets = content_fieldsets(
        page=(("kind", "parent"), "abbreviation"), texts=("what", "how", "when"), questions=True
    )
    autocomplete_fields = ["parent", *ContentAdmin.autocomplete_fields]
    inlines = (DiagnosticTestPictureInline, DiagnosticTestCitationInline)
