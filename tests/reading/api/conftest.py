"""Answers of the interface, as programs get them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

Ask = Callable[..., Any]


@pytest.fixture
def ask(client: Client) -> Ask:
    """The JSON of an answer, below `/api/v1/`; `status` is what is expected."""

    def asked(path: str, status: int = 200, **parameters: Any) -> Any:
        response = client.get(f"/api/v1/{path}", parameters)
        assert response.status_code == status, response.content.decode()
        return response.json()

    return asked
