"""What a file holds of a unit, whatever its format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.publishing.kinds import Kind, all_kinds, kind_named
from portal.translating.desks import Desk, desks_of
from portal.translating.exchange.marks import inner, outer
from portal.translating.models import State
from portal.translating.prints import print_of
from portal.translating.texts import Form, Name
from portal.translating.units import Unit

BATCH = 50


@dataclass(frozen=True)
class Entry:
    """A unit as a file has it, without the outer tag of its block (`tag`).

    `context` is what its translator is told, which need not come back.
    `seen_source` and `seen_target` are the fingerprints of both texts when the file was made. `is_html` tells
    rich text from plain; a unit of several blocks has no `tag` and keeps theirs.
    """

    owner: Name
    address: str
    context: str
    source: str
    target: str
    tag: str
    is_html: bool
    state: State
    seen_source: str
    seen_target: str
    line: int = 0

    @property
    def whole_source(self) -> str:
        """With the tag of its block, as the portal has it."""
        return outer(self.source, self.tag) if self.is_html else self.source

    @property
    def whole_target(self) -> str:
        return outer(self.target, self.tag) if self.is_html else self.target

    @property
    def is_source_ours(self) -> bool:
        """Whether the source text is the one that was written into the file."""
        return print_of(self.whole_source) == self.seen_source

    @property
    def id(self) -> str:
        """Its name in the file: object and address."""
        return "/".join((*self.owner, self.address))


def split_id(text: str) -> tuple[Name, str]:
    """Object and address from the name of a unit; anything else is a `ValueError`."""
    kind, key, address = text.split("/")
    return (kind, key), address


def entry_of(unit: Unit, desk: Desk) -> Entry:
    is_html = unit.form is Form.RICH
    return Entry(
        owner=desk.name,
        address=unit.address,
        context="\n".join(_context(unit, desk)),
        source=inner(unit.source) if is_html else unit.source,
        target=inner(unit.target) if is_html else unit.target,
        tag=unit.tag if is_html and unit.source != inner(unit.source) else "",
        is_html=is_html,
        state=unit.state,
        seen_source=unit.source_print,
        seen_target=unit.target_print,
    )


def _context(unit: Unit, desk: Desk) -> Iterator[str]:
    """What the workbench would show of it: the page and the place, and why it is to be translated again."""
    yield f"{desk.instance}: {unit.context}"
    if unit.state is State.OUTDATED:
        yield _("Translated from: %(text)s") % {"text": unit.form.read(unit.made_from)}
    if unit.is_sent_back and unit.last:
        yield _("Sent back: %(reason)s") % {"reason": unit.last.note}


def entries(names: Iterable[Name] | None, language: str, states: frozenset[State] | None) -> Iterator[Entry]:
    """Units of these objects, or of all, in these states, or in all; in batches, so that memory stays flat.

    Units without source have nothing to translate and are left out. A text that several pages share (of a
    picture or a source) comes once, with the first of them.
    """
    seen: set[str] = set()
    for desk in _desks(names, language):
        for unit in _asked_for(desk, states):
            if unit.address not in seen:
                seen.add(unit.address)
                yield entry_of(unit, desk)


def _asked_for(desk: Desk, states: frozenset[State] | None) -> list[Unit]:
    """What may stay empty goes along with what is missing: where nothing else is, the page lacks nothing."""
    units = [unit for unit in desk.units if unit.source and (states is None or unit.state in states)]
    lacks = states is None or any(unit.is_needed or unit.target for unit in units)
    return units if lacks else []


def _desks(names: Iterable[Name] | None, language: str) -> Iterator[Desk]:
    wanted = None if names is None else list(names)
    kinds = all_kinds() if wanted is None else map(kind_named, dict.fromkeys(name for name, _key in wanted))
    for kind in kinds:
        keys = _keys(kind, wanted)
        for start in range(0, len(keys), BATCH):
            yield from desks_of(kind.objects(keys[start : start + BATCH]), language).values()


def _keys(kind: Kind, wanted: list[Name] | None) -> list[str]:
    if wanted is not None:
        return list(dict.fromkeys(key for name, key in wanted if name == kind.name))
    return list(kind.model._default_manager.order_by("key").values_list("key", flat=True))
