"""Layer: reading. Leaflets made before a reader asks, and what a wrong configuration is told."""

from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from portal.publishing.models import Publication
from portal.publishing.services import Job, withdraw
from portal.reading.leaflets import checks
from portal.reading.leaflets.forms import Form, leaflet_address
from portal.reading.leaflets.making import leaflets_of
from tests.builders import make_live, make_page
from tests.reading.test_leaflets import kept

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


@pytest.fixture(autouse=True)
def _nothing_kept():
    forget_kept()
    yield
    forget_kept()


def forget_kept() -> None:
    for name in kept():
        default_storage.delete(f"leaflets/{name}")


def make_leaflets(site: str = SITE) -> str:
    said = StringIO()
    call_command("make_leaflets", site, stdout=said)
    return said.getvalue()


def test_the_command_makes_what_readers_would_get_and_makes_it_once(client):
    make_live(make_page("over"))

    said = make_leaflets()
    made = kept()

    assert "6 leaflets kept, 0 old ones removed" in said
    assert client.get(leaflet_address("page", "nl", "nl-over", Form())).status_code == 200
    assert make_leaflets().splitlines()[-1] == "6 leaflets kept, 0 old ones removed"
    assert kept() == made


def test_the_command_forgets_what_no_page_offers_any_more():
    make_live(make_page("over"))
    make_leaflets()
    withdraw(kind="page", key="over", language="en", by=Job("test"))

    assert "2 leaflets kept, 4 old ones removed" in make_leaflets()
    assert len(kept()) == 2


@pytest.mark.parametrize(
    "site", ["portal.example.org", "ftp://example.org", "https://example.org/nl/", "https://"]
)
def test_the_command_refuses_what_is_not_the_address_of_a_site(site):
    with pytest.raises(CommandError, match="is not the address of a site"):
        make_leaflets(site)


def test_an_export_gets_each_leaflet_with_its_address(client):
    make_live(make_page("over"))
    publication = Publication.objects.live().get(language="nl")

    files = dict(leaflets_of(publication, site=SITE))

    assert [address.rpartition("/")[2] for address in files] == [
        "folder.pdf",
        "folder-grote-letters.pdf",
        "folder-met-en.pdf",
    ]
    assert all(client.get(address).content == pdf for address, pdf in files.items())


# Configuration


def messages() -> list[str]:
    return [message.msg for message in checks.check_publisher()]


def test_no_publisher_is_fine():
    assert messages() == []


def test_a_logo_needs_a_name(settings, tmp_path):
    (tmp_path / "logo.png").write_bytes(b"drawing")
    settings.LEAFLET_LOGO = str(tmp_path / "logo.png")

    assert "needs LEAFLET_PUBLISHER_NAME" in messages()[0]

    settings.LEAFLET_PUBLISHER_NAME = "Ziekenhuis"
    assert messages() == []


@pytest.mark.parametrize(
    ("file", "complaint"), [("logo.pdf", "must end in"), ("missing.png", "cannot be read")]
)
def test_a_logo_that_cannot_be_shown_is_refused(settings, tmp_path, file, complaint):
    settings.LEAFLET_PUBLISHER_NAME = "Ziekenhuis"
    settings.LEAFLET_LOGO = str(tmp_path / file)

    assert complaint in messages()[0]


def test_a_name_that_is_too_long_is_refused(settings):
    settings.LEAFLET_PUBLISHER_NAME = "x" * 81

    assert "longer than 80" in messages()[0]


def test_a_missing_library_is_named_by_its_package():
    (warning,) = checks.missing_libraries({"no-such-library": "libnosuch-dev"})

    assert "libnosuch-dev" in str(warning.hint)
    assert checks.missing_libraries(checks.LIBRARIES) == []
