from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from conditions.models import Condition
from portal.publishing.models import Event, Publication
from tests.builders import complete, make_condition, make_live, make_symptom

pytestmark = pytest.mark.django_db


def run(*arguments: Any) -> Any:
    """What a command printed, and what it complained about."""
    out, complaints = StringIO(), StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=complaints)
    except CommandError as error:
        complaints.write(str(error))
    return out.getvalue().splitlines(), complaints.getvalue().splitlines()


def live() -> Any:
    rows = Publication.objects.live().order_by("kind", "key", "language")
    return list(rows.values_list("kind", "key", "language"))


def test_everything_is_published_in_the_languages_that_are_named():
    complete(make_condition("lever"))
    complete(make_symptom("jeuk"))

    printed = run("publish", "--all", "--language=nl", "--language=en")

    assert printed == (["2 of 2 objects", "4 published, 0 unchanged, 0 refused"], [])
    assert live() == [
        ("condition", "lever", "en"),
        ("condition", "lever", "nl"),
        ("symptom", "jeuk", "en"),
        ("symptom", "jeuk", "nl"),
    ]
    assert set(Event.objects.values_list("job", flat=True)) == {"publish"}


def test_one_object_is_published_by_its_name_and_for_a_reason():
    complete(make_condition("lever"))
    complete(make_condition("gal"))

    run("publish", "condition/lever", "--language=nl", "--reason=Nieuw")

    assert live() == [("condition", "lever", "nl")]
    assert Event.objects.get().reason == "Nieuw"


def test_progress_is_shown_every_so_often():
    for number in range(26):
        complete(make_symptom(f"klacht-{number}"))

    printed, _ = run("publish", "--all", "--language=nl")

    assert printed == ["25 of 26 objects", "26 of 26 objects", "26 published, 0 unchanged, 0 refused"]


def test_publishing_everything_again_changes_nothing():
    make_live(make_condition("lever"))

    printed, _ = run("publish", "--all", "--language=nl", "--language=en")

    assert printed[-1] == "0 published, 2 unchanged, 0 refused"
    assert Publication.objects.count() == 2


def test_what_is_refused_is_said_and_the_rest_is_published():
    complete(make_condition("lever"))
    complete(make_condition("gal", summary_en=""))

    printed, complaints = run("publish", "--all", "--language=en")

    assert printed[-1] == "1 published, 0 unchanged, 1 refused"
    assert complaints == [
        "Refused: Title of gal (en): The text “in short” is missing in this language.",
        "Not everything was published.",
    ]
    assert live() == [("condition", "lever", "en")]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["condition/onbekend"], "There is no condition/onbekend."),
        (["organ/lever"], "“organ/lever” is not kind/key with one of these kinds: "),
        (["lever"], "“lever” is not kind/key with one of these kinds: "),
        ([], "Name the objects to publish as kind/key, or give --all."),
        (["--all", "condition/lever"], "Name the objects to publish as kind/key, or give --all."),
    ],
)
def test_publishing_what_is_unknown_or_unclear_publishes_nothing(arguments, complaint):
    complete(make_condition("lever"))

    _, (complained,) = run("publish", *arguments, "--language=nl")

    assert complained.startswith(complaint)
    assert live() == []


@pytest.mark.parametrize("command", ["publish", "withdraw"])
def test_a_language_must_be_named_and_known(command):
    complete(make_condition("lever"))

    _, (missing,) = run(command, "condition/lever")
    _, (unknown,) = run(command, "condition/lever", "--language=de")

    assert "--language" in missing
    assert "invalid choice: 'de'" in unknown
    assert live() == []


def test_an_object_is_withdrawn_by_its_name():
    make_live(make_condition("lever"))
    make_live(make_condition("gal"))

    printed = run("withdraw", "condition/lever", "--language=nl", "--reason=Fout")

    assert printed == (["condition/lever (nl) withdrawn"], [])
    assert live() == [("condition", "gal", "en"), ("condition", "gal", "nl"), ("condition", "lever", "en")]
    event = Event.objects.get(action="withdrawn")
    assert (event.job, event.reason) == ("withdraw", "Fout")


def test_an_object_whose_working_copy_is_gone_can_still_be_withdrawn():
    make_live(make_condition("lever"), "nl")
    Condition.objects.all().delete()

    run("withdraw", "condition/lever", "--language=nl")

    assert live() == []


def test_withdrawing_what_is_not_live_is_said():
    make_live(make_condition("lever"), "nl")

    printed = run("withdraw", "condition/lever", "--language=en")

    assert printed == ([], ["condition/lever (en) is not live."])
    assert live() == [("condition", "lever", "nl")]
