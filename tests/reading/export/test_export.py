"""The whole public site as files. All is asked of the files, as a web server would give them."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from portal.languages import CODES
from portal.publishing.services import Job, withdraw
from portal.reading.export.check import broken_links
from portal.reading.export.folders import MARK
from tests.builders import make_condition, make_live, make_page, make_picture, make_section, make_symptom
from tests.markup import attribute, elements, links, words

pytestmark = pytest.mark.django_db

ORIGIN = "https://portal.example"


@pytest.fixture
def export(tmp_path: Path) -> Any:
    """Export the site; gives the folder."""

    def exported(folder: Path | None = None, **options: Any) -> Path:
        target = folder or tmp_path / "site"
        call_command("export_site", str(target), **{"address": ORIGIN} | options, verbosity=0)
        return target

    return exported


@pytest.fixture
def pages():
    """A condition with all that a page can have, what it leads to, and a page about the site."""
    condition = make_condition("lever", other_names_nl="Hepar")
    condition.symptom_links.create(target=make_live(make_symptom("jeuk")))
    condition.pictures.create(picture=make_picture())
    body = {f"body_{code}": '<p><a href="ref:symptom/jeuk">Jeuk</a>.</p>' for code in CODES}
    make_section(condition, **body)
    make_live(make_page("over"))
    return make_live(condition)


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text()


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# What is there


def test_every_public_page_is_there_in_its_languages(export, pages):
    written = names(export())

    assert {
        "index.html",
        "404.html",
        "nl/404.html",
        "nl/index.html",
        "en/index.html",
        "nl/aandoeningen/index.html",
        "nl/aandoeningen/by-group/index.html",
        "nl/aandoeningen/nl-lever/index.html",
        "en/conditions/en-lever/index.html",
        "nl/klachten/nl-jeuk/index.html",
        "nl/aandoeningen/nl-lever/versies/index.html",
        "nl/aandoeningen/nl-lever/versies/1/index.html",
        "nl/over/nl-over/index.html",
        "sitemap.xml",
        "robots.txt",
        ".well-known/security.txt",
        "nl/feed.xml",
        "static/reading/site.css",
    } <= written
    assert any(name.startswith("media/pictures/") for name in written)
    assert not any(name.startswith(("api/", "nl/admin", "nl/api", "preview")) for name in written)


def test_a_page_says_what_it_says_on_the_site(export, pages, client):
    written = read(export(), "nl/aandoeningen/nl-lever/index.html")

    served = client.get("/nl/aandoeningen/nl-lever/")
    (main_written,) = elements(written, "main")
    (main_served,) = elements(served, "main")
    assert words(main_written) == words(main_served)
    assert ("Jeuk", "/nl/klachten/nl-jeuk/") in links(written)


def test_whole_addresses_are_those_of_the_host_of_the_files(export, pages):
    folder = export()

    page = read(folder, "nl/aandoeningen/nl-lever/index.html")
    assert attribute(page, "link", "href", rel="canonical") == [f"{ORIGIN}/nl/aandoeningen/nl-lever/"]
    assert f"{ORIGIN}/en/conditions/en-lever/" in "".join(
        read(folder, name) for name in names(folder) if name.startswith("sitemap")
    )
    assert [name for name in names(folder) if "testserver" in str((folder / name).read_bytes())] == []


def test_only_what_is_live_is_there(export, pages):
    make_condition("concept")
    make_live(make_condition("weg"))
    for code in ("nl", "en"):
        withdraw(kind="condition", key="weg", language=code, by=Job("test"))

    written = names(export())

    assert not any("concept" in name for name in written)
    assert "nl/aandoeningen/nl-weg/index.html" not in written
    assert "nl/aandoeningen/nl-lever/index.html" in written


def test_an_old_address_leads_to_where_the_page_is_now(export, pages):
    pages.slug_nl = "nieuw"
    pages.save()
    make_live(pages, "nl")

    moved = read(export(), "nl/aandoeningen/nl-lever/index.html")

    assert attribute(moved, "meta", "content", **{"http-equiv": "refresh"}) == [
        "0; url=/nl/aandoeningen/nieuw/"
    ]
    assert [address for _words, address in links(moved)] == ["/nl/aandoeningen/nieuw/"]


def test_a_site_without_pages_can_be_exported(export):
    folder = export()

    assert "Hier is nog niets gepubliceerd." in words(read(folder, "nl/aandoeningen/index.html"))


# Links


def test_every_link_leads_to_a_file_and_a_place_in_it(export, pages):
    folder = export()

    assert list(broken_links(folder, ORIGIN)) == []


def test_a_question_in_an_address_becomes_a_folder(export, pages):
    written = read(export(), "nl/aandoeningen/index.html")

    assert "/nl/aandoeningen/by-group/" in [address for _words, address in links(written)]
    assert "?" not in "".join(address for _words, address in links(written))


def test_forms_are_taken_out_and_said_not_to_work_here(export, pages, client):
    pages.summary_nl = "Anders."
    pages.save()
    make_live(pages, "nl")
    versions = "nl/aandoeningen/nl-lever/versies/"
    assert elements(client.get(f"/{versions}"), "form")

    folder = export()

    assert "Dit werkt niet in deze kopie van de site." in words(read(folder, f"{versions}index.html"))
    pages_with_forms = [
        name for name in names(folder) if name.endswith(".html") and "<form" in read(folder, name)
    ]
    assert pages_with_forms == []


def test_of_a_link_to_what_is_left_out_the_words_stay(export, pages):
    written = read(export(), "nl/index.html")

    assert "Voor ontwikkelaars" in words(written)
    assert "Voor ontwikkelaars" not in dict(links(written))


def test_a_link_that_leads_to_nothing_is_named_and_nothing_is_written(export, pages, tmp_path):
    picture = pages.pictures.get().picture.file.name
    default_storage.delete(picture)

    with pytest.raises(CommandError) as refusal:
        export()

    assert f"/nl/aandoeningen/nl-lever/ → /media/{picture}" in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("link", "is_broken"),
    [
        ("/b/", False),
        ("/b/#there", False),
        ("../b/", False),
        ("#own", False),
        ("https://elsewhere.example/x", False),
        ("mailto:a@example.org", False),
        (f"{ORIGIN}/b/", False),
        ("/c/", True),
        ("/b/?q=1", True),
        ("/b/#not-there", True),
        ("#not-there", True),
        (f"{ORIGIN}/c/", True),
    ],
)
def test_the_check_knows_a_broken_link(tmp_path, link, is_broken):
    for name, body in {"a": f'<p id="own"><a href="{link}">x</a></p>', "b": '<p id="there"></p>'}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(body)

    assert [str(found) for found in broken_links(tmp_path, ORIGIN)] == [f"/a/ → {link}"] * is_broken


# The folder


def test_an_earlier_export_is_replaced_whole(export, pages):
    folder = export()
    for code in ("nl", "en"):
        withdraw(kind="symptom", key="jeuk", language=code, by=Job("test"))
    make_live(make_symptom("hoest"), "nl")

    assert export() == folder
    assert "nl/klachten/nl-jeuk/index.html" not in names(folder)
    assert "nl/klachten/nl-hoest/index.html" in names(folder)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    assert folder.stat().st_mode & 0o777 == 0o755


def test_an_empty_folder_is_filled(export, tmp_path):
    (tmp_path / "leeg").mkdir()

    assert "nl/index.html" in names(export(tmp_path / "leeg"))


def test_a_folder_with_anything_else_in_it_stays_as_it_is(export, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")

    with pytest.raises(CommandError, match="not empty and not an earlier export"):
        export(tmp_path / "mine")

    assert names(tmp_path) == {"mine/letter.txt"}


def test_an_export_that_fails_leaves_the_earlier_one(export, pages, tmp_path):
    folder = export()
    before = names(folder)
    default_storage.delete(pages.pictures.get().picture.file.name)

    with pytest.raises(CommandError):
        export()

    assert names(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("address", ["portal.example", "ftp://x", "https://x.example/below/", "https://", ""])
def test_an_address_that_is_not_one_of_a_host_is_refused(export, address):
    with pytest.raises(CommandError, match="is not the address of a host"):
        export(address=address)


def test_it_tells_how_far_it_is_and_what_came_of_it(pages, tmp_path, capsys):
    call_command("export_site", str(tmp_path / "site"), address=ORIGIN)

    told = capsys.readouterr().out
    assert f"for {ORIGIN}; every link leads somewhere" in told
    assert f"{len(names(tmp_path / 'site') - {MARK})} files" in told
