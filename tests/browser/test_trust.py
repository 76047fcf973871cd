"""What readers do to see how a page came about and to say something about it, in a real browser."""

import re
from datetime import timedelta

import pytest

from portal.languages import CODES
from portal.publishing.models import Event, Publication
from portal.publishing.services import Job, publish
from portal.reading.feedback import tokens
from portal.reading.feedback.models import Feedback
from portal.reading.feedback.services import give_feedback
from tests.builders import make_condition, make_live

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/nl/aandoeningen/nl-lever/"
BELOW = {
    "nl": ["versies/", "versies/1/", "versies/vergelijken/?from=1&to=2", "versies/2020-01-01/"],
    "en": ["versions/", "versions/1/", "versions/compare/?from=1&to=2", "versions/2020-01-01/"],
}
BELOW["nl"] += ["hoe-gemaakt/", "reactie/"]
BELOW["en"] += ["how-it-was-made/", "feedback/"]
PAGES = {"nl": PAGE, "en": "/en/conditions/en-lever/"}


@pytest.fixture(autouse=True)
def condition(db):
    """A page with two versions."""
    condition = make_live(make_condition("lever"))
    condition.summary_nl, condition.summary_en = "In het kort, verbeterd.", "In short, corrected."
    condition.save()
    for code in CODES:
        publish(
            instance=condition, language=code, by=Job("test"), reason="Verbeterd", extent=Event.Extent.MINOR
        )
    return condition


@pytest.fixture
def complaints(complaints):
    """Without what Chromium says of a day without a version, which is rightly not found."""
    yield complaints
    complaints[:] = [text for text in complaints if not re.search(r"status of 404", text)]


@pytest.mark.parametrize(("language", "color_scheme"), list(zip(CODES, ("light", "dark"), strict=True)))
def test_nothing_below_a_page_has_a_barrier_or_scrolls_sideways(new_page, axe, language, color_scheme):
    page = new_page(viewport={"width": 390, "height": 800}, color_scheme=color_scheme)

    found = {}
    for below in BELOW[language]:
        page.goto(f"{PAGES[language]}{below}")
        wide = page.evaluate("document.documentElement.scrollWidth > 390")
        found[below] = (axe(page), wide)

    assert found == dict.fromkeys(BELOW[language], ([], False))


def test_a_reader_reports_a_mistake_by_keyboard_without_javascript(new_page, axe, monkeypatch):
    monkeypatch.setattr(tokens, "SOONEST", timedelta(seconds=-1))  # a test types fast
    page = new_page(java_script_enabled=False)
    page.goto(PAGE)
    page.get_by_role("link", name="Had je hier iets aan?").focus()
    page.keyboard.press("Enter")

    page.get_by_label("Ja, ik had er iets aan").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Er staat een fout. Bel 06-12345678.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    stored = Feedback.objects.count()
    kept = page.get_by_label("Wat wil je erover zeggen?").input_value()
    page.get_by_role("button", name="Toch zo versturen").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Bedankt").wait_for()

    assert (stored, kept) == (0, "Er staat een fout. Bel 06-12345678.")
    feedback = Feedback.objects.get()
    assert (feedback.verdict, feedback.publication.number) == ("mistake", 2)
    assert page.context.cookies() == []


def test_the_warning_and_the_errors_of_the_form_have_no_barrier(new_page, axe, monkeypatch):
    monkeypatch.setattr(tokens, "SOONEST", timedelta(seconds=-1))
    page = new_page()
    page.goto(f"{PAGE}reactie/")
    page.get_by_role("button", name="Versturen").click()
    errors = axe(page)
    wrong = page.get_by_text("Kies een van de antwoorden.").bounding_box()
    last = page.get_by_text("Ik zag een fout").bounding_box()
    is_below = wrong["y"] >= last["y"] + last["height"]
    page.get_by_label("Ik zag een fout").check()
    page.get_by_label("Wat wil je erover zeggen?").fill("Bel 06-12345678")
    page.get_by_role("button", name="Versturen").click()

    page.get_by_role("button", name="Toch zo versturen").wait_for()
    assert (errors, axe(page)) == ([], [])
    assert is_below


def test_an_editor_answers_at_the_desk(new_page, axe, editor, sign_in, condition):

    about = Publication.objects.filter(language="nl").latest("number")
    give_feedback(publication=about, verdict="mistake", text="Er staat een fout in de tweede zin.")
    page = new_page()
    sign_in(page, editor)
    page.goto("/nl/admin/reading/feedback/")
    in_list = axe(page)
    page.get_by_role("link", name="Titel van lever").click()
    page.locator("#id_state").wait_for()
    in_form = axe(page)
    page.locator("#id_state").select_option("answered")
    page.get_by_label("Opmerking of antwoord").fill("Verbeterd in versie 3.")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    page.wait_for_url("**/admin/reading/feedback/**")

    assert (in_list, in_form) == ([], [])
    assert Feedback.objects.get().state == "answered"
