"""Layer: the whole program, as `make run` starts it."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

from portal import startup
from portal.reading.search import search
from portal.reading.search.models import SearchEntry, SearchName, SearchWord
from tests.builders import make_condition, make_live
from tests.servers import free_port

COMMAND = [sys.executable, "manage.py", "start"]


def environment(var: Path, port: int | str) -> dict[str, str]:
    """That of somebody who has set nothing but these."""
    own = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL"}}
    return own | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.local",
        "PORTAL_VAR": str(var),
        "PORT": str(port),
    }


def refused(var: Path, port: int | str) -> str:
    """Start the portal where it cannot start; gives what it says."""
    outcome = subprocess.run(
        COMMAND,
        env=environment(var, port),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert outcome.returncode != 0
    assert outcome.stdout == ""
    return outcome.stderr


@contextmanager
def started(var: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        COMMAND,
        env=environment(var, port),
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def home_page(port: int, process: subprocess.Popen[str], seconds: int = 240) -> str:
    """The first page that the portal serves, as soon as it does."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/nl/") as response:
                return response.read().decode()
        except URLError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError(process.communicate()[0])


def loads_leaflets(process: subprocess.Popen[str]) -> bool:
    """Whether the process that all workers come from has loaded what lays out text."""
    return "libpango" in Path(f"/proc/{process.pid}/maps").read_text()


def answer(port: int, request: str) -> str:
    """What the server says to the first line of a request, sent to the letter."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET {request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return connection.makefile(encoding="utf-8").read()


def interrupted(process: subprocess.Popen[str]) -> str:
    """Press Ctrl-C; gives all that the portal printed."""
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=30)[0]


def test_a_port_in_use_is_refused_in_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        message = refused(tmp_path, port)

    assert re.fullmatch(rf"CommandError: Port {port} cannot be used \(.*\)\. Choose another .*\n", message)


def test_an_unwritable_folder_is_refused_in_one_sentence(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.touch()

    message = refused(in_the_way / "var", free_port())

    assert re.fullmatch(r"CommandError: Cannot write in .*/file/var \(.*\)\. Choose another .*\n", message)


def test_a_port_that_is_no_number_is_refused_by_name(tmp_path):
    message = refused(tmp_path, "http")

    assert message == "The settings are not right. PORT is “http”; it must be a number from 1 to 65535.\n"


def test_secrets_can_be_read_by_their_owner_only(tmp_path):
    startup.keep_secret(tmp_path / "secret-key")

    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_stored_secret_is_kept(tmp_path):
    (tmp_path / "secret-key").write_text("of the first start")

    startup.keep_secret(tmp_path / "secret-key")

    assert (tmp_path / "secret-key").read_text() == "of the first start"


def test_publications_of_before_there_was_an_index_are_found_after_the_next_start(db, capsys):
    make_live(make_condition("lever", title_nl="Leverkwaal"), "nl")
    SearchName.objects.all().delete()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()

    said: list[str] = []
    for _ in range(2):
        startup.prepare_content(said.append)

    assert search("leverkwaal", "nl").total == 1
    assert [line for line in said if "index" in line] == ["Making the index of search (once) …"]


def test_demo_accounts_are_made_once(db, tmp_path):
    first = startup.demo_accounts(tmp_path / "demo-accounts.txt")

    assert startup.demo_accounts(tmp_path / "demo-accounts.txt") == first
    assert list(first) == ["editor", "reviewer", "translator", "administrator"]
    assert stat.S_IMODE((tmp_path / "demo-accounts.txt").stat().st_mode) == 0o600


def test_a_demo_account_can_sign_in(db, client, tmp_path):
    accounts = startup.demo_accounts(tmp_path / "demo-accounts.txt")

    assert client.login(username="editor", password=accounts["editor"])


@pytest.mark.lengthy
def test_the_portal_starts_serves_stops_and_starts_again(tmp_path, record_property):
    port = free_port()

    with started(tmp_path, port) as process:
        first_page = home_page(port, process)
        first_output = interrupted(process)
        first_status = process.returncode
    began = time.monotonic()
    with started(tmp_path, port) as process:
        second_page = home_page(port, process)
        has_leaflets_loaded = loads_leaflets(process)
        long_question = answer(port, f"/nl/zoeken/?q={'%F0%9F%A9%BA' * 10_000}")
        no_request = answer(port, "/nl/zoeken/?q=kanariepiet met griep")
        record_property("seconds until the second start serves", f"{time.monotonic() - began:.1f}")
        second_output = interrupted(process)

    assert '<html lang="nl"' in first_page
    assert second_page == first_page
    assert has_leaflets_loaded
    assert long_question.startswith("HTTP/1.1 200 OK")
    assert "eerste 200 tekens" in long_question
    assert no_request.startswith("HTTP/1.1 400 Bad Request")
    assert "Invalid request" in second_output
    assert not {"kanariepiet", "griep", "127.0.0.1: "} & set(second_output.split())
    assert "griep" not in second_output
    assert first_status == process.returncode == 0
    assert "Traceback" not in first_output + second_output
    assert f"http://127.0.0.1:{port}/" in second_output
    assert "once" in first_output
    assert "once" not in second_output
