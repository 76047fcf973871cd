"""What a kind is in the vocabulary of schema.org, for search engines and other readers that are programs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]
Types = tuple[str, ...]


def node(*types: str, **properties: Any) -> Node:
    """A node of JSON-LD; properties without a value are left out."""
    return {"@type": types[0] if len(types) == 1 else list(types)} | {
        name: value for name, value in properties.items() if value
    }


def _no_more(_document: Any) -> Node:
    return {}


@dataclass(frozen=True)
class Role:
    """The property that a relation is in schema.org.

    `also` is a type that its objects need beside their own to be what the property takes. Where the
    property takes a node that stands between, `between` is the type of that node, and the property by
    which it names the object.
    """

    property: str
    also: str = ""
    between: tuple[str, str] | None = None


@dataclass(frozen=True)
class Schema:
    """What the objects of a kind are.

    Their types are those of their group where the group decides. `aspects` says what each kind of section is
    about. `collection` is the property by which an object names the list of its kind. `properties(document)`
    gives what is the kind's own, from what readers see on the page.
    """

    types: Types
    types_by_group: Mapping[str, Types] = field(default_factory=dict)
    aspects: Mapping[str, str] = field(default_factory=dict)
    collection: str = ""
    properties: Callable[[Any], Node] = _no_more

    def types_of(self, group: str) -> Types:
        return self.types_by_group.get(group, self.types)
