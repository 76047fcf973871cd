"""Layer: compression. What travels is small, and tells nothing by its length that is secret."""

import gzip
from typing import Any

import brotli  # type: ignore[import-untyped] # the package comes without types
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from portal.compression import brotli_for_visitors
from portal.stylesheets import Storage, without_comments

pytestmark = pytest.mark.django_db

BROWSER = {"accept-encoding": "gzip, deflate, br, zstd"}


def sent(response: Any, **cookies: str) -> Any:
    request = RequestFactory().get("/", headers=BROWSER)
    request.COOKIES = cookies
    return brotli_for_visitors(lambda _request: response)(request)


def test_a_visitor_gets_the_same_page_as_brotli(client):
    plain = client.get("/nl/")
    response = client.get("/nl/", headers=BROWSER)

    assert response["Content-Encoding"] == "br"
    assert "Accept-Encoding" in response["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert int(response["Content-Length"]) == len(response.content) < len(plain.content)
    assert brotli.decompress(response.content) == plain.content


@pytest.mark.parametrize("accepted", ["gzip", "gzip, br;q=0", "gzip, br; q=0.00", "gzip, brotli"])
def test_a_browser_that_takes_no_brotli_gets_gzip(client, accepted):
    response = client.get("/nl/", headers={"accept-encoding": accepted})

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == client.get("/nl/").content


def test_a_program_that_takes_neither_gets_the_page_itself(client):
    assert not client.get("/nl/", headers={"accept-encoding": "identity"}).has_header("Content-Encoding")


@pytest.mark.parametrize("address", ["/nl/", "/nl/admin/"])
def test_who_is_signed_in_gets_gzip_with_a_random_length(editor_client, address):
    lengths = {len(editor_client.get(address, headers=BROWSER).content) for _ in range(9)}

    assert editor_client.get(address, headers=BROWSER)["Content-Encoding"] == "gzip"
    assert len(lengths) > 1


def test_a_form_that_sets_a_cookie_is_left_to_gzip(client):
    response = client.get("/nl/admin/login/", headers=BROWSER)

    assert response.cookies
    assert response["Content-Encoding"] == "gzip"


def test_a_stream_a_short_answer_and_what_is_compressed_stay_as_they_are():
    stream = StreamingHttpResponse(iter([b"x" * 999]))
    short = HttpResponse("x" * 199)
    packed = HttpResponse("x" * 999, headers={"Content-Encoding": "gzip"})

    assert b"".join(sent(stream)) == b"x" * 999
    assert sent(short).content == b"x" * 199
    assert (sent(packed).content, packed["Content-Encoding"]) == (b"x" * 999, "gzip")


def test_the_tag_of_an_answer_no_longer_stands_for_its_bytes():
    response = sent(HttpResponse("x" * 999, headers={"ETag": '"1-0"'}))

    assert (response["Content-Encoding"], response["ETag"]) == ("br", 'W/"1-0"')


def test_a_collected_style_sheet_has_no_comments_and_the_same_rules():
    css = (
        "/* Why\n   so. */\na,\nb {\n  color: red;\n  font: 1rem\n    serif;\n}\n\n"
        'p::after {\n  content: " (";\n}\n'
    )

    assert without_comments(css) == 'a,b {color: red;font: 1rem\nserif;}p::after {content: " (";}'


def test_only_our_style_sheets_are_written_anew(tmp_path):
    names = ["reading/site.css", "reading/terms.js"]
    source = StaticFilesStorage(location=str(settings.BASE_DIR / "portal" / "static"))
    storage = Storage(location=str(tmp_path))
    for name in names:
        with source.open(name) as file:
            storage.save(name, file)

    done = list(storage.post_process({name: (source, name) for name in names}))

    assert not [found for *_names, found in done if isinstance(found, Exception)]
    css, script = (settings.BASE_DIR / "portal" / "static" / name for name in names)
    for name, text in zip(names, [without_comments(css.read_text()), script.read_text()], strict=True):
        hashed = tmp_path / storage.stored_name(name)
        assert hashed.read_text() == text
        assert brotli.decompress(hashed.with_name(f"{hashed.name}.br").read_bytes()).decode() == text
