"""From publications to answers: whole addresses, and links to what is live only."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portal.languages import CODES
from portal.publishing.documents import Document
from portal.publishing.html import render
from portal.publishing.models import Publication
from portal.reading.addresses import Name, page_address
from portal.reading.api.answers import (
    PUBLIC,
    Alternate,
    CodedEntry,
    Entry,
    PublicLink,
    PublicPicture,
)
from portal.reading.api.codes import Found
from portal.reading.links import neighbours
from portal.reading.media import picture_address

HELP_LEVELS = ("appointment", "today", "emergency")


def absolute(request: HttpRequest, name: str, **arguments: Any) -> str:
    """Whole address of an operation of this interface."""
    return request.build_absolute_uri(reverse(f"api:{name}", kwargs=arguments))


def page_of(request: HttpRequest, publication: Publication) -> str:
    return request.build_absolute_uri(page_address(publication.kind, publication.language, publication.slug))


def document_of(request: HttpRequest, publication: Publication) -> str:
    return absolute(request, "document", **name_of(publication))


def name_of(publication: Publication) -> dict[str, str]:
    return {"kind": publication.kind, "key": publication.key, "language": publication.language}


def page_entry_of(request: HttpRequest, publication: Publication) -> dict[str, Any]:
    """What `PageEntry` takes. No query."""
    same = ("kind", "key", "language", "title", "other_names", "summary", "digest")
    return {
        **{name: getattr(publication, name) for name in same},
        "version": publication.number,
        "changed_at": publication.live_from,
        "address": page_of(request, publication),
        "document": document_of(request, publication),
    }


def entry_of(request: HttpRequest, publication: Publication) -> dict[str, Any]:
    """What `Entry` takes. No query, when `next_review_on` was read."""
    return page_entry_of(request, publication) | {"next_review_on": publication.next_review_on}


def listed(request: HttpRequest, publications: Iterable[Publication]) -> list[Entry]:
    return [Entry(**entry_of(request, publication)) for publication in publications]


def coded(request: HttpRequest, found: Found) -> CodedEntry:
    return CodedEntry(**entry_of(request, found.publication), is_exact=found.is_exact)


class Resolved:
    """A publication whose document says where the pages are that it names. One query."""

    def __init__(self, request: HttpRequest, publication: Publication) -> None:
        self.request = request
        self.publication = publication
        self.stored = publication.content()
        named = {(reference.kind, reference.key) for _relation, reference in self.stored.linked()}
        self.own = (publication.kind, publication.key)
        self.around = neighbours([publication.language], self.own, named)

    @property
    def alternates(self) -> list[Alternate]:
        """The page in each language in which it is live, its own too."""
        own = (found for found in self.around if (found.kind, found.key) == self.own)
        return [
            Alternate(
                language=found.language,
                address=page_of(self.request, found),
                document=document_of(self.request, found),
            )
            for found in sorted(own, key=lambda found: CODES.index(found.language))
        ]

    @property
    def live(self) -> Mapping[Name, Publication]:
        language = self.publication.language
        return {(found.kind, found.key): found for found in self.around if found.language == language}

    def document(self) -> Document:
        live = self.live
        addresses = {name: page_of(self.request, found) for name, found in live.items()}
        return PUBLIC[self.stored.kind].model_validate(
            self.stored.model_dump()
            | self._texts(addresses)
            | {"references": self._references(live), "pictures": self._pictures()}
        )

    def _texts(self, addresses: Mapping[Name, str]) -> dict[str, Any]:
        levels = {name: render(getattr(self.stored.help, name), addresses) for name in HELP_LEVELS}
        sections = [
            {**section.model_dump(), "body": render(section.body, addresses)}
            for section in self.stored.sections
        ]
        return {"help": levels, "sections": sections}

    def _references(self, live: Mapping[Name, Publication]) -> dict[str, list[PublicLink]]:
        """A relation without live targets is left out."""
        resolved = {
            relation: [
                PublicLink(
                    **reference.model_dump(),
                    title=target.title,
                    address=page_of(self.request, target),
                    document=document_of(self.request, target),
                )
                for reference in references
                if (target := live.get((reference.kind, reference.key)))
            ]
            for relation, references in self.stored.references.items()
        }
        return {relation: links for relation, links in resolved.items() if links}

    def _pictures(self) -> list[PublicPicture]:
        return [
            PublicPicture(
                **picture.model_dump(),
                address=self.request.build_absolute_uri(picture_address(picture.file)),
            )
            for picture in self.stored.pictures
        ]


def whole(request: HttpRequest, publication: Publication) -> dict[str, Any]:
    """What `PublishedDocument` takes. One query."""
    resolved = Resolved(request, publication)
    return entry_of(request, publication) | {
        "alternates": resolved.alternates,
        "caveats": publication.caveats,
        "content": resolved.document(),
    }
