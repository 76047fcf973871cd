"""What the settings read from the environment. A wrong value stops the start; nothing is guessed."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

# Reads NAME, or the file that NAME_FILE points to: secrets need not be in the environment.
env = environ.FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# All that the portal writes (database, media, collected static files, demo secret) is in this one folder.
VAR = (BASE_DIR / env.str("PORTAL_VAR", default="var")).resolve()

SQLITE_OPTIONS = {
    "init_command": "PRAGMA journal_mode=WAL",  # readers do not wait for a writer
    "transaction_mode": "IMMEDIATE",  # two writers queue up, where the default would make one of them fail
    "timeout": 60,  # so that twenty who save at once all get their turn
}


def database(**default: str) -> dict[str, Any]:
    """The database that DATABASE_URL names. Without `default`, a missing DATABASE_URL stops the start."""
    config: dict[str, Any] = env.db_url("DATABASE_URL", **default)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return config | {"OPTIONS": SQLITE_OPTIONS}
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def port() -> int:
    """The loopback port that `make run` serves on."""
    given = env.str("PORT", default="8000")
    if not given.isdecimal() or not 0 < int(given) < 2**16:
        raise ImproperlyConfigured(f"PORT is “{given}”; it must be a number from 1 to 65535.")
    return int(given)


def mail() -> dict[str, Any]:
    """How mail is sent, as Django's `EMAIL_…` settings, from EMAIL_URL: `smtp+tls://user:password@host:587`.

    Without one, mails are printed where the command runs.
    """
    config: dict[str, Any] = env.email_url("EMAIL_URL", default="consolemail://")
    return config


def media_storage() -> dict[str, Any]:
    """Where pictures are kept: `MEDIA_STORAGE=local` (under `VAR`) or `MEDIA_STORAGE=s3://<bucket>`.

    Address, region and keys of the S3 service come from boto3's own variables (`AWS_…`).
    """
    place = env.str("MEDIA_STORAGE", default="local")
    if place == "local":
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    scheme, _, bucket = place.partition("://")
    if scheme != "s3" or not bucket:
        raise ImproperlyConfigured(f"MEDIA_STORAGE is “{place}”; it must be “local” or “s3://<bucket>”.")
    options = {"bucket_name": bucket, "file_overwrite": False}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def contact(name: str) -> str:
    """An address to write to or to call, as RFC 9116 wants it; empty when none is given."""
    given: str = env.str(name, default="")
    if given and not given.startswith(("https://", "mailto:", "tel:")):
        raise ImproperlyConfigured(f"{name} is “{given}”; it must begin with https://, mailto: or tel:.")
    return given
