"""The Dutch catalogue of what the interface says (its source is English)."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "nl" / "LC_MESSAGES" / "django.po"
ENTRIES = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def extracted(folder: Path) -> set[tuple[str | None, str]]:
    """What xgettext finds in a copy of our code and templates."""
    for name in ("portal", "conditions", "treatments", "templates"):
        ignored = shutil.ignore_patterns("locale", "__pycache__")
        shutil.copytree(settings.BASE_DIR / name, folder / name, ignore=ignored)
    shutil.copy(settings.BASE_DIR / "manage.py", folder)
    catalogue = folder / CATALOGUE.relative_to(settings.BASE_DIR)
    catalogue.parent.mkdir(parents=True)
    command = [sys.executable, "manage.py", "makemessages", "--locale=nl", "--verbosity=0"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(catalogue))}


def test_every_text_has_a_certain_translation():
    missing = [entry.msgid for entry in ENTRIES if entry.fuzzy or not all(translations(entry))]

    assert missing == []


def test_a_translation_has_the_placeholders_of_its_source():
    for entry in ENTRIES:
        for source, text in zip([entry.msgid, entry.msgid_plural], translations(entry), strict=False):
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(source)), source


def test_readers_are_addressed_as_je():
    formal = [text for entry in ENTRIES for text in translations(entry) if re.search(r"\b[Uu]w?\b", text)]

    assert formal == []


@pytest.mark.skipif(
    not shutil.which("xgettext"), reason="needs xgettext (on Debian: apt-get install gettext)"
)
def test_the_catalogue_has_exactly_the_texts_of_the_code(tmp_path):
    assert {(entry.msgctxt, entry.msgid) for entry in ENTRIES} == extracted(tmp_path)
