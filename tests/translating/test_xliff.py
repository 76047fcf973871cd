"""XLIFF out and in: valid, whole, changing nothing by itself, and never taken at its word."""

import re
from contextlib import suppress
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from portal.editing import history
from portal.languages import SOURCE
from portal.publishing.kinds import kind_of
from portal.publishing.services import Job
from portal.translating.exchange.entries import entries
from portal.translating.exchange.importing import bring_in, findings_in
from portal.translating.exchange.marks import html_of, marked, table_of
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.exchange.xliff import read, write
from portal.translating.models import State, TranslationEvent
from tests.builders import make_condition, make_picture, make_section, make_symptom
from tests.translating.desk import INTO, confirm_all, desk, states, unit

SCHEMAS = Path(__file__).parent / "schemas"
SCHEMA = {"1.2": "xliff-core-1.2-strict.xsd", "2.1": "xliff_core_2.0.xsd"}
VERSIONS = pytest.mark.parametrize("version", ["1.2", "2.1"])

NL = (
    '<p>De <strong>lever</strong> is groot, zie <a href="ref:symptom/moe">moe</a>.</p>'
    "<p>Neem 5 mg per dag &amp; rust.<br>Meer niet.</p><ul><li>rust</li><li>eet <em>goed</em></li></ul>"
)
EN = '<p>The <strong>liver</strong> is large, see <a href="ref:symptom/moe">tired</a>.</p>'


@pytest.fixture
def condition(db) -> Any:
    made = make_condition("lever", other_names_nl="een\ntwee")
    make_section(made, heading_nl="Wat is het?", body_nl=NL, body_en=EN)
    made.pictures.create(picture=make_picture(caption_nl="Een lever"))
    return made


def out(version: str, *instances: Any, only: frozenset[State] | None = None) -> bytes:
    names = [(kind_of(one).name, one.key) for one in instances] or None
    stream = BytesIO()
    write(stream, entries(names, INTO, only), INTO, version)
    return stream.getvalue()


def bring(content: bytes, by: Any, **options: Any) -> Any:
    return bring_in(entries=read(content, INTO), language=INTO, by=by, **options)


def refusal(content: bytes, by: Any) -> str:
    with pytest.raises(FileRefusedError) as caught:
        bring(content, by)
    return str(caught.value)


def translated(content: bytes, source: str, target: str) -> bytes:
    """The file with a target for the unit whose source holds some words, written as a CAT tool does."""
    tree = etree.fromstring(content)
    q = f"{{{tree.nsmap[None]}}}"
    for element in tree.iter(f"{q}source"):
        if source in "".join(element.itertext()):
            for old in element.itersiblings(f"{q}target"):
                old.getparent().remove(old)
            new = etree.fromstring(f'<target xmlns="{tree.nsmap[None]}">{target}</target>')
            element.addnext(new)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


# Out


@VERSIONS
def test_what_goes_out_is_valid(condition, version):
    schema = etree.XMLSchema(file=str(SCHEMAS / SCHEMA[version]))

    schema.assertValid(etree.fromstring(out(version)))


@VERSIONS
def test_every_text_with_a_source_goes_out_with_its_context_and_marks(condition, version):
    found = list(read(out(version, condition), INTO))

    wanted = [one for one in desk(condition).units if one.source]
    assert [entry.address for entry in found] == [one.address for one in wanted]
    assert b"Wat is het?" in out(version, condition)
    paragraph = next(entry for entry in found if "lever" in entry.source and entry.is_html)
    assert paragraph.source == NL[3 : NL.index("</p>")]
    assert paragraph.target == EN[3:-4]


@VERSIONS
def test_only_what_is_missing_goes_out_when_that_is_asked(condition, version):
    confirm_all(condition)

    found = list(read(out(version, condition, only=frozenset({State.MISSING})), INTO))

    assert all(entry.target in {"", entry.source} for entry in found)
    assert "rust" in "".join(entry.source for entry in found)


# In


@VERSIONS
def test_a_file_that_nobody_changed_changes_nothing(condition, translator, version):
    make_symptom("moe")
    confirm_all(condition)
    before = TranslationEvent.objects.count()

    outcome = bring(out(version), translator)

    assert outcome.arrivals == []
    assert outcome.unchanged > 10
    assert TranslationEvent.objects.count() == before


MARKED = {
    "1.2": '<bpt id="1"/>Rest<ept id="1"/><bpt id="2"/>eat <bpt id="3"/>well<ept id="3"/><ept id="2"/>',
    "2.1": '<pc id="1" dataRefStart="o1" dataRefEnd="c1">Rest</pc>'
    '<pc id="2" dataRefStart="o2" dataRefEnd="c2">eat '
    '<pc id="3" dataRefStart="o3" dataRefEnd="c3">well</pc></pc>',
}


@VERSIONS
def test_what_was_translated_outside_comes_in_with_its_marks_and_is_not_reviewed(
    condition, translator, version
):
    content = translated(out(version, condition), "rust", MARKED[version])
    content = translated(content, "Neem 5 mg", "Take 5 mg a day &amp; rest. No more.")

    outcome = bring(content, translator)

    section = condition.sections.get()
    assert section.body_en == (
        f"{EN}<p>Take 5 mg a day &amp; rest. No more.</p><ul><li>Rest</li><li>eat <em>well</em></li></ul>"
    )
    assert [arrival.after.state for arrival in outcome.arrivals] == [State.TRANSLATED] * 2
    assert states(condition)[1:] == [State.TRANSLATED] * 2


@VERSIONS
def test_a_dry_run_tells_what_would_change_and_what_the_checks_find_and_stores_nothing(
    condition, translator, version
):
    content = translated(out(version, condition), "Neem 5 mg", "Take 50 mg a day and rest. No more.")

    outcome = bring(content, translator, dry_run=True)

    (arrival,) = outcome.arrivals
    assert arrival.after.target == "<p>Take 50 mg a day and rest. No more.</p>"
    assert any(found.blocks for found in findings_in([arrival], INTO)[arrival.after.address])
    assert condition.sections.get().body_en == EN
    assert not TranslationEvent.objects.exists()


@VERSIONS
def test_a_text_whose_source_changed_meanwhile_arrives_as_outdated_with_what_it_was_made_from(
    condition, translator, version
):
    content = translated(out(version, condition), "Neem 5 mg", "Take 5 mg a day and rest. No more.")
    section = condition.sections.get()
    section.body_nl = section.body_nl.replace("5 mg", "10 mg")
    section.save()

    (arrival,) = bring(content, translator).arrivals

    assert arrival.is_outdated
    assert "5 mg" in arrival.after.made_from
    assert unit(condition, "sections.body", 1).state is State.OUTDATED


@VERSIONS
def test_a_text_that_somebody_changed_meanwhile_is_not_overwritten(condition, translator, version):
    content = translated(out(version, condition), "is groot", "The liver is big.")
    section = condition.sections.get()
    section.body_en = "<p>The liver has grown.</p>"
    section.save()

    assert "iemand anders" in refusal(content, translator).casefold()
    section.refresh_from_db()
    assert section.body_en == "<p>The liver has grown.</p>"


def test_who_may_not_translate_brings_nothing_in(condition, reviewer):
    content = translated(out("1.2", condition), "Neem 5 mg", "Take 5 mg a day and rest. No more.")

    with pytest.raises(PermissionDenied):
        bring(content, reviewer)
    assert condition.sections.get().body_en == EN


# Damage. Each leaves everything as it was, and says where and what.

DAMAGE = {  # what is replaced at its first place, by what, and a word of the reason
    "a unit twice": (r"(<trans-unit.*?</trans-unit>)", r"\1\1", "twee keer"),
    "an unknown page": (r"condition/lever", "condition/nergens", "geen pagina"),
    "an unknown kind": (r"condition/lever", "recipe/lever", "geen pagina"),
    "a changed source": (r"is groot", "is klein", "brontekst"),
    "no fingerprints": (r' extradata="[^"]*"', "", "niet door dit portaal"),
    "other fingerprints": (r'extradata="\w{4}', 'extradata="zzzz', "niet door dit portaal"),
    "another language": (r'target-language="en"', 'target-language="fr"', "“fr”"),
    "no language": (r' target-language="en"', "", "“?”"),
    "a mark that does not end": (r'(<target.*?)<ept id="1">.*?</ept>', r"\1", "Teken 1"),
    "an unknown element": (r"Take 5", "<it id='1' pos='open'/>Take 5", "“it”"),
    "no unit": (r"<trans-unit.*</trans-unit>", "", "geen tekst"),
    "cut off": (r"(?<=Take).*", "", "geen XML"),
    "another format": (r".*", "<html><body/></html>", "geen XLIFF"),
    "nothing": (r".*", "", "geen XML"),
    "no XML": (r".*", "PK", "geen XML"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_refused_whole_and_says_why(condition, translator, damage):
    good = translated(out("1.2", condition), "Neem 5 mg", "Take 5 mg a day and rest. No more.")
    found, instead, why = DAMAGE[damage]
    damaged = re.sub(found, instead, good.decode(), count=1, flags=re.DOTALL)

    message = refusal(damaged.encode(), translator)

    assert why in message
    assert condition.sections.get().body_en == EN
    assert not TranslationEvent.objects.exists()


@VERSIONS
def test_a_text_that_is_gone_refuses_the_file(condition, translator, version):
    content = translated(out(version, condition), "Neem 5 mg", "Take 5 mg a day and rest. No more.")
    condition.sections.get().delete()

    assert "kent deze tekst niet" in refusal(content, translator)


def test_a_text_that_went_from_a_row_that_stays_is_told_to_be_gone(condition, translator):
    content = translated(out("2.1", condition), "Neem 5 mg", "Take 5 mg a day and rest. No more.")
    condition.sections.update(body_nl="<p>Iets anders.</p>", body_en="")

    assert "staat niet meer op de pagina" in refusal(content, translator)


@VERSIONS
def test_a_text_that_went_is_no_reason_to_refuse_a_file_in_which_nobody_touched_it(
    condition, translator, version
):
    content = translated(out(version, condition), "Titel van", "A title from outside")
    condition.sections.update(body_nl="<p>Iets anders.</p>", body_en="")

    outcome = bring(content, translator)

    condition.refresh_from_db()
    assert [arrival.entry.target for arrival in outcome.arrivals] == ["A title from outside"]
    assert condition.title_en == "A title from outside"


@VERSIONS
def test_lines_that_a_file_puts_right_are_a_change(condition, translator, version):
    condition.other_names_nl, condition.other_names_en = "eerste naam\ntweede naam", "first name second name"
    condition.save()
    content = translated(out(version, condition), "eerste naam", "first name\nsecond name")

    bring(content, translator)

    condition.refresh_from_db()
    assert condition.other_names_en == "first name\nsecond name"
    assert bring(content, translator).arrivals == []


@VERSIONS
@pytest.mark.parametrize("part", ["condition-{pk}-title-0", "conditionsection-{section}-body-1"])
def test_an_address_that_the_page_never_had_is_refused_though_its_texts_are_known(
    condition, translator, version, part
):
    address = part.format(pk=condition.pk, section=condition.sections.get().pk)
    for wrong in (
        re.sub(r"-\d+-", "-999-", address),
        re.sub(r"-\d+-[a-z]+-", "-1-nothing-", address),
        "nowhere",
    ):
        content = out(version, condition).decode().replace(address, wrong)
        (line,) = [number for number, text in enumerate(content.split("\n"), 1) if wrong in text][:1]

        with pytest.raises(FileRefusedError) as caught:
            bring(content.encode(), translator)

        (problem,) = caught.value.problems
        assert problem.message == "Dit portaal kent deze tekst niet."
        assert problem.line == line
        assert wrong in problem.unit


@VERSIONS
def test_an_unknown_address_is_the_reason_also_where_its_source_was_changed(condition, translator, version):
    address = f"condition-{condition.pk}-title-0"
    content = out(version, condition).decode().replace(address, "condition-999-title-0")

    message = refusal(content.replace("Titel van lever", "Iets anders").encode(), translator)

    assert "kent deze tekst niet" in message
    assert "in het bestand veranderd" not in message


@VERSIONS
def test_a_row_that_was_deleted_and_restored_under_another_number_is_found(condition, translator, version):
    content = translated(out(version, condition), "Neem 5 mg", "Take 5 mg a day and rest. No more.")
    revision: Any = history.record(condition, by=Job("test"))
    before = condition.sections.get().pk
    make_section(condition, body_nl="<p>Nieuw.</p>", body_en="")  # its number is taken by now
    history.restore(revision, by=Job("test"))
    assert condition.sections.get().pk != before

    bring(content, translator)

    assert "Take 5 mg" in condition.sections.get().body_en


@VERSIONS
def test_a_text_that_moved_is_found_where_it_is_now(condition, translator, version):
    content = translated(out(version, condition), "Neem 5 mg", "Take 5 mg a day and rest. No more.")
    section = condition.sections.get()
    section.body_nl = f"<p>Vooraf.</p>{section.body_nl}"
    section.save()

    bring(content, translator)

    assert unit(condition, "sections.body", 2).target == "<p>Take 5 mg a day and rest. No more.</p>"


@VERSIONS
def test_lines_that_a_program_ran_together_are_no_change(condition, translator, version):
    condition.other_names_nl, condition.other_names_en = "eerste naam\ntweede naam", "first name\nsecond name"
    condition.save()
    content = translated(out(version, condition), "eerste naam", "first name second name")

    assert bring(content, translator).arrivals == []


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "document type": b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    "external entity": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "bomb": f'<!DOCTYPE x [<!ENTITY a0 "ha">{BOMB}]><x>&a9;</x>'.encode(),
    "UTF-16": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
    "UTF-32": '<?xml version="1.0"?><!DOCTYPE x><x/>'.encode("utf-32"),
    "UTF-7": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
    "EBCDIC": '<?xml version="1.0" encoding="cp037"?><x/>'.encode("cp037"),
    "deep": b"<x>" * 5000 + b"</x>" * 5000,
    "many elements": b"<x>" + b"<a/>" * 1_000_000 + b"</x>",
    "very many elements": b"<x>" + b"<a/>" * 5_000_000 + b"</x>",
    "very many attributes": b"<x " + b" ".join(b'a%d="1"' % number for number in range(200_000)) + b"/>",
    "many attributes": b"<x " + b" ".join(b'a%d="1"' % number for number in range(5000)) + b"/>",
    "gzip": b"\x1f\x8b\x08\x00" + b"\x00" * 50,
    "a single huge name": b"<" + b"x" * 11_000_000 + b"/>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(db, translator, name):
    assert refusal(HOSTILE[name], translator)


def test_of_many_problems_the_first_thousand_are_told(db, translator):
    head = '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">'
    file = f'<file source-language="{SOURCE.code}" target-language="{INTO}">'
    units = '<trans-unit id="x"/>' * 1200
    content = f"{head}{file}<body>{units}</body></file></xliff>".encode()

    with pytest.raises(FileRefusedError) as caught:
        bring(content, translator)
    assert len(caught.value.problems) == 1000


def test_an_inclusion_is_not_followed(condition, translator):
    include = '<include xmlns="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    content = translated(out("1.2", condition), "Neem 5 mg", f"Take {include}")

    assert "include" in refusal(content, translator)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_damaged_nothing_is_half_stored(condition, translator, data):
    good = translated(out("1.2", condition), "Neem 5 mg", "Take 5 mg a day and rest. No more.")
    start = data.draw(st.integers(0, len(good)))
    length = data.draw(st.integers(0, 40))
    content = good[:start] + data.draw(st.binary(max_size=10)) + good[start + length :]

    with suppress(FileRefusedError):
        bring(content, translator, dry_run=True)

    assert condition.sections.get().body_en == EN


# Marks


@given(st.recursive(st.text("a &<>é", min_size=1), lambda inner: st.lists(inner, min_size=1, max_size=3)))
def test_a_text_is_the_same_after_it_was_marked(pieces):
    def html(piece: Any) -> str:
        if isinstance(piece, str):
            return escape(piece, quote=False)
        return f"<strong>{''.join(map(html, piece))}<br></strong>"

    assert html_of(marked(html(pieces))) == html(pieces)


def test_a_translation_shares_the_numbers_of_its_source():
    source = marked('<strong>a</strong> <a href="#x">b</a>')
    target = marked('<a href="#x">b</a> <strong>a</strong> <em>c</em>', table_of(source))

    assert [mark.id for mark in target if not isinstance(mark, str)] == ["2", "2", "1", "1", "3", "3"]
