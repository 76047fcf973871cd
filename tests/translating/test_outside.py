"""What goes out is what somebody needs who translates elsewhere: whole lines, marks, and what it is about."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils.translation import override
from lxml import etree  # type: ignore[import-untyped]

from portal.languages import SOURCE
from portal.publishing.kinds import kind_of
from portal.translating.exchange.entries import entries
from portal.translating.exchange.formats import FORMATS, read
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.models import State, TranslationSummary
from portal.translating.reviewing import seen, send_back
from portal.translating.summaries import compute_missing
from tests.builders import make_condition, make_section, make_symptom
from tests.conftest import signed_in
from tests.markup import elements, words
from tests.translating.desk import INTO, colleague, confirm_all, translate, unit

MISSING = frozenset({State.MISSING})
XLIFF = pytest.mark.parametrize("name", ["xliff-1.2", "xliff-2.1"])
OUT, IN = f"/nl/admin/translations/{INTO}/take-out/", f"/nl/admin/translations/{INTO}/bring-in/"


@pytest.fixture
def condition(db) -> Any:
    made = make_condition(
        "lever", title_nl="Leverkanker", title_en="Liver cancer", other_names_nl="een\ntwee"
    )
    make_section(
        made, body_nl="<p>Dat komt vaak voor.[@bron] Neem 5 mg.</p>", body_en="<p>That is common.[@bron]</p>"
    )
    return made


def out(name: str, only: frozenset[State] | None = None, *instances: Any) -> bytes:
    names = [(kind_of(one).name, one.key) for one in instances] or None
    stream = BytesIO()
    FORMATS[name].write(stream, entries(names, INTO, only), INTO)
    return stream.getvalue()


def context_of(path: str, instance: Any) -> str:
    address = unit(instance, path).address
    with override(SOURCE.code):
        return next(one.context for one in entries(None, INTO, None) if one.address == address)


# What a CAT tool is given


@XLIFF
def test_lines_go_out_as_lines_that_a_program_must_keep(condition, name):
    tree = etree.fromstring(out(name))

    units = [element for element in tree.iter() if etree.QName(element).localname in {"unit", "trans-unit"}]

    assert {one.get("{http://www.w3.org/XML/1998/namespace}space") for one in units} == {"preserve"}


@XLIFF
def test_the_citation_of_a_source_is_a_mark_that_cannot_be_mistyped(condition, name):
    tree = etree.fromstring(out(name))
    (sentence,) = [text for text in tree.iter("{*}source") if "vaak voor" in "".join(text.itertext())]

    (mark,) = [child for child in sentence if etree.QName(child).localname == "ph"]

    assert mark.tail == " Neem 5 mg."
    assert "[@" not in f"{sentence.text}{mark.tail}"
    (entry,) = [one for one in read(out(name), INTO) if "vaak voor" in one.source]
    assert entry.source == "Dat komt vaak voor.[@bron] Neem 5 mg."
    assert entry.target == "That is common.[@bron]"


def test_each_text_names_the_page_that_it_stands_on(condition):
    assert context_of("title", condition) == "Leverkanker: Titel"


def test_an_outdated_text_tells_what_it_was_translated_from(condition):
    confirm_all(condition)
    section = condition.sections.get()
    section.body_nl = section.body_nl.replace("5 mg", "10 mg")
    section.save()

    assert context_of("sections.body", condition).endswith(
        "Vertaald van: Dat komt vaak voor.[@bron] Neem 5 mg."
    )


def test_a_text_that_was_sent_back_tells_why(condition, translator):
    saved = translate(condition, "title", "Cancer of the liver", translator)
    why = "Kies het gewone woord."
    send_back(instance=condition, language=INTO, unit=seen(saved), by=colleague(), note=why)

    assert context_of("title", condition).endswith("Teruggestuurd: Kies het gewone woord.")


# What is missing


def test_a_list_of_words_that_may_stay_empty_is_not_all_that_goes_out(condition):
    confirm_all(condition)
    translated = make_symptom("moe", title_en="Tired", other_names_nl="een\ntwee")

    missing = list(entries([("symptom", "moe")], INTO, MISSING))
    compute_missing(INTO)

    assert missing == []
    assert TranslationSummary.objects.get(kind="symptom", key=translated.key).missing == 0


def test_a_list_of_words_goes_along_with_what_is_missing(db):
    make_symptom("moe", title_en="", other_names_nl="een\ntwee")

    missing = [one.source for one in entries([("symptom", "moe")], INTO, MISSING)]

    assert "een\ntwee" in missing
    assert "Titel van moe" in missing


def test_who_takes_out_nothing_is_told_so(condition, translator):
    confirm_all(condition)
    chosen = {"object": "condition/lever", "what": "outdated", "format": "xliff-2.1"}

    page: Any = signed_in(translator).post(OUT, chosen)

    assert "Er valt niets mee te nemen: je vroeg om wat verouderd is" in words(page)
    assert "Alleen de pagina die je koos." in words(page)


def test_a_command_that_finds_nothing_writes_no_file(condition, tmp_path, capsys):
    confirm_all(condition)
    path = tmp_path / "out.xlf"

    call_command("export_translations", "condition/lever", language=INTO, outdated=True, output=path)

    assert not path.exists()
    assert "no file" in capsys.readouterr().err


def test_what_is_listed_as_outdated_is_taken_out_as_outdated(condition, translator):
    asked = {"which": "ticked", "object": "condition/lever", "need": "outdated"}

    page = signed_in(translator).get(OUT, asked)

    assert page.context["form"]["what"].value() == "outdated"


# What is refused


def zipped(name: str) -> bytes:
    """As programs store a sheet in another form than that of Excel."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, "<office/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"naam;waar\nx;y\n", "geen XLIFF en geen rekenblad"),
        (zipped("content.xml"), "geen rekenblad in de vorm"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "geen XLIFF en geen rekenblad"),
    ],
)
def test_what_is_neither_is_told_which_form_is_wanted(content, why):
    with pytest.raises(FileRefusedError) as caught:
        list(read(content, INTO))

    assert why in str(caught.value)
    assert ".xlsx" in str(caught.value)


def test_a_file_for_another_language_is_refused_once_and_not_for_each_of_its_texts(condition):
    content = out("xliff-1.2").replace(f'target-language="{INTO}"'.encode(), b'target-language="fr"')

    with pytest.raises(FileRefusedError) as caught:
        list(read(content, INTO))

    assert len(caught.value.problems) == 1
    assert "“fr”" in str(caught.value)


def test_who_brings_in_a_text_with_an_error_is_told_where_to_find_it(condition, translator):
    client = signed_in(translator)
    wrong = out("xliff-1.2").replace(b"That is common.", b"Take 50 mg. That is common.")
    upload = client.post(IN, {"file": SimpleUploadedFile("wrong.xlf", wrong)})["Location"]
    client.get(upload)

    page: Any = client.post(f"{upload}accept/", follow=True)

    assert "In 1 daarvan vinden de controles een fout:" in words(page)
    (link,) = [one for one in elements(page, "a") if words(one) == "bekijk waar die staan"]
    listed: Any = client.get(link.attributes["href"])
    assert "Leverkanker" in words(listed)
