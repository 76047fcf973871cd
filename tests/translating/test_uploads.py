"""An uploaded file, before it is brought in: what would change, and what the checks find in that."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.models import Symptom
from portal.translating.changes import UnitsRefusedError
from portal.translating.exchange import spreadsheet
from portal.translating.exchange.comparing import check_on, checked, compare
from portal.translating.exchange.entries import entries
from portal.translating.exchange.pending import Upload, UploadedText
from portal.translating.models import State, TranslationSummary
from portal.translating.reviewing import Seen, accept
from portal.translating.summaries import compute_missing
from tests.builders import make_condition, make_section, make_symptom
from tests.conftest import signed_in
from tests.markup import words
from tests.translating.desk import INTO, colleague, translate, unit

IN = f"/nl/admin/translations/{INTO}/bring-in/"
NL = "<p>Neem 5 mg per dag.</p><p>Rust goed uit.</p>"


@pytest.fixture
def condition(db) -> Any:
    made = make_condition("lever")
    make_section(made, body_nl=NL, body_en="")
    return made


def filled_in(**targets: str) -> bytes:
    """The file of all that is missing, with translations by words of the source."""
    stream = BytesIO()
    found = entries(None, INTO, frozenset({State.MISSING}))
    spreadsheet.write(stream, (replace(one, target=_target(one.source, targets)) for one in found), INTO)
    return stream.getvalue()


def _target(source: str, targets: dict[str, str]) -> str:
    return next((target for words, target in targets.items() if words in source), "")


def uploaded(client: Any, content: bytes) -> Any:
    return client.post(IN, {"file": SimpleUploadedFile("t.xlsx", content)}, follow=True)


def address() -> str:
    return f"{IN}{Upload.objects.get().pk}/"


@pytest.fixture
def dangerous(condition, translator) -> Any:
    """The page of an upload with a tenfold dose, and one text that is right."""
    return uploaded(signed_in(translator), filled_in(Neem="Take 50 mg a day.", Rust="Rest well."))


def test_the_page_counts_what_the_checks_find_and_shows_it_with_its_words(dangerous):
    shown = words(dangerous)

    assert "De controles hebben elke tekst bekeken die zou veranderen." in shown
    assert "1 tekst met een fout." in shown
    assert "waarin de controles iets hebben gevonden" in shown
    assert "(“5 mg” → “50 mg”)" in shown


def test_each_text_stands_under_its_source(dangerous):
    shown = words(dangerous)

    assert shown.index("Neem 5 mg per dag.") < shown.index("Take 50 mg a day.")
    assert shown.index("Rust goed uit.") < shown.index("Rest well.")


def test_where_nothing_is_found_there_is_nothing_to_show_alone(condition, translator):
    page = uploaded(signed_in(translator), filled_in(Rust="Rest well."))

    assert "Ze vinden niets." in words(page)
    assert "waarin de controles iets hebben gevonden" not in words(page)


def test_only_texts_with_findings_can_be_shown(dangerous, translator):
    page: Any = signed_in(translator).get(address(), {"found": "1"})

    assert "Take 50 mg" in words(page)
    assert "Rest well" not in words(page)
    assert "2 teksten zouden veranderen" in words(page)


def test_what_came_in_counts_at_once_in_lists_and_reports_and_cannot_be_reviewed(
    dangerous, condition, translator, reviewer_client
):
    compute_missing(INTO)
    signed_in(translator).post(f"{address()}accept/")

    compute_missing(INTO)
    assert TranslationSummary.objects.get(key="lever", language=INTO).errors == 1
    report: Any = reviewer_client.get(reverse("translation-report"), {"language": INTO})
    assert "“50 mg”" in words(report)
    seen = unit(condition, "sections.body", 0)
    with pytest.raises(UnitsRefusedError) as caught:
        accept(
            instance=condition,
            language=INTO,
            units=[Seen(seen.address, *seen.pair)],
            by=colleague("second"),
        )
    assert [refusal.code for refusal in caught.value.refusals] == ["error"]


def many(number: int) -> bytes:
    for one in range(number):
        make_symptom(f"klacht-{one}", title_en="", slug_en=None)
    return filled_in(Titel="Fever")


def test_further_pages_do_not_read_the_file_again(translator):
    client = signed_in(translator)
    uploaded(client, many(102))
    Upload.objects.update(content=b"no file at all")

    page: Any = client.get(address(), {"page": "2"})

    assert page.content.count(b"<ins>Fever</ins>") == 2
    assert "102 teksten zouden veranderen" in words(page)


def test_the_checks_go_on_until_they_have_seen_every_text(translator):
    uploaded(signed_in(translator), many(45))
    upload = Upload.objects.get()
    upload.texts.update(errors=None, warnings=None)

    check_on(upload, seconds=0)
    assert checked(upload).left == 45
    answer: Any = signed_in(translator).get(f"{address()}checks/")

    assert checked(upload).left == 0
    assert "elke tekst bekeken" in words(answer)
    assert b"hx-get" not in answer.content


def test_while_texts_are_left_the_page_asks_for_more(dangerous, translator):
    upload = Upload.objects.get()
    found = checked(upload)
    assert (found.texts, found.checked, found.with_errors) == (2, 2, 1)
    assert b"hx-get" not in dangerous.content

    compare(upload)

    assert checked(upload).left == 2


def test_a_text_that_somebody_changed_meanwhile_is_told_on_every_page(translator):
    client = signed_in(translator)
    uploaded(client, many(102))
    translate(Symptom.objects.get(key="klacht-7"), "title", "Another", colleague())

    page: Any = client.get(address())

    assert "Iemand anders" in words(page)
    assert not UploadedText.objects.exists()


def test_a_text_that_somebody_translated_likewise_no_longer_would_change(translator):
    client = signed_in(translator)
    uploaded(client, many(3))
    translate(Symptom.objects.get(key="klacht-1"), "title", "Fever", colleague())

    page: Any = client.get(address())

    assert "2 teksten zouden veranderen" in words(page)
    assert page.content.count(b"<ins>Fever</ins>") == 2


def test_who_accepts_what_no_longer_fits_is_told_why_and_stores_nothing(translator):
    client = signed_in(translator)
    uploaded(client, many(102))
    key = UploadedText.objects.get(position=101).entry["owner"][1]
    translate(Symptom.objects.get(key=key), "title", "Another", colleague())

    page: Any = client.post(f"{address()}accept/", follow=True)

    assert "Iemand anders" in words(page)
    assert "zouden veranderen" not in words(page)
    symptoms: Any = Symptom.objects.all()
    assert {symptom.title_en for symptom in symptoms} == {"", "Another"}
