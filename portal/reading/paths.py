"""The picture of a path: from what a person notices to what can be done, drawn from what is live."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise

from portal.publishing.kinds import Kind, Relation, kind_named
from portal.reading.links import Link


@dataclass(frozen=True)
class Stop:
    """A page on the path, and what is aimed at there."""

    link: Link
    aim: str


@dataclass(frozen=True)
class Group:
    """Pages of one group of their kind. The label of a group with one page that says the same is left out."""

    label: str
    stops: list[Stop]


@dataclass(frozen=True)
class Step:
    """A step of the path; `section` is where the page tells of it."""

    heading: str | Promise
    section: str
    groups: list[Group]


def path_of(kind: Kind, links: Callable[[str], list[Link]]) -> list[Step]:
    """The steps that have live pages; one step alone is no path. Forms of a page are left to the sections."""
    relations = ((relation, links(name)) for name, relation in kind.relations.items() if relation.step)
    steps = [_step(relation, found) for relation, found in relations if found]
    return steps if len(steps) > 1 else []


def _step(relation: Relation, links: list[Link]) -> Step:
    return Step(relation.step, relation.section, list(_groups(links)))


def _groups(links: Iterable[Link]) -> Iterator[Group]:
    """In the order of the links."""
    by_label: dict[str, list[Stop]] = {}
    for link in links:
        kind = kind_named(link.publication.kind)
        stop = Stop(link, _label(kind.aims, link.publication.aim))
        by_label.setdefault(_label(kind.groups, link.publication.group), []).append(stop)
    for label, stops in by_label.items():
        is_said = [stop.link.title.casefold() for stop in stops] == [label.casefold()]
        yield Group("" if is_said else label, stops)


def _label(choices: type[TextChoices] | None, code: str) -> str:
    """What readers call a code; one that the kind does not know any more is not called anything."""
    return str(dict(choices.choices).get(code, "")) if choices and code else ""
