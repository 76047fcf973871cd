"""The grammar of our templates, which no linter knows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))

# Where text is trusted to be HTML. Each line was reviewed: the text comes from the rich text gate.
MAY_TRUST_HTML: set[str] = set()

# Words that are the same in every language.
NEEDS_NO_TRANSLATION = {"dashboard"}  # a class, given by a block of Django’s admin

COMMENT = re.compile(
    r"{#.*?#}|{% comment.*?{% endcomment %}|<!--.*?-->|<!DOCTYPE[^>]*>", re.DOTALL | re.IGNORECASE
)
TRANSLATED = re.compile(r"{% blocktranslate\b.*?{% endblocktranslate %}", re.DOTALL)
TEMPLATE_CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
HTML_CODE = re.compile(r"<[^>]*>|&#?\w+;", re.DOTALL)
SPOKEN_ATTRIBUTE = re.compile(r'\b(?:alt|title|placeholder|aria-label|aria-description)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{2,}")

every_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))


def untranslated_words(source: str) -> set[str]:
    """Words that a reader sees or hears, and that no translator ever gets."""
    for code in (COMMENT, TRANSLATED, TEMPLATE_CODE):
        source = code.sub(" ", source)
    visible = " ".join([HTML_CODE.sub(" ", source), *SPOKEN_ATTRIBUTE.findall(source)])
    return set(WORD.findall(visible))


@every_template
def test_every_translated_block_is_trimmed(path: Path):
    tags = re.findall(r"{% blocktrans[^%]*%}", path.read_text())

    assert [tag for tag in tags if " trimmed" not in tag] == []


@every_template
def test_no_style_or_script_is_inline(path: Path):
    inline = r"<style|<script(?![^>]*(?:\bsrc=|application/ld\+json))|\sstyle=|\son[a-z]+="

    assert re.findall(inline, path.read_text()) == []


@every_template
def test_text_is_trusted_to_be_html_only_where_that_was_reviewed(path: Path):
    if str(path.relative_to(FOLDER)) not in MAY_TRUST_HTML:
        assert re.findall(r"\|\s*safe\b|\|\s*safeseq\b|autoescape off", path.read_text()) == []


@every_template
def test_every_visible_word_can_be_translated(path: Path):
    assert untranslated_words(path.read_text()) - NEEDS_NO_TRANSLATION == set()


def test_an_untranslated_word_is_found():
    source = '{% translate "fine" %}<p title="Hello" class="x">{{ name }} &nbsp; there{# no #}</p>'

    assert untranslated_words(source) == {"Hello", "there"}


@every_template
def test_templates_are_formatted(path: Path):
    djade = Path(sys.executable).with_name("djade")
    command = [str(djade), "--check", "--target-version", "5.2", str(path)]

    outcome = subprocess.run(command, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, outcome.stderr
