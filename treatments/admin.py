from django.contrib import admin

from portal.editing.content import CitationInline, ContentAdmin, PictureInline, content_fieldsets
from treatments.documents import HEADINGS
from treatments.models import Treatment, TreatmentCitation, TreatmentPicture


class TreatmentPictureInline(PictureInline):
    model = TreatmentPicture
    sections = list(HEADINGS.items())


class TreatmentCitationInline(CitationInline):
    model = TreatmentCitation


@admin.register(Treatment)
class TreatmentAdmin(ContentAdmin):
    about = ("kind",)
    fieldsets = content_fieldsets(
        page=(("kind", "parent"), ("intent", "route")),
        texts=("what", "how", "when", "risks"),
        questions=True,
    )
    autocomplete_fields = ["parent", *ContentAdmin.autocomplete_fields]
    inlines = (TreatmentPictureInline, TreatmentCitationInline)
