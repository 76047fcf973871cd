"""Files out and in: spreadsheets, pages, commands, and a real CAT tool."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook  # type: ignore[import-untyped]

from conditions.models import Symptom
from portal.editing.models import Revision
from portal.translating.exchange import spreadsheet
from portal.translating.exchange.entries import entries
from portal.translating.exchange.importing import bring_in
from portal.translating.exchange.pending import Upload
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.models import State, TranslationEvent
from tests.builders import make_condition, make_picture, make_section, make_symptom
from tests.conftest import signed_in
from tests.markup import words
from tests.translating.desk import INTO, colleague, states, unit

NL = "<p>De <strong>lever</strong> is groot.</p><p>Neem 5 mg per dag.</p>"
EN = "<p>The <strong>liver</strong> is large.</p>"
OUT, IN = f"/nl/admin/translations/{INTO}/take-out/", f"/nl/admin/translations/{INTO}/bring-in/"


@pytest.fixture
def condition(db) -> Any:
    made = make_condition("lever", title_nl="=Lever", title_en="")
    make_section(made, body_nl=NL, body_en=EN)
    return made


def sheet() -> bytes:
    stream = BytesIO()
    spreadsheet.write(stream, entries(None, INTO, None), INTO)
    return stream.getvalue()


def typed(content: bytes, source: str, target: Any, column: int = 4) -> bytes:
    """The sheet after somebody typed beside a source text."""
    book = load_workbook(BytesIO(content))
    (row,) = [row for row in book[INTO].iter_rows(min_row=3) if source in str(row[2].value)]
    row[column - 1].value = target
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def bring(content: bytes, by: Any) -> Any:
    return bring_in(entries=spreadsheet.read(content, INTO), language=INTO, by=by)


def refusal(content: bytes, by: Any) -> str:
    with pytest.raises(FileRefusedError) as caught:
        bring(content, by)
    return str(caught.value)


# Spreadsheets


def test_a_sheet_that_nobody_changed_changes_nothing(condition, translator):
    outcome = bring(sheet(), translator)

    assert outcome.arrivals == []
    assert not TranslationEvent.objects.exists()


def test_what_was_typed_in_a_sheet_comes_in_as_translated(condition, translator):
    bring(typed(sheet(), "Neem 5 mg", "Take 5 mg a day."), translator)

    assert condition.sections.get().body_en == f"{EN}<p>Take 5 mg a day.</p>"
    assert states(condition)[1] is State.TRANSLATED


def test_nothing_in_a_sheet_is_a_formula(condition, translator):
    book = load_workbook(BytesIO(sheet()))
    cells = {cell.value: cell for row in book[INTO].iter_rows() for cell in row}

    title = cells["=Lever"]

    assert title.data_type == "s"
    assert title.quotePrefix


def test_only_the_translations_can_be_typed_in(condition):
    book = load_workbook(BytesIO(sheet()))

    assert book[INTO].protection.sheet
    assert [cell.protection.locked for cell in book[INTO][4]] == [True, True, True, False, True, True]


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        (4, "=1+1", "formule"),
        (3, "Neem 50 mg", "brontekst"),
        (6, "p|zzz", "niet door dit portaal"),
        (1, "lever", "niet door dit portaal"),
        (1, "condition/nergens/x-1-y-0", "geen pagina"),
    ],
)
def test_a_damaged_sheet_is_refused_with_the_row(condition, translator, column, value, why):
    message = refusal(typed(sheet(), "Neem 5 mg", value, column), translator)

    assert why in message
    assert "regel" in message
    assert condition.sections.get().body_en == EN


def repacked(content: bytes, **members: bytes) -> bytes:
    """The archive with other members, or more of them."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, body in (kept | {name.replace("__", "/"): body for name, body in members.items()}).items():
            new.writestr(name, body)
    return stream.getvalue()


def renumbered(content: bytes, row: str, other: str) -> bytes:
    """The sheet with another number for one of its rows."""
    with ZipFile(BytesIO(content)) as archive:
        body = archive.read("xl/worksheets/sheet1.xml").decode()
    assert f'<row r="{row}"' in body
    changed = body.replace(f'<row r="{row}"', f'<row r="{other}"')
    return repacked(content, **{"xl__worksheets__sheet1.xml": changed.encode()})


def test_hostile_sheets_are_refused(condition, translator):
    assert "macro" in refusal(repacked(sheet(), **{"xl__vbaProject.bin": b"x"}), translator)
    assert "documenttype" in refusal(repacked(sheet(), evil=b"<!DOCTYPE x><x/>"), translator)
    assert "groter" in refusal(repacked(sheet(), big=b"0" * 110_000_000), translator)
    far_off = renumbered(sheet(), "3", "1000000000")
    assert "na rij 100.000" in refusal(far_off, translator)
    assert "te veel cellen" in refusal(repacked(sheet(), rows=b"<row>" + b"<c/>" * 200_001), translator)
    assert "geen rekenblad" in refusal(b"PK\x03\x04 and nothing more", translator)


# Pages


def test_a_translator_takes_out_and_brings_in_and_sees_first_what_would_change(condition, translator):
    client = signed_in(translator)
    taken = b"".join(client.post(OUT, {"format": "xlsx", "what": "needed"}).streaming_content)  # type: ignore[attr-defined]
    file = SimpleUploadedFile("t.xlsx", typed(taken, "Neem 5 mg", "Take 50 mg a day."))

    shown: Any = client.post(IN, {"file": file}, follow=True)

    assert "Take 50 mg a day." in words(shown)
    assert condition.sections.get().body_en == EN
    client.post(f"{shown.request['PATH_INFO']}accept/")
    assert unit(condition, "sections.body", 1).target == "<p>Take 50 mg a day.</p>"
    assert not Upload.objects.exists()


def test_a_refused_file_says_why_and_stores_nothing(condition, translator):
    client = signed_in(translator)

    page: Any = client.post(IN, {"file": SimpleUploadedFile("x.xlf", b"<xliff/>")}, follow=True)

    assert "Dit is geen XLIFF 1.2 of 2.1." in words(page)
    assert client.post(f"{page.request['PATH_INFO']}accept/", follow=True).status_code == 200
    assert not TranslationEvent.objects.exists()


def test_an_upload_is_for_its_owner_and_the_pages_are_for_translators(condition, translator, reviewer):
    signed_in(translator).post(IN, {"file": SimpleUploadedFile("x.xlf", b"<xliff/>")})
    other = signed_in(colleague())

    assert other.get(f"{IN}{Upload.objects.get().pk}/").status_code == 404
    assert other.get(OUT).status_code == 200
    assert [signed_in(reviewer).get(address).status_code for address in (OUT, IN)] == [403, 403]


def test_an_unknown_object_cannot_be_taken_out(condition, translator):
    page: Any = signed_in(translator).post(OUT, {"format": "xlsx", "what": "all", "object": "recipe/soup"})

    assert "Die pagina is er niet." in words(page)


# Commands


def listed(client: Any, **asked: Any) -> str:
    """The selection on the page to which the list of the translators leads."""
    shown = client.get(OUT, asked)
    return str(shown.context["form"]["object"].value()) if shown.status_code == 200 else shown.url


def test_what_is_ticked_in_the_list_is_taken_out(condition, translator_client):
    make_symptom("moe")
    make_symptom("koorts")
    shown = translator_client.get(reverse("translation-list", args=[INTO])).text
    assert all(f'name="object" value="symptom/{key}" form="take-out"' in shown for key in ("moe", "koorts"))

    assert listed(translator_client, which="ticked", object=["symptom/moe", "condition/lever"]) == (
        "symptom/moe condition/lever"
    )


def test_the_list_as_it_is_filtered_is_taken_out_with_its_other_pages(condition, translator_client):
    keys = {f"symptom/s{number}" for number in range(60)}
    for key in keys:
        make_symptom(key.partition("/")[2])
    translator_client.get(reverse("translation-list", args=[INTO]))  # counts them

    found = listed(translator_client, which="listed", kind="symptom", need="", q="", object="symptom/s1")

    assert set(found.split()) == keys
    assert listed(translator_client, which="listed", kind="condition", need="missing") == "condition/lever"


def test_where_nothing_was_ticked_nothing_is_taken_out_and_the_list_stays_as_it_was(
    condition, translator_client
):
    back = listed(translator_client, which="ticked", kind="condition", need="missing", q="a&b", page="1")

    assert back.startswith(reverse("translation-list", args=[INTO]))
    assert "kind=condition&need=missing&q=a%26b" in back
    assert "Vink eerst aan wat je wilt meenemen." in words(translator_client.get(back))


def test_who_does_not_translate_ticks_nothing(condition, reviewer_client):
    shown = reviewer_client.get(reverse("translation-list", args=[INTO])).text

    assert condition.title_nl in shown
    assert 'form="take-out"' not in shown


@pytest.mark.parametrize(
    ("chosen", "what", "name"),
    [
        ("condition/lever", "all", "en-lever-2026-11-28"),
        ("condition/lever", "missing", "en-lever-missing-2026-11-28"),
        ("condition/lever symptom/moe", "all", "en-2-pages-2026-11-28"),
        ("", "needed", "en-needed-2026-11-28"),
        ("", "all", "en-all-2026-11-28"),
    ],
)
@pytest.mark.usefixtures("condition")
def test_the_name_of_a_file_says_what_it_holds_and_when_it_was_made(
    translator_client, time_machine, chosen, what, name
):
    time_machine.move_to("2026-11-28T00:30:00+01:00", tick=False)

    for format_, ending in (("xliff-2.1", "xlf"), ("xliff-1.2", "xlf"), ("xlsx", "xlsx")):
        response = translator_client.post(OUT, {"object": chosen, "what": what, "format": format_})
        assert b"".join(response)
        assert response["Content-Disposition"] == f'attachment; filename="{name}.{ending}"'


def test_the_commands_take_out_and_bring_in(condition, tmp_path, capsys):
    file = tmp_path / "out.xlf"
    call_command("export_translations", "condition/lever", language=INTO, missing=True, output=file)
    file.write_text(file.read_text().replace("</source>", "</source><target>Liver</target>", 1))

    call_command("import_translations", file, language=INTO, dry_run=True)
    assert "+ Liver\n1 would be changed" in capsys.readouterr().out
    call_command("import_translations", file, language=INTO)

    condition.refresh_from_db()
    assert condition.title_en == "Liver"
    assert "condition/lever: 1 changed\n1 changed" in capsys.readouterr().out


def test_the_command_tells_what_the_checks_find_in_what_came_in(condition, tmp_path, capsys):
    sheet = tmp_path / "in.xlsx"
    call_command("export_translations", "condition/lever", language=INTO, format="xlsx", output=sheet)
    sheet.write_bytes(typed(sheet.read_bytes(), "Neem 5 mg", "Take 50 mg a day."))

    call_command("import_translations", sheet, language=INTO)

    assert "condition/lever: 1 changed, errors: 1" in capsys.readouterr().out


def test_the_command_says_what_is_wrong_with_a_file(db, tmp_path):
    file = tmp_path / "out.xlf"
    file.write_text("<xliff/>")

    with pytest.raises(CommandError, match="geen XLIFF"):
        call_command("import_translations", file, language=INTO)


# A real CAT tool

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>NL</source_lang><target_lang>EN</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>"""
MEMORY = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.1"><header creationtool="t" creationtoolversion="1" segtype="paragraph" o-tmf="x"
 adminlang="EN" srclang="NL" datatype="plaintext"/><body>
<tu><tuv lang="NL"><seg>Neem 5 mg per dag.</seg></tuv><tuv lang="EN"><seg>Take 5 mg a day.</seg></tuv></tu>
<tu><tuv lang="NL"><seg>een\ntwee</seg></tuv><tuv lang="EN"><seg>one\ntwo</seg></tuv></tu>
</body></tmx>"""


@pytest.mark.skipif(not shutil.which("omegat"), reason="needs OmegaT (on Debian: apt-get install omegat)")
def test_what_a_cat_tool_translated_comes_in(condition, translator, tmp_path):
    condition.other_names_nl = "een\ntwee"
    condition.save()
    project = tmp_path / "project"
    for folder in ("source", "target", "tm", "glossary", "dictionary", "omegat"):
        (project / folder).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT)
    (project / "omegat" / "project_save.tmx").write_text(MEMORY)
    out: Path = project / "source" / "out.xlf"
    call_command("export_translations", language=INTO, format="xliff-1.2", missing=True, output=out)
    command = ["omegat", str(project), "--mode=console-translate", f"--config-dir={tmp_path / 'config'}"]

    subprocess.run(command, check=True, capture_output=True, timeout=120)
    call_command("import_translations", project / "target" / "out.xlf", language=INTO)

    assert condition.sections.get().body_en == f"{EN}<p>Take 5 mg a day.</p>"
    assert states(condition)[1] is State.TRANSLATED
    condition.refresh_from_db()
    assert condition.other_names_en == "one\ntwo"


# From a list


def chosen_in_a_list(client: Any, keys: list[Any], **more: str) -> Any:
    data = {"action": f"take_out_{INTO}", "_selected_action": keys} | more
    return client.post(reverse("admin:conditions_symptom_changelist"), data)


def test_what_is_chosen_in_a_list_goes_out_however_much_it_is(translator):
    symptoms = [make_symptom(f"klacht-{number}", title_en="") for number in range(300)]
    make_symptom("not-chosen", title_en="")
    client = signed_in(translator)

    page = chosen_in_a_list(client, [symptom.pk for symptom in symptoms])

    assert "Alleen de 300 pagina’s die je koos." in words(page)
    objects = page.context["form"]["object"].value()
    taken: Any = client.post(OUT, {"object": objects, "what": "missing", "format": "xliff-2.1"})
    content = b"".join(taken.streaming_content)
    assert content.count(b"<file ") == 300
    assert b"not-chosen" not in content


def test_all_that_a_list_shows_can_be_chosen_at_once(translator):
    for number in range(120):
        make_symptom(f"klacht-{number}")

    page = chosen_in_a_list(signed_in(translator), [0], select_across="1")

    assert "Alleen de 120 pagina’s die je koos." in words(page)


def test_the_action_is_for_translators(db, translator_client, reviewer_client):
    symptom = make_symptom()
    address = reverse("admin:conditions_symptom_changelist")

    assert f'value="take_out_{INTO}"' in translator_client.get(address).content.decode()
    assert f'value="take_out_{INTO}"' not in reviewer_client.get(address).content.decode()
    assert chosen_in_a_list(reviewer_client, [symptom.pk]).status_code == 302


# Many objects


def brought(number: int, by: Any) -> int:
    """How many queries it takes to bring in the first titles of so many objects."""
    symptoms = [make_symptom(f"klacht-{number}-{one}", title_en="", slug_en=None) for one in range(number)]
    names = [("symptom", symptom.key) for symptom in symptoms]
    found = list(entries(names, INTO, frozenset({State.MISSING})))
    with CaptureQueriesContext(connection) as queries:
        bring_in(entries=[replace(one, target="Fever") for one in found], language=INTO, by=by)
    return len(queries)


def test_many_objects_take_the_queries_of_one_and_each_gets_an_address_and_revisions_of_its_own(translator):
    brought(1, translator)

    assert brought(24, translator) == brought(3, translator)
    addresses = [symptom.slug_en for symptom in Symptom.objects.all()]
    assert len(set(addresses)) == len(addresses) == 28
    kept = Revision.objects.filter(kind="symptom").values_list("key", "number", "version", "author")
    assert sum(1 for row in kept if row[1:] == (2, 2, translator.pk)) == 28
    assert sum(1 for row in kept if row[1:] == (1, 1, None)) == 28


def test_a_picture_that_two_pages_show_is_changed_once_and_both_keep_it(translator):
    picture = make_picture(caption_nl="Een lever van voren", caption_en="")
    for key in ("een", "twee"):
        make_condition(key).pictures.create(picture=picture)
    found = [one for one in entries(None, INTO, None) if one.source == "Een lever van voren"]
    (entry,) = found
    other = replace(entry, owner=("condition", "twee"), target="A liver!")

    with pytest.raises(FileRefusedError, match="twee keer"):
        bring_in(entries=[replace(entry, target="A liver"), other], language=INTO, by=translator)
    bring_in(entries=[other], language=INTO, by=translator)
    picture.refresh_from_db()
    assert picture.caption_en == "A liver!"


def test_what_would_change_is_shown_page_by_page_and_comes_in_as_a_whole(translator):
    for number in range(102):
        make_symptom(f"klacht-{number}", title_en="", slug_en=None)
    found = entries(None, INTO, frozenset({State.MISSING}))
    stream = BytesIO()
    spreadsheet.write(stream, (replace(one, target="Fever") for one in found), INTO)
    client = signed_in(translator)

    first: Any = client.post(IN, {"file": SimpleUploadedFile("t.xlsx", stream.getvalue())}, follow=True)
    address = first.request["PATH_INFO"]

    assert "102 teksten zouden veranderen" in words(first)
    assert first.content.count(b"<ins>Fever</ins>") == 100
    assert client.get(address, {"page": "2"}).content.count(b"<ins>Fever</ins>") == 2
    client.post(f"{address}accept/")
    assert {symptom.title_en for symptom in Symptom.objects.all()} == {"Fever"}
