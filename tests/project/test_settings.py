"""Layer: settings. What browsers are told, and what a production start refuses."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

# Literal, so that nobody widens it by accident.
CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
OTHER_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-and-some-more",
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "sqlite:////nonexistent/portal.sqlite3",
}

every_kind_of_response = pytest.mark.parametrize(
    "path", ["/", "/nl/", "/en/", "/nl/admin/login/", "/nl/nowhere/"]
)


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with this environment and no other, so that the caller's settings do not leak in."""
    command = [sys.executable, "manage.py", *arguments]
    variables = {"PATH": os.environ["PATH"]} | environment
    return subprocess.run(
        command, env=variables, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in PRODUCTION.items() if key != name}


@every_kind_of_response
def test_every_response_has_the_content_security_policy(db, client: Client, path):
    header = client.get(path)["Content-Security-Policy"]

    policy = dict(directive.split(" ", 1) for directive in header.split("; "))
    without_nonce = {name: re.sub(r" 'nonce-[^']+'", "", value) for name, value in policy.items()}
    assert without_nonce == CONTENT_SECURITY_POLICY


@every_kind_of_response
def test_every_response_has_the_other_headers(db, client: Client, path):
    response = client.get(path)

    assert {name: response.get(name) for name in OTHER_HEADERS} == OTHER_HEADERS
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/", "/nl/", "/en/", "/nl/nowhere/"])
def test_a_visitor_gets_no_cookie(db, client: Client, path):
    assert client.get(path).cookies == {}


def test_production_passes_the_deployment_checks_without_a_warning():
    outcome = manage("check", "--deploy", "--fail-level=WARNING", **PRODUCTION)

    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert outcome.stdout == "System check identified no issues (0 silenced).\n"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_does_not_start_without_what_it_needs_and_names_it(name):
    outcome = manage("check", **without(name))

    assert outcome.returncode == 1
    assert outcome.stderr == f"The settings are not right. Set the {name} environment variable\n"


def test_a_secret_may_come_from_a_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text(PRODUCTION["SECRET_KEY"])

    outcome = manage("check", **without("SECRET_KEY"), SECRET_KEY_FILE=str(file))

    assert outcome.returncode == 0


def test_an_unknown_media_storage_is_refused():
    outcome = manage("check", **PRODUCTION, MEDIA_STORAGE="ftp://pictures")

    assert outcome.returncode == 1
    assert "MEDIA_STORAGE is “ftp://pictures”" in outcome.stderr


def test_pictures_can_be_kept_in_a_bucket():
    code = "from django.conf import settings; print(settings.STORAGES['default'])"

    outcome = manage("shell", "--no-imports", "--command", code, **PRODUCTION, MEDIA_STORAGE="s3://pictures")

    assert "'bucket_name': 'pictures'" in outcome.stdout
