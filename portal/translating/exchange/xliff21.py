"""Units in XLIFF 2.1 (OASIS Standard, 2018): http://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html."""

from typing import Any, Final

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]

from portal.translating.exchange.entries import Entry
from portal.translating.exchange.incoming import UnitProblemError, form_of, incoming, prints_of
from portal.translating.exchange.marks import Mark, Role, Run, Table, run_of, table_of
from portal.translating.exchange.xliff_units import (
    AS_IT_STANDS,
    check_languages,
    html_of_mark,
    owner_of,
    text_of,
)
from portal.translating.models import State
from portal.translating.texts import Name

# Version 2.1 keeps the namespace of 2.0.
NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
Q: Final = f"{{{NAMESPACE}}}"
STATES: Final = {
    State.MISSING: "initial",
    State.DRAFT: "initial",
    State.OUTDATED: "initial",
    State.TRANSLATED: "translated",
    State.REVIEWED: "reviewed",
}
CONTEXT, PRINTS, FORM = "context", "fingerprints", "form"


def file_attributes(owner: Name, _source: str, _target: str) -> dict[str, str]:
    return {"id": ".".join(owner), "original": "/".join(owner)}


def written(unit: Entry) -> Any:
    """A `unit` of one segment. Notes keep context, form and fingerprints; the tags are its original data."""
    element = etree.Element(f"{Q}unit", AS_IT_STANDS, id=unit.address, nsmap={None: NAMESPACE})
    source = run_of(unit.source, is_html=unit.is_html)
    target = run_of(unit.target, is_html=unit.is_html, table=table_of(source))
    _write_notes(element, unit)
    _write_data(element, table_of(source) | table_of(target))
    segment = etree.SubElement(element, f"{Q}segment", state=STATES[unit.state])
    if unit.state in {State.DRAFT, State.OUTDATED}:
        segment.set("subState", f"portal:{unit.state.value}")
    _fill(etree.SubElement(segment, f"{Q}source"), source)
    if unit.target:
        _fill(etree.SubElement(segment, f"{Q}target"), target)
    return element


def _write_notes(element: Any, unit: Entry) -> None:
    notes = etree.SubElement(element, f"{Q}notes")
    texts = {CONTEXT: unit.context, FORM: form_of(unit), PRINTS: f"{unit.seen_source}:{unit.seen_target}"}
    for category, text in texts.items():
        etree.SubElement(notes, f"{Q}note", category=category).text = text


def _write_data(element: Any, table: Table) -> None:
    if not table:
        return
    data = etree.SubElement(element, f"{Q}originalData")
    for (number, role), html in table.items():
        etree.SubElement(data, f"{Q}data", id=_data_id(number, role)).text = html


def _data_id(number: str, role: Role) -> str:
    return f"{role.value[0]}{number}"


def _fill(element: Any, run: Run) -> None:
    open_in = [element]
    for piece in run:
        place = open_in[-1]
        if isinstance(piece, str):
            _append(place, piece)
        elif piece.role is Role.CLOSE:
            open_in.pop()
        elif piece.role is Role.ALONE:
            etree.SubElement(place, f"{Q}ph", id=piece.id, dataRef=_data_id(piece.id, Role.ALONE))
        else:
            ends = {"dataRefStart": Role.OPEN, "dataRefEnd": Role.CLOSE}
            refs = {name: _data_id(piece.id, role) for name, role in ends.items()}
            open_in.append(etree.SubElement(place, f"{Q}pc", id=piece.id, **refs))


def _append(element: Any, words: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


def read(element: Any, language: str) -> Entry:
    """The entry of a `unit`; its segments are read as one. Raises as that of version 1.2 does."""
    file = next(element.iterancestors(f"{Q}file"), None)
    root = element.getroottree().getroot()
    check_languages(root.get("srcLang"), root.get("trgLang"), language, root.sourceline)
    notes = {note.get("category"): note.text or "" for note in element.iter(f"{Q}note")}
    data = {one.get("id"): one.text or "" for one in element.iter(f"{Q}data")}
    source, target = (_joined(element, name, data) for name in ("source", "target"))
    form = notes.get(FORM, "")
    return incoming(
        owner=owner_of(file.get("original") if file is not None else None),
        address=element.get("id", ""),
        form=form,
        prints=prints_of(notes.get(PRINTS)),
        texts=(text_of(source, form), text_of(target, form)),
        line=element.sourceline,
    )


def _joined(element: Any, name: str, data: dict[str, str]) -> Run:
    return [piece for part in element.iter(f"{Q}{name}") for piece in _run(part, data)]


def _run(element: Any, data: dict[str, str]) -> Run:
    run: Run = [element.text] if element.text else []
    for child in element:
        run += _of_child(child, data)
        if child.tail:
            run.append(child.tail)
    return run


def _of_child(child: Any, data: dict[str, str]) -> Run:
    number = child.get("id") or child.get("startRef") or ""
    match child.tag.rpartition("}")[2]:
        case "ph":
            return [_mark(number, Role.ALONE, child.get("dataRef"), data)]
        case "pc":
            opening = _mark(number, Role.OPEN, child.get("dataRefStart"), data)
            return [opening, *_run(child, data), _mark(number, Role.CLOSE, child.get("dataRefEnd"), data)]
        case "sc":
            return [_mark(number, Role.OPEN, child.get("dataRef"), data)]
        case "ec":
            return [_mark(child.get("startRef") or number, Role.CLOSE, child.get("dataRef"), data)]
        case "mrk" | "sm" | "em":
            return _run(child, data)
        case name:
            raise UnitProblemError(_("The element “%(name)s” is not known here.") % {"name": name})


def _mark(number: str, role: Role, reference: str | None, data: dict[str, str]) -> Mark:
    own = data.get(reference or _data_id(number, role))
    return Mark(number, role, html_of_mark(own, {}, (number, role)))
