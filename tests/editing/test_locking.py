"""Nobody overwrites anybody."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from conditions.models import Condition
from portal.editing.locking import OvertakenError, claim, claim_all
from tests.builders import make_condition, make_section
from tests.conftest import member, signed_in
from tests.editing.forms import address, filled_in, save


def test_saving_takes_the_next_version(editor_client):
    condition = make_condition()

    save(editor_client, condition, title_nl="Nieuwe titel")

    condition.refresh_from_db()
    assert (condition.title_nl, condition.version) == ("Nieuwe titel", 2)


def test_a_form_of_an_older_version_stores_nothing_and_keeps_what_was_typed(
    editor_client, administrator_client
):
    condition = make_condition()
    make_section(condition)
    opened = filled_in(editor_client.get(address(condition)))
    save(administrator_client, condition, title_nl="Van de ander")

    page = editor_client.post(
        address(condition), opened | {"title_nl": "Van mij", "sections-0-body_nl": "<p>Mijn zin.</p>"}
    )

    condition.refresh_from_db()
    assert (condition.title_nl, condition.version) == ("Van de ander", 2)
    assert condition.sections.get().body_nl == "<p>Een zin.</p>"
    assert page.context["adminform"].form["title_nl"].value() == "Van mij"
    assert "&lt;p&gt;Mijn zin.&lt;/p&gt;" in page.text


def test_a_form_without_a_version_is_refused(editor_client):
    condition = make_condition()
    opened = filled_in(editor_client.get(address(condition)))

    editor_client.post(address(condition), opened | {"version": "", "title_nl": "Zonder"})

    condition.refresh_from_db()
    assert condition.title_nl != "Zonder"


def test_of_two_who_claim_the_same_version_one_is_refused(db):
    condition = make_condition()
    mine, theirs = Condition.objects.get(), Condition.objects.get()
    claim(theirs)

    with pytest.raises(OvertakenError):
        claim(mine)

    condition.refresh_from_db()
    assert condition.version == 2


@pytest.mark.postgresql  # SQLite's database in memory lets no second connection wait
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_wins_and_one_is_told():
    condition = make_condition()
    clients = [signed_in(member("editor")), signed_in(member("administrator"))]
    forms = [filled_in(client.get(address(condition))) for client in clients]
    start = Barrier(2)

    def post(number: int) -> int:
        try:
            start.wait()
            changed = forms[number] | {"title_nl": f"Van {number}"}
            return clients[number].post(address(condition), changed).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads:
        statuses = sorted(threads.map(post, range(2)))

    condition.refresh_from_db()
    assert statuses == [200, 302]
    assert condition.version == 2


def test_of_many_objects_all_get_their_next_version_or_none(db):
    one, other, behind = (make_condition(key) for key in ("een", "twee", "drie"))
    claim(other)

    claim_all([one, other])

    assert (one.version, other.version) == (2, 3)
    claim(Condition.objects.get(pk=behind.pk))
    with pytest.raises(OvertakenError):
        claim_all([one, behind])
    assert list(Condition.objects.order_by("pk").values_list("version", flat=True)) == [2, 3, 2]
