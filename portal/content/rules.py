"""What the gate asks of rich text before a document goes live."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from django.utils.translation import gettext as _

from portal.content.richtext import clean
from portal.content.wrong_language import foreign_share
from portal.publishing.documents import Document
from portal.publishing.gate import Passage, Problem, Rule, passages
from portal.publishing.wants import Severity

TAG: Final = re.compile(r"</?[a-z][^>]*>")  # “<90 and >140” is none
END_OF_BLOCK: Final = re.compile(r"</(?:p|li|h3)>|<br>")
# A heading with nothing below it: the text ends there, or another heading follows.
EMPTY_HEADING: Final = re.compile(r"<h3>((?:(?!</h3>).)*)</h3>\s*(?=<h3>|$)", re.DOTALL)
HEADING_WITHOUT_WORDS: Final = re.compile(r"<h3>\s*</h3>")
LINK: Final = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
# Words that tell nobody where a link leads; somebody who hears only the links hears only these.
VAGUE: Final = (
    "deze link|deze pagina|hier|klik|klik hier|klik op deze link|lees hier|lees hier meer|lees meer"
    "|lees verder|link|meer|meer informatie|meer lezen|verder lezen|website"
    "|click|click here|here|learn more|more|more information|read here|read more|read on|see more"
    "|this link|this page"
)
# Above this share of its words, a text stands in the wrong language.
MOST: Final = 0.5


def plain(html: str) -> str:
    """The words of a rich text, one block on each line."""
    return unescape(TAG.sub("", END_OF_BLOCK.sub("\n", html))).strip()


def unsafe_html(document: Document) -> Iterator[Problem]:
    for passage in passages(document):
        if clean(passage.html) != passage.html:
            message = _("The text holds HTML that is not allowed.")
            yield passage.problem("html_unsafe", message, Severity.BLOCKS)


def headings(document: Document) -> Iterator[Problem]:
    for passage in passages(document):
        if HEADING_WITHOUT_WORDS.search(passage.html):
            yield passage.problem("heading_empty", _("A heading has no words."))
        for heading in EMPTY_HEADING.findall(passage.html):
            message = _("There is no text below the heading “%(heading)s”.") % {"heading": plain(heading)}
            yield passage.problem("heading_without_text", message)


def vague_links(document: Document) -> Iterator[Problem]:
    for passage in passages(document):
        for words in map(plain, LINK.findall(passage.html)):
            if words.casefold().strip(" .…:>»→") in VAGUE.split("|"):
                message = _("The link “%(words)s” does not say where it leads.") % {"words": words}
                yield passage.problem("link_vague", message)


def wrong_language(document: Document) -> Iterator[Problem]:
    for passage in (Passage("summary", "", document.summary), *passages(document)):
        share = foreign_share(plain(passage.html), document.language)
        if share > MOST:
            message = _("This text stands in another language.")
            yield passage.problem("language_wrong", message, Severity.BLOCKS)
        elif share:
            yield passage.problem("language_mixed", _("Part of this text stands in another language."))


RULES: tuple[Rule, ...] = (unsafe_html, headings, vague_links, wrong_language)
