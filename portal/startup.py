"""The steps of `manage.py start`. Each may run again, and then changes nothing that is there."""

import hashlib
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from portal import languages
from portal.demonstration import publish_translations
from portal.publishing.models import Publication
from portal.reading.search.models import SearchEntry

HOST = "127.0.0.1"

# Name of the demo account → the group that says what it may do.
ROLES = {
    "editor": "editor",
    "reviewer": "medical reviewer",
    "translator": "translator",
    "administrator": "administrator",
}

Say = Callable[[str], None]


def require_free_port(port: int) -> None:
    with socket.socket() as probe:
        # As gunicorn does: connections of an earlier run that are still closing do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Choose another with PORT."
            ) from error


def require_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CommandError(
            f"Cannot write in {folder} ({error.strerror}). Choose another folder with PORTAL_VAR."
        ) from error


def keep_secret(file: Path) -> None:
    """Store the key of this first start, so that sign-ins outlive the next one."""
    if not file.exists():
        write_private(file, settings.SECRET_KEY)


def write_private(file: Path, text: str) -> None:
    """Write a file that nobody but its owner could read at any moment."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)


def prepare_database(say: Say) -> None:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from error
    say("Bringing the database up to date …")
    call_command("migrate", verbosity=0)


def prepare_content(say: Say) -> None:
    """Publish the demo, in the name of its administrator, where nothing was published yet."""
    if not Publication.objects.exists():
        publish_demo(say, by=get_user_model().objects.get(username="administrator"))
    elif not SearchEntry.objects.exists():
        say("Making the index of search (once) …")
        call_command("rebuild_search")


@transaction.atomic
def publish_demo(say: Say, *, by: Any) -> None:
    """Load and publish the fixtures: all of them, so that a start that was broken off begins anew.

    `by` answers for the translations, which nobody has reviewed: see `portal.demonstration`.
    """
    say("Loading and publishing the content (once) …")
    call_command("load_content")
    call_command("publish", "--all", f"--language={languages.SOURCE.code}")
    say("Publishing the translations, which nobody has reviewed yet (once) …")
    publish_translations(by=by)


def collect_static_files(say: Say) -> None:
    """Collect and compress, which takes seconds, only when a file is not as it was."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    fingerprint = static_fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    say("Collecting and compressing the static files …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(fingerprint)


def static_fingerprint() -> str:
    """Digest of the path, size and time of every static file."""
    described = (f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in static_files())
    return hashlib.sha256("\n".join(sorted(described)).encode()).hexdigest()


def static_files() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def demo_accounts(file: Path) -> dict[str, str]:
    """Sign-in names and passwords of the demo. Made once; a password that was changed since is left alone."""
    if not file.exists():
        made = [f"{name} {secrets.token_urlsafe(12)}\n" for name in ROLES]
        write_private(file, "".join(made))
    accounts = dict(line.split() for line in file.read_text().splitlines())
    for name, password in accounts.items():
        create_account(name, password)
    return accounts


def create_account(name: str, password: str) -> None:
    users = get_user_model().objects
    if not users.filter(username=name).exists():
        user = users.create_user(name, password=password, is_staff=True)
        user.groups.add(Group.objects.get(name=ROLES[name]))


def welcome(port: int, accounts: dict[str, str]) -> str:
    lines = [f"  {name:<15}{password}" for name, password in accounts.items()]
    address = f"http://{HOST}:{port}"
    admin = f"{address}{reverse('admin:index')}"
    return "\n".join([f"The portal: {address}/ (Ctrl-C ends it)", f"Sign in at {admin} as:", *lines])


def serve(port: int) -> NoReturn:
    """Become the server: from here on, signals go to gunicorn itself."""
    connection.close()
    sys.stdout.flush()
    command = [sys.executable, "-m", "gunicorn", "--config=python:portal.gunicorn"]
    command += [f"--bind={HOST}:{port}", "portal.wsgi"]
    os.execv(sys.executable, command)  # noqa: S606 - no shell is wanted, and nothing comes from outside
