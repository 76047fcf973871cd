"""The gate: what keeps a document from going live, and what its editor should know before it does.

Each rule is a function from a document to its problems, with messages in the active language. Rules about
what texts may hold are registered by those who know (`register`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as data_field
from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from portal.publishing.documents import REFERENCE, Document
from portal.publishing.kinds import kind_named
from portal.publishing.models import Publication, is_live
from portal.publishing.wants import SECTIONS, Severity

Name = tuple[str, str]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a document. `field` is what to mend in the working copy; `""` is no one field.

    What is `overridable` may go live all the same, when a named person answers for it with a reason; where
    it `concerns_readers`, they are told that reason. `address` leads to where it is mended, if that is not
    the form of the object.
    """

    code: str
    field: str
    message: str
    severity: Severity = Severity.BLOCKS
    overridable: bool = False
    concerns_readers: bool = False
    address: str = data_field(default="", compare=False)


@dataclass(frozen=True)
class Passage:
    """A piece of rich text, the field that holds it, and its heading where that field holds several."""

    field: str
    heading: str
    html: str

    def problem(self, code: str, message: str, severity: Severity = Severity.WARNS) -> Problem:
        """A problem with this text, which its message then names."""
        named = f"“{self.heading}”: {message}" if self.heading else message
        return Problem(code, self.field, named, severity)


Rule = Callable[[Document], Iterable[Problem]]
# Every object that has ever been published, and the languages in which it is live.
Pages = Mapping[Name, frozenset[str]]

# What was found about documents, by kind, key and language, with more than they say themselves.
LookedUp = Mapping[tuple[str, str, str], Iterable[Problem]]
# Looks at many documents at once, with as many queries as for one.
LookUp = Callable[[Sequence[Document]], LookedUp]

_rules: list[Rule] = []
_look_ups: list[LookUp] = []


def register(rule: Rule) -> Rule:
    """Add a rule; usable as a decorator."""
    _rules.append(rule)
    return rule


def register_look_up(look_up: LookUp) -> LookUp:
    """Add a rule that needs more than the document; usable as a decorator."""
    _look_ups.append(look_up)
    return look_up


def look_up(documents: Iterable[Document]) -> LookedUp:
    """What the rules that look things up find in these documents; as many queries for many as for one."""
    chosen = list(documents)
    found: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for one in _look_ups:
        for name, problems in one(chosen).items():
            found[name] += problems
    return found


def problems_of(document: Document, looked_up: LookedUp | None = None) -> list[Problem]:
    """What blocks this document.

    No query when `look_up` has been asked about it, for one document or many; else those that it takes.
    """
    return [problem for problem in _found(document, looked_up) if problem.severity is Severity.BLOCKS]


def warnings_of(
    document: Document, pages: Pages | None = None, looked_up: LookedUp | None = None
) -> list[Problem]:
    """What the editor of this document should know and may leave.

    One query, for the pages that it links to, and those of `look_up`; none when `pages_named_by` and
    `look_up` have been asked for many documents at once.
    """
    pages = pages_named_by([document]) if pages is None else pages
    found = [
        *_found(document, looked_up),
        *_hidden_links(document, pages),
        *_broken_links(document, pages),
    ]
    return [problem for problem in found if problem.severity is Severity.WARNS]


def _found(document: Document, looked_up: LookedUp | None) -> Iterator[Problem]:
    for rule in _rules:
        yield from rule(document)
    known = look_up([document]) if looked_up is None else looked_up
    yield from known.get((document.kind, document.key, document.language), ())


def passages(document: Document) -> Iterator[Passage]:
    """Every piece of rich text in a document, and where it stands in the working copy."""
    kind = kind_named(document.kind)
    for section in document.sections:
        field = kind.field_of_section(section.kind)
        yield Passage(field, section.heading if field == SECTIONS else "", section.body)
    for level in type(document.help).model_fields:
        yield Passage(f"help_{level}", "", getattr(document.help, level))


# What a document must have


@register
def missing_names(document: Document) -> Iterator[Problem]:
    if not document.title:
        yield Problem("title_missing", "title", _("The title is missing in this language."))
    if not document.slug:
        yield Problem("slug_missing", "slug", _("The address is missing in this language."))
    if not document.summary:
        yield Problem("summary_missing", "summary", _("The text “in short” is missing in this language."))


@register
def no_text(document: Document) -> Iterator[Problem]:
    wanted = [want for want in kind_named(document.kind).wants if want.section]
    if wanted and not document.sections:
        yield Problem("text_missing", wanted[0].field, _("There is no text in this language."))


@register
def missing_parts(document: Document) -> Iterator[Problem]:
    kind = kind_named(document.kind)
    for want in kind.wants:
        if want.severity and not kind.has(document, want):
            message = _("This part is missing: %(part)s.") % {"part": want.label}
            code = f"{want.part}_missing"
            yield Problem(code, want.field, message, want.severity, overridable=True, concerns_readers=True)


@register
def unfit_pictures(document: Document) -> Iterator[Problem]:
    for picture in document.pictures:
        if not (picture.alt and picture.credit and picture.licence):
            message = _("A picture lacks its alternative text, credit or licence in this language.")
            yield Problem("picture_incomplete", "pictures", message)


# Links, which only warn: readers see the words of a link whose page is not live, and no link


def pages_named_by(documents: Iterable[Document]) -> Pages:
    """What is known of the pages that these documents link to; one query for one document or many."""
    keys = defaultdict(set)
    for document in documents:
        for _relation, reference in document.linked():
            keys[reference.kind].add(reference.key)
    if not keys:
        return {}
    named = (Q(kind=kind, key__in=names) for kind, names in keys.items())
    rows = Publication.objects.filter(reduce(or_, named)).order_by().values("kind", "key", "language")
    pages = defaultdict[Name, set[str]](set)
    for row in rows.annotate(live=Count("pk", filter=is_live())):
        pages[row["kind"], row["key"]].update([row["language"]] if row["live"] else [])
    return {name: frozenset(languages) for name, languages in pages.items()}


def _hidden_links(document: Document, pages: Pages) -> Iterator[Problem]:
    for relation, references in document.references.items():
        names = [(reference.kind, reference.key) for reference in references]
        if hidden := [name for name in names if document.language not in pages.get(name, ())]:
            yield Problem("links_hidden", relation, _hidden(hidden), Severity.WARNS)
    for passage in passages(document):
        known = [name for name in _named_in(passage, document) if name in pages]
        if hidden := [name for name in known if document.language not in pages[name]]:
            yield passage.problem("links_hidden", _hidden(hidden))


def _hidden(names: Iterable[Name]) -> str:
    message = _("These pages are not live in this language, so readers do not see the links: %(pages)s.")
    return message % {"pages": _listed(names)}


def _broken_links(document: Document, pages: Pages) -> Iterator[Problem]:
    for passage in passages(document):
        if broken := [name for name in _named_in(passage, document) if name not in pages]:
            message = _("The text links to pages that have never been published: %(pages)s.")
            yield passage.problem("links_broken", message % {"pages": _listed(broken)})


def _named_in(passage: Passage, document: Document) -> Iterable[Name]:
    """The pages that a text links to, but for the one that it stands on."""
    found: Iterable[Name] = REFERENCE.findall(passage.html)
    return dict.fromkeys(name for name in found if name != (document.kind, document.key))


def _listed(names: Iterable[Name]) -> str:
    return ", ".join("/".join(name) for name in names)
