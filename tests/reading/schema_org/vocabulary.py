"""Checks JSON-LD against the published vocabulary: every type, property, domain, range and name in it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

VOCABULARY = json.loads((Path(__file__).parent / "vocabulary.json").read_text())
TYPES, MEMBERS, PROPERTIES = (VOCABULARY[name] for name in ("types", "members", "properties"))

# How an action says what is to be filled in: the name of a property with this behind it.
INPUT = "-input"
PREFIX = "https://schema.org/"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def above(name: str) -> frozenset[str]:
    """A type and all that are above it."""
    return frozenset({name}).union(*(above(parent) for parent in TYPES.get(name, ())))


def mistakes(data: dict[str, Any]) -> list[str]:
    """What is wrong in a document of JSON-LD, as lines; nothing is `[]`."""
    nodes = data["@graph"]
    named = {node["@id"]: set(types_of(node)) for node in _nodes(data) if "@id" in node and "@type" in node}
    found = [] if data["@context"] == "https://schema.org" else ["another context"]
    for number, node in enumerate(nodes):
        found += _mistakes(node, f"@graph[{number}]", named)
    return found


def types_of(node: dict[str, Any]) -> list[str]:
    types = node.get("@type", [])
    return types if isinstance(types, list) else [types]


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(child)


def _mistakes(node: dict[str, Any], place: str, named: dict[str, set[str]]) -> Iterator[str]:
    types = types_of(node)
    yield from (f"{place}: {name} is no type" for name in types if name not in TYPES)
    own = frozenset[str]().union(*(above(name) for name in types))
    for written, value in node.items():
        if written.startswith("@"):
            continue
        name = written.removesuffix(INPUT)
        if name not in PROPERTIES:
            yield f"{place}: {name} is no property"
            continue
        if not own & set(PROPERTIES[name]["domain"]):
            yield f"{place}: {name} does not belong to {'/'.join(types)}"
        for item in value if isinstance(value, list) else [value]:
            yield from _mistakes_of_value(item, name, f"{place}.{name}", named)


def _mistakes_of_value(value: Any, name: str, place: str, named: dict[str, set[str]]) -> Iterator[str]:
    taken = set(PROPERTIES[name]["range"])
    if not isinstance(value, dict):
        if not any(_is_literal(value, wanted) for wanted in taken):
            yield f"{place}: {value!r} is none of {'/'.join(sorted(taken))}"
        return
    types = types_of(value) or named.get(value.get("@id", ""), set())
    if not types:
        yield f"{place}: refers to a node that is not there"
    elif not taken & frozenset[str]().union(*(above(found) for found in types)):
        yield f"{place}: {'/'.join(types)} is none of {'/'.join(sorted(taken))}"
    if "@type" in value:
        yield from _mistakes(value, place, named)


def _is_literal(value: Any, wanted: str) -> bool:
    match wanted:
        case "Text" | "CssSelectorType" | "XPathType":
            return isinstance(value, str) and value != ""
        case "URL":
            return isinstance(value, str) and urlsplit(value).scheme in {"http", "https"}
        case "Date" | "DateTime":
            return isinstance(value, str) and DATE.fullmatch(value) is not None
        case "Number" | "Integer":
            return isinstance(value, int) and not isinstance(value, bool)
    member = value.removeprefix(PREFIX) if isinstance(value, str) and value.startswith(PREFIX) else ""
    return any(wanted in above(kind) for kind in MEMBERS.get(member, ()))
