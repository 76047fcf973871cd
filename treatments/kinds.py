from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.content.kinds import (
    CITED,
    IN_SHORT,
    MEDICALLY_REVIEWED,
    PICTURE,
    QUESTIONS,
    REVIEWED,
    SOURCED,
    SOURCES,
)
from portal.content.models import Picture, Source
from portal.publishing.kinds import Kind, Relation, register
from portal.publishing.wants import wanted_fields
from treatments.choices import Intent, TreatmentKind
from treatments.documents import HEADINGS, TreatmentDocument, build_treatment
from treatments.models import Treatment, TreatmentCitation, TreatmentPicture
from treatments.schema import TREATMENT


def register_kinds() -> None:
    register(
        Kind(
            name="treatment",
            model=Treatment,
            document=TreatmentDocument,
            build=build_treatment,
            loads=(*CITED, "pictures__picture", "parent"),
            parts={
                TreatmentCitation: ("citations",),
                TreatmentPicture: ("pictures",),
                Picture: ("pictures__picture",),
                Source: SOURCES,
            },
            address=pgettext_lazy("address", "treatments"),
            place=4,
            intro=_("What can be done: to cure, to push a disease back, or to relieve symptoms."),
            groups=TreatmentKind,
            aims=Intent,
            relations={"parent": Relation(reverse=_("Forms of this treatment"))},
            wants=(
                IN_SHORT,
                *wanted_fields(HEADINGS),
                QUESTIONS,
                SOURCED,
                PICTURE,
                REVIEWED,
                MEDICALLY_REVIEWED,
            ),
            schema=TREATMENT,
        )
    )
