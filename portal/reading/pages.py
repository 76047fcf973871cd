"""A page as its template gets it: one document, and what other live pages are called.

Three queries make a page, whatever its length and whatever else there is: the publication, the live
pages that it needs to know, and the live pages that name it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.languages import SOURCE
from portal.publishing.documents import Document, Picture, Section
from portal.publishing.html import render
from portal.publishing.kinds import Kind, kind_named
from portal.publishing.models import Publication
from portal.reading.addresses import Name, page_address
from portal.reading.criteria import Facts, in_short
from portal.reading.explaining import Explainer
from portal.reading.glossary import Glossary, Term, kept_glossary, live_terms, renewed
from portal.reading.links import FOOT_KIND, Link, LinkList, foot_links, links_to, neighbours, nested
from portal.reading.paths import Step, path_of
from portal.reading.versions import Version

HELP, OUTLOOK, QUESTIONS = "help", "outlook", "questions"


@dataclass(frozen=True)
class PageSection:
    """A section with the pictures and links that belong to it; `anchor` is its name in the address."""

    kind: str
    anchor: str
    heading: str
    html: SafeString
    figures: list[Picture]
    links: list[LinkList]

    @property
    def template(self) -> str:
        """Questions and when to seek help are shown in their own way."""
        own = self.kind if self.kind in {HELP, QUESTIONS} else "section"
        return f"reading/includes/{own}.html"


@dataclass(frozen=True)
class HelpLevel:
    """One level of help: how urgent, in words for everybody, and when."""

    name: str
    urgency: str
    heading: str
    html: SafeString


class Page:
    """One document as a page. There is no publication in a preview, where nothing has been stored.

    `suffix` closes the names of places on the page; it is for pages that stand beside another one.
    """

    suffix = ""

    def __init__(self, document: Document, publication: Publication | None = None) -> None:
        self.document = document
        self.publication = publication

    @property
    def kind(self) -> Kind:
        return kind_named(self.document.kind)

    @property
    def version(self) -> Version | None:
        """The publication as the page's history tells of it."""
        return Version(self.publication) if self.publication else None

    @property
    def made(self) -> list[tuple[str, str]]:
        """How it was made, in short; nothing for a page about the site and for what is not published."""
        version = self.version
        if version is None or self.document.kind == FOOT_KIND:
            return []
        return list(in_short(Facts(self.document, version, self.alternates)))

    @property
    def own_name(self) -> Name:
        return self.document.kind, self.document.key

    @cached_property
    def neighbours(self) -> list[Publication]:
        """The live pages that this one needs; one query."""
        return neighbours_of(self)

    @property
    def named(self) -> set[Name]:
        return {(reference.kind, reference.key) for _relation, reference in self.document.linked()}

    @cached_property
    def _live_terms(self) -> frozenset[str]:
        return live_terms(self.document.language, self.publication)

    @cached_property
    def _kept_glossary(self) -> Glossary:
        return kept_glossary(self.document.language)

    @property
    def missing_terms(self) -> Collection[str]:
        """The live terms that this process does not know yet."""
        return self._live_terms - self._kept_glossary.terms.keys()

    @cached_property
    def _explainer(self) -> Explainer:
        kept, language = self._kept_glossary, self.document.language
        glossary = renewed(kept, language, self._live_terms, self.neighbours)
        return Explainer(glossary, self.own_name, self.document.names)

    @property
    def explained(self) -> Mapping[str, Term]:
        """The terms that are marked in the texts of this page, by the place where its meaning stands."""
        _texts = self.summary, self.sections, self.help_levels
        return self._explainer.explained

    @cached_property
    def _live(self) -> dict[Name, Publication]:
        language = self.document.language
        return {(p.kind, p.key): p for p in self.neighbours if p.language == language}

    @property
    def caveats(self) -> list[str]:
        """Why the page went live although something was missing, in its own language."""
        return self.publication.caveats if self.publication else []

    @property
    def address(self) -> str:
        return page_address(self.document.kind, self.document.language, self.document.slug)

    @cached_property
    def foot(self) -> list[Link]:
        return foot_links(self._live.values())

    @cached_property
    def alternates(self) -> dict[str, str]:
        """Addresses of this object's live pages, by language."""
        own = (p for p in self.neighbours if (p.kind, p.key) == self.own_name)
        return {p.language: page_address(p.kind, p.language, p.slug) for p in own}

    @cached_property
    def source_page(self) -> Link | None:
        """Of a translation: the live page in the source language."""
        if self.document.language == SOURCE.code:
            return None
        own = (p for p in self.neighbours if (p.kind, p.key, p.language) == (*self.own_name, SOURCE.code))
        return next(map(Link, own), None)

    @property
    def follows(self) -> int | None:
        """Of a translation: the version of the source that it renders; 0: none, `None`: unknown."""
        return self.publication.follows if self.publication else None

    @property
    def is_behind(self) -> bool:
        """Whether readers of the source language get another version than the one that this page renders."""
        known = self.follows is not None and self.source_page is not None
        return known and self.source_page.publication.number != self.follows  # type: ignore[union-attr]

    @cached_property
    def links_to_it(self) -> list[LinkList]:
        return links_to(self.document.language, self.own_name)

    @cached_property
    def parent(self) -> Link | None:
        return next(iter(self._links("parent")), None)

    @cached_property
    def path(self) -> list[Step]:
        """The steps of the picture; empty when there are not two."""
        return path_of(self.kind, self._links)

    def targets(self, relation: str) -> list[Link]:
        """The live targets of a relation, in the editor's order."""
        references = self.document.references.get(relation, ())
        live = ((self._live.get((reference.kind, reference.key)), reference.note) for reference in references)
        return [Link(publication, note) for publication, note in live if publication]

    def _links(self, relation: str) -> list[Link]:
        return nested(self.targets(relation))

    @cached_property
    def _addresses(self) -> dict[Name, str]:
        return {name: page_address(p.kind, p.language, p.slug) for name, p in self._live.items()}

    def _html(self, body: str) -> SafeString:
        """A text of its own: links lead to live pages, and each term is marked at its first use."""
        return self._explainer.mark(render(body, self._addresses))

    @cached_property
    def summary(self) -> SafeString:
        return self._explainer.mark(format_html("{}", self.document.summary))

    @cached_property
    def sections(self) -> list[PageSection]:
        """The document's sections, completed: when to seek help before the outlook, questions at the end."""
        found = list(self._sections())
        if self.help_levels:
            places = [place for place, section in enumerate(found) if section.kind == OUTLOOK]
            found.insert(places[0] if places else len(found), help_section())
        if self.document.questions:
            found.append(questions_section())
        return found

    def _sections(self) -> Iterator[PageSection]:
        """Pictures stand in the first section of their kind, links in the last one."""
        total = Counter(section.kind for section in self.document.sections)
        seen = Counter[str]()
        for section in [*self.document.sections, *self._sections_for_links(total)]:
            seen[section.kind] += 1
            yield self._section(
                section, seen[section.kind], is_last=seen[section.kind] >= total[section.kind]
            )

    def _sections_for_links(self, present: Counter[str]) -> Iterator[Section]:
        """A section for each relation with live targets that the document has no section for."""
        for name, relation in self.kind.relations.items():
            if relation.section and relation.section not in present and self._links(name):
                yield Section(kind=relation.section, heading=str(relation.heading), body="")

    def _section(self, section: Section, number: int, *, is_last: bool) -> PageSection:
        return PageSection(
            kind=section.kind,
            anchor=section.kind if number == 1 else f"{section.kind}-{number}",
            heading=section.heading,
            html=self._html(section.body),
            figures=self.figures_in(section.kind) if number == 1 else [],
            links=self._links_in(section.kind) if is_last else [],
        )

    def _links_in(self, section: str) -> list[LinkList]:
        relations = (
            (name, relation) for name, relation in self.kind.relations.items() if relation.section == section
        )
        lists = (LinkList(relation.heading, self._links(name)) for name, relation in relations)
        return [links for links in lists if links.links]

    def figures_in(self, section: str) -> list[Picture]:
        return [picture for picture in self.document.pictures if picture.section == section]

    @cached_property
    def top_figures(self) -> list[Picture]:
        return self.figures_in("")

    @cached_property
    def help_levels(self) -> list[HelpLevel]:
        """The levels that the document speaks of, the least urgent first."""
        texts = self.document.help
        levels = (
            ("appointment", _("Not urgent"), _("Make an appointment with the GP"), texts.appointment),
            ("today", _("Urgent"), _("Call the GP or the out-of-hours GP service today"), texts.today),
            ("emergency", _("Life-threatening"), _("Call 112 now"), texts.emergency),
        )
        return [
            HelpLevel(name, urgency, heading, self._html(html))
            for name, urgency, heading, html in levels
            if html
        ]

    @property
    def review_is_overdue(self) -> bool:
        """Whether the next review should have been done by today, in Dutch time."""
        due: date | None = self.document.next_review_on
        return due is not None and due < localdate()


class EarlierPage(Page):
    """A version as it was. Its links lead to the pages of today; it lists nothing that came later."""

    @property
    def links_to_it(self) -> list[LinkList]:
        return []

    @property
    def _live_terms(self) -> frozenset[str]:
        return frozenset()

    @property
    def review_is_overdue(self) -> bool:
        return False


def neighbours_of(*pages: Page) -> list[Publication]:
    """The live pages that these pages of one object need, in one query."""
    languages = [page.document.language for page in pages]
    named = {name for page in pages for name in page.named}
    terms = {term for page in pages for term in page.missing_terms}
    return neighbours(languages, pages[0].own_name, named, terms)


def help_section() -> PageSection:
    """The place of the help levels among the sections."""
    return PageSection(HELP, HELP, _("When to seek help"), SafeString(), [], [])


def questions_section() -> PageSection:
    """The place of the questions for the doctor among the sections."""
    return PageSection(QUESTIONS, QUESTIONS, _("Questions for your doctor"), SafeString(), [], [])
