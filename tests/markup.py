"""Pages as tests look at them: elements by name and attributes, and the words that a reader sees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse

INVISIBLE = {"head", "script", "style", "template"}
VOID = {"br", "hr", "img", "input", "link", "meta"}

Page = HttpResponse | str


@dataclass
class Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)


class TreeBuilder(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.open = [Element("document")]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.name == tag, f"<{closed.name}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(page: Page | Element) -> Element:
    if isinstance(page, Element):
        return page
    return TreeBuilder(page if isinstance(page, str) else page.content.decode()).open[0]


def walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from walk(child)


def elements(page: Page | Element, name: str, /, **attributes: str) -> list[Element]:
    """All elements with a name and these attributes; `class_` finds one class among several."""
    return [found for found in walk(tree(page)) if found.name == name and _fits(found, attributes)]


def _fits(element: Element, attributes: dict[str, str]) -> bool:
    class_ = attributes.get("class_")
    if class_ and class_ not in element.attributes.get("class", "").split():
        return False
    own = {name: value for name, value in attributes.items() if name != "class_"}
    return own.items() <= element.attributes.items()


def attribute(page: Page | Element, name: str, wanted: str, /, **attributes: str) -> list[str]:
    """Values of one attribute of all elements that fit."""
    return [found.attributes[wanted] for found in elements(page, name, **attributes)]


def words(page: Page | Element) -> str:
    """What a reader sees, with single spaces; the numbers of sources, which stand in texts, left out."""
    return re.sub(r"(\[\d+\])+", "", " ".join("".join(_words(tree(page))).split()))


def _words(element: Element | str) -> Iterator[str]:
    if isinstance(element, str):
        yield element
    elif element.name not in INVISIBLE:
        for child in element.children:
            yield from _words(child)


def main(page: Page) -> Element:
    """The page's own part, without header and foot."""
    (found,) = elements(page, "main")
    return found


def links(page: Page | Element) -> list[tuple[str, str]]:
    """Words and address of every link."""
    return [(words(found), found.attributes["href"]) for found in elements(page, "a")]
