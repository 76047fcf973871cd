"""The glossary in texts: found in any form, the longest first, and given to the checks of the site."""

from typing import Any

import pytest

from portal.content.documents import build_term
from portal.translating.memory.terms import glossary_of
from tests.builders import make_condition, make_section, make_term
from tests.translating.desk import INTO, findings, unit


def term(key: str, dutch: str, english: str, **more: Any) -> Any:
    return make_term(key, title_nl=dutch, title_en=english, **more)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[slice(*hit.span)], hit.term, hit.translation) for hit in glossary_of(INTO).terms_in(text)]


@pytest.mark.django_db
def test_a_term_is_found_in_every_form_within_marks():
    term("metastasis", "Uitzaaiing", "Metastasis", forms_nl="uitgezaaide", other_names_nl="metastase")

    assert found("<p>Een <strong>uitgezaaide</strong> tumor: metastasen of Uitzaaiingen.</p>") == [
        ("uitgezaaide", "Uitzaaiing", "Metastasis"),
        ("metastasen", "Uitzaaiing", "Metastasis"),
        ("Uitzaaiingen", "Uitzaaiing", "Metastasis"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dutch", "english", "text", "inserted"),
    [
        ("Uitzaaiing", "Metastasis", "een uitzaaiing", "metastasis"),
        ("Uitzaaiing", "Metastasis", "Uitzaaiing.", "Metastasis"),
        ("Uitzaaiing", "Metastasis", "de metastasen", "metastasis"),
        ("tumor", "Tumour", "een tumor", "Tumour"),
        ("Afsluiten", "TACE", "het afsluiten", "TACE"),
        ("Röntgenfoto", "X-ray", "een röntgenfoto", "X-ray"),
    ],
)
def test_a_term_is_inserted_with_a_capital_where_the_text_has_one(dutch, english, text, inserted):
    term("term", dutch, english, other_names_nl="metastase")

    (hit,) = glossary_of(INTO).terms_in(text)
    assert hit.insertion == inserted


@pytest.mark.django_db
def test_a_part_of_a_word_with_a_hyphen_is_no_use_of_the_term():
    term("embolisation", "Embolisatie", "Embolisation")

    assert found("Radio-embolisatie is embolisatie.") == [("embolisatie", "Embolisatie", "Embolisation")]


@pytest.mark.django_db
def test_of_two_terms_the_longer_one_is_found():
    term("tumour", "Tumor", "Tumour")
    term("benign-tumour", "Goedaardige tumor", "Benign tumour")

    assert [name for _words, name, _translation in found("Een goedaardige tumor is een tumor.")] == [
        "Goedaardige tumor",
        "Tumor",
    ]


@pytest.mark.django_db
def test_a_term_without_translation_is_not_found():
    term("tumour", "Tumor", "")

    assert found("Een tumor.") == []


@pytest.mark.django_db
def test_a_change_of_the_glossary_holds_at_once_and_takes_one_query(django_assert_num_queries):
    one = term("tumour", "Tumor", "Tumour")
    assert found("tumor") == [("tumor", "Tumor", "Tumour")]
    one.title_en = "Growth"
    one.save()

    with django_assert_num_queries(1):
        assert found("tumor") == [("tumor", "Tumor", "Growth")]


def checked(body: str) -> list[tuple[str, str]]:
    made = make_condition()
    make_section(made, body_nl="<p>Er zijn uitzaaiingen.</p>", body_en=body)
    address = unit(made, "sections.body").address
    return [(one.code, one.severity) for one in findings(made, address) if one.check == "glossary"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>There are metastases.</p>", []),
        ("<p>There are spots.</p>", [("glossary-not-used", "warning")]),
        ("<p>There are spreadings.</p>", [("glossary-forbidden", "error")]),
    ],
)
def test_the_checks_of_the_site_know_the_glossary(body, expected):
    term("metastasis", "Uitzaaiing", "Metastasis", forms_en="metastases", forbidden_en="spreading")

    assert checked(body) == expected


@pytest.mark.django_db
def test_a_finding_is_made_anew_when_the_glossary_changes():
    one = term("metastasis", "Uitzaaiing", "Metastasis")
    made = make_condition()
    make_section(made, body_nl="<p>Er zijn uitzaaiingen.</p>", body_en="<p>There are spots.</p>")
    address = unit(made, "sections.body").address
    assert [found.code for found in findings(made, address)] == ["glossary-not-used"]

    one.forms_en = "spot"
    one.save()
    assert findings(made, address) == []


@pytest.mark.django_db
def test_readers_never_see_what_is_for_translators():
    kept = build_term(term("tumour", "Tumor", "Tumour"), INTO)
    one = term("tumor", "Tumor", "Tumour", forbidden_en="lump", translator_note="Never “lump”.")

    document = build_term(one, INTO)
    assert set(document.model_dump()) == set(kept.model_dump())
    assert "lump" not in document.model_dump_json()
