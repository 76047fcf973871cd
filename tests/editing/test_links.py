"""Links of live pages: found with their sentence, visited politely, reported with where and since when."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.editing.links.checking import check_links
from portal.editing.links.found import links_in
from portal.editing.links.models import CheckedLink
from portal.editing.links.report import broken_links
from portal.editing.links.states import LinkState
from portal.editing.links.visiting import Visitor
from portal.publishing.kinds import kind_of
from portal.publishing.services import Job, withdraw
from tests.builders import make_condition, make_live, make_section, make_source, make_symptom
from tests.markup import elements, words

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Site(BaseHTTPRequestHandler):
    """Another site: `/200` answers with that status, `/to/x` redirects to `/x`, `/get-only` knows no HEAD.

    Once it is `mended`, every page is there.
    """

    asked: list[str] = []
    mended = False

    def do_HEAD(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(self.status())
        if self.path.startswith("/to/"):
            self.send_header("Location", self.path.removeprefix("/to"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the name that the server looks for

    def status(self) -> int:
        if self.mended:
            return 200
        if self.path == "/get-only":
            return 200 if self.command == "GET" else 405
        return 302 if self.path.startswith("/to/") else int(self.path[1:4])

    def log_message(self, *_args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked, Site.mended = [], False
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def visitor(**changed: Any) -> Visitor:
    """Visits this machine, too, and does not wait."""
    quick: dict[str, Any] = {"pause": 0, "timeout": 2, "may_visit": lambda _host: True}
    return Visitor(**quick | changed)


def check(**options: Any) -> Any:
    return check_links(visitor=visitor(), tell=lambda _text: None, **options)


def page_with(html: str, key: str = "lever", **fields: Any) -> Any:
    condition = make_condition(key, **fields)
    make_section(condition, heading_nl="Wat is het?", body_nl=html, body_en=html)
    return make_live(condition, "nl")


def state_of(address: str) -> tuple[str, str]:
    link = CheckedLink.objects.get(address=address)
    return link.state, link.reason


# Finding


@pytest.mark.django_db
def test_a_link_is_found_with_the_sentence_that_holds_it():
    link = '<a href="https://a.example/">de vereniging</a>'
    html = f"<p>Dit is bijv. zo. Lees meer bij {link} hierover. En zo.</p>"
    condition = page_with(html)

    (found, *_sources) = links_in(kind_of(condition).document_of(condition, "nl"))

    assert (found.address, found.heading) == ("https://a.example/", "Wat is het?")
    assert found.sentence == "Lees meer bij de vereniging hierover."


@pytest.mark.django_db
def test_sources_are_links_too_and_telephone_numbers_are_not():
    make_source("bron", url="https://bron.example/")
    condition = page_with('<p>Bel <a href="tel:112">112</a>.</p>')

    addresses = [found.address for found in links_in(kind_of(condition).document_of(condition, "nl"))]

    assert addresses == ["https://bron.example/"]


# Visiting


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/200", LinkState.OK),
        ("/to/200", LinkState.OK),
        ("/get-only", LinkState.OK),
        ("/404", LinkState.BROKEN),
        ("/410", LinkState.BROKEN),
        ("/500", LinkState.BROKEN),
        ("/to/404", LinkState.BROKEN),
        ("/to" * 6 + "/200", LinkState.BROKEN),
        ("/403", LinkState.UNSURE),
        ("/429", LinkState.UNSURE),
    ],
)
def test_an_answer_is_judged_at_the_end_of_its_redirects(site, path, state):
    answer = visitor().visit(site + path)

    assert answer.state is state
    assert bool(answer.reason) is (state is not LinkState.OK)


def test_a_site_that_is_not_there_or_says_nothing_is_broken_within_the_time_allowed():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        says_nothing = visitor(timeout=0.2).visit(f"http://127.0.0.1:{port}/")
    not_there = visitor().visit(f"http://127.0.0.1:{port}/")

    assert (says_nothing.state, says_nothing.reason) == (LinkState.BROKEN, "De site antwoordt niet op tijd.")
    assert (not_there.state, not_there.reason) == (LinkState.BROKEN, "De site is niet bereikbaar.")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254"])
def test_a_machine_that_is_not_public_is_never_asked(site, host):
    port = site.rpartition(":")[2]

    answer = Visitor(pause=0, timeout=2).visit(f"http://{host}:{port}/200")

    assert answer.state is LinkState.BROKEN
    assert answer.reason == "Dit adres is niet op het openbare internet."
    assert Site.asked == []


def test_a_redirect_to_a_machine_that_is_not_public_is_not_followed(site):
    port = site.rpartition(":")[2]
    first_only = visitor(may_visit=lambda _host: not Site.asked)

    answer = first_only.visit(f"http://127.0.0.1:{port}/to/200")

    assert answer.reason == "Dit adres is niet op het openbare internet."
    assert Site.asked == ["HEAD /to/200"]


@pytest.mark.parametrize("address", ["ftp://a.example/", "https://", "http://[", "https://a.example:port/"])
def test_what_is_no_web_address_is_broken_and_not_visited(address):
    assert visitor().visit(address).state is LinkState.BROKEN


def test_one_host_is_asked_at_most_once_in_the_pause(site):
    waited: list[float] = []
    polite = visitor(pause=3, clock=lambda: sum(waited), sleep=waited.append)

    for _visit in range(3):
        polite.visit(f"{site}/200")

    assert waited == [3, 3]


# Keeping


@pytest.mark.django_db
def test_one_address_on_many_pages_is_visited_once(site):
    link = f'<p>Zie <a href="{site}/200">dit</a>.</p>'
    make_source("bron", url=f"{site}/404")
    page_with(link)
    page_with(link, "gal")

    counts = check()

    assert Site.asked == ["HEAD /200", "HEAD /404", "GET /404"]
    assert counts == {LinkState.OK: 1, LinkState.BROKEN: 1}
    assert CheckedLink.objects.get(address=f"{site}/404").places.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ref:symptom/moe", ""),
        ("ref:symptom/weg", "Deze pagina is in deze taal niet live."),
        ("ref:symptom/nooit", "Deze pagina is nog nooit gepubliceerd."),
        ("/nl/klachten/nl-moe/", ""),
        ("/nl/klachten/nl-weg/", "De pagina op dit adres is niet live."),
        ("/nl/klachten/", ""),
        ("/nl/bestaat-niet/", "Er is geen pagina op dit adres."),
    ],
)
def test_a_link_to_an_own_page_is_broken_when_readers_cannot_follow_it(address, reason):
    make_live(make_symptom("moe"), "nl")
    make_live(make_symptom("weg"), "nl")
    withdraw(kind="symptom", key="weg", language="nl", by=Job("test"))
    page_with(f'<p>Zie <a href="{address}">dit</a>.</p>')

    check(visits_others=False)

    assert state_of(address) == (LinkState.BROKEN if reason else LinkState.OK, reason)


@pytest.mark.django_db
def test_a_place_on_the_page_itself_is_looked_up(site):
    page_with('<p>Zie <a href="#overview">hier</a> en <a href="#nergens">daar</a>.</p>')

    check(visits_others=False)

    assert state_of("ref:condition/lever#overview") == (LinkState.OK, "")
    assert state_of("ref:condition/lever#nergens")[0] == LinkState.BROKEN


@pytest.mark.django_db
def test_a_draft_is_not_checked(site):
    condition = make_condition("lever")
    make_section(condition, body_nl=f'<p><a href="{site}/404">Dit</a>.</p>')

    assert check() == {}


@pytest.mark.django_db
def test_since_when_a_link_is_broken_is_kept_until_it_works_again(site, time_machine):
    time_machine.move_to(NOW, tick=False)
    make_source("bron", url=f"{site}/404")
    page_with("<p>Zin.</p>")
    check()
    time_machine.move_to(NOW + timedelta(days=7), tick=False)
    check()

    link = CheckedLink.objects.get(address=f"{site}/404")
    assert (link.broken_since, link.checked_at) == (NOW, NOW + timedelta(days=7))

    Site.mended = True
    check()
    link.refresh_from_db()
    assert (link.state, link.broken_since) == (LinkState.OK, None)


@pytest.mark.django_db
def test_without_visits_what_is_known_of_other_sites_stays_and_what_is_linked_no_more_goes(site):
    make_source("bron", url=f"{site}/404")
    page_with("<p>Zin.</p>")
    gone = page_with(f'<p><a href="{site}/410">Dit</a>.</p>', "gal")
    check()
    withdraw(kind="condition", key=gone.key, language="nl", by=Job("test"))

    check(visits_others=False)

    assert [link.address for link in CheckedLink.objects.broken()] == [f"{site}/404"]
    assert [place.key for place in CheckedLink.objects.get().places.all()] == ["lever"]


@pytest.mark.django_db
def test_the_command_counts_and_ends_with_an_error_when_a_link_is_broken(capsys):
    page_with('<p>Zie <a href="/nl/nergens/">dit</a>.</p>')

    with pytest.raises(CommandError, match="broken links"):
        call_command("check_links", "--own-pages-only")

    assert "1 broken, 0 unsure, 0 ok" in capsys.readouterr().out


# The report


@pytest.mark.django_db
def test_the_report_leads_from_the_address_to_the_sentence_and_its_field(editor_client, site):
    make_source("bron", url=f"{site}/200")
    condition = page_with(f'<p>Goed. Zie <a href="{site}/404">dit</a>. Klaar.</p>')
    check()

    page = editor_client.get("/nl/admin/links/")

    assert f"{site}/404" in words(page)
    assert "De site antwoordt met status 404." in words(page)
    assert [words(quote) for quote in elements(page, "q")] == ["Zie dit."]
    form = f"/nl/admin/conditions/condition/{condition.pk}/change/#sections-group"
    assert elements(page, "a", href=form)


@pytest.mark.django_db
@pytest.mark.parametrize("pages", [1, 12])
def test_the_report_costs_the_same_however_much_is_broken(editor_client, django_assert_num_queries, pages):
    for number in range(pages):
        page_with(f'<p>Zie <a href="/nl/nergens-{number}/">dit</a>.</p>', f"lever-{number}")
    check(visits_others=False)

    with django_assert_num_queries(12):
        page = editor_client.get("/nl/admin/links/")

    assert len(elements(page, "q")) == pages


@pytest.mark.django_db
def test_the_report_says_when_nothing_was_checked_and_is_not_for_strangers(editor_client, stranger_client):
    page = editor_client.get("/nl/admin/links/")

    assert "nog niet gecontroleerd" in words(page)
    assert stranger_client.get("/nl/admin/links/").status_code == 302


@pytest.mark.django_db
def test_broken_links_are_on_the_list_of_editors_only(editor, stranger):
    page_with('<p>Zie <a href="/nl/nergens/">dit</a>.</p>')
    check(visits_others=False)

    assert broken_links(stranger) is None
    found = broken_links(editor)
    assert found
    assert (found.total, [item.text for item in found.items]) == (1, ["/nl/nergens/"])
