import pytest
from django.contrib.auth.models import Permission

from portal.publishing.models import Publication
from tests.builders import make_condition, make_live, make_section, make_symptom
from tests.markup import attribute, elements, links, main, words

pytestmark = pytest.mark.django_db

DUTCH, ENGLISH = "/preview/nl/condition/lever/", "/preview/en/condition/lever/"


@pytest.fixture
def condition():
    condition = make_condition("lever", summary_nl="Concept in het kort.", summary_en="Draft in short.")
    make_section(condition, body_nl="<p>Concept.</p>", body_en="<p>Draft.</p>")
    return condition


@pytest.mark.parametrize("address", [DUTCH, ENGLISH])
def test_who_may_not_see_the_working_copy_sees_no_preview(
    client, stranger_client, editor_client, condition, address
):
    refused = [who.get(address) for who in (client, stranger_client)]
    shown = editor_client.get(address)

    assert [response.status_code for response in refused] == [403, 403]
    assert not any(b"Concept" in response.content or b"Draft" in response.content for response in refused)
    assert shown.status_code == 200
    assert "Concept" in words(main(shown)) or "Draft" in words(main(shown))


def test_the_right_to_view_one_kind_is_no_right_to_view_another(stranger, stranger_client, condition):
    make_symptom("jeuk")
    stranger.user_permissions.add(Permission.objects.get(codename="view_symptom"))

    assert stranger_client.get("/preview/nl/symptom/jeuk/").status_code == 200
    assert stranger_client.get(DUTCH).status_code == 403


def test_a_preview_shows_the_working_copy_and_the_public_page_does_not(editor_client, condition):
    make_live(condition)
    condition.title_nl = "Nieuwe titel"
    condition.save()

    preview, public = editor_client.get(DUTCH), editor_client.get("/nl/aandoeningen/nl-lever/")

    assert [words(found) for found in elements(main(preview), "h1")] == ["Nieuwe titel"]
    assert [words(found) for found in elements(main(public), "h1")] == ["Titel van lever"]


def test_a_preview_is_in_the_language_that_is_asked_for(editor_client, condition):
    response = editor_client.get(ENGLISH, headers={"accept-language": "nl"})

    assert attribute(response, "html", "lang") == ["en"]
    assert response["Content-Language"] == "en"
    assert [words(found) for found in elements(main(response), "h2")][:1] == ["In short"]


def test_a_preview_says_that_it_is_one_and_is_neither_kept_nor_found(editor_client, condition):
    response = editor_client.get(DUTCH)

    (notice,) = elements(response, "p", class_="preview-notice")
    assert words(notice) == "Voorbeeld: zo zou de pagina eruitzien. Bezoekers zien dit niet."
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert attribute(response, "meta", "content", name="robots") == ["noindex"]
    assert attribute(response, "link", "href", rel="canonical") == []


def test_a_public_page_is_no_preview(client, condition):
    make_live(condition)

    response = client.get("/nl/aandoeningen/nl-lever/")

    assert elements(response, "p", class_="preview-notice") == []
    assert "X-Robots-Tag" not in response.headers


def test_a_preview_stores_nothing(editor_client, condition):
    editor_client.get(DUTCH)

    assert not Publication.objects.exists()


def test_a_preview_shows_also_what_could_not_be_published(editor_client, condition):
    make_condition("leeg", summary_nl="", slug_en="", title_en="")

    dutch, english = (editor_client.get(f"/preview/{code}/condition/leeg/") for code in ("nl", "en"))

    assert [words(found) for found in elements(main(dutch), "h1")] == ["Titel van leeg"]
    assert [words(found) for found in elements(main(english), "h1")] == [""]


def test_a_preview_links_what_is_live(editor_client, condition):
    condition.symptom_links.create(target=make_live(make_symptom("jeuk"), "nl"))
    condition.symptom_links.create(target=make_symptom("koorts"))

    (part,) = elements(main(editor_client.get(DUTCH)), "section", class_="section-symptoms")

    assert links(part) == [("Titel van jeuk", "/nl/klachten/nl-jeuk/")]


@pytest.mark.parametrize(
    "address", ["/preview/nl/condition/gal/", "/preview/nl/organ/lever/", "/preview/de/condition/lever/"]
)
def test_what_does_not_exist_has_no_preview(editor_client, condition, address):
    assert editor_client.get(address).status_code == 404
    assert editor_client.get(DUTCH).status_code == 200


def test_a_preview_can_only_be_read(editor_client, condition):
    response = editor_client.post(DUTCH)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
