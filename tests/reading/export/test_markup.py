"""Changing links in HTML without touching anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reading.export.markup import Edit, edited, elements, links_of, tags_of, with_attribute
from portal.reading.export.places import address_of, file_of

ORIGIN = "https://portal.example"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="/a/">', ["/a/"]),
        ("<A HREF='/a/?x=1&amp;y=2'>", ["/a/?x=1&y=2"]),
        ('<img alt="<a href=x>" src=/a.png>', ["/a.png"]),
        ('<meta property="og:url" content="https://portal.example/a/">', ["https://portal.example/a/"]),
        ('<meta name="description" content="/a/">', []),
        ('<script>"<a href=/no/>"</script><!-- <a href=/no/> -->', []),
        ("<a\n  class=x\n  href='/a/'\n>é</a>", ["/a/"]),
    ],
)
def test_links_are_found(html, found):
    assert [link for tag in tags_of(html) for _name, link in links_of(tag, ORIGIN)] == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<a  href='/a/'  class=x>", '<a  href="/b/"  class=x>'),
        ('<a data-href="/a/" href="/a/">', '<a data-href="/a/" href="/b/">'),
        ("<a href=/a/>", '<a href="/b/">'),
    ],
)
def test_one_attribute_is_changed_and_nothing_else(before, after):
    (tag,) = tags_of(before)

    assert edited(before, [with_attribute(before, tag, "href", "/b/")]) == after


def test_an_edit_within_another_does_not_count():
    assert edited("0123456789", [Edit(3, 4, "x"), Edit(2, 6, "-"), Edit(8, 9)]) == "01-679"


@given(st.text())
def test_text_without_edits_stays_to_the_letter(text):
    tags_of(text)

    assert edited(text, []) == text


def test_elements_have_a_beginning_and_an_end():
    html = "<p><form a><input></form> <form b></form></p>"

    assert [html[begin.start : end.end] for begin, end in elements(tags_of(html), "form")] == [
        "<form a><input></form>",
        "<form b></form>",
    ]


@pytest.mark.parametrize(
    ("address", "media_type", "file", "found_at"),
    [
        ("/", "text/html", "index.html", "/"),
        ("/nl/over/", "text/html", "nl/over/index.html", "/nl/over/"),
        (
            "/nl/lijst/?part=B&page=2",
            "text/html",
            "nl/lijst/part-B-page-2/index.html",
            "/nl/lijst/part-B-page-2/",
        ),
        ("/nl/lijst/?part=%C3%89", "text/html", "nl/lijst/part-É/index.html", "/nl/lijst/part-%C3%89/"),
        ("/robots.txt", "text/plain", "robots.txt", "/robots.txt"),
        ("/nl/blad/", "application/pdf", "nl/blad/index.pdf", "/nl/blad/index.pdf"),
    ],
)
def test_every_answer_has_a_file_and_every_file_an_address(address, media_type, file, found_at):
    assert file_of(address, media_type).as_posix() == file
    assert address_of(file_of(address, media_type)) == found_at
