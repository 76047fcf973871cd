from portal.content.models.base import (
    Content,
    ContentQuerySet,
    HelpLevels,
    NaturalKeyed,
    Part,
    Questions,
    Section,
    give_addresses,
)
from portal.content.models.pages import Page, PageCitation
from portal.content.models.pictures import Picture, PictureUse
from portal.content.models.sources import Citation, Source
from portal.content.models.terms import GlossaryTerm, GlossaryTermCitation

__all__ = [
    "Citation",
    "Content",
    "ContentQuerySet",
    "GlossaryTerm",
    "GlossaryTermCitation",
    "HelpLevels",
    "NaturalKeyed",
    "Page",
    "PageCitation",
    "Part",
    "Picture",
    "PictureUse",
    "Questions",
    "Section",
    "Source",
    "give_addresses",
]
