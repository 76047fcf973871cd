import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.models import ConditionSection
from portal.content.richtext import ALLOWED_TAGS, cited_keys, clean
from tests.builders import make_condition, make_section

DIRTY = '<p onclick="x()" class="a">Een <script>alert(1)</script><b>zin</b>.</p>'
CLEAN = "<p>Een zin.</p>"


@pytest.mark.parametrize("tag", sorted(ALLOWED_TAGS - {"a", "br"}))
def test_an_allowed_tag_stays(tag):
    assert clean(f"<{tag}>tekst</{tag}>") == f"<{tag}>tekst</{tag}>"


@pytest.mark.parametrize("tag", ["b", "div", "span", "h1", "h2", "table", "form", "svg", "iframe", "u"])
def test_another_tag_disappears_and_its_words_stay(tag):
    assert re.sub(r"\s", "", clean(f"<p>voor</p><{tag}>tekst</{tag}>")) in {
        "<p>voor</p>tekst",
        "<p>voor</p>",  # what browsers do not show
    }


@pytest.mark.parametrize("tag", ["script", "style"])
def test_code_disappears_with_its_contents(tag):
    assert clean(f"<p>voor<{tag}>alert(1)</{tag}>na</p>") == "<p>voorna</p>"


@pytest.mark.parametrize(
    "attribute",
    ['onclick="x()"', 'style="color:red"', 'class="a"', 'id="a"', 'title="a"', 'dir="rtl"', 'lang="nl"'],
)
def test_attributes_disappear(attribute):
    assert clean(f"<p {attribute}>tekst</p>") == "<p>tekst</p>"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "http://example.org/?a=b",
        "mailto:redactie@example.org",
        "tel:112",
        "ref:condition/levermetastasen",
        "/nl/aandoeningen/",
        "/",
        "#bronnen",
        "HTTPS://example.org/",
    ],
)
def test_a_safe_link_stays(address):
    link = f'<a href="{address}">daar</a>'

    assert clean(link) == link


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/",
        "/\\example.org/",
        "\\\\example.org/",
        "/\t/example.org/",
        "page.html",
        "../admin/",
        "",
    ],
)
def test_an_unsafe_link_loses_its_address_and_keeps_its_words(address):
    assert clean(f'<p><a href="{address}">daar</a></p>') == "<p><a>daar</a></p>"


@pytest.mark.parametrize("empty", ["", "  ", "<p></p>", "<p> </p>", "<p><br></p>", "<p>&nbsp;</p><p></p>\n"])
def test_a_text_without_words_is_empty(empty):
    assert clean(empty) == ""


PIECES = [
    *["<p>", "</p>", "<p><br></p>", "<h3>", "</h3>", "<ul><li>", "</li></ul>", "<br>", "&nbsp;", " ", "\n"],
    *["<a href='", "'>", "</a>", "javascript:", "//host/", "/\\host", "ref:a/b", '"'],
    *["<script>", "</script>", "<style>", "</style>", "<svg><p>", "<math>", "<!--", "-->"],
    *["<", "&lt;", "&amp;", "&", "[@bron]", "tekst"],
]
html_of_any_sort = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map("".join)


@given(html_of_any_sort)
def test_cleaning_twice_is_cleaning_once(html):
    once = clean(html)

    assert clean(once) == once


@given(html_of_any_sort)
def test_whatever_comes_in_only_what_is_allowed_comes_out(html):
    cleaned = clean(html)

    tags = re.findall(r"</?([a-zA-Z0-9]+)([^>]*)>", cleaned)
    assert {name for name, _ in tags} <= ALLOWED_TAGS
    attributes = {text.strip().partition("=")[0] for _, text in tags if text.strip()}
    assert attributes <= {"href"}
    for address in re.findall(r'href="([^"]*)"', cleaned):
        assert re.match(r"(https?:|mailto:|tel:|ref:|#|/(?![/\\]))", address, re.IGNORECASE)


def test_the_keys_of_cited_sources_are_found_in_order():
    assert cited_keys("<p>Zo.[@avl] Zus.[@ccs-liver][@avl] Geen [@Fout] of @bron.</p>") == [
        "avl",
        "ccs-liver",
        "avl",
    ]


# Every way into the database. The columns of each language are made when the program starts.

SECTIONS: Any = ConditionSection.objects
new_section: Any = ConditionSection


def by_save() -> Any:
    section = make_section(make_condition("lever"))
    section.body_nl = DIRTY
    section.save()


def by_save_of_one_field() -> Any:
    section = make_section(make_condition("lever"))
    section.body_nl = DIRTY
    section.save(update_fields=["body_nl"])


def by_create() -> Any:
    make_section(make_condition("lever"), body_nl=DIRTY)


def by_bulk_create() -> Any:
    owner = make_condition("lever")
    SECTIONS.bulk_create([new_section(owner=owner, kind="overview", body_nl=DIRTY)])


def by_bulk_update() -> Any:
    section = make_section(make_condition("lever"))
    section.body_nl = DIRTY
    SECTIONS.bulk_update([section], ["body_nl"])


def by_update() -> Any:
    make_section(make_condition("lever"))
    SECTIONS.update(body_nl=DIRTY)


def by_get_or_create() -> Any:
    owner = make_condition("lever")
    SECTIONS.update_or_create(owner=owner, kind="overview", defaults={"body_nl": DIRTY})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [by_save, by_save_of_one_field, by_create, by_bulk_create, by_bulk_update, by_update, by_get_or_create],
)
def test_a_text_is_cleaned_on_every_way_into_the_database(write):
    write()

    assert SECTIONS.values_list("body_nl", flat=True).get() == CLEAN


@pytest.mark.django_db
def test_a_saved_object_holds_what_was_stored():
    condition = make_condition("lever", help_today_nl=DIRTY)

    assert condition.help_today_nl == CLEAN
    assert type(condition).objects.get().help_today_nl == CLEAN
