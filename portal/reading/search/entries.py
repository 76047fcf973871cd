"""From a publication to what the index keeps of it: pure, so that an index can be checked and made anew."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from portal.publishing.documents import Document
from portal.publishing.models import Publication
from portal.reading.search.models import SearchEntry, SearchName
from portal.reading.search.words import folded, key_of, stem, stemmed_key, stems_of, with_joined

SOURCE_NUMBER = re.compile(r"<sup>.*?</sup>", re.DOTALL)
BLOCK = re.compile(r"</?(?:p|li|ul|ol|h\d|br|table|tr|t[dh]|blockquote)\b[^>]*>")
TAG = re.compile(r"<[^>]+>")
ENDINGS = (".", "?", "!", ":")
HEADING_END = re.compile(r"(?<![.?!:])</h\d>")
IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
LONGEST_KEY = 200


class Word(NamedTuple):
    """A row of the vocabulary, without its count."""

    language: str
    word: str
    folded: str
    stem: str


@dataclass(frozen=True)
class Indexed:
    """All rows that one publication brings."""

    entry: SearchEntry
    names: list[SearchName]
    words: frozenset[Word]


def indexed(publication: Publication) -> Indexed:
    """What the index keeps of a publication. No query, when the document was loaded."""
    language, names = publication.language, publication.other_names
    document = publication.content()
    forms = publication.document.get("forms", [])  # inflected forms, which glossary terms bring
    plain = plain_text(document)
    codes = " ".join(code.value for code in document.codes)
    entry = SearchEntry(
        publication=publication,
        kind=publication.kind,
        language=language,
        marks=f"{language} {publication.kind}",
        title=stems_of(publication.title, language),
        names=stems_of(" ".join([*names, *forms]), language),
        summary=stems_of(publication.summary, language),
        text=stems_of(f"{plain} {codes}", language),
        plain=plain,
    )
    everything = " ".join([publication.title, *names, *forms, publication.summary, plain, codes])
    return Indexed(entry, list(_names(publication)), frozenset(_words(everything, language)))


def _names(publication: Publication) -> Iterator[SearchName]:
    """Each form of each name once, at the best place that it has."""
    language = publication.language
    places: dict[str, int] = {}
    for number, name in enumerate([publication.title, *publication.other_names]):
        for key in _keys(name):
            places.setdefault(key, SearchName.Place.TITLE if number == 0 else SearchName.Place.OTHER_NAME)
            places.setdefault(
                stemmed_key(key, language),
                SearchName.Place.TITLE_BUT_FOR_ENDINGS
                if number == 0
                else SearchName.Place.NAME_BUT_FOR_ENDINGS,
            )
    for key, place in places.items():
        yield SearchName(entry_id=publication.pk, language=language, key=key[:LONGEST_KEY], place=place)


def _keys(name: str) -> Iterator[str]:
    """A name as it is, without what stands in brackets, and written as one where hyphens join it."""
    yield key_of(name)
    yield key_of(IN_BRACKETS.sub("", name))
    yield key_of(name.replace("-", ""))


def _words(text: str, language: str) -> Iterator[Word]:
    for word in set(with_joined(text)):
        yield Word(language, word, folded(word), stem(word, language))


def plain_text(document: Document) -> str:
    """All that a document says below its summary, without marks and numbers of sources."""
    return " ".join(" ".join(_pieces(document)).split())


def _pieces(document: Document) -> Iterator[str]:
    yield from (f"{fact.label}: {fact.value}." for fact in document.facts)
    for section in document.sections:
        yield _sentence(section.heading)
        yield _plain(section.body)
    yield from map(_plain, (document.help.appointment, document.help.today, document.help.emergency))


def _plain(html: str) -> str:
    ended = HEADING_END.sub(". ", SOURCE_NUMBER.sub("", html))
    return unescape(TAG.sub("", BLOCK.sub(" ", ended)))


def _sentence(heading: str) -> str:
    """A heading ends as a sentence does, or it would run into what follows it."""
    return f"{heading}." if heading and not heading.endswith(ENDINGS) else heading
