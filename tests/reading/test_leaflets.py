"""Layer: reading. What stands on a leaflet, and in which file it is kept."""

import io
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
import segno
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from portal.publishing.models import Publication
from portal.publishing.services import Job, publish, withdraw
from portal.reading.leaflets import rendering
from portal.reading.leaflets.content import Leaflet
from portal.reading.leaflets.forms import Form
from portal.reading.leaflets.keeping import FOLDER
from tests.builders import make_condition, make_live, make_page, make_picture, make_section, make_symptom
from tests.markup import attribute, elements, links, main, words

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
NL = "/nl/aandoeningen/nl-lever/folder.pdf"
NL_LARGE = "/nl/aandoeningen/nl-lever/folder-grote-letters.pdf"
NL_EN = "/nl/aandoeningen/nl-lever/folder-met-en.pdf"
EN_NL = "/en/conditions/en-lever/leaflet-with-nl.pdf"


@pytest.fixture(autouse=True)
def _nothing_kept():
    forget_leaflets()
    yield
    forget_leaflets()


def forget_leaflets() -> None:
    for name in kept():
        default_storage.delete(f"{FOLDER}/{name}")


def kept() -> list[str]:
    """The files that are kept."""
    try:
        return sorted(default_storage.listdir(FOLDER)[1])
    except FileNotFoundError:
        return []


def condition(**fields: Any) -> Any:
    made = make_condition(
        "lever", help_emergency_nl="<p>Bel.</p>", help_emergency_en="<p>Call.</p>", **fields
    )
    make_section(made, position=10, heading_nl="Wat is het?", heading_en="What is it?")
    make_section(made, position=20, kind="treatment", heading_nl="Behandeling", heading_en="Treatment")
    return made


def leaflet(language: str = "nl", form: Form | None = None, key: str = "lever") -> Leaflet:
    publication = Publication.objects.live().get(key=key, language=language)
    return Leaflet(publication, form or Form(), site=SITE)


def laid_out(found: Leaflet) -> Any:
    return rendering.laid_out(found.html, rendering.own_files(found.site))


def text_boxes(document: Any) -> Any:
    """Every piece of text of a document that is laid out, with its type size in points."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if hasattr(box, "text"):
                yield box.text, box.style["font_size"] * 0.75


# What stands on it


def test_a_leaflet_has_the_texts_of_its_page_and_says_how_old_it_is():
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        make_live(condition())

    found = words(leaflet().html)

    for text in (
        "Titel van lever",
        "In het kort.",
        "Wat is het?",
        "Een zin.",
        "Levensgevaar: Bel nu 112",
        "Bel.",
    ):
        assert text in found
    assert "Versie: 1, gepubliceerd op 1 maart 2026" in found
    assert "Medische controle: Nog niet" in found
    assert "Geldig tot 1 maart 2027" in found
    assert "Bron guideline" in found
    assert "https://example.org/" in found


def test_the_next_review_says_until_when_a_leaflet_is_valid():
    dates = {"reviewed_on": "2026-01-10", "next_review_on": "2028-01-10", "medical_reviewer": "Commissie"}
    made = condition()
    document = make_live(made) and leaflet().publication.document
    publication = leaflet().publication
    publication.document = document | dates

    found = words(Leaflet(publication, Form(), site=SITE).html)

    assert "Geldig tot 10 januari 2028" in found
    assert "Medische controle: Commissie, 10 januari 2026" in found


def test_a_leaflet_is_not_valid_longer_than_its_page_is_live():
    made = condition()
    make_live(made, "en")
    end = datetime(2031, 5, 1, 12, tzinfo=UTC)
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC), tick=False):
        publish(instance=made, language="nl", by=Job("test"), live_until=end)

        assert "Geldig tot 1 mei 2031" in words(leaflet().html)


def test_the_qr_code_leads_to_the_page():
    make_live(condition())
    address = f"{SITE}/nl/aandoeningen/nl-lever/"

    found = leaflet().html

    (code,) = attribute(found, "img", "src")
    assert code == segno.make(address, error="m", micro=False).svg_data_uri(border=2)
    assert (address, address) in links(found)


def test_there_is_room_for_own_questions_but_not_on_a_page_about_the_site():
    make_live(condition())
    make_live(make_page("over"))

    assert len(elements(leaflet().html, "div", class_="line")) == 6
    assert elements(leaflet(key="over").html, "div", class_="line") == []


def test_a_hospital_can_put_its_name_and_logo_on_it(settings, tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    settings.LEAFLET_PUBLISHER_NAME = "Ziekenhuis De Brug"
    settings.LEAFLET_LOGO = str(logo)
    make_live(condition())

    found = leaflet().html

    assert attribute(found, "img", "src", alt="Logo van Ziekenhuis De Brug")[0].startswith(
        "data:image/svg+xml;"
    )
    assert words(elements(found, "div", class_="publisher")[0]) == "Ziekenhuis De Brug"


# Two languages


def test_side_by_side_each_part_stands_next_to_its_translation():
    make_live(condition())

    rows = elements(leaflet(form=Form(beside="en")).html, "div", class_="row")

    pairs = [
        [words(cell) for cell in elements(row, "div", class_="text") + elements(row, "article")]
        for row in rows
    ]
    starts = [[cell.split(".")[0].split("?")[0] for cell in pair] for pair in pairs]
    assert starts[1:3] == [["Wat is het", "What is it"], ["Behandeling Een zin", "Treatment A sentence"]]
    assert all(attribute(row, "article", "lang") == ["en"] for row in rows)


def test_a_part_that_one_language_lacks_leaves_its_place_empty():
    made = make_live(condition())
    make_section(
        made,
        position=30,
        kind="outlook",
        heading_nl="Vooruitzicht",
        body_nl="<p>Later.</p>",
        heading_en="",
        body_en="",
    )
    make_live(made, "nl")

    rows = elements(leaflet(form=Form(beside="en")).html, "div", class_="row")

    (row,) = (row for row in rows if "Vooruitzicht" in words(row))
    assert words(elements(row, "article")[0]) == ""


def test_the_second_language_is_told_to_machines_that_read_aloud(client):
    make_live(condition())

    pdf = rendering.made_of(leaflet(form=Form(beside="en")).html, site=SITE, beside="en", compress=False).pdf

    assert pdf.count(b"/Lang (nl)") == 1
    articles = pdf.count(b"/S /Art")
    assert pdf.count(b"/Lang (en)") == articles > 0


def test_a_leaflet_in_two_languages_is_called_by_their_names_in_the_language_of_its_reader(client):
    make_live(condition())

    offered = {
        words(link)
        for address in ("/nl/aandoeningen/nl-lever/", "/en/conditions/en-lever/")
        for link in elements(main(client.get(address)), "a", type="application/pdf")
    }

    assert {"Nederlands en Engels naast elkaar (PDF)", "English and Dutch side by side (PDF)"} <= offered


@pytest.mark.parametrize("address", [NL_EN, EN_NL])
def test_what_is_not_live_in_the_other_language_has_no_leaflet_in_two(client, address):
    make_live(condition())
    withdraw(kind="condition", key="lever", language="en" if address == NL_EN else "nl", by=Job("test"))

    assert client.get(address).status_code == 404
    assert kept() == []


@pytest.mark.parametrize("language", ["nl", "de", "zz"])
def test_a_language_is_not_put_beside_itself_nor_beside_one_that_does_not_exist(client, language):
    make_live(condition())

    assert client.get(f"/nl/aandoeningen/nl-lever/folder-met-{language}.pdf").status_code == 404


# The PDF


def test_the_pdf_is_tagged_titled_and_in_the_language_of_its_page():
    make_live(condition())

    pdf = rendering.made_of(leaflet("en").html, site=SITE, compress=False).pdf

    assert b"/Lang (en)" in pdf
    assert b"/Title (Title of lever)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert b"/Marked true" in pdf
    assert b"pdfuaid:part" in pdf
    assert b"/S /H1" in pdf
    assert b"/S /Figure" in pdf


def test_headings_are_bookmarks():
    make_live(condition())

    marks = [mark[0] for mark in laid_out(leaflet()).make_bookmark_tree()[0][2]]

    assert marks[:3] == ["In het kort", "Wat is het?", "Behandeling"]
    assert marks[-3:] == ["Je eigen vragen", "Bronnen", "Over deze folder"]


def test_large_print_is_large_everywhere_and_flows_anew():
    make_live(condition(summary_nl="Een lange zin over de lever. " * 60), "nl")

    ordinary = laid_out(leaflet())
    large = laid_out(leaflet(form=Form(is_large=True)))

    sizes = dict(text_boxes(large))
    assert sizes["Een zin."] == 18
    assert min(size for text, size in sizes.items() if text.strip() and not text.startswith("[")) >= 16
    assert dict(text_boxes(ordinary))["Een zin."] == 10.5
    assert len(large.pages) > len(ordinary.pages)
    assert {page.width for page in large.pages} == {page.width for page in ordinary.pages}


def test_there_is_more_room_to_write_in_large_print_alone():
    make_live(condition(), "nl")

    ordinary, large = (laid_out(leaflet(form=Form(is_large=is_large))) for is_large in (False, True))

    assert heights_of_lines(ordinary) == {9}
    assert heights_of_lines(large) == {15}


def heights_of_lines(document: Any) -> set[int]:
    """In millimetres."""
    boxes = (box for page in document.pages for box in page._page_box.descendants())
    lines = (box for box in boxes if box.element is not None and box.element.get("class") == "line")
    return {round(box.height / 96 * 25.4) for box in lines}


def test_pictures_come_from_the_storage_with_their_credit(caplog):
    made = condition()
    made.pictures.create(picture=make_picture())
    make_live(made)

    document = laid_out(leaflet())

    images = [
        box for page in document.pages for box in page._page_box.descendants() if box.element_tag == "img"
    ]
    assert next(image.element.attrib["alt"] for image in images) == "Een lever"
    assert "De redactie (CC BY 4.0)" in words(leaflet().html)
    assert caplog.records == []


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/secret.png",
        "https://example.org/pixel.png",
        "ftp://example.org/pixel.png",
        "file:///etc/passwd",
        "http://testserver.example.org/media/pictures/secret.png",
        "http://testserver/media/pictures/../../secret.png",
        "http://testserver/nl/",
        "//example.org/pixel.png",
    ],
)
def test_nothing_is_fetched_but_pictures_of_the_storage(address):
    with pytest.raises(ValueError, match=r"disallowed protocol|Not an absolute"):
        rendering.own_files(SITE)(address)


def test_a_picture_of_the_storage_is_fetched():
    default_storage.save("pictures/0123456789abcdef.png", ContentFile(b"picture"))

    assert rendering.own_files(SITE)(f"{SITE}/media/pictures/0123456789abcdef.png").read() == b"picture"
    default_storage.delete("pictures/0123456789abcdef.png")


def webp(mode: str) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (40, 30), "#008080fe").save(stream, "WEBP", lossless=True)
    return stream.getvalue()


@pytest.mark.parametrize(("mode", "kept_as"), [("RGB", "JPEG"), ("RGBA", "WEBP")])
def test_a_picture_goes_on_paper_in_a_form_that_pdf_knows_unless_paper_shows_through_it(mode, kept_as):
    default_storage.save("pictures/0123456789abcdef.webp", ContentFile(webp(mode)))

    fetched = rendering.own_files(SITE)(f"{SITE}/media/pictures/0123456789abcdef.webp")
    default_storage.delete("pictures/0123456789abcdef.webp")

    picture = Image.open(io.BytesIO(fetched.read()))
    assert (picture.format, fetched.content_type) == (kept_as, f"image/{kept_as.lower()}")
    assert picture.size == (40, 30)
    assert picture.convert("RGB").getpixel((20, 15)) == pytest.approx((0, 128, 128), abs=2)


def test_a_picture_that_cannot_be_read_is_missing():
    default_storage.save("pictures/0123456789abcdef.webp", ContentFile(webp("RGB")[:30]))
    files = rendering.own_files(SITE)

    with pytest.raises(OSError, match="decoder"):
        files(f"{SITE}/media/pictures/0123456789abcdef.webp")
    default_storage.delete("pictures/0123456789abcdef.webp")

    assert files.missing == ["pictures/0123456789abcdef.webp"]


# The file


@pytest.mark.parametrize(
    ("address", "filename"),
    [
        (NL, "nl-lever-nl-v1.pdf"),
        (NL_LARGE, "nl-lever-grote-letters-nl-v1.pdf"),
        (NL_EN, "nl-lever-nl-v1-en-v1.pdf"),
        (EN_NL, "en-lever-en-v1-nl-v1.pdf"),
    ],
)
def test_each_form_is_a_file_with_a_name_that_says_what_it_is(client, address, filename):
    make_live(condition())

    response = client.get(address)

    assert response.content.startswith(b"%PDF-1.7")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{filename}"'
    assert 'rel="canonical"' in response["Link"]
    assert len(kept()) == 1


def test_a_leaflet_is_made_once_and_then_served_from_its_file(client):
    make_live(condition())
    client.get(NL)
    (name,) = kept()
    default_storage.delete(f"{FOLDER}/{name}")
    default_storage.save(f"{FOLDER}/{name}", ContentFile(b"what is kept %%EOF"))

    assert client.get(NL).content == b"what is kept %%EOF"
    assert kept() == [name]


def test_a_file_whose_writing_was_broken_off_is_made_again(client):
    make_live(condition())
    whole = client.get(NL).content
    (name,) = kept()
    default_storage.delete(f"{FOLDER}/{name}")
    default_storage.save(f"{FOLDER}/{name}", ContentFile(whole[:500]))

    assert client.get(NL).content.rstrip().endswith(b"%%EOF")
    assert kept() == [name]
    assert default_storage.size(f"{FOLDER}/{name}") > 500


@pytest.mark.logs_errors
def test_a_leaflet_without_its_picture_is_given_but_not_kept(client):
    made = condition()
    made.pictures.create(picture=make_picture())
    make_live(made)
    (picture,) = leaflet().publication.content().pictures
    default_storage.delete(picture.file)

    response = client.get(NL)

    assert response.content.startswith(b"%PDF-1.7")
    assert kept() == []


def test_who_has_the_leaflet_already_does_not_get_it_again(client):
    make_live(condition())
    etag = client.get(NL)["ETag"]
    forget_leaflets()

    response = client.get(NL, headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert kept() == []


def test_a_new_title_of_a_page_that_it_names_makes_a_new_leaflet(client):
    symptom = make_live(make_symptom("moe", title_nl="Moeheid"), "nl")
    made = condition()
    made.symptom_links.create(target=symptom, position=1)
    make_live(made)
    first = client.get(NL)
    symptom.title_nl = "Vermoeidheid"
    symptom.save()
    publish(instance=symptom, language="nl", by=Job("test"))

    second = client.get(NL)

    assert first["ETag"] != second["ETag"]
    assert len(kept()) == 2


def test_a_leaflet_in_the_file_costs_few_queries(client, django_assert_num_queries):
    made = condition()
    made.symptom_links.create(target=make_live(make_symptom("moe")), position=1)
    make_live(made)
    client.get(NL)
    client.get(NL_EN)

    with django_assert_num_queries(2):
        client.get(NL)
    with django_assert_num_queries(4):
        client.get(NL_EN)


# Where there is none


def test_a_page_that_was_withdrawn_has_no_leaflet(client):
    make_live(condition())
    client.get(NL)
    withdraw(kind="condition", key="lever", language="nl", by=Job("test"))

    assert client.get(NL).status_code == 410


def test_an_unknown_page_and_a_draft_have_no_leaflet(client):
    condition()

    assert client.get(NL).status_code == 404
    assert client.get("/nl/aandoeningen/niets/folder.pdf").status_code == 404
    assert kept() == []


def test_the_leaflet_of_a_page_that_moved_moved_along(client):
    made = make_live(condition())
    made.slug_nl = "nieuw"
    made.save()
    publish(instance=made, language="nl", by=Job("test"))

    response = client.get(NL_LARGE)

    assert (response.status_code, response["Location"]) == (
        301,
        "/nl/aandoeningen/nieuw/folder-grote-letters.pdf",
    )


@pytest.mark.logs_errors
def test_without_pango_the_reader_is_told_in_plain_words(client, monkeypatch):
    make_live(condition())
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    response = client.get(NL)

    assert response.status_code == 503
    assert "Deze folder kan nu niet worden gemaakt" in words(main(response))
    assert kept() == []
