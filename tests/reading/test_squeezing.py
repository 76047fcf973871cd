"""Pages without the white space that templates are laid out with."""

from typing import Any

from django.template import engines

SOURCE = "{% load squeezing %}{% squeeze %}\n\n  <p>\n    {{ text }}\n\n  </p> <em>a</em>  \n"
KEPT = "<pre>\n  a\n\n  b</pre>"


def squeezed(source: str, **context: Any) -> str:
    return engines["django"].from_string(source + "{% endsqueeze %}").render(context)


def test_what_is_laid_out_over_lines_keeps_one_break_and_words_stay_apart():
    assert squeezed(SOURCE, text="one two") == "<p>\none two\n</p> <em>a</em>"


def test_what_is_shown_or_run_to_the_letter_stays_so():
    source = f"{SOURCE}{KEPT}\n\n  <script>\n  a()\n  </script>\n  <textarea>\n\n x</textarea>"

    assert squeezed(source).endswith(f"{KEPT}\n<script>\n  a()\n  </script>\n<textarea>\n\n x</textarea>")


def test_texts_stay_escaped():
    assert "&lt;pre&gt;" in squeezed(SOURCE, text="<pre>")


def test_no_page_has_empty_lines_or_begins_with_one(client, db):
    page = client.get("/nl/").content.decode()

    assert page.startswith("<!doctype html>\n<html")
    assert "\n\n" not in page
    assert "\n " not in page
