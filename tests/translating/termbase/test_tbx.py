"""The glossary as TBX: whole on its way out; on its way in all that fits and is allowed, or nothing."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from lxml import etree  # type: ignore[import-untyped]

from portal.content.models import GlossaryTerm
from portal.editing.models import Revision
from portal.publishing.models import Publication
from portal.publishing.services import Job
from portal.translating.exchange.pending import Upload
from portal.translating.exchange.problems import FileRefusedError
from portal.translating.models import Act, State, TranslationEvent
from portal.translating.termbase import tbx
from portal.translating.termbase.entries import entries
from portal.translating.termbase.importing import bring_terms_in
from tests.builders import make_term
from tests.conftest import signed_in
from tests.markup import words
from tests.translating.desk import INTO, colleague, confirm_all, unit

SCHEMA = Path(__file__).parents[1] / "schemas" / "tbx-basic.rng"
Q = f"{{{tbx.NAMESPACE}}}"
PAGE = reverse("glossary-file")
JOB = Job("test")


@pytest.fixture
def term(db) -> Any:
    return make_term(
        "uitzaaiing",
        title_nl="Uitzaaiing",
        title_en="Metastasis",
        other_names_nl="metastase\r\nmetastasen",
        forms_nl="uitzaaiingen",
        forms_en="metastases\nmetastatic",
        forbidden_nl="zaadje",
        forbidden_en="spread spot\nseeding",
        summary_nl="Kanker die zich heeft\r\nverplaatst & groeit.",
        summary_en="Cancer that has moved & grows.",
        translator_note="Niet “spread” als zelfstandig naamwoord.\n\nZie <de richtlijn>.",
    )


def written() -> bytes:
    stream = BytesIO()
    tbx.write(stream, entries())
    return stream.getvalue()


def bring(content: bytes, by: Any = JOB, **options: Any) -> Any:
    return bring_terms_in(entries=tbx.read(content), by=by, **options)


def refusal(content: bytes, by: Any = JOB) -> str:
    with pytest.raises(FileRefusedError) as caught:
        bring(content, by)
    return str(caught.value)


def changed(old: str, new: str, content: bytes | None = None) -> bytes:
    text = (content or written()).decode()
    assert old in text
    return text.replace(old, new).encode()


# Out


def test_what_goes_out_is_tbx_basic(term):
    make_term("5-fu", title_nl="5-FU", title_en="", summary_en="A medicine.")
    make_term("alleen", title_nl="Alleen", title_en="", summary_nl="", summary_en="")
    schema = etree.RelaxNG(etree.parse(SCHEMA))

    schema.assertValid(etree.fromstring(written()))


def test_all_that_a_term_has_goes_out(term):
    (concept,) = etree.fromstring(written()).iter(f"{Q}conceptEntry")

    terms = {
        (section.get(tbx.LANG), *(note.text for note in part.iter(f"{Q}termNote"))): part.findtext(f"{Q}term")
        for section in concept.iter(f"{Q}langSec")
        for part in section.iter(f"{Q}termSec")
    }
    assert concept.get("id") == "term-uitzaaiing"
    assert terms[INTO, "preferredTerm-admn-sts"] == "Metastasis"
    assert terms[INTO, "deprecatedTerm-admn-sts"] == "seeding"
    assert terms[INTO, "admittedTerm-admn-sts", "variant"] == "metastatic"
    assert terms["nl", "admittedTerm-admn-sts"] == "metastasen"
    assert [one.text for one in concept.iter(f"{Q}descrip")] == [
        "Kanker die zich heeft verplaatst & groeit.",
        "Cancer that has moved & grows.",
    ]
    assert concept.findall(f"{Q}note")[1].text == "Zie <de richtlijn>."


# In


def test_a_file_that_nobody_changed_changes_nothing(term):
    make_term("5-fu", title_nl="5-FU", title_en="", summary_en="A medicine.", other_names_en="fluorouracil")
    make_term("alleen", title_nl="Alleen", title_en="", summary_nl="", summary_en="Just that.")

    outcome = bring(written())

    assert (outcome.arrivals, outcome.unchanged) == ([], 3)
    assert not Revision.objects.exists()
    assert not TranslationEvent.objects.exists()


def test_a_file_that_a_program_laid_out_anew_changes_nothing(term):
    content = changed("verplaatst &amp; groeit.", "verplaatst\n\t\t&amp; groeit.")
    told = "<transacGrp><transac type='transactionType'>modification</transac></transacGrp>"
    content = changed("<langSec", f"{told}\n<langSec", content)
    content = changed("<term>", "<term>\n  ", content)

    assert bring(content).arrivals == []


def test_what_was_changed_outside_comes_in_with_a_revision_and_is_not_published(term, editor):
    content = changed("<term>metastases</term>", "<term>metastases (plural)</term>")
    content = changed("Cancer that has moved", "Cancer that has travelled", content)
    content = changed("<term>zaadje</term>", "<term>zaaisel</term>", content)

    (arrival,) = bring(content, editor).arrivals

    term.refresh_from_db()
    assert (term.forms_en, term.forbidden_nl) == ("metastases (plural)\nmetastatic", "zaaisel")
    assert term.summary_en == "Cancer that has travelled & grows."
    assert term.other_names_nl == "metastase\r\nmetastasen"  # what did not change stays to the letter
    assert term.version == 2
    assert len(arrival.changes) == 3
    last = Revision.objects.filter(kind="term", key=term.key).latest("number")
    assert (last.author, last.reason) == (editor, "uit een TBX-bestand")
    assert not Publication.objects.exists()


def test_what_comes_in_is_translated_and_not_reviewed(term, editor):
    confirm_all(term)
    bring(changed("Cancer that has moved", "Cancer that has travelled"), editor)

    summary = unit(term, "summary")
    assert (summary.state, summary.last.act, summary.last.by) == (State.TRANSLATED, Act.IMPORTED, editor)
    assert unit(term, "title").last.act == Act.TRANSLATED


def test_a_changed_source_makes_its_translation_outdated(term, editor):
    confirm_all(term)
    bring(changed("heeft verplaatst", "heeft verspreid"), editor)

    assert unit(term, "summary").state is State.OUTDATED


def test_a_dry_run_tells_what_would_change_and_stores_nothing(term, editor):
    content = changed("Cancer that has moved", "Cancer that has travelled")
    (arrival,) = bring(content, editor, dry_run=True).arrivals

    (change,) = arrival.changes
    assert [(run.mark.value, run.text) for run in change.runs if run.mark.value != "same"] == [
        ("removed", "moved"),
        ("added", "travelled"),
    ]
    assert (change.label, change.language) == ("In het kort (English)", INTO)
    term.refresh_from_db()
    assert term.version == 1
    assert not Revision.objects.exists()


def test_a_language_that_the_file_leaves_out_stays_as_it_is(term):
    tree = etree.fromstring(written())
    for section in list(tree.iter(f"{Q}langSec")):
        if section.get(tbx.LANG) == INTO:
            section.getparent().remove(section)

    assert bring(bytes(etree.tostring(tree))).arrivals == []


def test_what_the_checks_find_in_what_comes_in_is_told(term):
    term.summary_nl, term.summary_en = "Neem 5 mg per dag.", "Take 5 mg a day."
    term.save()
    (arrival,) = bring(changed("Take 5 mg", "Take 50 mg")).arrivals

    assert arrival.findings


# What is refused

DAMAGED: dict[str, tuple[str, str, str]] = {
    "unknown": ('id="term-uitzaaiing"', 'id="term-onbekend"', "kent deze term niet"),
    "foreign": ('id="term-uitzaaiing"', 'id="c42"', "niet uit dit portaal meegenomen"),
    "without its fingerprint": ("medical-portal", "other-tool", "niet uit dit portaal meegenomen"),
    "another language": ('xml:lang="en"', 'xml:lang="fr"', "geen taal “fr”"),
    "a language twice": ('xml:lang="en"', 'xml:lang="nl-BE"', "Een taal staat er twee keer in"),
    "an unknown status": ("deprecatedTerm-admn-sts", "supersededTerm-admn-sts", "supersededTerm-admn-sts"),
    "two preferred terms": ("admittedTerm-admn-sts", "preferredTerm-admn-sts", "Meer dan één term"),
    "no preferred term": ("preferredTerm-admn-sts", "admittedTerm-admn-sts", "voorkeursterm ontbreekt"),
    "an empty term": ("<term>seeding</term>", "<term> </term>", "Een term is leeg"),
    "a strange element": ("<note>", "<b/><note>", "geen element “b”"),
    "too long a term": ("<term>Metastasis</term>", f"<term>{'x' * 121}</term>", "Titel (English)"),
    "another style": ('style="dca"', 'style="dct"', "geen TBX-Basic"),
}


@pytest.mark.parametrize(("old", "new", "why"), DAMAGED.values(), ids=DAMAGED)
def test_an_entry_that_is_not_right_refuses_the_whole_file(term, editor, old, new, why):
    other = make_term("anders", title_en="Other")
    content = changed("<term>Other</term>", "<term>Else</term>", changed(old, new))

    message = refusal(content, editor)

    assert why in message
    assert "regel" in message
    other.refresh_from_db()
    assert other.title_en == "Other"


def test_the_line_and_the_term_are_named(term):
    make_term("zeker")
    content = changed('id="term-zeker"', 'id="term-weg"')

    assert refusal(content) == "regel 4, weg: Dit portaal kent deze term niet."


def test_a_term_that_is_there_twice_is_refused(term):
    text = written().decode()
    concept = text[text.index("<conceptEntry") : text.index("</body>")]

    assert "twee keer" in refusal(text.replace("</body>", f"{concept}</body>").encode())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'<?xml version="1.0"?>\n<!DOCTYPE martif SYSTEM "old.dtd">\n<martif/>', "documenttype"),
        (b"<martif type='TBX'/>", "geen TBX-Basic"),
        (b"no xml", "geen XML"),
        (f'<tbx type="TBX-Basic" style="dca" xmlns="{tbx.NAMESPACE}"/>'.encode(), "geen term"),
    ],
)
def test_what_is_no_tbx_is_refused(db, content, why):
    assert why in refusal(content)


def test_a_hostile_file_is_refused(term):
    bomb = changed("<tbx ", '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx ')

    assert "documenttype" in refusal(bomb)
    assert "te diep" in refusal(changed("<note>", "<note>" * 40))


def test_what_was_changed_here_since_is_not_overwritten(term, editor):
    content = changed("Cancer that has moved", "Cancer that has travelled")
    untouched = written()
    term.summary_en = "Cancer elsewhere."
    term.save()

    assert "nadat het bestand is gemaakt" in refusal(content, editor)
    assert bring(untouched, editor).arrivals == []
    term.refresh_from_db()
    assert term.summary_en == "Cancer elsewhere."


# Who may


def test_translators_change_their_own_language_and_nothing_else(term, translator):
    english = changed("Cancer that has moved", "Cancer that has travelled")
    dutch = changed("heeft verplaatst", "heeft verspreid", english)
    note = changed("Zie &lt;de richtlijn&gt;.", "Zie niets.", english)

    assert "Dit mag je niet wijzigen: In het kort (Nederlands)." in refusal(dutch, translator)
    assert "Dit mag je niet wijzigen: Opmerking voor vertalers." in refusal(note, translator)
    bring(english, translator)
    term.refresh_from_db()
    assert term.summary_en == "Cancer that has travelled & grows."


def test_nobody_else_brings_terms_in(term, reviewer, stranger):
    for person in (reviewer, stranger):
        with pytest.raises(PermissionDenied):
            bring(written(), person)


# Pages


def uploaded(client: Any, content: bytes) -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile("terms.tbx", content)}, follow=True)


def test_an_editor_downloads_changes_looks_and_brings_in(term, editor_client):
    taken = b"".join(editor_client.get(reverse("glossary-export")).streaming_content)
    shown = uploaded(editor_client, changed("Cancer that has moved", "Cancer that has travelled", taken))

    assert "<del>moved</del> <span" in shown.content.decode()
    assert "<ins>travelled</ins>" in shown.content.decode()
    term.refresh_from_db()
    assert term.version == 1
    told = editor_client.post(f"{shown.request['PATH_INFO']}accept/", follow=True)
    assert "1 term is gewijzigd" in words(told)
    term.refresh_from_db()
    assert term.summary_en == "Cancer that has travelled & grows."
    assert not Upload.objects.exists()


def test_a_refused_file_says_why_and_accepting_it_stores_nothing(term, editor_client):
    shown = uploaded(editor_client, changed('id="term-uitzaaiing"', 'id="term-onbekend"'))

    assert "regel 3, onbekend: Dit portaal kent deze term niet." in words(shown)
    editor_client.post(f"{shown.request['PATH_INFO']}accept/", follow=True)
    term.refresh_from_db()
    assert term.version == 1


def test_the_pages_lead_to_each_other_and_are_for_those_who_see_the_glossary(
    term, editor_client, reviewer_client, translator_client, stranger_client
):
    for name in ("admin:content_glossaryterm_changelist", "translation-memory"):
        assert PAGE in translator_client.get(reverse(name)).content.decode(), name
    assert 'type="file"' in translator_client.get(PAGE).content.decode()
    assert 'type="file"' not in reviewer_client.get(PAGE).content.decode()
    assert stranger_client.get(PAGE).status_code == 302
    uploaded(editor_client, written())
    address = reverse("glossary-upload", args=[Upload.objects.get().pk])
    assert [client.get(address).status_code for client in (reviewer_client, translator_client)] == [403, 404]


def test_an_upload_of_terms_is_none_of_translations(term, translator):
    client = signed_in(translator)
    uploaded(client, written())
    number = Upload.objects.get().pk

    assert client.get(reverse("translation-upload", args=[INTO, number])).status_code == 404
    assert signed_in(colleague()).get(reverse("glossary-upload", args=[number])).status_code == 404


# Commands


def test_the_commands_take_out_and_bring_in(term, tmp_path, capsys):
    file = tmp_path / "terms.tbx"
    call_command("export_glossary", output=file)
    file.write_bytes(changed("Cancer that has moved", "Cancer that has travelled", file.read_bytes()))

    call_command("import_glossary", file, dry_run=True)
    term.refresh_from_db()
    assert term.version == 1
    call_command("import_glossary", file)

    term.refresh_from_db()
    assert term.summary_en == "Cancer that has travelled & grows."
    assert "+ 'Cancer that has travelled & grows.'" in capsys.readouterr().out


def test_the_command_says_what_is_wrong_with_a_file(db, tmp_path):
    file = tmp_path / "terms.tbx"
    file.write_text("<martif/>")

    with pytest.raises(CommandError, match="geen TBX-Basic"):
        call_command("import_glossary", file)


def test_bringing_in_takes_as_many_queries_for_many_unchanged_terms_as_for_one(
    term, django_assert_num_queries: Callable[..., Any]
):
    bring(written())
    for number in range(30):
        make_term(f"term-{number}")
    content = written()

    with django_assert_num_queries(3):  # one, and the ends of a transaction
        assert bring(content).unchanged == 31


@pytest.mark.lengthy
def test_the_glossary_of_the_demo_comes_back_unchanged(db):
    call_command("load_content", verbosity=0)
    events = TranslationEvent.objects.count()

    assert bring(written()).unchanged == GlossaryTerm.objects.count() > 40
    assert TranslationEvent.objects.count() == events
