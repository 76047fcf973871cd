"""Filling in forms of the admin as a browser would."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.test import Client
from django.urls import reverse


def address(instance: Any, page: str = "change") -> str:
    """Of one of the object's own pages in the admin."""
    return reverse(f"admin:{instance._meta.app_label}_{instance._meta.model_name}_{page}", args=[instance.pk])


def list_address(model: Any, page: str = "changelist") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def filled_in(response: Any) -> dict[str, Any]:
    """What a browser sends when the form of this page is saved as it is."""
    return {name: value for form in forms_of(response) for name, value in values_of(form)}


def forms_of(response: Any) -> Iterator[BaseForm]:
    yield response.context["adminform"].form
    for inline in response.context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def values_of(form: BaseForm) -> Iterator[tuple[str, Any]]:
    for bound in form:
        value = bound.value()
        if value is not None and value is not False:
            yield bound.html_name, value.isoformat() if isinstance(value, date) else value


def save(client: Client, instance: Any, **changes: Any) -> Any:
    """Open the form of an object, change some fields and save it."""
    page = client.get(address(instance))
    return client.post(address(instance), filled_in(page) | changes)


def errors(response: Any) -> list[str]:
    """Every error that the page shows, as plain text."""
    return [str(error) for group in response.context["errors"] for error in group]
