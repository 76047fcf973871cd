"""Many people save one page at the same time, each in a process of its own. Needs an empty database.

Each writer opens the form, writes a text into one of a few fields that says which text was seen there, and
saves. The history then shows whether every text replaced the one that its writer saw.
"""

import json
import multiprocessing
from collections import Counter
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment

from portal.content.models import Page
from portal.editing.models import Revision
from tests.builders import make_page
from tests.editing.forms import address, filled_in

FIELDS = ("title_en", "summary_nl", "summary_en", "author_nl", "author_en", "rights_nl")
NOTHING = "nothing"


def prepare(writers: int) -> None:
    setup_test_environment()  # so that a response tells its context
    call_command("migrate", verbosity=0)
    make_page(**dict.fromkeys(FIELDS, NOTHING))
    for number in range(writers):
        User.objects.create_superuser(f"writer-{number}")
    connections.close_all()


def write(job: tuple[int, int]) -> Counter[str]:
    """One writer's rounds: how many saves were stored, needed a choice, or failed."""
    number, rounds = job
    client = client_of(User.objects.get(username=f"writer-{number}"))
    place, counts = address(Page.objects.get()), Counter[str]()
    for turn in range(rounds):
        field = FIELDS[(number + turn) % len(FIELDS)]
        page = client.get(place)
        opened = filled_in(page)
        seen = opened[field].partition(" ")[0]
        answer = client.post(place, opened | {field: f"{number}.{turn} {seen}"})
        counts[outcome(answer)] += 1
    return counts


def client_of(user: Any) -> Any:
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(user)
    return client


def outcome(answer: Any) -> str:
    if answer.status_code == 302:
        return "saved"
    merging = answer.context and answer.context.get("merging")
    return "asked" if answer.status_code == 200 and merging and merging.conflicts else "failed"


def overwritten() -> int:
    """How many texts in the history replaced one that their writer had not seen."""
    snapshots = [revision.snapshot[0]["fields"] for revision in Revision.objects.order_by("number")]
    steps = ((before[name], after[name]) for before, after in pairwise(snapshots) for name in FIELDS)
    return sum(after.split()[-1] != before.split()[0] for before, after in steps if before != after)


def main(writers: int, rounds: int) -> None:
    prepare(writers)
    jobs = [(number, rounds) for number in range(writers)]
    with multiprocessing.get_context("fork").Pool(writers) as pool:
        counts = sum(pool.map(write, jobs, chunksize=1), Counter[str]())
    revisions = Revision.objects.exclude(author=None).count()
    print(json.dumps({**counts, "revisions": revisions, "overwritten": overwritten()}))  # noqa: T201 - for its caller
