"""Many writers on a file of SQLite with the settings of `make run`, each a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SET_UP = "import django; django.setup(); from tests.editing import many_writers"
WRITERS = int(os.environ.get("PORTAL_WRITERS", "4"))
ROUNDS = int(os.environ.get("PORTAL_ROUNDS", "5"))


@pytest.mark.lengthy
def test_many_writers_overwrite_nobody_and_find_no_locked_database(tmp_path: Path, record_property):
    program = f"{SET_UP}; many_writers.main({WRITERS}, {ROUNDS})"
    command = [sys.executable, "-c", program]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"PORTAL_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}

    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "database is locked" not in ran.stderr
    counts = json.loads(ran.stdout)
    record_property(f"{WRITERS} writers × {ROUNDS} rounds", ran.stdout.strip())
    assert counts.get("saved", 0) + counts.get("asked", 0) == WRITERS * ROUNDS, ran.stderr[-2000:]
    assert counts["revisions"] == counts["saved"]
    assert counts["overwritten"] == 0
