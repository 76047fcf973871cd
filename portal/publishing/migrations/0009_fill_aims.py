"""What a treatment is meant for stands beside its documents, too, for what was published before."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

AT_ONCE = 500


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    publications = apps.get_model("publishing", "Publication").objects.filter(kind="treatment").order_by("pk")
    last = 0
    while chunk := list(publications.filter(pk__gt=last).only("pk", "document")[:AT_ONCE]):
        last = chunk[-1].pk
        for publication in chunk:
            publication.aim = publication.document.get("intent", "")
        publications.bulk_update([one for one in chunk if one.aim], ["aim"])


class Migration(migrations.Migration):
    dependencies = [("publishing", "0008_aim")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
