import json

import pytest

from portal.publishing.html import data_block, plain, render

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


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Een <em>zin</em>.</p><p>Nog een.</p>", "Een zin.\nNog een."),
        ("<ul><li>een</li><li>twee</li></ul>", "een\ntwee"),
        ("een<br>twee", "een\ntwee"),
        ('Zin.<sup><a href="#source-2">[2]</a></sup> m<sup>2</sup>', "Zin. m2"),
        ("1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3"),
        ("", ""),
    ],
)
def test_the_words_of_a_rich_text_stand_alone(html, words):
    assert plain(html) == words


def test_no_text_ends_its_block_of_data():
    block = data_block({"text": "</script><!-- & \u2028"})

    assert block.count("<") == block.count(">") == 2
    assert "&" not in block
    assert json.loads(block.partition(">")[2].rpartition("<")[0]) == {"text": "</script><!-- & \u2028"}
