"""PostgreSQL and Redis for the length of one command: `python -m tests.servers pytest …`.

Both listen on free loopback ports, keep their data in a temporary folder and are stopped at the end.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

HOST = "127.0.0.1"

# The data of tests need not survive a crash.
NOT_KEPT = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def program(name: str) -> str:
    """Path of a server's program; Debian keeps those of PostgreSQL beside the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(debian[-1]) if debian else None)
    if not found:
        raise FileNotFoundError(f"{name} is not installed")
    return found


def unprivileged() -> str | None:
    """The account to run PostgreSQL as: it refuses to be run by root."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def temporary_folder(owner: str | None) -> Iterator[Path]:
    with TemporaryDirectory(prefix="portal-") as folder:
        if owner:
            shutil.chown(folder, owner)
        yield Path(folder)


@contextmanager
def running(command: list[str], user: str | None, answers: Callable[[], bool]) -> Iterator[None]:
    """Run a server in the foreground from when it answers until the block ends."""
    server = subprocess.Popen(command, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(answers, server)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # for PostgreSQL: do not wait for clients
        server.wait(timeout=30)


def wait_until(answers: Callable[[], bool], server: subprocess.Popen[bytes], seconds: int = 30) -> None:
    deadline = time.monotonic() + seconds
    while not answers():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{server.args!r} did not start")
        time.sleep(0.05)


def accepts_connections(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


@contextmanager
def postgresql() -> Iterator[str]:
    """A new PostgreSQL cluster; gives the DATABASE_URL of an empty database in it."""
    user, port = unprivileged(), free_port()
    with temporary_folder(user) as folder:
        data = folder / "data"
        make = [
            program("initdb"),
            "--pgdata",
            str(data),
            "--auth=trust",
            "--username=portal",
            "--encoding=UTF8",
        ]
        make += ["--locale=C.UTF-8", "--no-sync"]
        subprocess.run(make, user=user, cwd=folder, check=True, capture_output=True)
        options = {"listen_addresses": HOST, "port": port, "unix_socket_directories": "", **NOT_KEPT}
        flags = [f"-c{name}={value}" for name, value in options.items()]

        def answers() -> bool:
            asked = [
                program("pg_isready"),
                "--quiet",
                f"--host={HOST}",
                f"--port={port}",
                "--dbname=postgres",
            ]
            return subprocess.run(asked, check=False).returncode == 0

        with running([program("postgres"), "-D", str(data), *flags], user, answers):
            yield f"postgres://portal@{HOST}:{port}/postgres"


@contextmanager
def redis() -> Iterator[str]:
    """A new Redis server that stores nothing on disk; gives its CACHE_URL."""
    port = free_port()
    command = [
        program("redis-server"),
        "--bind",
        HOST,
        "--port",
        str(port),
        "--save",
        "",
        "--appendonly",
        "no",
    ]
    with running(command, None, lambda: accepts_connections(port)):
        yield f"redis://{HOST}:{port}/0"


def main(command: list[str]) -> int:
    # Being told to stop is no reason to leave servers behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    with postgresql() as database_url, redis() as cache_url:
        environment = os.environ | {"DATABASE_URL": database_url, "CACHE_URL": cache_url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
