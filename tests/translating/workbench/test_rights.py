"""Who may enter the workbench, and that nothing but translations can be changed by it."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from django.urls import reverse

from tests.builders import make_picture, make_source
from tests.conftest import signed_in
from tests.translating.desk import INTO, confirm_all, unit
from tests.translating.workbench.posts import HTMX, fields, page, send


def test_a_stranger_finds_no_door(condition, stranger):
    stranger.is_staff = True
    stranger.save()
    client = signed_in(stranger)
    one = unit(condition, "title")

    assert client.get(page(condition)).status_code == 403
    assert send(client, condition, one, "Liver").status_code == 403
    assert client.get(reverse("translation-list", args=[INTO])).status_code == 403


def test_an_editor_reads_and_reviews_and_does_not_translate(condition, editor_client):
    one = unit(condition, "title")

    assert f'name="{one.address}"' not in editor_client.get(page(condition)).text
    assert send(editor_client, condition, one, "Liver").status_code == 403
    assert unit(condition, "title").target == ""


KEPT = {"auth", "conditions", "treatments", "content", "publishing"}


def everything() -> dict[str, Any]:
    """Every column of every row but the English texts, and what moves with each save."""
    moving = {"version", "last_login", f"slug_{INTO}"}
    return {
        f"{model._meta.label}.{row.pk}.{name}": str(value)
        for model in apps.get_models()
        if model._meta.app_label in KEPT and model.__name__ not in {"WorkingDigest", "WorkingText"}
        for row in model._base_manager.all()
        for name, value in model_to_dict(row, [f.name for f in model._meta.fields]).items()
        if name not in moving
    }


def names_of_fields() -> set[str]:
    models = [model for model in apps.get_models() if model._meta.app_label in KEPT]
    own = {field.name for model in models for field in model._meta.get_fields()}
    return own | {"status", "published_at", "owner", "is_staff", "is_superuser", "id", "pk", "version"}


@pytest.mark.parametrize("carrier", ["form", "json", "htmx"])
def test_whatever_a_translator_posts_only_texts_of_their_language_change(
    condition, translator_client, carrier
):
    condition.citations.create(source=make_source())
    condition.pictures.create(picture=make_picture())
    confirm_all(condition)
    one = unit(condition, "title")
    body = unit(condition, "sections.body")
    before = everything()
    posted = dict.fromkeys(names_of_fields(), "1") | fields(one, "Liver")
    posted |= {f"{body.text.row._meta.model_name}-{body.text.row.pk}-body_nl-0": "<p>Weg</p>"}
    sent: dict[str, Any] = {"data": posted}
    if carrier == "json":
        sent = {"data": json.dumps(posted), "content_type": "application/json"}
    headers = HTMX if carrier == "htmx" else {}

    for more in ([], [one.address], [one.address, "comment"], ["accept"], ["presence"]):
        translator_client.post(page(condition, *more), **sent, headers=headers)

    changed = {name for name, value in everything().items() if before.get(name) != value}
    written = carrier != "json"
    assert changed == ({f"conditions.Condition.{condition.pk}.title_{INTO}"} if written else set())
    assert set(before) == set(everything())
    assert unit(condition, "title").target == ("Liver" if written else "")
