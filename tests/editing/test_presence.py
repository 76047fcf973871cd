"""Who has a page open sees who else has, and since when."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from portal.editing.models import Presence
from portal.editing.presence import GONE_AFTER, SIGN_EVERY, present, sign
from tests.builders import make_condition, make_page
from tests.conftest import member
from tests.editing.forms import address, save


@pytest.fixture
def condition(db):
    return make_condition()


def others(response) -> list[str]:
    return [presence.user.username for presence in response.context["others"]]


def poll(client: Client, instance: Any, **data: str) -> Any:
    return client.post(address(instance, "presence"), data)


def test_two_who_open_one_form_see_each_other(editor_client, administrator_client, condition):
    first = editor_client.get(address(condition))
    second = administrator_client.get(address(condition))

    assert (others(first), others(second)) == ([], ["editor"])
    assert others(poll(editor_client, condition)) == ["administrator"]
    assert "editor" in second.text.split('id="presence"')[1].split("</section>")[0]


def test_since_when_is_told_in_the_time_of_the_reader(editor_client, administrator_client, condition):
    with time_machine.travel("2026-11-23 09:15 +0100", tick=False):
        editor_client.get(address(condition))
    with time_machine.travel("2026-11-23 09:15:30 +0100", tick=False):
        page = administrator_client.get(address(condition))

    assert "9:15" in page.text.split('id="presence"')[1].split("</section>")[0]


def test_who_gives_no_sign_of_life_is_gone_and_comes_back_anew(editor, condition):
    start = timezone.now()
    sign(instance=condition, user=editor, at=start)
    with time_machine.travel(start + GONE_AFTER - timedelta(seconds=1), tick=False):
        assert list(present(condition))
    with time_machine.travel(start + GONE_AFTER + timedelta(seconds=1), tick=False):
        assert not present(condition)
        sign(instance=condition, user=editor)
        assert present(condition).get().opened_at == timezone.now()


def test_signs_of_life_keep_the_moment_of_opening(editor, condition):
    start = timezone.now()
    for seconds in (0, SIGN_EVERY, 2 * SIGN_EVERY, 4 * SIGN_EVERY):
        sign(instance=condition, user=editor, at=start + timedelta(seconds=seconds))

    presence = Presence.objects.get()
    assert (presence.opened_at, presence.seen_at) == (start, start + timedelta(minutes=1))


def test_another_page_is_another_matter(editor_client, administrator_client, condition):
    page = make_page()
    editor_client.get(address(condition))

    assert others(administrator_client.get(address(page))) == []


def test_who_saved_since_is_told_to_whoever_has_the_older_version_open(
    editor_client, administrator_client, condition
):
    editor_client.get(address(condition))
    save(administrator_client, condition, title_nl="Nieuw")

    assert "administrator" in poll(editor_client, condition, version="1").text.split("</p>")[1]
    assert not poll(editor_client, condition, version="2").context["saved_since"]
    assert not poll(administrator_client, condition, version="1").context["saved_since"]


@pytest.mark.parametrize("version", ["", "x", "-1", "²"])
def test_a_version_that_is_none_harms_nothing(editor_client, condition, version):
    assert poll(editor_client, condition, version=version).status_code == 200


def test_who_may_only_read_neither_sees_nor_is_seen(reviewer_client, editor_client, condition):
    editor_client.get(address(condition))
    page = reviewer_client.get(address(condition))

    assert "others" not in page.context
    assert 'id="presence"' not in page.text
    assert poll(reviewer_client, condition).status_code == 403
    assert [presence.user.username for presence in Presence.objects.all()] == ["editor"]


def test_a_stranger_and_a_plain_look_get_nothing(stranger_client, editor_client, condition):
    assert poll(stranger_client, condition).status_code == 302
    assert editor_client.get(address(condition, "presence")).status_code == 405
    assert editor_client.post("/nl/admin/conditions/condition/999/presence/").status_code == 404
    assert not Presence.objects.exists()


def test_a_translator_is_seen(translator_client, editor_client, condition):
    translator_client.get(address(condition))

    assert others(editor_client.get(address(condition))) == ["translator"]


def test_a_poll_takes_as_many_queries_for_one_other_as_for_many(
    editor_client, administrator, condition, django_assert_num_queries
):
    poll(editor_client, condition)
    queries = 10
    sign(instance=condition, user=administrator)
    with django_assert_num_queries(queries):
        poll(editor_client, condition)
    for role in ("reviewer", "translator"):
        sign(instance=condition, user=member(role))
    with django_assert_num_queries(queries):
        assert len(others(poll(editor_client, condition))) == 3
