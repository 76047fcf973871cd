"""What stood in documents only stands beside them, too, for what was published before."""

from datetime import date

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

AT_ONCE = 500


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    publications = apps.get_model("publishing", "Publication").objects.order_by("pk")
    last = 0
    while chunk := list(publications.filter(pk__gt=last).only("pk", "document")[:AT_ONCE]):
        last = chunk[-1].pk
        for publication in chunk:
            due = publication.document.get("next_review_on")
            publication.next_review_on = date.fromisoformat(due) if due else None
        publications.bulk_update([one for one in chunk if one.next_review_on], ["next_review_on"])
        apps.get_model("publishing", "PublishedCode").objects.bulk_create(codes_of(apps, chunk))


def codes_of(apps: StateApps, publications: list) -> list:
    published_code = apps.get_model("publishing", "PublishedCode")
    named = dict.fromkeys(
        (publication.pk, code["system"], comparable(code["value"]))
        for publication in publications
        for code in publication.document.get("codes", ())
    )
    return [published_code(publication_id=pk, system=system, value=value) for pk, system, value in named]


def comparable(value: str) -> str:
    """As `portal.publishing.documents.comparable` was when this was written."""
    return "".join(character for character in value.upper() if character.isalnum())


def forget(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("publishing", "PublishedCode").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_codes_and_reviews")]

    operations = [migrations.RunPython(fill, forget, elidable=True)]
