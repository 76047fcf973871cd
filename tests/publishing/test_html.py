import pytest

from portal.publishing.html import render

ADDRESSES = {("symptom", "jeuk"): "/nl/klachten/jeuk/"}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="ref:symptom/jeuk">jeuk</a>', '<a href="/nl/klachten/jeuk/">jeuk</a>'),
        (
            '<a href="ref:symptom/jeuk">erge <em>jeuk</em></a>',
            '<a href="/nl/klachten/jeuk/">erge <em>jeuk</em></a>',
        ),
        ('<a href="ref:symptom/koorts">koorts</a>', "koorts"),
        ('<a href="ref:test/jeuk">jeuk</a>', "jeuk"),
        ('<a href="https://example.org/">daar</a>', '<a href="https://example.org/">daar</a>'),
        ("ref:symptom/jeuk", "ref:symptom/jeuk"),
        (
            '<a href="ref:symptom/koorts">a</a> <a href="ref:symptom/jeuk">b</a>',
            'a <a href="/nl/klachten/jeuk/">b</a>',
        ),
    ],
)
def test_a_reference_becomes_the_address_of_its_live_page_or_mere_words(html, expected):
    assert render(html, ADDRESSES) == expected


def test_an_address_is_escaped():
    addresses = {("symptom", "jeuk"): '/"onclick="x'}

    assert render('<a href="ref:symptom/jeuk">jeuk</a>', addresses) == (
        '<a href="/&quot;onclick=&quot;x">jeuk</a>'
    )
