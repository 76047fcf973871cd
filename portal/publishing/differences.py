"""What differs between two documents of one object, piece by piece, with the words marked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html import unescape

from django.utils.translation import gettext as _

from portal.publishing.documents import Document, Section

# Two sections with this much of their words in common are one section that was changed.
SAME_SECTION = 0.5
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
LINK = re.compile(r'<a href="([^"#][^"]*)">(.*?)</a>', re.DOTALL)
END_OF_LINE = re.compile(r"</(?:p|li|h3)>|<br>")
TAG = re.compile(r"</?[a-z][^>]*>")  # “<90 and >140” is none


class Mark(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Run:
    """Words that share one mark."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Difference:
    """One piece of a document as it was and as it is. `moved`: it stands elsewhere among its like."""

    label: str
    runs: tuple[Run, ...]
    moved: bool = False

    @property
    def before(self) -> list[Run]:
        return [run for run in self.runs if run.mark is not Mark.ADDED]

    @property
    def after(self) -> list[Run]:
        return [run for run in self.runs if run.mark is not Mark.REMOVED]

    @property
    def is_change(self) -> bool:
        return self.moved or any(run.mark is not Mark.SAME for run in self.runs)


def differences(old: Document | None, new: Document | None) -> list[Difference]:
    """Every piece that differs, in the order of the newer document. A document that is missing is empty."""
    found = [*_texts(old, new), *_sections(old, new), *_lists(old, new)]
    return [difference for difference in found if difference.is_change]


def words(old: str, new: str) -> tuple[Run, ...]:
    """The words of two plain texts in one run of text, with what went and what came."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return tuple(run for opcode in matcher.get_opcodes() for run in _runs(before, after, opcode))


def _runs(before: list[str], after: list[str], opcode: tuple[str, int, int, int, int]) -> Iterator[Run]:
    kind, i1, i2, j1, j2 = opcode
    if kind == "equal":
        yield Run(Mark.SAME, "".join(before[i1:i2]))
        return
    if i1 < i2:
        yield Run(Mark.REMOVED, "".join(before[i1:i2]))
    if j1 < j2:
        yield Run(Mark.ADDED, "".join(after[j1:j2]))


def plain(html: str) -> str:
    """Rich text as lines of words; a link shows its address, so that a changed address is a change.

    The number of a source, which leads down the same page, says all by itself.
    """
    with_addresses = LINK.sub(r"\2 (\1)", html)
    return unescape(TAG.sub("", END_OF_LINE.sub("\n", with_addresses))).strip()


def _texts(old: Document | None, new: Document | None) -> Iterator[Difference]:
    fields = {
        "title": _("title"),
        "slug": _("address"),
        "other_names": _("other names"),
        "summary": _("in short"),
        "author": _("author"),
        "medical_reviewer": _("medical reviewer"),
        "reviewed_on": _("reviewed on"),
        "next_review_on": _("next review"),
        "rights": _("rights"),
    }
    for name, label in fields.items():
        yield Difference(label, words(_field(old, name), _field(new, name)))


def _field(document: Document | None, name: str) -> str:
    value = getattr(document, name, None)
    if isinstance(value, tuple):
        return "\n".join(value)
    return "" if value is None else str(value)


def _sections(old: Document | None, new: Document | None) -> Iterator[Difference]:
    """Sections side by side with what they were, wherever they stood; then those that are gone."""
    before = list(old.sections) if old else []
    after = list(new.sections) if new else []
    pairs = _matched(before, after)
    moved = _moved([pairs[place] for place in sorted(pairs)])
    for place, section in enumerate(after):
        origin = before[pairs[place]] if place in pairs else None
        yield _section(origin, section, moved=pairs.get(place) in moved)
    for place, section in enumerate(before):
        if place not in pairs.values():
            yield _section(section, None)


def _section(old: Section | None, new: Section | None, *, moved: bool = False) -> Difference:
    shown = new or old
    return Difference(shown.heading if shown else "", words(_section_text(old), _section_text(new)), moved)


def _section_text(section: Section | None) -> str:
    return f"{section.heading}\n{plain(section.body)}" if section else ""


def _matched(before: list[Section], after: list[Section]) -> dict[int, int]:
    """Newer place → older place of each section that was there: by its name, or else by its words."""
    pairs: dict[int, int] = {}
    for likeness in (_same_name, _same_words):
        for j, section in enumerate(after):
            free = [i for i in range(len(before)) if i not in pairs.values()]
            found = next((i for i in free if likeness(before[i], section)), None)
            if j not in pairs and found is not None:
                pairs[j] = found
    return pairs


def _same_name(old: Section, new: Section) -> bool:
    return (old.kind, old.heading) == (new.kind, new.heading)


def _same_words(old: Section, new: Section) -> bool:
    matcher = SequenceMatcher(
        a=TOKEN.findall(plain(old.body)), b=TOKEN.findall(plain(new.body)), autojunk=False
    )
    return matcher.quick_ratio() >= SAME_SECTION and matcher.ratio() >= SAME_SECTION


def _moved(order: list[int]) -> set[int]:
    """The fewest places that must have moved to come from ascending order to this one."""
    best: list[list[int]] = []
    for place in order:
        best.append([*_longest(kept for kept in best if kept[-1] < place), place])
    return set(order) - set(_longest(best))


def _longest(orders: Iterable[list[int]]) -> list[int]:
    return max(orders, key=list.__len__, default=[])


def _lists(old: Document | None, new: Document | None) -> Iterator[Difference]:
    """Help levels, facts, links, references and pictures, each as lines of words."""
    before, after = _lines(old), _lines(new)
    for label, text in after.items():
        yield Difference(label, words(before[label], text))


def _lines(document: Document | None) -> dict[str, str]:
    lines: dict[str, Iterable[str]] = {
        _("when to seek help"): _help_lines(document) if document else (),
        _("questions for the doctor"): document.questions if document else (),
        _("facts"): (f"{fact.label}: {fact.value}" for fact in document.facts) if document else (),
        _("links"): _link_lines(document) if document else (),
        _("references"): (f"{c.number}. {c.title} ({c.url}) {c.note}" for c in document.citations)
        if document
        else (),
        _("pictures"): (f"{p.file}: {p.alt} {p.caption}" for p in document.pictures) if document else (),
    }
    return {label: "\n".join(found) for label, found in lines.items()}


def _help_lines(document: Document) -> Iterator[str]:
    yield from (
        plain(html) for html in (document.help.appointment, document.help.today, document.help.emergency)
    )


def _link_lines(document: Document) -> Iterator[str]:
    for relation, links in document.references.items():
        yield from (f"{relation}: {link.kind}/{link.key} {link.note}".strip() for link in links)
