"""What programs are told about a page, in the vocabulary of schema.org, as JSON-LD.

Nothing is said here that readers do not see on the page. An object has one name for both languages, an
address that never changes; its page in each language says that it is about that object. Other objects are
named by their type and that address, and their own pages say the rest: every reader waits for this block, so
that it repeats neither the text of the page nor what other pages say.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.languages import SOURCE
from portal.publishing.documents import Citation, Picture
from portal.publishing.kinds import Kind, kind_named
from portal.publishing.models import Publication
from portal.publishing.schema import Node, Role, node
from portal.reading.addresses import home_address, list_address, search_address
from portal.reading.links import Link
from portal.reading.lists import Listing
from portal.reading.media import picture_address
from portal.reading.pages import HELP, Page, PageSection

ASPECT = "https://schema.org/{}HealthAspect"
WHEN_TO_SEEK_HELP = "SeeDoctor"
READ_ALOUD = ".summary"
# The standing page that says how texts are made, by its key.
EDITORIAL_POLICY = "redactiebeleid"

# From an address on this site to the same with its host.
Absolute = Callable[[str], str]


def graph(*nodes: Node) -> Node:
    return {"@context": "https://schema.org", "@graph": [found for found in nodes if found]}


def home_graph(language: str, absolute: Absolute) -> Node:
    """The site, and how it is searched."""
    target = f"{absolute(search_address(language))}?q={{words}}"
    action = node("SearchAction", target=node("EntryPoint", urlTemplate=target))
    return graph(
        _site(language, absolute) | {"potentialAction": action | {"query-input": "required name=words"}}
    )


def _site(language: str, absolute: Absolute) -> Node:
    address = absolute(home_address(language))
    site = node("WebSite", name=_("Medical Portal"), url=address, inLanguage=language)
    return {"@id": f"{address}#site"} | site


def list_graph(kind: Kind, listing: Listing, language: str, absolute: Absolute) -> Node:
    """The pages that a list shows, in its order; other names of a page are not listed again."""
    address = absolute(list_address(kind.name, language))
    shown = (entry for part in listing.shown for entry in part.entries if not entry.is_other_name)
    items = [
        node("ListItem", position=position, name=entry.name, url=absolute(entry.link.address))
        for position, entry in enumerate(shown, start=1)
    ]
    page = node(
        "CollectionPage",
        name=kind.plural,
        url=address,
        inLanguage=language,
        description=str(kind.intro),
        isPartOf=_site(language, absolute),
        mainEntity=node("ItemList", itemListElement=items),
    )
    return graph(page | {"@id": address})


def page_graph(page: Page, publication: Publication, absolute: Absolute) -> Node:
    return PageData(page, publication, absolute).graph()


@dataclass(frozen=True)
class PageData:
    """The nodes of one live page; no query beside those of the page."""

    page: Page
    publication: Publication
    absolute: Absolute

    def graph(self) -> Node:
        return graph(self._web_page(), self._thing())

    @property
    def _address(self) -> str:
        return self.absolute(Link(self.publication).address)

    def _web_page(self) -> Node:
        document = self.page.document
        schema = self.page.kind.schema
        page = node(
            "MedicalWebPage" if schema else "WebPage",
            url=self._address,
            name=document.title,
            description=document.summary,
            inLanguage=document.language,
            isPartOf=_site(document.language, self.absolute),
            audience=node("Patient") if schema else None,
            breadcrumb=self._breadcrumb(),
            hasPart=list(self._parts()),
            speakable=document.summary and node("SpeakableSpecification", cssSelector=READ_ALOUD),
            citation=[self._source(citation) for citation in document.citations],
            image=[self._picture(picture) for picture in document.pictures],
            publishingPrinciples=self._editorial_policy(),
            creditText=document.author,
            copyrightNotice=document.rights,
        )
        about = {"about": self._named(), "mainEntity": self._named()} if schema else {}
        return {"@id": self._address} | page | about | self._dates() | self._review() | self._translation()

    def _named(self) -> Node:
        return {"@id": self._name_of(self.publication)}

    def _name_of(self, publication: Publication) -> str:
        return self.absolute(f"/#{publication.kind}/{publication.key}")

    def _dates(self) -> Node:
        day = self.publication.live_from.date().isoformat()
        dates: Node = {"version": self.publication.number, "dateModified": day}
        return {"datePublished": day} | dates if self.publication.number == 1 else dates

    def _review(self) -> Node:
        """Only of a real reviewer; without one, readers are told that nobody has reviewed the text."""
        document = self.page.document
        if not document.medical_reviewer:
            return {}
        review: Node = {"reviewedBy": node("Person", name=document.medical_reviewer)}
        day = document.reviewed_on
        return review | {"lastReviewed": day.isoformat()} if day else review

    def _translation(self) -> Node:
        own = self.page.document.language
        others = [
            node("WebPage", inLanguage=language, url=self.absolute(address))
            for language, address in self.page.alternates.items()
            if language != own and SOURCE.code in {own, language}
        ]
        name = "workTranslation" if own == SOURCE.code else "translationOfWork"
        return {name: others} if others else {}

    def _breadcrumb(self) -> Node:
        language, kind = self.page.document.language, self.page.kind
        steps = [(_("Home"), home_address(language)), (kind.plural, list_address(kind.name, language))]
        if self.page.parent:
            steps.append((self.page.parent.title, self.page.parent.address))
        steps.append((self.page.document.title, Link(self.publication).address))
        items = [
            node(
                "ListItem",
                position=position,
                name=name,
                item={"@id": self.absolute(address)} | node("WebPage"),
            )
            for position, (name, address) in enumerate(steps, start=1)
        ]
        return node("BreadcrumbList", itemListElement=items)

    def _parts(self) -> Iterator[Node]:
        """The sections under a heading, with what they are about where the vocabulary has a word for it."""
        for section in self.page.sections:
            if self.page.kind.schema and section.heading:
                yield node(
                    "HealthTopicContent",
                    headline=section.heading,
                    url=f"{self._address}#{section.anchor}",
                    hasHealthAspect=self._aspect(section),
                )

    def _aspect(self, section: PageSection) -> str:
        aspects = self.page.kind.schema.aspects if self.page.kind.schema else {}
        name = WHEN_TO_SEEK_HELP if section.kind == HELP else aspects.get(section.kind)
        return ASPECT.format(name) if name else ""

    def _source(self, citation: Citation) -> Node:
        return node(
            "CreativeWork",
            name=citation.title,
            url=citation.url,
            inLanguage=citation.language,
            publisher=node("Organization", name=citation.publisher),
            creditText=citation.author,
            datePublished=citation.published_on and citation.published_on.isoformat(),
        )

    def _picture(self, picture: Picture) -> Node:
        return node(
            "ImageObject",
            contentUrl=self.absolute(picture_address(picture.file)),
            caption=picture.caption,
            creditText=picture.credit,
            license=node("CreativeWork", name=picture.licence),
        )

    def _editorial_policy(self) -> str:
        found = (link for link in self.page.foot if link.publication.key == EDITORIAL_POLICY)
        return next((self.absolute(link.address) for link in found), "")

    def _thing(self) -> Node:
        """What the page is about."""
        schema, document = self.page.kind.schema, self.page.document
        if not schema:
            return {}
        thing = node(
            *schema.types_of(document.group),
            name=document.title,
            alternateName=list(document.other_names),
            mainEntityOfPage={"@id": self._address},
        )
        if schema.collection:
            thing[schema.collection] = self.absolute(list_address(document.kind, document.language))
        return self._named() | thing | schema.properties(document) | self._relations()

    def _relations(self) -> Node:
        relations: Node = {}
        for name, relation in self.page.kind.relations.items():
            if relation.role and (links := self.page.targets(name)):
                relations[relation.role.property] = self._linked(links, relation.role)
        for found in self.page.links_to_it:
            if found.role:
                relations[found.role.property] = self._linked(found.links, found.role)
        return relations

    def _linked(self, links: Iterable[Link], role: Role) -> list[Any]:
        return [self._between(link, role) for link in links]

    def _between(self, link: Link, role: Role) -> Node:
        if role.between is None:
            return self._other(link, role)
        types, name = role.between
        return node(types, **{name: self._other(link, role)})

    def _other(self, link: Link, role: Role) -> Node:
        """Another object, by the name under which its own page tells the rest: the page stays light."""
        schema = kind_named(link.publication.kind).schema
        types = (*(schema.types_of(link.publication.group) if schema else ()), role.also)
        return {"@id": self._name_of(link.publication)} | node(*filter(None, types), name=link.title)
