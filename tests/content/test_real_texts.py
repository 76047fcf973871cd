"""The texts in `fixtures/`, as files: what a writer must keep to, whatever becomes of them."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings

from portal.content.richtext import cited_keys, clean
from portal.languages import CODES, columns

FOLDER = settings.BASE_DIR / "fixtures"
RECORDS = [record for path in sorted(FOLDER.glob("*.json")) for record in json.loads(path.read_text())]

MAX_WORDS = 20
MAX_SENTENCES = 3

# Kind of document → model, for `ref:kind/key`.
MODELS = {
    "condition": "conditions.condition",
    "symptom": "conditions.symptom",
    "test": "conditions.diagnostictest",
    "treatment": "treatments.treatment",
    "term": "content.glossaryterm",
    "page": "content.page",
}
# Fields that one language can need and the other not.
MAY_LACK = {"forms", "other_names", "abbreviation"}
BLOCK = re.compile(r"<(?:p|li|h3)>(.*?)</(?:p|li|h3)>", re.DOTALL)
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[\"“‘(]?[A-ZÀ-Ý0-9])")  # noqa: RUF001 - Dutch quotes


def of_model(model: Any) -> Any:
    return [record["fields"] for record in RECORDS if record["model"] == model]


def named(fields: Any) -> Any:
    return fields.get("key") or "/".join(
        "-".join(map(str, fields[name])) for name in fields if name == "owner"
    )


def texts(code: Any) -> Any:
    """Every text in a language: its name for a message, the field, and the text."""
    for record in RECORDS:
        for name, value in record["fields"].items():
            if name.endswith(f"_{code}") and value:
                yield (
                    f"{record['model']} {named(record['fields'])} {name}",
                    name.removesuffix(f"_{code}"),
                    value,
                )


def paragraphs(text: Any) -> Any:
    """The words of each paragraph, list item or heading of a text, rich or plain."""
    for block in BLOCK.findall(text) if "<p>" in text or "<ul>" in text else text.splitlines():
        plain = re.sub(r"\[@[a-z0-9-]+\]", "", re.sub(r"<[^>]+>", "", block))
        if plain.strip():
            yield unescape(plain).strip()


def sentences(paragraph: Any) -> Any:
    return SENTENCE_END.split(paragraph)


def test_the_measure_finds_paragraphs_and_sentences():
    text = "<h3>Kop</h3>\n<p>Een <em>zin</em>. Een vraag?[@bron] (Nog een.)</p><ul><li>punt</li></ul>"

    assert [sentences(paragraph) for paragraph in paragraphs(text)] == [
        ["Kop"],
        ["Een zin.", "Een vraag?", "(Nog een.)"],
        ["punt"],
    ]
    assert list(paragraphs("Twee regels.\n\nZonder opmaak.")) == ["Twee regels.", "Zonder opmaak."]


def prose(code: Any) -> Any:
    """Paragraphs of running text: not addresses, names of people or lists of other names."""
    skipped = {"slug", "other_names", "forms", "rights", "author", "medical_reviewer", "licence", "credit"}
    for where, field, text in texts(code):
        if field not in skipped:
            for paragraph in paragraphs(text):
                yield where, paragraph


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_has_at_most_twenty_words(code):
    too_long = [
        (where, sentence)
        for where, paragraph in prose(code)
        for sentence in sentences(paragraph)
        if len(sentence.split()) > MAX_WORDS
    ]

    assert too_long == []


@pytest.mark.parametrize("code", CODES)
def test_a_paragraph_has_at_most_three_sentences(code):
    too_long = [
        (where, paragraph)
        for where, paragraph in prose(code)
        if len(sentences(paragraph)) > MAX_SENTENCES and "caption_" not in where  # explains a drawing
    ]

    assert too_long == []


def test_dutch_readers_are_called_je():
    formal = [(where, p) for where, p in prose("nl") if re.search(r"\b(u|uw|uzelf)\b", p, re.IGNORECASE)]

    assert formal == []


def test_every_text_is_there_in_both_languages():
    one_sided = []
    for record in RECORDS:
        fields = record["fields"]
        for name in {
            name.rsplit("_", 1)[0] for name in fields if name.endswith(tuple(f"_{c}" for c in CODES))
        }:
            filled = [bool((fields.get(column) or "").strip()) for column in columns(name)]
            if name not in MAY_LACK and len(set(filled)) > 1:
                one_sided.append((record["model"], named(fields), name))

    assert one_sided == []


def test_every_page_has_what_publishing_needs():
    needed = {column for name in ("title", "slug", "summary") for column in columns(name)}
    lacking = [
        (model, fields["key"], name)
        for model in MODELS.values()
        for fields in of_model(model)
        for name in sorted(needed)
        if not fields.get(name)
    ]

    assert lacking == []


def test_the_site_has_the_pages_that_were_promised():
    liver = (
        of_model("conditions.primarycancer"),
        of_model("conditions.lookalike"),
        of_model("conditions.conditionsymptom"),
    )

    assert [len({tuple(link["target"]) for link in links}) for links in liver] == [8, 9, 11]
    assert len(of_model("conditions.symptom")) == 11
    assert len(of_model("conditions.condition")) == 1 + 8 + 9
    assert len(of_model("content.glossaryterm")) >= 30
    assert [page["key"] for page in of_model("content.page")] == [
        "over",
        "redactiebeleid",
        "privacy",
        "toegankelijkheid",
        "disclaimer",
        "contact",
    ]


def test_no_reviewer_was_invented():
    reviewed = [
        (record["model"], named(record["fields"]))
        for record in RECORDS
        for name in ("medical_reviewer_nl", "medical_reviewer_en", "reviewed_on")
        if record["fields"].get(name)
    ]

    assert reviewed == []


def test_every_link_in_a_text_leads_to_an_object_of_these_files():
    known = {f"{kind}/{fields['key']}" for kind, model in MODELS.items() for fields in of_model(model)}

    dead = [
        (where, reference)
        for code in CODES
        for where, _, text in texts(code)
        for reference in re.findall(r'href="ref:([^"]*)"', text)
        if reference not in known
    ]

    assert dead == []


def cited_by_objects() -> Any:
    """Owner → keys of the sources in its list of references."""
    found: dict[tuple[str, str], set[str]] = {}
    for record in RECORDS:
        if record["model"].endswith("citation"):
            owner = (record["model"].removesuffix("citation"), record["fields"]["owner"][0])
            found.setdefault(owner, set()).add(record["fields"]["source"][0])
    return found


def test_every_citation_in_a_text_is_in_the_list_of_its_object():
    lists = cited_by_objects()

    lost = []
    for record in RECORDS:
        fields = record["fields"]
        is_part = record["model"] == "conditions.conditionsection"
        owner = (
            ("conditions.condition", fields["owner"][0]) if is_part else (record["model"], fields.get("key"))
        )
        for name, value in fields.items():
            if isinstance(value, str):
                lost += [
                    (owner, name, key) for key in cited_keys(value) if key not in lists.get(owner, set())
                ]

    assert lost == []


def test_a_text_cites_the_same_sources_in_both_languages():
    different = [
        (record["model"], named(record["fields"]), name)
        for record in RECORDS
        for name in {name.rsplit("_", 1)[0] for name in record["fields"]}
        if len({tuple(sorted(set(cited_keys(record["fields"].get(c) or "")))) for c in columns(name)}) > 1
    ]

    assert different == []


def test_every_source_is_cited_somewhere():
    cited = set().union(*cited_by_objects().values())

    assert {source["key"] for source in of_model("content.source")} - cited == set()


@pytest.mark.parametrize("code", CODES)
def test_every_rich_text_is_clean_already(code):
    dirty = [where for where, _, text in texts(code) if "<" in text and clean(text) != text.strip()]

    assert dirty == []


def test_every_picture_has_all_that_publishing_needs():
    needed = [column for name in ("alt", "caption", "credit", "licence") for column in columns(name)]
    pictures = of_model("content.picture")

    assert len(pictures) >= 2
    assert [(picture["key"], name) for picture in pictures for name in needed if not picture.get(name)] == []
    assert [picture["key"] for picture in pictures for c in columns("alt") if len(picture[c]) > 125] == []


def test_no_two_pages_of_a_kind_have_the_same_title():
    for model in MODELS.values():
        for column in columns("title"):
            found = [fields[column] for fields in of_model(model)]
            assert sorted(found) == sorted(set(found))


def test_every_symptom_has_questions_for_the_doctor():
    symptoms = of_model("conditions.symptom")

    assert len(symptoms) > 10
    assert [named(fields) for fields in symptoms if not fields.get("questions_nl")] == []


def test_questions_for_the_doctor_are_as_many_in_each_language():
    asked = [record["fields"] for record in RECORDS if record["fields"].get("questions_nl")]
    counts = {
        named(fields): {len(fields[column].splitlines()) for column in columns("questions")}
        for fields in asked
    }

    assert {key: count for key, count in counts.items() if len(count) > 1} == {}
