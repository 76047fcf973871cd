"""A third language is one line, a migration and a catalogue: done here to a copy of the project."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

LINE = 'TRANSLATIONS = (Language("en", "English", "en_GB"), Language("de", "Deutsch", "de_DE"))'

USE_IT = """
from django.contrib.auth.models import Group, User
from conditions.models import Condition
from portal.content.models import Source
from portal.publishing.kinds import kind_of
from portal.publishing.services import Job, publish
from portal.translating.desks import desk_of
from portal.translating.changes import Change
from portal.translating.gate import open_points
from portal.translating.services import save_units

person = User.objects.create_user("t", is_staff=True)
person.groups.add(Group.objects.get(name="translator"))
lever = Condition.objects.create(title_nl="Leverkanker", summary_nl="In het kort.", body_part="liver")
lever.sections.create(kind="overview", body_nl="<p>Een zin.</p>")
lever.help_today_nl = "<p>Bel.</p>"
lever.save()
source = Source.objects.create(key="s", title_nl="Bron", title_de="Quelle", publisher="x", url="https://example.org/")
lever.citations.create(source=source)
texts = ["Leberkrebs", "Kurz gesagt.", "<p>Ein Satz.</p>", "<p>Rufen Sie an.</p>", "Quelle"]
units = desk_of(lever, "de").units
changes = [Change(unit.address, text, *unit.pair) for unit, text in zip(units, texts, strict=True)]
save_units(instance=lever, language="de", changes=changes, by=person)
lever.refresh_from_db()
found = open_points([kind_of(lever).document_of(lever, "de")])["condition", lever.key, "de"]
print(*(problem.code for problem in found))
publish(instance=lever, language="nl", by=Job("x"))
made = publish(instance=lever, language="de", by=Job("x")).publication
print(made.language, made.number, made.follows, made.title, made.slug)
"""


@pytest.mark.lengthy
def test_a_language_is_one_line_a_migration_and_a_catalogue(tmp_path):
    root = copy(tmp_path)
    languages = root / "portal" / "languages.py"
    text = languages.read_text()
    (old,) = [line for line in text.splitlines() if line.startswith("TRANSLATIONS")]
    languages.write_text(text.replace(old, LINE))

    manage(root, "makemigrations", "--name=german", "--verbosity=0")
    manage(root, "migrate", "--verbosity=0")

    *_others, open_ones, made = manage(root, "shell", "--command", USE_IT).splitlines()
    assert made == "de 1 1 Leberkrebs leberkrebs"
    assert "translation_not_checked" in open_ones.split()
    assert manage(root, "check_translations", "--language", "de") == ""
    assert manage(root, "check") == "System check identified no issues (0 silenced).\n"


def copy(folder: Path) -> Path:
    for name in ("portal", "conditions", "treatments", "templates"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(settings.BASE_DIR / name, folder / name, ignore=ignored)
    shutil.copy(settings.BASE_DIR / "manage.py", folder)
    return folder


def manage(root: Path, *command: str) -> str:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": f"sqlite:///{root / 'third.sqlite3'}",
        "PORTAL_VAR": str(root / "var"),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
