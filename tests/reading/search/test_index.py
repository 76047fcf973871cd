"""The index is what live and planned publications say, after whatever was published and withdrawn."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine as clock
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from portal.languages import CODES
from portal.publishing import watchers
from portal.publishing.models import Publication
from portal.publishing.services import Job, publish, withdraw
from portal.reading.search import search
from portal.reading.search.check import differences
from portal.reading.search.index import expected, rebuild
from portal.reading.search.models import SearchEntry, SearchName, SearchWord
from tests.builders import complete, make_condition, make_live, make_symptom

pytestmark = pytest.mark.django_db

BY = Job("test")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)

KEYS = ("lever", "long", "huid")
WORDS = ("uitzaaiing", "geelzucht", "bloedvat", "écho", "ct-scan")

changes = some.lists(
    some.tuples(
        some.sampled_from(KEYS),
        some.sampled_from(CODES),
        some.sampled_from(["publish", "withdraw", "wait"]),
        some.lists(some.sampled_from(WORDS), min_size=1, max_size=3),
        some.integers(0, 2),  # days until it begins
        some.one_of(some.none(), some.integers(3, 4)),  # days until it ends
    ),
    min_size=1,
    max_size=12,
)


def change(instance: Any, language: str, *, what: str, words: list[str], begin: int, end: int | None) -> None:
    now = datetime.now(tz=UTC)
    if what == "withdraw":
        try:
            withdraw(kind="condition", key=instance.key, language=language, by=BY, at=now + begin * DAY)
        except Publication.DoesNotExist:
            return
    else:
        setattr(instance, f"title_{language}", f"{instance.key} {' '.join(words)}"[:120])
        setattr(instance, f"other_names_{language}", "\n".join(words))
        instance.save()
        window: Any = {
            "live_from": now + begin * DAY if begin else None,
            "live_until": end and now + end * DAY,
        }
        publish(instance=instance, language=language, by=BY, **window)


def indexed_and_live(language: str) -> tuple[set[int], set[int]]:
    """Numbers of what search finds by any of the words, and of what is live."""
    live = set(Publication.objects.live().filter(language=language).values_list("pk", flat=True))
    found = {result.publication.pk for word in (*WORDS, *KEYS) for result in search(word, language).results}
    return found, live


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes)
def test_after_any_changes_the_index_equals_what_is_live_and_planned(sequence):
    with clock.travel(NOW, tick=False) as travel, transaction.atomic():
        instances = {key: complete(make_condition(key)) for key in KEYS}
        for key, language, what, words, begin, end in sequence:
            if what == "wait":
                travel.shift((begin + 1) * DAY)
            else:
                change(instances[key], language, what=what, words=words, begin=begin, end=end)

        should_have = set(expected().values_list("pk", flat=True))
        has = set(SearchEntry.objects.values_list("pk", flat=True))
        for language in CODES:
            found, live = indexed_and_live(language)
            assert found == live
        assert differences() == []
        assert should_have <= has
        assert not Publication.objects.filter(pk__in=has - should_have, live_until__gt=travel_now()).exists()
        transaction.set_rollback(True)


def travel_now() -> datetime:
    return datetime.now(tz=UTC)


def test_what_is_planned_is_found_from_its_moment_until_its_end(time_machine):
    time_machine.move_to(NOW, tick=False)
    condition = complete(make_condition("lever", title_nl="Leverkwaal"))
    publish(instance=condition, language="nl", by=BY, live_from=NOW + DAY, live_until=NOW + 2 * DAY)

    totals = []
    for days in (0, 1, 2):
        time_machine.move_to(NOW + days * DAY, tick=False)
        totals.append(search("leverkwaal", "nl").total)

    assert totals == [0, 1, 0]
    assert differences() == []


def test_a_change_that_is_undone_leaves_the_index_as_it_was():
    make_live(make_condition("lever"), "nl")
    before = list(SearchWord.objects.order_by("pk").values_list("word", "pages"))

    with transaction.atomic():
        make_live(make_symptom("jeuk", title_nl="Kriebels"), "nl")
        transaction.set_rollback(True)

    assert list(SearchWord.objects.order_by("pk").values_list("word", "pages")) == before
    assert differences() == []


def test_nothing_is_published_when_the_index_cannot_follow(monkeypatch):
    def fail(changed: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(watchers, "_watchers", [fail])
    condition = complete(make_condition("lever"))

    with pytest.raises(RuntimeError):
        publish(instance=condition, language="nl", by=BY)

    assert not Publication.objects.exists()


@pytest.mark.parametrize("how_many", [1, 12])
def test_following_a_change_costs_the_same_however_much_is_indexed(django_assert_max_num_queries, how_many):
    for number in range(how_many):
        make_live(make_symptom(f"klacht-{number}"), "nl")
    condition = make_live(make_condition("lever"), "nl")
    (publication,) = Publication.objects.filter(key="lever")

    with django_assert_max_num_queries(8) as captured:
        watchers.tell([("condition", "lever", "nl")])

    assert condition
    assert SearchEntry.objects.filter(pk=publication.pk).exists()
    assert len(captured) == 2  # nothing had to be changed


# Making it anew, and proving it


def test_the_index_is_made_anew_from_nothing(capsys):
    make_live(make_condition("lever", title_nl="Leverkwaal"))
    make_live(make_symptom("jeuk"), "nl")
    for model in (SearchName, SearchEntry, SearchWord):
        model.objects.all().delete()
    assert search("leverkwaal", "nl").total == 0

    call_command("rebuild_search")

    assert capsys.readouterr().out.splitlines() == ["3 of 3 publications", "3 publications in the index"]
    assert search("leverkwaal", "nl").total == 1
    assert differences() == []


def test_making_it_anew_changes_nothing_when_it_was_right():
    make_live(make_condition("lever"))
    before = [list(model.objects.order_by("pk").values()) for model in (SearchEntry, SearchName, SearchWord)]

    rebuild(lambda _done, _total: None)

    def without_numbers(rows: Any) -> Any:
        return sorted(str({name: value for name, value in row.items() if name != "id"}) for row in rows)

    after = [list(model.objects.order_by("pk").values()) for model in (SearchEntry, SearchName, SearchWord)]
    assert [without_numbers(rows) for rows in after] == [without_numbers(rows) for rows in before]


def test_the_check_is_content_with_a_right_index(capsys):
    make_live(make_condition("lever"))

    call_command("rebuild_search", "--check")

    assert capsys.readouterr().out == "The index is what its publications say.\n"


@pytest.mark.parametrize(
    ("breaking", "said"),
    [
        ("DELETE FROM reading_searchname; DELETE FROM reading_searchentry", "Missing: NL-condition-lever-1"),
        ("UPDATE reading_searchentry SET plain = 'x'", "Wrong: NL-condition-lever-1"),
        ("UPDATE reading_searchname SET key = 'x' WHERE place = 0", "Wrong: NL-condition-lever-1"),
        (
            "UPDATE reading_searchword SET pages = 7 WHERE word = 'titel'",
            "Word: titel (nl) is counted 7 times, not 1",
        ),
    ],
)
def test_the_check_tells_what_is_wrong(capsys, breaking, said):
    make_live(make_condition("lever"), "nl")
    with connection.cursor() as cursor:
        for statement in breaking.split("; "):
            cursor.execute(statement)

    with pytest.raises(CommandError, match="rebuild_search"):
        call_command("rebuild_search", "--check")

    assert said in capsys.readouterr().err.splitlines()


def test_no_full_text_table_can_lose_something_unseen():
    """On PostgreSQL it cannot be written at all."""
    make_live(make_condition("lever"), "nl")

    if connection.vendor == "postgresql":
        with (
            pytest.raises(DatabaseError, match="generated"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE reading_searchentry SET whole = ''::tsvector")
        return
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO reading_search (reading_search) VALUES ('delete-all')")

    assert [line.split(":")[1] for line in differences()] == [" reading_search"]
