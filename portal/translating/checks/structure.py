"""Tags, links and citations: what the translation must keep of the HTML."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .text import VOID, Document, Tag

_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"']+|\b[\w.+-]+@[\w-]+\.[\w.]+\b|\b[\w-]+\.(?:nl|com|org|eu|be|example|info)\b(?:/[^\s<>\"']*)?",
    re.IGNORECASE,
)
OPTIONAL = frozenset({"br", "wbr"})


class TagCheck:
    id = "tags"
    name = _("Tags")
    explanation = _(
        "The translation needs the same marks as the source (bold, lists, headings), each opened and closed."
    )
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        broken = _broken(pair.target)
        for tag in broken:
            yield Finding(
                self.id,
                Severity.ERROR,
                "tag-broken",
                _("This tag is not opened or closed properly."),
                (),
                (tag.span,),
            )
        if broken:
            return
        left, right = _names(pair.source), _names(pair.target)
        for name in sorted((left.keys() | right.keys()) - {"a", "li"}):
            if left[name] != right[name]:
                severity = Severity.WARNING if name in OPTIONAL else Severity.ERROR
                code = "sentence-omitted" if name == "p" and left[name] > right[name] else "tag-broken"
                yield Finding(
                    self.id, severity, code, _("The translation does not have the same tags."),
                    _spans(pair.source, name), _spans(pair.target, name),
                )  # fmt: skip


class ListItemCheck:
    id = "list-items"
    name = _("List items")
    explanation = _("A list must have as many items as in the source.")
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        left, right = _names(pair.source)["li"], _names(pair.target)["li"]
        if left != right and not _broken(pair.target):
            yield Finding(
                self.id, self.severity, "list-item-omitted", _("The lists do not have as many items."),
                _spans(pair.source, "li"), _spans(pair.target, "li"),
            )  # fmt: skip


class LinkCheck:
    id = "links"
    name = _("Links")
    explanation = _("Every link must be kept and lead to the same place. Only “/nl/” may become “/en/”.")
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        for gather in (_links, _addresses, _citations):
            left, right = gather(pair.source), gather(pair.target)
            lost, added = left - right, right - left
            if lost or added:
                yield Finding(
                    self.id, self.severity, "link-changed-or-dropped",
                    _("A link was lost or leads elsewhere."),
                    tuple(_find(pair.source, lost)), tuple(_find(pair.target, added)),
                )  # fmt: skip


def _names(text: Document) -> Counter[str]:
    return Counter(tag.name for tag in text.tags if not tag.closing)


def _spans(text: Document, name: str) -> tuple[tuple[int, int], ...]:
    return tuple(tag.span for tag in text.tags if tag.name == name and not tag.closing)


def _broken(text: Document) -> list[Tag]:
    """Tags that are cut off, that close what is not open, or that are never closed."""
    broken = [tag for tag in text.tags if not tag.whole]
    opened: list[Tag] = []
    for tag in text.tags:
        if tag.name in VOID:
            continue
        if not tag.closing:
            opened.append(tag)
        elif opened and opened[-1].name == tag.name:
            opened.pop()
        else:
            broken.append(tag)
            if any(other.name == tag.name for other in opened):
                while opened.pop().name != tag.name:
                    pass
    return broken + opened


def _links(text: Document) -> Counter[str]:
    return Counter(
        value.replace("/nl/", "/en/")
        for tag in text.tags
        if not tag.closing
        for key, value in tag.attributes
        if key in ("href", "src")
    )


def _addresses(text: Document) -> Counter[str]:
    return Counter(match[0].lower().rstrip(".,;:)") for match in _ADDRESS.finditer(text.visible))


def _citations(text: Document) -> Counter[str]:
    return Counter(mark for mark, _span in text.citations)


def _find(text: Document, wanted: Counter[str]) -> Iterator[tuple[int, int]]:
    for what in wanted:
        for tag in text.tags:
            if any(value.replace("/nl/", "/en/") == what for _key, value in tag.attributes):
                yield tag.span
        at = text.raw.lower().find(what.lower())
        if at >= 0:
            yield at, at + len(what)
