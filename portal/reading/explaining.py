"""Texts with the terms of the glossary marked: each at its first use, as a link that is described."""

from collections.abc import Iterable
from typing import Any

import lxml.html  # type: ignore[import-untyped] # the package comes without types
from django.utils.safestring import SafeString, mark_safe

from portal.reading.addresses import Name
from portal.reading.glossary import Glossary, Term

# A link leads elsewhere already, a heading is looked over, and a raised number refers to a source.
LEFT_ALONE = frozenset({"a", "h3", "sup"})


class Explainer:
    """Marks terms in the texts of one page, but not what the page itself is, or is called.

    `explained` are those that it has marked. Each stands there under the name of the place that keeps its
    meaning. The name is short: pages repeat it.
    """

    def __init__(self, glossary: Glossary, own: Name, names: Iterable[str]) -> None:
        self.glossary = glossary
        self.own = {own, *glossary.called(names)}
        self.explained: dict[str, Term] = {}
        self._places: dict[Name, str] = {}

    def place_of(self, term: Term) -> str:
        """`nl3` for the third term of a Dutch page: no other place, and no language beside it, has it."""
        place = self._places.setdefault(term.name, f"{term.language}{len(self._places) + 1}")
        self.explained[place] = term
        return place

    def mark(self, html: SafeString) -> SafeString:
        """The text of one section with each term marked once; never the term that the page is about."""
        if not self.glossary.terms:
            return html
        root = lxml.html.fragment_fromstring(html, create_parent="div")
        _Section(self).mark(root)
        marked: str = lxml.html.tostring(root, encoding="unicode")
        # Clean before, and nothing was put in but links of our own: the parser wrote what it had read.
        return mark_safe(marked.removeprefix("<div>").removesuffix("</div>"))  # noqa: S308


class _Section:
    """One section on its way through the explainer: a term is marked in it once."""

    def __init__(self, explainer: Explainer) -> None:
        self.explainer = explainer
        self.seen = set(explainer.own)

    def mark(self, element: Any) -> None:
        """Go through an element in the order of reading."""
        if element.tag in LEFT_ALONE:
            self._describe_link(element)
            return
        children = list(element)
        element.text, marks = self._spread(element.text or "")
        element[:0] = marks
        for child in children:
            self.mark(child)
            child.tail, marks = self._spread(child.tail or "")
            after = element.index(child) + 1
            element[after:after] = marks

    def _describe_link(self, element: Any) -> None:
        """A link that an editor made to a term explains it like any other mark."""
        term = self.explainer.glossary.by_address.get(element.get("href", ""))
        if term and term.name not in self.seen:
            self.seen.add(term.name)
            self._describe(element, term)

    def _describe(self, link: Any, term: Term) -> None:
        link.set("class", "term")
        link.set("aria-describedby", self.explainer.place_of(term))

    def _spread(self, text: str) -> tuple[str, list[Any]]:
        """The text before the first mark, and the marks, each with the text up to the next one."""
        uses = []
        for use in self.explainer.glossary.uses(text):
            if use.term.name not in self.seen:
                uses.append(use)
                self.seen.add(use.term.name)
        ends = [*(use.start for use in uses), len(text)]
        marks = [
            self._link(use.term, text[use.start : use.end], text[use.end : end])
            for use, end in zip(uses, ends[1:], strict=True)
        ]
        return text[: ends[0]], marks

    def _link(self, term: Term, words: str, following: str) -> Any:
        link = lxml.html.Element("a", href=term.address)
        link.text, link.tail = words, following
        self._describe(link, term)
        return link
