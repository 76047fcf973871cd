"""Links between live pages. Documents only name each other; who is live decides what readers see."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.functional import Promise

from portal.publishing.kinds import Relation, kind_named
from portal.publishing.models import Publication, PublishedLink, is_live
from portal.publishing.schema import Role
from portal.reading.addresses import Name, page_address
from portal.reading.glossary import explaining_kinds

FOOT_KIND = "page"


@dataclass(frozen=True)
class Link:
    """Another live page, what it has to do with this one, and its own forms."""

    publication: Publication
    note: str = ""
    children: list["Link"] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.publication.title

    @property
    def address(self) -> str:
        return page_address(self.publication.kind, self.publication.language, self.publication.slug)


@dataclass(frozen=True)
class LinkList:
    """A headed list of links, and what they are to programs."""

    heading: str | Promise
    links: list[Link]
    role: Role | None = None


def nested(links: Iterable[Link]) -> list[Link]:
    """The same links in the same order, each form below what it is a form of when that is there too."""
    by_name = {(link.publication.kind, link.publication.key): link for link in links}
    top: list[Link] = []
    for link in by_name.values():
        parent = by_name.get((link.publication.kind, link.publication.parent))
        (parent.children if parent else top).append(link)
    return top


def neighbours(
    languages: list[str], own: Name, named: Iterable[Name], terms: Collection[str] = ()
) -> list[Publication]:
    """Live pages that a page needs, in one query: those it names, itself in every language, the foot's.

    Also the terms of the glossary with these digests; only then do all come with their documents.
    """
    keys_by_kind = defaultdict(set)
    for kind, key in named:
        keys_by_kind[kind].add(key)
    # Each alternative names what an index holds: databases then look up each, and do not read every row.
    wanted = Q(kind=own[0], key=own[1]) | Q(kind=FOOT_KIND, language__in=languages)
    for kind, keys in keys_by_kind.items():
        wanted |= Q(kind=kind, key__in=keys, language__in=languages)
    if not terms:
        return list(Publication.objects.filter(wanted).live().without_documents())
    wanted |= Q(kind__in=explaining_kinds(), language__in=languages, digest__in=terms)
    return list(Publication.objects.filter(wanted).live())


def foot_links(publications: Iterable[Publication]) -> list[Link]:
    """The standing pages among these, in the editor's order."""
    pages = [publication for publication in publications if publication.kind == FOOT_KIND]
    return [Link(page) for page in sorted(pages, key=lambda page: (page.group, page.title))]


def links_to(language: str, name: Name) -> list[LinkList]:
    """Live pages that name this one, under the heading of each relation; one query.

    A page that names it in a relation is not repeated among those that only mention it in a text.
    """
    rows = (
        PublishedLink.objects.filter(kind=name[0], key=name[1], publication__language=language)
        .filter(is_live(prefix="publication__"))
        .select_related("publication")
        .defer("publication__document", "publication__caveats", "publication__next_review_on")
        .order_by("publication__title", "pk")
    )
    found: dict[tuple[str | Promise, Role | None], dict[int, Link]] = defaultdict(dict)
    for row in rows:
        if relation := _relation(row):
            links = found[relation.reverse, relation.reverse_role]
            links.setdefault(row.publication.pk, Link(row.publication))
    return [LinkList(heading, list(links.values()), role) for (heading, role), links in found.items()]


def _relation(link: PublishedLink) -> Relation | None:
    return kind_named(link.publication.kind).relations.get(link.relation)
