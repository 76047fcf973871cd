"""What a browser sends to the workbench, for tests."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.translating.desk import INTO

HTMX = {"HX-Request": "true"}


def page(instance: Any, *more: str) -> str:
    address = reverse("translation", args=[INTO, "condition", instance.key])
    return address + "".join(f"{part}/" for part in more)


def fields(one: Any, target: str | None = None, **more: str) -> dict[str, str]:
    """What the form of a unit sends."""
    typed = one.target if target is None else target
    names = {f"{one.address}-{name}": value for name, value in more.items() if name != "act"}
    act = {"act": more["act"]} if "act" in more else {}
    return {one.address: typed, f"{one.address}-seen": ".".join(one.pair)} | names | act


def send(client: Client, instance: Any, one: Any, target: str | None = None, **more: str) -> Any:
    return client.post(page(instance, one.address), fields(one, target, **more), headers=HTMX)
