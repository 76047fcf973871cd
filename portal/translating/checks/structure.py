"""Tags, links and citations: what the translation must keep of the HTML."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .lexicon import agreement
from .text import BLOCKS, VOID, Document, Segment, Span, Tag, document

_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"']+|\b[\w.+-]+@[\w-]+\.[\w.]+\b|\b[\w-]+\.(?:nl|com|org|eu|be|example|info)\b(?:/[^\s<>\"']*)?",
    re.IGNORECASE,
)
OPTIONAL = frozenset({"br", "wbr"})
# What holds text only: no block may stand in it.
TEXTS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})


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
            if left != right:
                yield self._finding(pair, left - right, right - left, self.severity)
        moved = _moved(_links_by_block(pair.source), _links_by_block(pair.target)) or _crossed(pair)
        if moved:
            yield self._finding(pair, moved, moved, Severity.WARNING)

    def _finding(self, pair: Pair, lost: Iterable[str], added: Iterable[str], severity: Severity) -> Finding:
        return Finding(
            self.id, severity, "link-changed-or-dropped", _("A link was lost or leads elsewhere."),
            tuple(_find(pair.source, lost)), tuple(_find(pair.target, added)),
        )  # fmt: skip


def _names(text: Document) -> Counter[str]:
    return Counter(tag.name for tag in text.tags if not tag.closing)


def _spans(text: Document, name: str) -> tuple[Span, ...]:
    return tuple(_whole(text, tag) for tag in text.tags if tag.name == name and not tag.closing)


def _whole(text: Document, tag: Tag) -> Span:
    """A mark with the words in it, which is what a reader sees of it; of anything else only its tag."""
    if tag.name in BLOCKS | VOID:
        return tag.span
    ends = (one.span[1] for one in text.tags if one.closing and one.name == tag.name)
    return tag.span[0], next((end for end in ends if end > tag.span[0]), tag.span[1])


def _broken(text: Document) -> list[Tag]:
    """Tags cut off, closing what is not open, never closed, or of a block inside a paragraph."""
    broken = [tag for tag in text.tags if not tag.whole]
    opened: list[Tag] = []
    for tag in text.tags:
        if tag.name in VOID:
            continue
        if not tag.closing:
            if tag.name in BLOCKS and opened and opened[-1].name in TEXTS:
                broken.append(tag)
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
    return Counter(to for tag in text.tags for to in _targets(tag))


def _targets(tag: Tag) -> list[str]:
    """Where a tag leads; the address of a page in either language is the same."""
    found = [value for key, value in tag.attributes if key in ("href", "src") and not tag.closing]
    return [value.replace("/nl/", "/en/") for value in found]


def _links_by_block(text: Document) -> list[Counter[str]]:
    """The links of each paragraph, list item or cell."""
    ends = [text.where(block.tokens[0].start, block.tokens[-1].end)[1] for block in text.blocks]
    found: list[Counter[str]] = [Counter() for _end in ends]
    for tag in text.tags:
        at = bisect_right(ends, tag.span[0])
        if at < len(ends):
            found[at].update(_targets(tag))
    return found


def _moved(left: list[Counter[str]], right: list[Counter[str]]) -> Counter[str]:
    """Links that both texts have, but not in the same blocks."""
    if len(left) != len(right) or sum(left, Counter[str]()) != sum(right, Counter[str]()):
        return Counter()
    return sum((one - two for one, two in zip(left, right, strict=True)), Counter[str]())


def _crossed(pair: Pair) -> list[str]:
    """Two links of which each has the words of the other."""
    mine, theirs = _linked(pair.source), _linked(pair.target)
    couples = combinations([to for to in mine if to in theirs], 2)
    return next(([*two] for two in couples if _is_crossed(*[(mine[to], theirs[to]) for to in two])), [])


def _linked(text: Document) -> dict[str, Segment]:
    """The words of each link that leads where no other does."""
    often = _links(text)
    return {
        to: document(text.raw[slice(*_whole(text, tag))], text.language).whole
        for tag in text.tags
        for to in _targets(tag)
        if often[to] == 1
    }


def _is_crossed(one: tuple[Segment, Segment], two: tuple[Segment, Segment]) -> bool:
    straight = agreement(*one) + agreement(*two)
    return agreement(one[0], two[1]) + agreement(two[0], one[1]) > straight


def _addresses(text: Document) -> Counter[str]:
    return Counter(match[0].lower().rstrip(".,;:)") for match in _ADDRESS.finditer(text.visible))


def _citations(text: Document) -> Counter[str]:
    return Counter(mark for mark, _span in text.citations)


def _find(text: Document, wanted: Iterable[str]) -> Iterator[Span]:
    for what in wanted:
        tags = [tag for tag in text.tags if what in _targets(tag)]
        yield from (_whole(text, tag) for tag in tags)
        at = -1 if tags else text.raw.lower().find(what.lower())
        if at >= 0:
            yield at, at + len(what)
