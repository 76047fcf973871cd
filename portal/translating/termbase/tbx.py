"""The glossary as TBX-Basic (ISO 30042:2019), in the style that names data categories by attributes (DCA).

One namespace then has it all, which every tool reads. Of a language the preferred term is the title, admitted
terms are other names, admitted variants its inflected forms, and deprecated terms its forbidden renderings.
"""

from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]

from portal.languages import CODES, SOURCE, column
from portal.translating.exchange.problems import FileRefusedError, Problems
from portal.translating.exchange.safe_xml import MOST_CHARACTERS, elements, refused
from portal.translating.termbase.entries import FIELDS, MEANING, NOTE, TITLE, TermEntry, joined

NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"
Q: Final = f"{{{NAMESPACE}}}"
XML: Final = "http://www.w3.org/XML/1998/namespace"
LANG: Final = f"{{{XML}}}lang"
DIALECT: Final = {"type": "TBX-Basic", "style": "dca"}
MAKER: Final = "medical-portal"
# Before the key, since names in XML do not begin with a digit.
ID: Final = "term-"
STATUS, TYPE, VARIANT = "administrativeStatus", "termType", "variant"
PREFERRED, ADMITTED, DEPRECATED = (f"{one}Term-admn-sts" for one in ("preferred", "admitted", "deprecated"))
SAYS: Final = {
    TITLE: {STATUS: PREFERRED},
    "other_names": {STATUS: ADMITTED},
    "forms": {STATUS: ADMITTED, TYPE: VARIANT},
    "forbidden": {STATUS: DEPRECATED},
}
FIELD_OF: Final = {PREFERRED: TITLE, ADMITTED: "other_names", DEPRECATED: "forbidden"}
# What TBX-Basic also has beside a term, and the portal has no place for.
PASSED_OVER: Final = frozenset({"admin", "adminGrp", "descripGrp", "ref", "transacGrp", "xref"})


def write(stream: IO[bytes], entries: Iterable[TermEntry]) -> int:
    """Write terms as TBX and give their number. Memory stays flat if they come one by one."""
    count = 0
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("tbx", DIALECT | {LANG: SOURCE.code}, nsmap={None: NAMESPACE, "xml": XML}):
            xml.write(_header())
            with xml.element("text"), xml.element("body"):
                for count, entry in enumerate(entries, start=1):  # noqa: B007 - the last number is the count
                    xml.write("\n", _concept(entry))
    return count


def _header() -> Any:
    header = etree.Element(f"{Q}tbxHeader", nsmap={None: NAMESPACE})
    described = _child(_child(header, "fileDesc"), "sourceDesc")
    _child(described, "p", f"Glossary of {MAKER}")
    return header


def _concept(entry: TermEntry) -> Any:
    element = etree.Element(f"{Q}conceptEntry", id=f"{ID}{entry.key}", nsmap={None: NAMESPACE})
    _child(element, "admin", f"{MAKER} {entry.seen}", type="source")
    for line in entry.texts[NOTE].splitlines():
        _child(element, "note", line)
    named = [code for code in CODES if any(entry.texts[column(field, code)] for field in SAYS)]
    for code in CODES:
        meaning = entry.texts[column(MEANING, code)]
        if meaning and code not in named:  # a section of a language must have a term
            _child(element, "descrip", meaning, type="definition").set(LANG, code)
    for code in named:
        _write_section(element, entry, code)
    return element


def _write_section(element: Any, entry: TermEntry, code: str) -> None:
    section = _child(element, "langSec")
    section.set(LANG, code)
    if meaning := entry.texts[column(MEANING, code)]:
        _child(section, "descrip", meaning, type="definition")
    for field, says in SAYS.items():
        for term in entry.texts[column(field, code)].splitlines():
            part = _child(section, "termSec")
            _child(part, "term", term)
            for category, value in says.items():
                _child(part, "termNote", value, type=category)


def _child(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    made = etree.SubElement(parent, f"{Q}{name}", attributes)
    made.text = text
    return made


# Reading


class _EntryError(ValueError):
    """An entry is not as we wrote it; the message says in plain words why."""


def read(content: bytes) -> Iterator[TermEntry]:
    """The terms of a file, in order. Raises `FileRefusedError` with all that is wrong, each with its line.

    What TBX-Basic can say and the portal has no place for is passed over: dates, parts of speech, examples.
    """
    if NAMESPACE.encode() not in content[:5000]:
        _refuse_other(content)
    problems = Problems()
    count = 0
    for count, element in enumerate(elements(content, f"{Q}conceptEntry"), start=1):  # noqa: B007 - the count
        root = element.getroottree().getroot()
        if root.tag != f"{Q}tbx" or any(root.get(name) != value for name, value in DIALECT.items()):
            raise _other()
        try:
            yield _entry(element)
        except _EntryError as error:
            key = element.get("id", "").removeprefix(ID)
            problems.add(str(error), element.sourceline, key)
    if not count:
        problems.add(_("There is no term in the file."))
    problems.refuse_if_any()


def _refuse_other(content: bytes) -> None:
    """What is hostile or no XML at all is told as such, not as another format."""
    for _element in elements(content, ""):
        pass
    raise _other()


def _other() -> FileRefusedError:
    return refused(_("This is no TBX-Basic of 2019 in the style “dca”."), 1)


def _entry(element: Any) -> TermEntry:
    texts: dict[str, str] = {}
    notes: list[str] = []
    for part in element:
        name = etree.QName(part).localname
        if name == "langSec":
            _take(texts, _section(part))
        elif name == "note":
            notes.append(_text(part))
        elif name == "descrip" and part.get("type") == "definition":
            meaning = column(MEANING, _code(part))
            _take(texts, {meaning: joined(meaning, [_text(part)])})
        elif name != "descrip" and name not in PASSED_OVER:
            raise _strange(name)
    texts[NOTE] = joined(NOTE, notes)
    key, seen = _made_here(element)
    return TermEntry(key, texts, seen, element.sourceline)


def _take(texts: dict[str, str], more: dict[str, str]) -> None:
    if set(texts) & set(more):
        raise _EntryError(_("A language is there twice."))
    texts.update(more)


def _made_here(element: Any) -> tuple[str, str]:
    """The key of the term and its fingerprint, which we wrote into the entry."""
    identity = element.get("id", "")
    sources = (_text(part).split() for part in element.iterfind(f"{Q}admin") if part.get("type") == "source")
    ours = [words[1] for words in sources if words[:1] == [MAKER] and len(words) == 2]  # noqa: PLR2004 - maker and print
    if len(ours) != 1 or not identity.startswith(ID):
        raise _EntryError(_("This term was not taken out of this portal."))
    return identity.removeprefix(ID), ours[0]


def _section(section: Any) -> dict[str, str]:
    """The texts of the columns of one language; what the section does not have is empty."""
    code = _code(section)
    found: dict[str, list[str]] = {field: [] for field in FIELDS}
    for part in section:
        name = etree.QName(part).localname
        if name == "termSec":
            field, term = _term(part)
            found[field].append(term)
        elif name == "descrip" and part.get("type") == "definition":
            found[MEANING].append(_text(part))
        elif name not in {*PASSED_OVER, "descrip", "note"}:
            raise _strange(name)
    if len(found[TITLE]) > 1:
        message = _("More than one term is the preferred one in “%(language)s”.")
        raise _EntryError(message % {"language": code})
    if len(found[MEANING]) > 1:
        raise _EntryError(_("There is more than one meaning in “%(language)s”.") % {"language": code})
    names = {column(field, code): pieces for field, pieces in found.items()}
    return {name: joined(name, pieces) for name, pieces in names.items()}


def _code(element: Any) -> str:
    language = element.get(LANG) or ""
    code: str = language.partition("-")[0].casefold()
    if code not in CODES:
        raise _EntryError(_("This portal has no language “%(language)s”.") % {"language": language})
    return code


def _term(part: Any) -> tuple[str, str]:
    """The field that a term belongs to, and the term."""
    terms = [_text(one) for one in part.iterfind(f"{Q}term")]
    if len(terms) != 1 or not terms[0].strip():
        raise _EntryError(_("A term is empty."))
    notes = {note.get("type"): _text(note).strip() for note in part.iter(f"{Q}termNote")}
    status = notes.get(STATUS, "")
    if status not in FIELD_OF:
        words = {"term": terms[0], "status": status}
        raise _EntryError(_("The status “%(status)s” of “%(term)s” is not known here.") % words)
    is_form = status == ADMITTED and notes.get(TYPE) == VARIANT
    return ("forms" if is_form else FIELD_OF[status]), " ".join(terms[0].split())


def _text(element: Any) -> str:
    text = "".join(element.itertext())
    if len(text) > MOST_CHARACTERS:
        raise _EntryError(_("A text of this term is longer than 100,000 characters."))
    return text


def _strange(name: str) -> _EntryError:
    return _EntryError(_("TBX-Basic has no element “%(name)s” here.") % {"name": name})
