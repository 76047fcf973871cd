"""What answers look like, as types: the description of the interface is made from these."""

from datetime import date, datetime
from typing import Any, Union

from ninja import Schema
from pydantic import Field, create_model

from portal.publishing.documents import Document, Picture, Reference
from portal.publishing.kinds import all_kinds

ADDRESS = Field(description="Address of the page for people.")
ANSWER = Field(description="Address of the whole document in this interface.")


class Index(Schema):
    """Addresses to begin at."""

    description: str = Field(description="This interface, described for programs (OpenAPI 3.1).")
    kinds: str
    documents: str
    search: str
    lookup: str


class PageEntry(Schema):
    """A live page."""

    kind: str
    key: str = Field(description="The name of the object: the same in every language, and for good.")
    language: str
    title: str
    other_names: list[str]
    summary: str
    version: int = Field(description="Counts the publications of this page from 1.")
    digest: str = Field(description="SHA-256 of the published text: another digest, another text.")
    changed_at: datetime = Field(description="Since when this version is what readers get.")
    address: str = ADDRESS
    document: str = ANSWER


class Entry(PageEntry):
    """A live page, as lists show it."""

    next_review_on: date | None = None


class Listing(Schema):
    """A part of a list; `next` is the address of the part that follows, or null at the end."""

    items: list[Entry]
    next: str | None = None


class Alternate(Schema):
    """The same page in one of its languages."""

    language: str
    address: str = ADDRESS
    document: str = ANSWER


class PublicLink(Reference):
    """A link to another live page."""

    title: str = ""
    address: str = ADDRESS
    document: str = ANSWER


class PublicPicture(Picture):
    address: str = Field(description="Address of the picture.")


def public(document: type[Document]) -> type[Document]:
    """The same document with links and pictures that say where they are."""
    fields: dict[str, Any] = {
        "references": (dict[str, tuple[PublicLink, ...]], {}),
        "pictures": (tuple[PublicPicture, ...], ()),
    }
    made: type[Document] = create_model(
        document.__name__, __base__=document, __doc__=document.__doc__, **fields
    )
    return made


PUBLIC = {kind.name: public(kind.document) for kind in all_kinds()}


class Whole(Entry):
    """A page with its languages. What the page says is in `content`."""

    alternates: list[Alternate]
    caveats: list[str] = Field(description="What readers are told before they read it.")


# Which fields `content` has, depends on the kind.
Content: Any = Union[tuple(PUBLIC.values())]  # noqa: UP007 - of types that are known when the program runs
PublishedDocument = create_model(
    "PublishedDocument", __base__=Whole, __doc__=Whole.__doc__, content=(Content, ...)
)


class VersionEntry(Schema):
    """A publication of a page: what readers got from one moment until another, or still get."""

    version: int
    title: str
    digest: str
    live_from: datetime
    live_until: datetime | None = None
    reason: str = Field(description="What was said when it was published; often nothing.")
    was_withdrawn: bool = Field(description="Whether it was taken away, and not followed by another version.")
    withdrawal_reason: str
    document: str | None = Field(description="Address of the document as it was; none when it was withdrawn.")


class VersionListing(Schema):
    """All versions of a page that readers have ever got, the newest first; `next` as in every list."""

    items: list[VersionEntry]
    next: str | None = None


class KindEntry(Schema):
    """A kind of content, and what readers call its list in each language."""

    kind: str
    names: dict[str, str]
    addresses: dict[str, str]
    documents: str = Field(description="Address of the list of this kind in this interface.")


class KindListing(Schema):
    items: list[KindEntry]


class FoundEntry(PageEntry):
    """A live page that was found by words."""

    extract: str = Field(description="A piece of its text as HTML, with the words that were found in <mark>.")


class FoundListing(Schema):
    """A page of what was found, the best first."""

    items: list[FoundEntry]
    total: int = Field(description="How many were found; more than 1000 are not counted.")
    page: int
    pages: int
    instead: str = Field(description="The words that were searched, when what was asked was misspelt.")


class CodedEntry(Entry):
    """A live page about what a code stands for."""

    is_exact: bool = Field(description="False when the page is about a broader code, as C78 is of C78.7.")


class CodedListing(Schema):
    items: list[CodedEntry]
