"""A document in the parts that reviewers read and comment on, each with a name that stays while it does."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.publishing.documents import Citation, Document
from portal.publishing.html import render


@dataclass(frozen=True)
class Part:
    """`name` is the section's name in public addresses, too; links to other pages are words only."""

    name: str
    heading: str
    html: SafeString


def parts_of(document: Document) -> list[Part]:
    """The parts in the order of the page; those that the document lacks are left out. No query."""
    return [part for part in _parts(document) if part.html]


def _parts(document: Document) -> Iterator[Part]:
    summary = format_html("<p>{}</p>", document.summary) if document.summary else SafeString()
    yield Part("in-short", _("In short"), summary + _facts(document))
    yield from _sections(document)
    yield Part("help", _("When to seek help"), _help(document))
    yield Part("questions", _("Questions for your doctor"), _lines(document.questions))
    yield Part("links", _("Links"), _lines(_links(document)))
    yield Part("pictures", _("Pictures"), _lines(_pictures(document)))
    yield Part("sources", _("Sources"), _sources(document))
    yield Part("about", _("About this page"), _lines(_about(document)))


def _lines(lines: Iterable[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def _facts(document: Document) -> SafeString:
    return _lines(f"{fact.label}: {fact.value}" for fact in document.facts)


def _links(document: Document) -> Iterator[str]:
    for references in document.references.values():
        yield from (" – ".join(filter(None, (f"{link.kind}/{link.key}", link.note))) for link in references)


def _pictures(document: Document) -> Iterator[str]:
    for picture in document.pictures:
        words = (picture.caption, picture.alt, picture.credit, picture.licence)
        yield " – ".join(word for word in words if word)


def _about(document: Document) -> Iterator[str]:
    words = {
        _("other names"): ", ".join(document.other_names),
        _("author"): document.author,
        _("medical reviewer"): document.medical_reviewer,
        _("reviewed on"): document.reviewed_on,
        _("next review"): document.next_review_on,
        _("rights"): document.rights,
    }
    yield from (f"{capfirst(label)}: {localize(value)}" for label, value in words.items() if value)


def _sections(document: Document) -> Iterator[Part]:
    seen = Counter[str]()
    for section in document.sections:
        seen[section.kind] += 1
        number = seen[section.kind]
        name = section.kind if number == 1 else f"{section.kind}-{number}"
        yield Part(name, section.heading or _("Text"), render(section.body, {}))


def _help(document: Document) -> SafeString:
    levels = (
        (_("Make an appointment with the GP"), document.help.appointment),
        (_("Call the GP or the out-of-hours GP service today"), document.help.today),
        (_("Call 112 now"), document.help.emergency),
    )
    shown = ((heading, render(html, {})) for heading, html in levels if html)
    return format_html_join("", "<h3>{}</h3>{}", shown)


def _sources(document: Document) -> SafeString:
    return format_html_join("", "{}", ((_source(citation),) for citation in document.citations))


def _source(citation: Citation) -> SafeString:
    """The numbers in the texts lead here."""
    where = format_html('<a href="{}" rel="noreferrer">{}</a>', citation.url, citation.url)
    words = f"{citation.title}. {citation.publisher}."
    if not citation.number:
        return format_html("<p>{} {}</p>", words, where)
    return format_html('<p id="source-{0}">{0}. {1} {2}</p>', citation.number, words, where)
