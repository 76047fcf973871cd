"""Every link that readers can follow from a live page, and the sentence in which it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from portal.editing.prose.rules import has_rules, rules_for
from portal.editing.prose.text import BLOCKS, sentences
from portal.publishing.documents import Citation, Document
from portal.publishing.gate import Passage, passages

# What starts another program than the browser is nobody's page.
NOT_CHECKED: Final = ("mailto:", "tel:")
ORIGIN: Final = "origin"
CITATIONS: Final = "citations"


@dataclass(frozen=True)
class Found:
    """A link in a document: where it leads, and the field, heading and sentence that hold it."""

    address: str
    field: str
    heading: str
    sentence: str


class _Links(HTMLParser):
    """Gathers the text of each block and the links in it, each with the place where its words begin."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, list[tuple[str, int]]]] = [("", [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text, links = self.blocks[-1]
        if tag in BLOCKS or tag == "br":
            self.blocks.append(("", []))
        elif tag == "a" and (address := dict(attrs).get("href")):
            links.append((address, len(text)))

    def handle_data(self, data: str) -> None:
        text, links = self.blocks[-1]
        self.blocks[-1] = (text + data, links)


def links_in(document: Document) -> Iterator[Found]:
    """The links of a document, in the order of the page, one for each sentence that holds it. No query."""
    yield from dict.fromkeys(_links_in(document))


def _links_in(document: Document) -> Iterator[Found]:
    for passage in passages(document):
        yield from _in_passage(passage, document.language)
    for citation in document.citations:
        yield _of_source(citation, CITATIONS)
    if document.origin:
        yield _of_source(document.origin, ORIGIN)


def _of_source(citation: Citation, field: str) -> Found:
    return Found(citation.url, field, "", f"{citation.publisher}: {citation.title}")


def _in_passage(passage: Passage, language: str) -> Iterator[Found]:
    reader = _Links()
    reader.feed(passage.html)
    reader.close()
    for text, links in reader.blocks:
        for address, start in links:
            if not address.startswith(NOT_CHECKED):
                yield Found(address, passage.field, passage.heading, _sentence(text, start, language))


def _sentence(text: str, start: int, language: str) -> str:
    """The sentence of a block that holds the character at a place; the block in a language without rules."""
    before = len("".join(text[:start].split()))
    for sentence in sentences(text, rules_for(language)) if has_rules(language) else ():
        before -= len("".join(sentence.split()))
        if before < 0:
            return sentence
    return " ".join(text.split())
