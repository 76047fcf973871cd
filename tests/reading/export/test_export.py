"""The whole public site as files. All is asked of the files, as a web server would give them."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction

from portal.languages import CODES
from portal.publishing.services import Job, withdraw
from portal.reading.export.check import broken_links
from portal.reading.export.folders import MARK
from tests.builders import (
    drawing,
    make_condition,
    make_live,
    make_page,
    make_picture,
    make_section,
    make_symptom,
    make_term,
)
from tests.markup import attribute, elements, links, words

# Makes the test database be there, whichever of these tests runs alone.
pytestmark = pytest.mark.django_db

ORIGIN = "https://portal.example"


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small site as files, with a page that has all that pages can have.

    The tests that take it only read, so it is made once.
    """
    folder = tmp_path_factory.mktemp("export") / "site"
    with django_db_blocker.unblock(), transaction.atomic():
        publish_pages()
        export(folder)
        transaction.set_rollback(True)
    return folder


def publish_pages() -> Any:
    condition = make_condition("lever", other_names_nl="Hepar")
    condition.symptom_links.create(target=make_live(make_symptom("jeuk")))
    condition.pictures.create(picture=make_picture(file=drawing(600)))
    body = {f"body_{code}": '<p><a href="ref:symptom/jeuk">Jeuk</a>.</p>' for code in CODES}
    make_section(condition, **body)
    make_live(make_page("over"))
    make_live(condition)
    condition.summary_nl = "Anders."
    condition.save()
    make_condition("concept")
    make_live(make_condition("weg"), "nl")
    withdraw(kind="condition", key="weg", language="nl", by=Job("test"))
    make_live(make_term("oud"), "nl")
    return make_live(condition, "nl")


def export(folder: Path, **options: Any) -> Path:
    """Without leaflets, unless they are asked for: each takes a second."""
    chosen = {"address": ORIGIN, "without_leaflets": True} | options
    call_command("export_site", str(folder), **chosen, verbosity=0)
    return folder


def read(folder: Path, name: str) -> str:
    return (folder / name).read_text()


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# What is there


def test_every_public_page_is_there_in_its_languages(site):
    written = names(site)

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
    assert not any(name.startswith(("api/", "nl/admin", "nl/api", "preview", "review")) for name in written)


def test_a_picture_is_there_in_every_size_that_its_page_offers(site):
    (offered,) = attribute(read(site, "nl/aandoeningen/nl-lever/index.html"), "img", "srcset")

    addresses = [candidate.split()[0] for candidate in offered.split(",")]

    assert len(addresses) == 2
    assert [address for address in addresses if not (site / address.removeprefix("/")).is_file()] == []


def test_only_what_is_live_is_there(site):
    written = names(site)

    assert not any("concept" in name or "nl-weg" in name for name in written)
    assert "nl/aandoeningen/nl-lever/index.html" in written


def test_a_page_says_what_it_says_on_the_site(db, client, tmp_path):
    make_live(make_symptom("jeuk"), "nl")

    written = read(export(tmp_path / "site"), "nl/klachten/nl-jeuk/index.html")

    (article_written,) = elements(written, "article")
    (article_served,) = elements(client.get("/nl/klachten/nl-jeuk/"), "article")
    assert words(article_written).replace(ORIGIN, "http://testserver") == words(article_served)


def test_whole_addresses_are_those_of_the_host_of_the_files(site):
    page = read(site, "nl/aandoeningen/nl-lever/index.html")
    sitemaps = "".join(read(site, name) for name in names(site) if name.startswith("sitemap"))

    assert attribute(page, "link", "href", rel="canonical") == [f"{ORIGIN}/nl/aandoeningen/nl-lever/"]
    assert f"{ORIGIN}/en/conditions/en-lever/" in sitemaps
    assert [name for name in names(site) if b"testserver" in (site / name).read_bytes()] == []


def test_an_old_address_leads_to_where_the_page_is_now(db, tmp_path):
    term = make_live(make_term("oud"), "nl")
    term.slug_nl = "nieuw"
    term.save()
    make_live(term, "nl")

    moved = read(export(tmp_path / "site"), "nl/woordenlijst/nl-oud/index.html")

    refreshed = attribute(moved, "meta", "content", **{"http-equiv": "refresh"})
    assert refreshed == ["0; url=/nl/woordenlijst/nieuw/"]
    assert [address for _words, address in links(moved)] == ["/nl/woordenlijst/nieuw/"]


@pytest.mark.lengthy
def test_leaflets_are_there_when_they_are_wanted(db, tmp_path):
    make_live(make_term("cel"), "nl")

    with_leaflets = export(tmp_path / "with", without_leaflets=False)
    without = export(tmp_path / "without")

    leaflets = {name for name in names(with_leaflets) if name.endswith(".pdf")}
    assert len(leaflets) == 2
    assert all((with_leaflets / name).read_bytes().startswith(b"%PDF") for name in leaflets)
    assert names(with_leaflets) - names(without) == leaflets


# Links


def test_every_link_leads_to_a_file_and_a_place_in_it(site):
    assert list(broken_links(site, ORIGIN)) == []


def test_a_question_in_an_address_becomes_a_folder(site):
    addresses = [address for _words, address in links(read(site, "nl/aandoeningen/index.html"))]

    assert "/nl/aandoeningen/by-group/" in addresses
    assert [address for address in addresses if "?" in address] == []


def test_forms_are_taken_out_and_said_not_to_work_here(site):
    versions = read(site, "nl/aandoeningen/nl-lever/versies/index.html")

    pages = [name for name in names(site) if name.endswith(".html")]
    assert [name for name in pages if "<form" in read(site, name)] == []
    assert "Dit werkt niet in deze kopie van de site." in words(versions)
    assert "Dit werkt niet" not in words(read(site, "nl/aandoeningen/nl-lever/index.html"))


def test_of_a_link_to_what_is_left_out_the_words_stay(site):
    home = read(site, "nl/index.html")

    assert "Voor ontwikkelaars" in words(home)
    assert "Voor ontwikkelaars" not in dict(links(home))
    assert elements(home, "link", rel="search") == []


def test_a_link_that_leads_to_nothing_is_named_and_nothing_is_written(db, tmp_path):
    picture = condition_without_its_picture()

    with pytest.raises(CommandError) as refusal:
        export(tmp_path / "site")

    assert f"/nl/aandoeningen/nl-lever/ → /media/{picture}" in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def condition_without_its_picture() -> str:
    """A live page whose picture is gone from where pictures are kept; gives the name of that."""
    condition, picture = make_condition("lever"), make_picture()
    condition.pictures.create(picture=picture)
    make_live(condition, "nl")
    default_storage.delete(picture.file.name)
    return str(picture.file.name)


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


def test_an_earlier_export_is_replaced_whole(db, tmp_path):
    make_live(make_term("oud"), "nl")
    folder = export(tmp_path / "site")
    before = names(folder)
    withdraw(kind="term", key="oud", language="nl", by=Job("test"))
    make_live(make_term("nieuw"), "nl")

    export(folder)

    assert "nl/woordenlijst/nl-oud/index.html" in before - names(folder)
    assert "nl/woordenlijst/nl-nieuw/index.html" in names(folder) - before
    assert list(tmp_path.iterdir()) == [folder]
    assert folder.stat().st_mode & 0o777 == 0o755


def test_a_site_without_pages_fills_an_empty_folder(db, tmp_path):
    (tmp_path / "site").mkdir()

    folder = export(tmp_path / "site")

    assert "Hier is nog niets gepubliceerd." in words(read(folder, "nl/aandoeningen/index.html"))


def test_a_folder_with_anything_else_in_it_stays_as_it_is(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(CommandError, match="not empty and not an earlier export"):
        export(tmp_path)

    assert names(tmp_path) == {"letter.txt"}


def test_an_export_that_fails_leaves_the_earlier_one(db, tmp_path):
    folder = export(tmp_path / "site")
    before = names(folder)
    condition_without_its_picture()

    with pytest.raises(CommandError):
        export(folder)

    assert names(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("address", ["portal.example", "ftp://x", "https://x.example/below/", "https://", ""])
def test_an_address_that_is_not_one_of_a_host_is_refused(tmp_path, address):
    with pytest.raises(CommandError, match="is not the address of a host"):
        export(tmp_path / "site", address=address)


def test_it_tells_how_far_it_is_and_what_came_of_it(db, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("portal.reading.management.commands.export_site.PROGRESS_EVERY", 10)

    folder = export(tmp_path / "site")

    told = capsys.readouterr().out
    assert told.startswith("10 files …\n20 files …\n")
    assert f"{len(names(folder) - {MARK})} files" in told
    assert f"for {ORIGIN}; every link leads somewhere" in told
