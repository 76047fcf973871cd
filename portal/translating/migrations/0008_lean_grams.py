"""A row of `MemoryGram` is its gram and its pair, and no more. Django cannot change what a key consists of."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = "CREATE TABLE translating_keptgram AS SELECT gram, pair_id FROM translating_memorygram"
BRING_BACK = "INSERT INTO translating_memorygram (gram, pair_id) SELECT gram, pair_id FROM translating_keptgram"
DROP = "DROP TABLE translating_keptgram"


class Migration(migrations.Migration):
    dependencies = [("translating", "0007_words_uncompressed")]

    operations = [
        migrations.RunSQL(KEEP, [BRING_BACK, DROP]),
        migrations.DeleteModel("MemoryGram"),
        migrations.CreateModel(
            "MemoryGram",
            [
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "gram", "pair_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("gram", models.BigIntegerField()),
                (
                    "pair",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grams",
                        to="translating.memorypair",
                    ),
                ),
            ],
        ),
        migrations.RunSQL([BRING_BACK, DROP], KEEP),
    ]
