"""The memory as pages and files: what was looked for is marked, and what comes in is only suggested."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from portal.languages import SOURCE
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.memory import tmx
from portal.translating.memory.importing import import_memory
from portal.translating.memory.models import ImportedPair, MemoryPair
from portal.translating.models import State, TranslationEvent
from portal.translating.reviewing import accept, override_finding, seen
from tests.builders import make_condition, make_section, make_term
from tests.translating.desk import INTO, colleague, findings, suggestions, translate, unit

DUTCH = '<p>Neem <strong>5 mg</strong> per dag &amp; rust.<br>Meer op <a href="/nl/">de site</a>.</p>'
ENGLISH = '<p>Take <strong>5 mg</strong> a day &amp; rest.<br>More on <a href="/en/">the site</a>.</p>'


@pytest.fixture
def known(db, translator) -> Any:
    made = make_condition("known", title_nl="Leverkwaal")
    make_section(made, body_nl=DUTCH, body_en="")
    translate(made, "sections.body", ENGLISH, translator)
    return made


def looked(client: Any, question: str) -> str:
    return client.get(reverse("translation-memory"), {"q": question}).content.decode()


@pytest.mark.parametrize("question", ["PER dag", "a day rest", "5 mg"])
def test_words_in_either_language_are_found_and_marked_with_the_way_to_them(
    known, translator_client, question
):
    shown = looked(translator_client, question)

    assert all(f"<mark>{word}</mark>".casefold() in shown.casefold() for word in question.split())
    assert reverse("translation", args=[INTO, "condition", "known"]) in shown
    assert "Leverkwaal" in shown


@pytest.mark.parametrize("question", ["%", "_", "'; drop", "\\", "<b>", "[(", "\x00", "💊" * 60, "dag day"])
def test_odd_input_is_just_text_that_is_not_there(known, translator_client, question):
    assert "<mark>" not in looked(translator_client, question)


def test_a_page_takes_as_many_queries_for_many_pairs_as_for_few(
    known, translator, translator_client, django_assert_num_queries
):
    looked(translator_client, "neem")
    with django_assert_num_queries(10) as few:
        looked(translator_client, "neem")
    for number in range(30):
        made = make_condition(f"more-{number}")
        make_section(made, body_nl=f"<p>Neem {number}.</p>", body_en="")
        translate(made, "sections.body", f"<p>Take {number}.</p>", translator)

    with django_assert_num_queries(len(few.captured_queries)):
        assert "Pagina 1 van 2" in looked(translator_client, "neem")


def test_a_pair_with_an_error_says_so_unless_a_reviewer_vouches_for_it(known, translator, translator_client):
    assert "Fout:" not in looked(translator_client, "neem")
    wrong = translate(known, "sections.body", ENGLISH.replace("5 mg", "50 mg"), translator)

    shown = looked(translator_client, "neem")
    assert "Fout:" in shown
    assert "“5 mg” → “50 mg”" in shown

    about = {"instance": known, "language": INTO, "by": colleague()}
    for finding in findings(known, wrong.address):
        override_finding(unit=seen(wrong), finding=finding.name, note="So the leaflet says", **about)
    accept(units=[seen(wrong)], **about)
    shown = looked(translator_client, "neem")
    assert "<mark>Neem</mark>" in shown
    assert "Fout:" not in shown


def test_lists_of_names_are_not_checked_as_texts_are(known, translator, translator_client):
    made = make_condition("list", other_names_nl="Neem 5 mg", other_names_en="")
    translate(made, "other_names", "Take 50 mg", translator)

    shown = looked(translator_client, "neem")
    assert "50 mg" in shown
    assert "Fout:" not in shown


def test_it_is_for_those_who_translate_or_publish(known, client, stranger):
    stranger.is_staff = True
    stranger.save()
    client.force_login(stranger)

    assert client.get(reverse("translation-memory")).status_code == 403
    assert client.get(reverse("translation-memory-export")).status_code == 403
    assert client.post(reverse("translation-memory-import")).status_code == 403


# TMX


def written() -> bytes:
    stream = BytesIO()
    tmx.write(stream, MemoryPair.objects.all())
    return stream.getvalue()


def test_what_goes_out_comes_in_as_it_was(known, translator, translator_client):
    translate(known, "title", "Liver <disease> & more", translator)
    response = translator_client.get(reverse("translation-memory-export"))
    couples = {(one.source, one.target) for one in tmx.read(b"".join(response), INTO)}

    assert couples == set(MemoryPair.objects.values_list("source", "target"))
    assert (DUTCH, ENGLISH) in couples


def unit_of(source: str, target: str, language: str = INTO) -> str:
    return (
        f'<tu><tuv xml:lang="{SOURCE.code}-BE"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{language}-US"><seg>{target}</seg></tuv></tu>'
    )


def file(*units: str) -> bytes:
    return (
        f'<?xml version="1.0"?>\n<tmx version="1.4"><header/><body>\n{"".join(units)}</body></tmx>'.encode()
    )


def test_imported_memory_is_offered_as_such_and_changes_no_unit(db, translator):
    made = make_condition("other", title_nl="Een zeldzame leverkwaal", title_en="")
    content = file(unit_of("Een zeldzame leverkwaal", "A rare liver disease"))
    assert import_memory(content=content, language=INTO, origin="theirs.tmx", by=translator) == 1
    assert import_memory(content=content, language=INTO, origin="theirs.tmx", by=translator) == 0

    (offer,) = suggestions(unit(made, "title"))
    assert (offer.target, offer.score, offer.state, offer.where) == (
        "A rare liver disease",
        100,
        "imported",
        (),
    )
    assert unit(made, "title").state is State.MISSING
    assert not TranslationEvent.objects.exists()
    call_command("rebuild_memory")
    assert MemoryPair.objects.get().state == "imported"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE tmx SYSTEM "tmx11.dtd">',
        "<!DOCTYPE tmx\n  SYSTEM 'http://127.0.0.1:9/tmx14.dtd' >",
        '<!-- by a tool -->\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
    ],
)
def test_a_document_type_that_only_names_the_rules_of_tmx_is_passed_over(db, translator, doctype):
    content = file(unit_of("Een woord", "A word")).replace(b"?>\n", f"?>\n{doctype}\n".encode())

    assert import_memory(content=content, language=INTO, origin="", by=translator) == 1


def test_our_own_memory_that_comes_in_again_is_not_new_and_not_kept(known, translator):
    assert import_memory(content=written(), language=INTO, origin="own.tmx", by=translator) == 0
    assert not ImportedPair.objects.exists()

    translate(known, "sections.body", ENGLISH.replace("Take", "Use"), translator)
    assert not MemoryPair.objects.filter(target=ENGLISH).exists()


def test_what_comes_in_holds_no_dangerous_mark(db, translator):
    code = 'A <ph x="1">&lt;img src="x" onerror="alert(1)"&gt;</ph>word'
    import_memory(content=file(unit_of("Een woord", code)), language=INTO, origin="", by=translator)

    assert ImportedPair.objects.get().target == "<p>A word</p>"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!ENTITY a "b">]>\n<tmx/>', 2),
        (b'<?xml version="1.0"?>\n<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<tmx/>', 2),
        (b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx/>', 2),
        (b'<!DOCTYPE tmx SYSTEM "/etc/passwd">\n<tmx/>', 1),
        (b'<tmx>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd"></tmx>', 2),
        (b'<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM\n"tmx14.dtd">\n<tmx/', 4),
        (file(unit_of("Een woord", "A word"), "\n", unit_of("Nog een", "")), 4),
        (file(unit_of("Een woord", "A <b>word</b>")), 3),
        (file(unit_of("Een woord", "A word"))[:-8], 3),
        (file(), 0),
        ("<tmx>é</tmx>".encode("utf-16"), 0),
    ],
)
def test_a_file_that_is_not_right_is_refused_whole_with_the_line(db, translator, content, line):
    with pytest.raises(FileRefusedError) as caught:
        import_memory(content=content, language=INTO, origin="", by=translator)

    assert caught.value.problems[0].line == line
    assert not ImportedPair.objects.exists()


def test_what_is_wrong_with_a_file_is_told_on_the_page(db, translator_client):
    upload = SimpleUploadedFile("their.tmx", b"no xml")
    response = translator_client.post(reverse("translation-memory-import"), {"file": upload})

    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()


def test_only_translators_bring_a_memory_in(db, stranger):
    with pytest.raises(PermissionDenied):
        import_memory(content=file(unit_of("Een", "One")), language=INTO, origin="", by=stranger)


# In the workbench


def test_the_workbench_shows_what_the_memory_and_the_glossary_have(known, translator_client):
    make_term("rest", title_nl="Rust", title_en="Rest", forbidden_en="repose")
    other = make_condition("other")
    make_section(other, body_nl=DUTCH.replace("5 mg", "50 mg"), body_en="")
    shown = translator_client.get(reverse("translation", args=[INTO, "condition", "other"])).content.decode()

    assert 'class="match"' in shown
    assert "een ander getal" in shown
    assert 'class="terms"' in shown
    assert "repose" in shown


def test_a_paragraph_is_offered_to_a_title_without_its_marks(known):
    other = make_condition("other", title_nl="Neem 5 mg per dag & rust. Meer op de site.", title_en="")

    (offer,) = suggestions(unit(other, "title"))
    assert offer.target == "Take 5 mg a day & rest. More on the site."
