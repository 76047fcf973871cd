"""The history in a browser: what was there before comes back, links included, and not to readers."""

from typing import Any

from conditions.models import Condition
from portal.publishing.models import Publication
from tests.builders import complete, make_condition, make_live, make_symptom
from tests.editing.forms import address


def test_restoring_brings_back_the_links(page, sign_in, axe, transactional_db, editor):
    condition = make_condition(title_nl="Uitzaaiingen in de lever")
    condition.symptom_links.create(target=make_symptom("moe"), position=10)
    make_live(complete(condition), "nl")
    sign_in(page, editor)

    page.goto(address(condition))
    page.locator("#id_title_nl").fill("Uitzaaiing in de lever")
    page.locator("#symptom_links-group summary").first.click()
    page.locator("#id_symptom_links-0-DELETE").check()
    page.locator("[name=_continue]").last.click()
    saved: Any = Condition.objects.get()
    assert not saved.symptom_links.exists()

    page.goto(address(condition, "history"))
    assert axe(page) == []
    page.get_by_role("button", name="Herstellen").click()
    page.locator(".messagelist .success").wait_for()

    restored: Any = Condition.objects.get()
    assert restored.title_nl == "Uitzaaiingen in de lever"
    assert [link.target.key for link in restored.symptom_links.all()] == ["moe"]
    assert Publication.objects.count() == 1
