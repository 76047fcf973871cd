"""Two people save the same page: their changes are brought together, and nothing is stored over a choice."""

from typing import Any

import pytest
from django.test import Client

from conditions.models import Condition
from portal.editing.history import record
from portal.publishing.differences import Mark
from portal.publishing.services import Job
from tests.builders import make_condition, make_picture, make_section, make_source, make_symptom
from tests.conftest import signed_in
from tests.editing.forms import address, errors, filled_in, list_address, save


class Colleague:
    """Opened the form of an object; whatever is posted later begins from there."""

    def __init__(self, client: Client, instance: Any) -> None:
        self.client, self.address = client, address(instance)
        self.opened = filled_in(client.get(self.address))

    def saves(self, **changes: Any) -> Any:
        return self.client.post(self.address, self.opened | changes)


def new_row(prefix: str, index: int, **fields: Any) -> dict[str, Any]:
    posted = {f"{prefix}-{index}-{name}": value for name, value in fields.items()}
    return {f"{prefix}-TOTAL_FORMS": index + 1} | posted


def again(page: Any, **choices: str) -> dict[str, Any]:
    """What a browser sends of a page with conflicts, with choices by the code of the conflict."""
    merging = page.context["merging"]
    hidden = {"conflict-origin": merging.origin, "conflict": [each.code for each in merging.conflicts]}
    return filled_in(page) | hidden | {f"choice-{code}": choice for code, choice in choices.items()}


def codes(page: Any) -> list[str]:
    return [conflict.code for conflict in page.context["merging"].conflicts]


def after(runs: Any) -> str:
    return "".join(run.text for run in runs if run.mark is not Mark.REMOVED)


def told(client: Client) -> list[str]:
    return [str(message) for message in client.get("/nl/admin/").context["messages"]]


@pytest.fixture
def condition(db):
    made = make_condition(other_names_nl="een\ntwee")
    make_section(made, position=10)
    make_section(made, position=20, kind="outlook")
    return made


@pytest.fixture
def mine(editor_client, condition) -> Colleague:
    return Colleague(editor_client, condition)


@pytest.fixture
def theirs(administrator_client, condition) -> Colleague:
    return Colleague(administrator_client, condition)


def test_fields_that_only_one_of_two_changed_are_merged_and_the_saver_is_told_whose(condition, mine, theirs):
    theirs.saves(title_nl="Van de ander", **{"sections-0-body_nl": "<p>Van de ander.</p>"})

    mine.saves(summary_nl="Van mij", **{"sections-0-body_en": "<p>Mine.</p>"})

    condition.refresh_from_db()
    section = condition.sections.first()
    assert (condition.title_nl, condition.summary_nl, condition.version) == ("Van de ander", "Van mij", 3)
    assert (section.body_nl, section.body_en) == ("<p>Van de ander.</p>", "<p>Mine.</p>")
    message = next(text for text in told(mine.client) if "administrator" in text)
    assert "(Nederlands)" in message
    assert "(English)" not in message


def test_a_save_with_nothing_in_between_is_told_nothing(mine):
    mine.saves(summary_nl="Van mij")

    assert len(told(mine.client)) == 1


def test_ends_of_lines_as_browsers_send_them_are_no_change(condition, mine, theirs):
    theirs.saves(other_names_nl="een\r\ntwee\r\ndrie")

    mine.saves(other_names_nl="een\r\ntwee")

    condition.refresh_from_db()
    assert condition.other_names_nl.split() == ["een", "twee", "drie"]


def test_a_field_that_both_changed_is_stored_only_after_a_choice(condition, mine, theirs):
    theirs.saves(title_nl="Van de ander", summary_nl="Ook van de ander")

    page = mine.saves(title_nl="Van mij")

    condition.refresh_from_db()
    assert (condition.title_nl, condition.version) == ("Van de ander", 2)
    assert codes(page) == [":title_nl"]
    (conflict,) = page.context["merging"].conflicts
    assert conflict.origin == "Titel van liver-metastases"
    assert after(conflict.mine) == "Van mij"
    assert after(conflict.theirs) == "Van de ander"
    assert "<ins>" in page.text
    assert page.context["merging"].people == "administrator"
    assert page.context["adminform"].form["title_nl"].value() == "Van mij"
    assert page.context["adminform"].form["summary_nl"].value() == "Ook van de ander"
    assert len(errors(page)) == 1


@pytest.mark.parametrize(("choice", "title"), [("mine", "Van mij"), ("theirs", "Van de ander")])
def test_the_choice_is_what_is_stored(condition, mine, theirs, choice, title):
    theirs.saves(title_nl="Van de ander")
    page = mine.saves(title_nl="Van mij", summary_nl="Ook van mij")

    mine.client.post(mine.address, again(page, **{":title_nl": choice}))

    condition.refresh_from_db()
    assert (condition.title_nl, condition.summary_nl, condition.version) == (title, "Ook van mij", 3)


def test_mine_may_still_be_changed_in_the_form(condition, mine, theirs):
    theirs.saves(title_nl="Van de ander")
    page = mine.saves(title_nl="Van mij")

    mine.client.post(mine.address, again(page, **{":title_nl": "mine"}) | {"title_nl": "Van ons"})

    condition.refresh_from_db()
    assert condition.title_nl == "Van ons"


def test_without_a_choice_nothing_is_stored_and_it_is_asked_again_with_the_same_origin(
    condition, mine, theirs
):
    theirs.saves(title_nl="Van de ander")
    page = mine.saves(title_nl="Van mij")

    page = mine.client.post(mine.address, again(page))

    condition.refresh_from_db()
    assert condition.title_nl == "Van de ander"
    assert codes(page) == [":title_nl"]
    assert page.context["merging"].conflicts[0].origin == "Titel van liver-metastases"


def test_a_choice_made_while_a_third_change_came_in_is_checked_again(condition, mine, theirs):
    theirs.saves(title_nl="Van de ander")
    page = mine.saves(title_nl="Van mij")
    save(theirs.client, condition, title_nl="Nog later")

    page = mine.client.post(mine.address, again(page, **{":title_nl": "mine"}))

    condition.refresh_from_db()
    assert condition.title_nl == "Nog later"
    assert codes(page) == [":title_nl"]


def test_rows_that_each_added_are_both_kept(condition, mine, theirs):
    condition_source = make_source()
    theirs.saves(**new_row("sections", 2, kind="origin", body_nl="<p>Van de ander.</p>"))

    mine.saves(
        **new_row("sections", 2, kind="diagnosis", body_nl="<p>Van mij.</p>"),
        **new_row("citations", 0, source=condition_source.pk),
        **new_row("pictures", 0, picture=make_picture().pk),
        **new_row("symptom_links", 0, target=make_symptom().pk, note_nl="Vaak"),
    )

    bodies = set(condition.sections.values_list("body_nl", flat=True))
    assert bodies == {"<p>Een zin.</p>", "<p>Van de ander.</p>", "<p>Van mij.</p>"}
    assert condition.sections.count() == 4
    assert (condition.citations.count(), condition.pictures.count()) == (1, 1)
    assert condition.symptom_links.get().note_nl == "Vaak"


def test_a_row_that_the_other_deleted_and_i_left_alone_goes(condition, mine, theirs):
    theirs.saves(**{"sections-0-DELETE": "on"})

    mine.saves(**{"sections-1-body_nl": "<p>Van mij.</p>"})

    assert [section.body_nl for section in condition.sections.all()] == ["<p>Van mij.</p>"]


def test_a_row_that_i_deleted_and_the_other_left_alone_goes(condition, mine, theirs):
    theirs.saves(**{"sections-1-body_nl": "<p>Van de ander.</p>"})

    mine.saves(**{"sections-0-DELETE": "on"})

    assert [section.body_nl for section in condition.sections.all()] == ["<p>Van de ander.</p>"]


@pytest.mark.parametrize(
    ("choice", "bodies"),
    [("mine", {"<p>Een zin.</p>", "<p>Van mij.</p>"}), ("theirs", {"<p>Een zin.</p>"})],
)
def test_a_row_that_the_other_deleted_and_i_changed_is_mine_to_keep_or_let_go(
    condition, mine, theirs, choice, bodies
):
    theirs.saves(**{"sections-0-DELETE": "on"})
    page = mine.saves(**{"sections-0-body_nl": "<p>Van mij.</p>"})
    assert condition.sections.count() == 1
    assert codes(page) == ["sections-1:"]

    mine.client.post(mine.address, again(page, **{"sections-1:": choice}))

    assert set(condition.sections.values_list("body_nl", flat=True)) == bodies


@pytest.mark.parametrize(
    ("choice", "bodies"), [("mine", {"<p>Een zin.</p>"}), ("theirs", {"<p>Een zin.</p>", "<p>De ander.</p>"})]
)
def test_a_row_that_i_deleted_and_the_other_changed_is_asked_about(condition, mine, theirs, choice, bodies):
    theirs.saves(**{"sections-0-body_nl": "<p>De ander.</p>"})
    page = mine.saves(**{"sections-0-DELETE": "on"})
    assert codes(page) == ["sections-0:"]
    assert condition.sections.count() == 2

    mine.client.post(mine.address, again(page, **{"sections-0:": choice}) | {"sections-0-DELETE": "on"})

    assert set(condition.sections.values_list("body_nl", flat=True)) == bodies


def test_an_order_and_a_text_that_were_changed_apart_come_together(condition, mine, theirs):
    theirs.saves(**{"sections-1-position": "5"})

    mine.saves(**{"sections-0-body_nl": "<p>Van mij.</p>"})

    rows = [(section.kind, section.body_nl) for section in condition.sections.all()]
    assert rows == [("outlook", "<p>Een zin.</p>"), ("overview", "<p>Van mij.</p>")]


def test_a_translator_and_an_editor_work_on_one_page_at_once(condition, theirs, translator):
    english = Colleague(signed_in(translator), condition)
    theirs.saves(title_nl="Van de ander", **{"sections-0-body_nl": "<p>Van de ander.</p>"})

    english.saves(title_en="Mine", **{"sections-0-body_en": "<p>Mine.</p>"})

    condition.refresh_from_db()
    section = condition.sections.first()
    assert (condition.title_nl, condition.title_en) == ("Van de ander", "Mine")
    assert (section.body_nl, section.body_en) == ("<p>Van de ander.</p>", "<p>Mine.</p>")


def test_a_translator_cannot_bring_back_a_row_that_an_editor_deleted(condition, theirs, translator):
    english = Colleague(signed_in(translator), condition)
    theirs.saves(**{"sections-0-DELETE": "on"})
    page = english.saves(**{"sections-0-body_en": "<p>Mine.</p>"})
    (conflict,) = page.context["merging"].conflicts
    assert "Mine." in page.text
    assert not conflict.may_be_mine

    english.client.post(english.address, again(page, **{conflict.code: "mine"}))

    assert condition.sections.count() == 1


def test_a_change_of_many_at_once_is_noticed_by_an_open_form(condition, mine):
    record(condition, by=Job("test"))
    Condition.objects.filter(pk=condition.pk).update(author="Een opdracht")

    mine.saves(summary_nl="Van mij")

    condition.refresh_from_db()
    assert (condition.author, condition.summary_nl) == ("Een opdracht", "Van mij")


def test_a_form_of_a_version_that_was_never_kept_is_refused(condition, mine):
    Condition.objects.filter(pk=condition.pk).update(author="Een opdracht")

    page = mine.saves(summary_nl="Van mij")

    condition.refresh_from_db()
    assert condition.summary_nl == "In het kort."
    assert len(errors(page)) == 1


def test_a_reference_that_has_been_deleted_meanwhile_stops_nobody(condition, editor_client, theirs):
    source = make_source()
    condition.citations.create(source=source, position=10)
    mine = Colleague(editor_client, condition)
    save(theirs.client, condition, **{"citations-0-DELETE": "on"})
    source.delete()

    mine.saves(summary_nl="Van mij")

    condition.refresh_from_db()
    assert (condition.summary_nl, condition.citations.count()) == ("Van mij", 0)


def test_a_draft_with_nothing_but_a_dutch_title_and_what_the_database_needs_is_saved(editor_client):
    opened = filled_in(editor_client.get(list_address(Condition, "add")))

    editor_client.post(list_address(Condition, "add"), opened | {"title_nl": "Half af", "body_part": "liver"})

    draft: Any = Condition.objects.get()
    assert (draft.title_nl, draft.title_en, draft.summary_nl) == ("Half af", None, "")


def test_a_draft_with_empty_sections_is_saved(condition, mine):
    emptied = {"summary_nl": "", "summary_en": "", "title_en": "", "slug_en": ""}

    mine.saves(**emptied, **{f"sections-0-body_{code}": "" for code in ("nl", "en")})

    condition.refresh_from_db()
    assert (condition.summary_nl, condition.sections.first().body_nl, condition.version) == ("", "", 2)
