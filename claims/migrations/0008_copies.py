"""How copies of one quote are found. `manage.py twins` finds those that are on record already."""

from typing import Any

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from extraction.copies import sketch

CHUNK = 1000


def fill(apps: Any, schema_editor: Any) -> None:
    """Sketch every quote on record. Nothing else changes, so no version moves."""
    quotes = apps.get_model("claims", "Quote").objects.using(schema_editor.connection.alias)
    rows: list[Any] = []
    for quote in quotes.only("words").order_by("pk").iterator(chunk_size=CHUNK):
        quote.sketch = sketch(quote.words)
        rows.append(quote)
        if len(rows) == CHUNK:
            quotes.bulk_update(rows, ["sketch"])
            rows.clear()
    quotes.bulk_update(rows, ["sketch"])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_preview"),
        ("claims", "0007_story"),
        ("speakers", "0003_fill_decided_pairs"),
    ]

    operations = [
        migrations.AddField(
            model_name="quote",
            name="sketch",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), db_default=[], default=list, editable=False, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(("twin_of", models.F("pk")), _negated=True), name="quote_is_no_copy_of_itself"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="quote",
            index=django.contrib.postgres.indexes.GinIndex(fields=["sketch"], name="quote_sketch"),
        ),
    ]
