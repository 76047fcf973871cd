"""How many texts were sent back; what is kept without it is computed anew when a list is looked at."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("translating", "SummaryText").objects.all().delete()
    apps.get_model("translating", "TranslationSummary").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("translating", "0009_words_in_place")]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AddField(
            model_name="translationsummary",
            name="sent_back",
            field=models.PositiveIntegerField(default=0, verbose_name="sent back"),
        ),
    ]
