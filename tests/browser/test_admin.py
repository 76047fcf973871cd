"""The editors' room in a browser: by keyboard, for screen readers, under the Content-Security-Policy."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect

from portal.editing.history import record
from portal.publishing.models import Publication
from portal.publishing.services import Job
from tests.builders import make_condition, make_live, make_picture, make_section, make_source, make_symptom
from tests.editing.forms import address, list_address

SignIn = Callable[[Page, User], None]
PLACE = "field => field.getBoundingClientRect().toJSON()"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def pictures_in_files(settings, tmp_path: Path) -> None:
    """The view that serves pictures reads them from the folder for media."""
    settings.MEDIA_ROOT = tmp_path
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": files}


@pytest.fixture
def condition(transactional_db, pictures_in_files):
    """A condition with some of everything, live in Dutch."""
    made = make_condition(title_nl="Levermetastasen", title_en="Liver metastases")
    for position, kind in enumerate(("overview", "symptoms", "outlook"), start=1):
        make_section(made, kind=kind, position=10 * position)
    made.symptom_links.create(target=make_symptom(), position=10, note_nl="Vaak", note_en="Often")
    made.pictures.create(picture=make_picture(), position=10)
    made.citations.create(source=make_source(), position=10)
    make_live(made, "nl")
    record(made, by=Job("test"))
    made.title_nl = "Uitzaaiingen in de lever"
    made.save()
    return made


@pytest.fixture
def form(page: Page, sign_in: SignIn, editor: User, condition) -> Page:
    """The form of the condition, opened by an editor."""
    sign_in(page, editor)
    open_form(page, condition)
    return page


def open_form(page: Page, condition) -> None:
    page.goto(address(condition))
    page.locator(".prose-menubar button[aria-pressed]").first.wait_for()


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=name)


def sections(page: Page) -> list[str]:
    """Headings of the sections from top to bottom."""
    return page.locator("#sections-group .inline-related:not(.empty-form) .inline_label").all_inner_texts()


def addresses(condition) -> list[str]:
    publication = Publication.objects.get().pk
    return [
        "/nl/admin/",
        list_address(type(condition)),
        list_address(type(condition), "add"),
        address(condition),
        address(condition, "delete"),
        address(condition, "history"),
        f"{address(condition, 'compare')}?from=p{publication}&to=now",
        f"{address(condition, 'compare')}?from=r1&to=now&view=side",
        address(condition, "quality"),
        list_address(type(condition), "deleted"),
        f"{list_address(type(condition), 'publish')}?ids={condition.pk}",
        f"{list_address(type(condition), 'withdraw')}?ids={condition.pk}",
        "/nl/admin/publishing/publication/",
        f"/nl/admin/publishing/publication/{publication}/change/",
        "/nl/admin/publishing/event/",
        "/nl/admin/content/source/",
        "/nl/admin/content/picture/",
    ]


@pytest.mark.parametrize(
    ("language", "options"),
    [("nl", {}), ("en", {"color_scheme": "dark", "viewport": PHONE})],
    ids=["Dutch", "English, dark, phone"],
)
def test_no_page_has_an_accessibility_violation(  # noqa: PLR0917 - pytest passes by name
    new_page, sign_in, axe, editor, condition, language, options
):
    page = new_page(**options)
    page.goto(f"/{language}/admin/login/")
    assert axe(page) == []

    sign_in(page, editor)
    for where in addresses(condition):
        page.goto(where.replace("/nl/", f"/{language}/"))
        page.wait_for_load_state("networkidle")
        assert (where, axe(page)) == (where, [])
        assert page.locator("html").get_attribute("lang") == language
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (where, width) == (where, 0)


def test_the_open_form_has_no_accessibility_violation(form, axe):
    form.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    form.get_by_role("tab").last.click()

    assert axe(form) == []


def test_the_form_with_errors_has_no_accessibility_violation(form, axe):
    form.get_by_role("textbox", name="Titel (Nederlands)").fill("")
    form.locator("[name=_save]").first.click()

    expect(form.locator(".errornote")).to_be_visible()
    assert axe(form) == []


def test_the_tabs_show_one_language_or_both(form):
    dutch, english = form.locator("#id_title_nl"), form.locator("#id_title_en")

    expect(dutch).to_be_visible()
    expect(english).to_be_hidden()

    tab(form, "English").click()
    expect(dutch).to_be_hidden()
    expect(english).to_be_visible()
    expect(form.locator("#id_sections-0-heading_nl")).to_be_hidden()

    form.get_by_role("tab").last.click()
    left, right = dutch.evaluate(PLACE), english.evaluate(PLACE)
    assert left["top"] == right["top"]
    assert left["right"] < right["left"]


def test_the_tabs_work_by_keyboard(form):
    tab(form, "Nederlands").focus()

    form.keyboard.press("ArrowRight")
    expect(tab(form, "English")).to_be_focused()
    expect(tab(form, "English")).to_have_attribute("aria-selected", "true")
    expect(form.locator("#id_title_en")).to_be_visible()

    form.keyboard.press("End")
    expect(form.get_by_role("tab").last).to_be_focused()
    form.keyboard.press("ArrowRight")
    expect(tab(form, "Nederlands")).to_be_focused()


def test_the_chosen_language_stays_chosen(form):
    tab(form, "English").click()
    form.locator("[name=_continue]").first.click()

    expect(tab(form, "English")).to_have_attribute("aria-selected", "true")


def test_the_first_language_with_errors_opens_and_says_how_many(form):
    tab(form, "English").click()
    form.locator("#id_title_nl").evaluate("field => { field.value = '' }")
    form.locator("[name=_save]").first.click()

    expect(tab(form, "Nederlands")).to_have_attribute("aria-selected", "true")
    expect(tab(form, "Nederlands")).to_contain_text("(1 ")
    expect(form.locator("#id_title_nl")).to_be_visible()


def test_without_javascript_every_field_is_there(new_page, sign_in, editor, condition):
    page = new_page(java_script_enabled=False)
    sign_in(page, editor)
    page.goto(address(condition))

    expect(page.locator("#id_title_nl")).to_be_visible()
    expect(page.locator("#id_title_en")).to_be_visible()
    expect(page.locator("#id_sections-0-position")).to_be_visible()
    expect(page.locator(".language-tabs")).to_be_hidden()


def test_what_is_written_in_the_editor_is_stored_as_clean_html(form, condition):
    text = form.get_by_role("textbox", name=re.compile(r"Tekst \(Nederlands\)")).first
    expect(text).to_have_attribute("lang", "nl")
    text.click()
    form.keyboard.press("Control+A")
    form.keyboard.type("Een zin  met ")
    form.keyboard.press("Control+B")
    form.keyboard.type("nadruk")
    form.locator("[name=_continue]").first.click()
    form.locator(".messagelist .success").wait_for()

    assert condition.sections.first().body_nl == "<p>Een zin  met <strong>nadruk</strong></p>"


def test_a_row_added_later_has_a_working_editor_in_the_chosen_language(form, condition):
    form.locator("#sections-group .add-row a").click()
    row = form.locator("#sections-3")
    row.get_by_label("Soort").select_option("treatment")
    row.locator(".ProseMirror").first.click()
    form.keyboard.type("Nieuwe tekst met spaties.")
    expect(row.locator("#id_sections-3-heading_en")).to_be_hidden()
    form.locator("[name=_continue]").first.click()
    form.locator(".messagelist .success").wait_for()

    last = condition.sections.last()
    assert (last.kind, last.position, last.body_nl) == ("treatment", 40, "<p>Nieuwe tekst met spaties.</p>")


def test_a_section_is_moved_by_its_buttons_and_stays_there(form, condition):
    before = sections(form)
    up = form.locator("#sections-2 .move[data-step='-1']")

    up.focus()
    form.keyboard.press("Enter")

    expect(up).to_be_focused()
    assert sections(form) == [before[0], before[2], before[1]]
    form.locator("[name=_continue]").first.click()
    form.locator(".messagelist .success").wait_for()
    assert [section.kind for section in condition.sections.all()] == ["overview", "outlook", "symptoms"]


def test_a_new_row_moved_up_and_another_removed_are_stored_as_shown(form, condition):
    add = form.locator("#sections-group .add-row a")
    add.click()
    form.locator("#sections-3").get_by_label("Soort").select_option("treatment")
    form.locator("#sections-3 .move[data-step='-1']").click()
    add.click()
    form.locator("#sections-4 .inline-deletelink").click()
    form.locator("[name=_continue]").first.click()
    form.locator(".messagelist .success").wait_for()

    kinds = [section.kind for section in condition.sections.all()]
    assert kinds == ["overview", "symptoms", "treatment", "outlook"]


def test_an_editor_publishes_a_changed_sentence(form, condition):
    form.locator("#id_summary_nl").fill("De nieuwe zin.")
    form.locator("[name=_continue]").first.click()
    form.locator(".messagelist .success").wait_for()
    form.goto(f"{list_address(type(condition), 'publish')}?ids={condition.pk}")
    form.get_by_role("textbox", name="Reden").fill("betere zin")
    form.locator(".confirm [type=submit]").click()

    expect(form.get_by_text("Uitzaaiingen in de lever (Nederlands)")).to_be_visible()
    live = Publication.objects.live().get(language="nl", kind="condition")
    assert (live.number, live.summary) == (2, "De nieuwe zin.")
