from portal.content.kinds import CITED, SOURCES
from portal.content.models import Picture, Source
from portal.publishing.kinds import Kind, register
from treatments.documents import TreatmentDocument, build_treatment
from treatments.models import Treatment, TreatmentCitation, TreatmentPicture


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
        )
    )
