"""Pages that are kept: made once, and never given when they are not right any more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from wsgiref.util import setup_testing_defaults

import pytest
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from portal.publishing.models import Event, Publication
from portal.publishing.services import Job, publish, withdraw
from portal.reading import page_cache
from portal.reading.page_cache import PageCache
from tests.builders import (
    complete,
    make_condition,
    make_live,
    make_section,
    make_source,
    make_symptom,
    make_term,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
LEVER = "/nl/aandoeningen/nl-lever/"
MADE_OF = {"publishing_publication", "publishing_publishedlink", "publishing_event"}


class Answer(NamedTuple):
    status: str
    headers: dict[str, str]
    body: str


class Process:
    """A process that serves the portal; `asked` are the addresses that it did not answer from memory."""

    def __init__(self) -> None:
        django, self.asked = get_wsgi_application(), list[str]()

        def application(environ: Any, start_response: Any) -> Any:
            self.asked.append(environ["PATH_INFO"])
            return django(environ, start_response)

        self.cache = PageCache(application)

    def get(self, address: str, **more: str) -> Answer:
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "localhost", **more}
        setup_testing_defaults(environ)
        begun: list[Any] = []
        body = self.cache(environ, lambda *found: begun.append(found))  # type: ignore[arg-type]
        text = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        (status, headers, *_more) = begun[0]
        is_plain = dict(headers).get("Content-Encoding") is None
        return Answer(status, dict(headers), text.decode() if is_plain else text.hex())


@pytest.fixture(autouse=True)
def _machine(settings, tmp_path, time_machine) -> None:
    """One machine, on which time stands still."""
    settings.VAR = tmp_path / "data"
    time_machine.move_to(NOON, tick=False)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """As Django's test client does: requests leave the connection of the test open."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def process() -> Process:
    return Process()


@pytest.fixture
def committed(django_capture_on_commit_callbacks) -> Any:
    """Runs what is inside as a transaction of its own, whose end all processes of the machine hear of."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def rename(instance: Any, title: str) -> None:
    instance.title_nl = title
    instance.save()
    publish(instance=instance, language="nl", by=Job("test"))


def title_of(answer: Answer) -> str:
    return answer.body.partition("<title>")[2].partition(" –")[0]


# What is gained


@pytest.mark.parametrize(
    "address", ["/nl/", "/nl/aandoeningen/", LEVER, "/en/conditions/en-lever/", f"{LEVER}naast-elkaar/"]
)
def test_a_page_is_made_once_and_then_given_to_the_letter_without_a_query(
    process, address, django_assert_num_queries
):
    make_live(make_condition("lever"))

    first = process.get(address)
    with django_assert_num_queries(0):
        second = process.get(address)

    assert first.status == "200 OK"
    assert second == first
    assert process.asked == [address]


def test_asking_again_whether_it_is_right_costs_a_query(process, time_machine, django_assert_num_queries):
    make_live(make_condition("lever"))
    process.get(LEVER)
    time_machine.shift(2)

    with django_assert_num_queries(1):
        process.get(LEVER)

    assert process.asked == [LEVER]


# What must never be given


def test_what_was_published_is_there_on_the_next_request_in_every_process_of_the_machine(
    committed, time_machine
):
    condition = make_live(make_condition("lever"), "nl")
    first, second = Process(), Process()
    before = [title_of(one.get(LEVER)) for one in (first, second)]

    with committed():
        rename(condition, "Nieuwe titel")
    after = [title_of(one.get(LEVER)) for one in (first, second)]
    time_machine.shift(0.001)
    with committed():
        withdraw(kind="condition", key="lever", language="nl", by=Job("test"))
    withdrawn = [one.get(LEVER).status[:3] for one in (first, second)]

    assert before == ["Titel van lever"] * 2
    assert after == ["Nieuwe titel"] * 2
    assert withdrawn == ["410"] * 2


def test_two_changes_within_one_moment_are_both_seen(process, committed):
    condition = make_live(make_condition("lever"), "nl")
    seen = []

    for title in ("Eerste", "Tweede", "Derde"):
        with committed():
            rename(condition, title)
        seen.append(title_of(process.get(LEVER)))

    assert seen == ["Eerste", "Tweede", "Derde"]


def test_what_another_machine_published_is_there_within_a_second(process, time_machine):
    condition = make_live(make_condition("lever"), "nl")
    process.get(LEVER)

    rename(condition, "Nieuwe titel")  # this machine does not hear of it
    at_once = title_of(process.get(LEVER))
    time_machine.shift(1)

    assert at_once == "Titel van lever"
    assert title_of(process.get(LEVER)) == "Nieuwe titel"


def test_what_was_committed_after_a_later_act_is_seen_too(process, time_machine):
    """Events are numbered in the order of the acts, and transactions may end in another."""
    make_live(make_condition("lever"))
    earliest = Event.objects.earliest("pk")
    not_yet_committed: Any = QuerySet(Event).filter(pk=earliest.pk)
    not_yet_committed._raw_delete(not_yet_committed.db)
    process.get(LEVER)

    Event.objects.bulk_create([earliest])
    time_machine.shift(1)
    process.get(LEVER)

    assert process.asked == [LEVER, LEVER]


def test_what_was_undone_is_never_seen(process, committed):
    condition = make_live(make_condition("lever"), "nl")
    process.get(LEVER)

    with committed(), transaction.atomic():
        rename(condition, "Nieuwe titel")
        transaction.set_rollback(True)

    assert title_of(process.get(LEVER)) == "Titel van lever"


def test_a_page_begins_and_ends_by_the_clock_to_the_moment(process, time_machine, committed):
    condition = make_live(make_condition("lever"), "nl")
    condition.title_nl = "Gepland"
    condition.save()
    with committed():
        publish(
            instance=condition,
            language="nl",
            by=Job("test"),
            live_from=NOON + timedelta(milliseconds=300),
            live_until=NOON + timedelta(milliseconds=600),
        )
    seen = []

    for milliseconds in (0, 299, 300, 599, 600):
        time_machine.move_to(NOON + timedelta(milliseconds=milliseconds), tick=False)
        answer = process.get(LEVER)
        seen.append(title_of(answer) if answer.status == "200 OK" else answer.status[:3])

    assert seen == ["Titel van lever", "Titel van lever", "Gepland", "Gepland", "410"]


def test_a_planned_page_that_was_cancelled_does_not_come(process, time_machine, committed):
    soon = NOON + timedelta(seconds=5)
    with committed():
        publish(instance=complete(make_condition("lever")), language="nl", by=Job("test"), live_from=soon)
    process.get("/nl/aandoeningen/")
    with committed():
        withdraw(kind="condition", key="lever", language="nl", by=Job("test"))
    time_machine.shift(6)

    assert "Titel van lever" not in process.get("/nl/aandoeningen/").body


def test_a_review_is_overdue_from_the_day_on(process, time_machine):
    time_machine.move_to(datetime(2031, 5, 1, 21, 59, 59, tzinfo=UTC), tick=False)  # 23:59:59 in Dutch time
    condition = make_condition(
        "lever", reviewed_on=date(2030, 5, 1), review_cycle=12, medical_reviewer_nl="Commissie"
    )
    make_live(condition, "nl")

    before = process.get(LEVER).body
    time_machine.shift(1)

    assert process.get(LEVER).body != before


def test_new_words_of_other_pages_are_seen_at_once(process, committed):
    symptom = make_live(make_symptom("moe", title_nl="Moeheid"), "nl")
    term = make_live(make_term("zin", title_nl="Zin"), "nl")
    condition = make_condition("lever")
    make_section(condition)
    condition.symptom_links.create(target=symptom, position=1)
    make_live(condition, "nl")
    pages = [process.get(address).body for address in (LEVER, "/nl/klachten/nl-moe/", "/nl/klachten/")]
    assert "Moeheid" in pages[0]

    with committed():
        rename(symptom, "Vermoeidheid")
        rename(condition, "Leverkwaal")
        withdraw(kind="term", key=term.key, language="nl", by=Job("test"))

    condition_page, symptom_page, symptoms = (
        process.get(address).body for address in (LEVER, "/nl/klachten/nl-moe/", "/nl/klachten/")
    )
    assert "Vermoeidheid" in condition_page
    assert 'class="term"' in pages[0]
    assert 'class="term"' not in condition_page
    assert "Leverkwaal" in symptom_page
    assert "Vermoeidheid" in symptoms


def test_a_change_while_a_page_is_made_is_not_lost(committed):
    condition = make_live(make_condition("lever"), "nl")
    process = Process()
    django = process.cache.application

    def slow(environ: Any, start_response: Any) -> Any:
        answer = django(environ, start_response)
        if title_of_live() == "Titel van lever":
            with committed():
                rename(condition, "Nieuwe titel")
        return answer

    process.cache.application = slow

    assert title_of(process.get(LEVER)) == "Titel van lever"
    assert title_of(process.get(LEVER)) == "Nieuwe titel"


def title_of_live() -> str:
    return Publication.objects.live().get(key="lever", language="nl").title


@pytest.mark.logs_errors
def test_while_the_database_says_nothing_nothing_kept_is_given(process, time_machine):
    make_live(make_condition("lever"))
    process.get(LEVER)
    time_machine.shift(2)

    with database_that_says_nothing():
        answer = process.get(LEVER)

    assert answer.status.startswith("500")
    assert process.asked == [LEVER, LEVER]


@contextmanager
def database_that_says_nothing() -> Iterator[None]:
    def silent(*_asked: Any) -> None:
        raise OperationalError

    with connection.execute_wrapper(silent):
        yield


def test_a_clock_that_was_put_back_is_asked_anew(process, time_machine):
    condition = make_live(make_condition("lever"), "nl")
    rename(condition, "Tweede")
    process.get(LEVER)
    time_machine.shift(-0.5)

    rename(condition, "Derde")
    time_machine.shift(0.4)

    assert title_of(process.get(LEVER)) == title_of_live()


# For whom


@pytest.mark.parametrize(
    ("address", "more"),
    [
        (LEVER, {"HTTP_COOKIE": "session=x"}),
        (LEVER, {"REQUEST_METHOD": "HEAD"}),
        (LEVER, {"REQUEST_METHOD": "POST"}),
        (f"{LEVER}?x=1", {}),
        ("/nl/zoeken/", {}),
        (f"{LEVER}reactie/", {}),
        (f"{LEVER}versies/", {}),
        (f"{LEVER}versies/1/", {}),
        ("/nl/aandoeningen/nergens/", {}),
        ("/nl/aandoeningen/nl-oud/", {}),
        ("/nl/admin/", {}),
        ("/preview/nl/condition/lever/", {}),
    ],
)
def test_what_is_not_the_same_for_everybody_is_made_each_time(process, address, more):
    made = make_condition("lever", slug_nl="nl-oud")
    make_live(made)
    made.slug_nl = "nl-lever"
    made.save()
    make_live(made)
    process.get(LEVER)

    process.get(address, **more)
    process.get(address, **more)

    assert process.asked == [LEVER, *[address.partition("?")[0]] * 2]


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_ACCEPT_ENCODING": "br"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"wsgi.url_scheme": "https"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
    ],
)
def test_another_host_scheme_or_encoding_has_a_page_of_its_own(process, more):
    make_live(make_condition("lever"))
    plain = process.get(LEVER)

    other = process.get(LEVER, **more)

    assert process.asked == [LEVER, LEVER]
    assert process.get(LEVER) == plain
    assert process.get(LEVER, **more) == other


@pytest.mark.logs_errors
def test_a_host_that_is_not_ours_is_refused_whatever_is_kept(process):
    make_live(make_condition("lever"))
    process.get(LEVER)

    assert process.get(LEVER, HTTP_HOST="evil.example").status.startswith("400")


def test_no_more_than_so_many_pages_are_kept(process, monkeypatch):
    monkeypatch.setattr(page_cache, "KEPT", 2)
    make_live(make_condition("lever"))

    for address in (LEVER, "/nl/", "/en/", LEVER, "/en/"):
        process.get(address)

    assert process.asked == [LEVER, "/nl/", "/en/", LEVER]


def addresses() -> Iterator[str]:
    yield from ("/nl/", "/nl/aandoeningen/", "/nl/klachten/", LEVER, f"{LEVER}naast-elkaar/")


def test_pages_that_are_kept_are_made_of_nothing_that_changes(process):
    """Of these tables, no row is ever changed or deleted, but for the end of a window."""
    symptom, condition = make_symptom("moe"), make_condition("lever")
    condition.symptom_links.create(target=symptom, position=1)
    condition.citations.create(source=make_source(), position=1)
    for made in (symptom, condition, make_term("zin")):
        make_live(made)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        for address in addresses():
            assert process.get(address).status == "200 OK"

    used = {
        table
        for table in connection.introspection.table_names()
        for query in queries
        if table in query["sql"].replace('"', " ").split()
    }
    assert used == MADE_OF
