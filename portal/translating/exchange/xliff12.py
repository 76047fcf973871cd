"""Units in XLIFF 1.2 (OASIS Standard, 2008): http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html."""

from typing import Any, Final

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]

from portal.translating.exchange.entries import Entry
from portal.translating.exchange.incoming import UnitProblemError, form_of, incoming, not_ours, prints_of
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

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
Q: Final = f"{{{NAMESPACE}}}"
STATES: Final = {
    State.MISSING: "needs-translation",
    State.DRAFT: "needs-review-translation",
    State.OUTDATED: "needs-adaptation",
    State.TRANSLATED: "translated",
    State.REVIEWED: "signed-off",
}
ELEMENTS: Final = {Role.OPEN: "bpt", Role.CLOSE: "ept", Role.ALONE: "ph"}
ROLES: Final = {f"{Q}{name}": role for role, name in ELEMENTS.items()} | {f"{Q}x": Role.ALONE}


def file_attributes(owner: Name, source: str, target: str) -> dict[str, str]:
    return {
        "original": "/".join(owner),
        "source-language": source,
        "target-language": target,
        "datatype": "html",
    }


def written(unit: Entry) -> Any:
    """A `trans-unit`: its `restype` keeps the tag of the block, its `extradata` both fingerprints."""
    element = etree.Element(f"{Q}trans-unit", AS_IT_STANDS, id=unit.address, nsmap={None: NAMESPACE})
    element.set("restype", f"x-{form_of(unit)}")
    element.set("extradata", f"{unit.seen_source}:{unit.seen_target}")
    source = run_of(unit.source, is_html=unit.is_html)
    _fill(etree.SubElement(element, f"{Q}source"), source)
    # OmegaT translates what stands in the target, so the source stands there where nothing else does.
    target = run_of(unit.target, is_html=unit.is_html, table=table_of(source)) if unit.target else source
    _fill(etree.SubElement(element, f"{Q}target", state=STATES[unit.state]), target)
    etree.SubElement(element, f"{Q}note").text = unit.context
    return element


def _fill(element: Any, run: Run) -> None:
    last = None
    for piece in run:
        if isinstance(piece, Mark):
            last = etree.SubElement(element, f"{Q}{ELEMENTS[piece.role]}", id=piece.id)
            last.text = piece.html
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


def read(element: Any, language: str) -> Entry:
    """The entry of a `trans-unit`. Raises `UnitProblemError`; `FileRefusedError` for another language."""
    file = next(element.iterancestors(f"{Q}file"), None)
    if file is None:
        raise not_ours()
    check_languages(file.get("source-language"), file.get("target-language"), language, file.sourceline)
    source = _run(element.find(f"{Q}source"), {})
    target = _run(element.find(f"{Q}target"), table_of(source))
    form = (element.get("restype") or "").removeprefix("x-")
    return incoming(
        owner=owner_of(file.get("original")),
        address=element.get("id", ""),
        form=form,
        prints=prints_of(element.get("extradata")),
        texts=(text_of(source, form), text_of(target, form)),
        line=element.sourceline,
    )


def _run(element: Any, table: Table) -> Run:
    if element is None:
        return []
    run: Run = [element.text] if element.text else []
    for child in element:
        run += _of_child(child, table)
        if child.tail:
            run.append(child.tail)
    return run


def _of_child(child: Any, table: Table) -> Run:
    number = child.get("id") or child.get("rid") or ""
    if child.tag in ROLES:
        role = ROLES[child.tag]
        own = "".join(child.itertext())
        return [Mark(number, role, html_of_mark(own, table, (number, role)))]
    if child.tag == f"{Q}g":
        opening, closing = (html_of_mark(None, table, (number, role)) for role in (Role.OPEN, Role.CLOSE))
        return [Mark(number, Role.OPEN, opening), *_run(child, table), Mark(number, Role.CLOSE, closing)]
    if child.tag == f"{Q}mrk":
        return _run(child, table)
    name = etree.QName(child).localname
    raise UnitProblemError(_("The element “%(name)s” is not known here.") % {"name": name})
