"""In these tests the gate judges translations."""

import pytest


@pytest.fixture(autouse=True)
def translations_are_judged() -> None:
    """Here they are."""
