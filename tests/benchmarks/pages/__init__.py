"""What one process of gunicorn answers in a second of the processor, with the longest page of the demo.

The page is made anew, kept by us, kept by Django's own page cache, and sent as bytes by a bare function. The
content lies in a database of its own, the browser takes brotli and keeps its connections.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.servers import HOST, accepts_connections, free_port, running

PAGE = "/nl/aandoeningen/levermetastasen/"
BROWSERS = 4
SECONDS = 4
SERVERS = {
    "made": "made anew each time",
    "kept_by_django": "kept by Django’s own page cache",
    "kept": "kept, as we serve it",
    "bytes_only": "the same bytes from a bare function",
}


def figures() -> Iterable[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        _fill(environment)
        for server, name in SERVERS.items():
            with _served(server, environment) as port:
                _ask(port, PAGE)  # the first answer is made
                yield name, f"{_in_a_second(port):,.0f} a second"


def _environment(folder: Path) -> dict[str, str]:
    own = {"DJANGO_SETTINGS_MODULE": "portal.settings.local", "PORTAL_VAR": str(folder)}
    own |= {"DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3", "CACHE_URL": "locmemcache://"}
    return os.environ | own


def _fill(environment: dict[str, str]) -> None:
    publish = "import django; django.setup(); from tests.demo import publish_everything as go; go()"
    for command in (["manage.py", "migrate"], ["-c", publish], ["manage.py", "collectstatic", "--no-input"]):
        subprocess.run([sys.executable, *command], env=environment, check=True, capture_output=True)


@contextmanager
def _served(server: str, environment: dict[str, str]) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--worker-class=gthread", f"--threads={BROWSERS}"]
    command += [f"--bind={HOST}:{port}", f"tests.benchmarks.pages.servers:{server}"]
    os.environ.update(environment)
    with running(command, None, lambda: accepts_connections(port)):
        yield port


def _in_a_second(port: int) -> float:
    """Answers for each second that the processor worked, which is disturbed little by what else runs."""
    begun, until = _clock(port), perf_counter() + SECONDS
    with ThreadPoolExecutor(BROWSERS) as browsers:
        answers = sum(browsers.map(partial(_ask_on, port, PAGE), [until] * BROWSERS))
    return answers / (_clock(port) - begun)


def _clock(port: int) -> float:
    return float(_ask(port, "/clock"))


def _ask(port: int, address: str) -> bytes:
    with socket.create_connection((HOST, port)) as connection:
        return _answer(connection, address)


def _ask_on(port: int, address: str, until: float) -> int:
    """Ask on one connection until a moment; gives how many answers came."""
    answers = 0
    with socket.create_connection((HOST, port)) as connection:
        while perf_counter() < until:
            _answer(connection, address)
            answers += 1
    return answers


def _answer(connection: socket.socket, address: str) -> bytes:
    connection.sendall(f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: br\r\n\r\n".encode())
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(head.decode())
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)
    return body
