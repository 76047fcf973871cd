"""The picture that other sites show with a link."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from portal.publishing.services import Job, publish
from portal.reading.cards import FOLDER, Card, drawn, font, wrapped
from tests.builders import complete, make_condition, make_live, make_term
from tests.markup import attribute

pytestmark = pytest.mark.django_db

LETTERS = "AaZz0ÀÉËÏÖÜàáçéèêëíïñóöúüŠšŽžß–—’“”…€°½αβ"


def picture(response: Any) -> Any:
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    return Image.open(BytesIO(b"".join(response)))


def named_on(client: Any, address: str) -> Any:
    (found,) = attribute(client.get(address), "meta", "content", property="og:image")
    return found.removeprefix("http://testserver")


def kept() -> Any:
    return set(default_storage.listdir(FOLDER)[1]) if default_storage.exists(FOLDER) else set()


@pytest.mark.parametrize(
    "address",
    ["/nl/", "/en/conditions/", "/nl/aandoeningen/nl-lever/", "/en/conditions/en-lever/", "/nl/over/"],
)
def test_every_page_names_a_picture_of_the_size_that_other_sites_want(client, address):
    make_live(make_condition("lever"))

    assert picture(client.get(named_on(client, address))).size == (1200, 630)


def test_pages_languages_and_lists_have_pictures_of_their_own(client):
    make_live(make_condition("lever"))
    make_live(make_term("tumor"))
    addresses = [
        "/nl/",
        "/en/",
        "/nl/aandoeningen/",
        "/en/conditions/",
        "/nl/aandoeningen/nl-lever/",
        "/en/conditions/en-lever/",
        "/nl/woordenlijst/nl-tumor/",
    ]

    pictures = {picture(client.get(named_on(client, address))).tobytes() for address in addresses}

    assert len(pictures) == len(addresses)


def test_a_picture_is_made_once_and_kept(client):
    make_live(make_condition("lever", title_nl="Nooit eerder getekend"), "nl")
    address = named_on(client, "/nl/aandoeningen/nl-lever/")
    before = kept()

    first = b"".join(client.get(address))
    (made,) = kept() - before
    changed_at = default_storage.get_modified_time(f"{FOLDER}/{made}")
    second = b"".join(client.get(address))

    assert first == second
    assert kept() - before == {made}
    assert default_storage.get_modified_time(f"{FOLDER}/{made}") == changed_at


def test_another_title_is_another_picture_and_another_text_is_not(client):
    condition = make_live(make_condition("lever"), "nl")
    pictures = [picture(client.get(named_on(client, "/nl/aandoeningen/nl-lever/"))).tobytes()]
    for field, value in (("summary_nl", "Anders."), ("title_nl", "Anders")):
        setattr(condition, field, value)
        condition.save()
        make_live(condition, "nl")
        pictures.append(picture(client.get(named_on(client, "/nl/aandoeningen/nl-lever/"))).tobytes())

    assert pictures[0] == pictures[1] != pictures[2]


def test_drafts_plans_and_what_is_not_known_have_no_picture(client):
    make_condition("concept")
    tomorrow = timezone.now() + timedelta(days=1)
    publish(instance=complete(make_condition("plan")), language="nl", by=Job("test"), live_from=tomorrow)
    make_live(make_condition("lever"), "nl")
    names = ["nl/condition/concept-1", "nl/condition/plan-1", "nl/condition/lever-2", "en/condition/lever-1"]

    for name in (*names, "de", "nl/x", "nl/x/lever-1"):
        assert client.get(f"/media/cards/{name}.png").status_code == 404
    assert client.get("/media/cards/nl/condition/lever-1.png").status_code == 200


def test_the_font_has_the_letters_of_our_languages():
    for weight in ("Bold", "Regular"):
        missing = bytes(font(weight, 40).getmask("\uffff"))
        assert [letter for letter in LETTERS if bytes(font(weight, 40).getmask(letter)) == missing] == []


@pytest.mark.parametrize("title", ["Kort", "Een titel van heel veel woorden " * 4, "a" * 120, ""])
def test_no_title_runs_out_of_the_picture(title):
    card = Card("Medisch Portaal", "Aandoeningen", title, "Onderschrift")

    image = Image.open(BytesIO(drawn(card))).convert("RGB")

    edges = [(0, 0, 1200, 40), (0, 590, 1200, 630), (0, 0, 75, 630), (1125, 0, 1200, 630)]
    found = {colour for box in edges for _count, colour in image.crop(box).getcolors() or ()}
    assert found == {image.getpixel((0, 0))}


def test_lines_keep_words_whole_where_they_can():
    face = font("Bold", 92)

    lines = wrapped("Pijn of een onaangenaam gevoel in de buik", face)

    assert len(lines) > 1
    assert " ".join(lines) == "Pijn of een onaangenaam gevoel in de buik"
    assert "".join(line.removesuffix("-") for line in wrapped("a" * 60, face)) == "a" * 60
