"""The document of what stands in a form, before anybody saves it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import all_valid
from django.http import HttpRequest

from portal.publishing.documents import Document
from portal.publishing.kinds import Kind


class NotValidError(Exception):
    """The form could not be saved as it is."""


def document_as_typed(request: HttpRequest, *, kind: Kind, pk: int, language: str) -> Document:
    """Build the document of a posted form. Everything is saved as saving would, and then undone.

    So the preview sees exactly what a save would make of it, and nothing is stored. Raises `PermissionDenied`
    for who may not save the form, `kind.model.DoesNotExist` and `NotValidError`.
    """
    model_admin = admin.site.get_model_admin(kind.model)
    instance = kind.model._default_manager.get(pk=pk)
    if not (admin.site.has_permission(request) and model_admin.has_change_permission(request, instance)):
        raise PermissionDenied
    with transaction.atomic():
        _save(request, model_admin, instance)
        document = kind.document_of(kind.objects().get(pk=pk), language)
        transaction.set_rollback(True)
    return document


def _save(request: HttpRequest, model_admin: Any, instance: Any) -> None:
    fields = flatten_fieldsets(model_admin.get_fieldsets(request, instance))
    form_class = model_admin.get_form(request, instance, change=True, fields=fields)
    form = form_class(request.POST, request.FILES, instance=instance)
    formsets, _inlines = model_admin._create_formsets(request, form.instance, change=True)  # noqa: SLF001 - as the admin itself
    if not all([form.is_valid(), all_valid(formsets)]):
        raise NotValidError
    form.save()
    for formset in formsets:
        formset.save()
