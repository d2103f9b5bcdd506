"""A conflict keeps what clashes without the speakers' names: those are looked up when it is shown.

What history tells of sentences stays as it was.
"""

from typing import Any

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from extraction.claims import from_plain
from extraction.conflict.sentence import wording


def keep_no_names(apps: Any, schema_editor: Any) -> None:
    """Word every conflict anew from its two claims, those that people ruled on too. Nothing else changes."""
    conflicts = apps.get_model("claims", "Conflict").objects.using(schema_editor.connection.alias)
    for row in conflicts.select_related("left__quote", "right__quote").iterator(chunk_size=200):
        conflicts.filter(pk=row.pk).update(wording=worded(row.left, row.right))


def worded(left: Any, right: Any) -> str:
    """The sentence with places for the names; a simpler one for claims kept in an older form."""
    try:
        one, other = from_plain(left.plain), from_plain(right.plain)
    except (KeyError, TypeError, ValueError):
        sides = (("{left}", left), ("{right}", right))
        said = (f"{name} {'denied' if row.stance == 'denies' else 'said'}: {row.words}" for name, row in sides)
        return f"{'; '.join(said)}."
    inserted = (one.speaker not in left.quote.words, other.speaker not in right.quote.words)
    return wording(one, other, inserted=inserted)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="conflict",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="conflict",
            name="delete_delete",
        ),
        migrations.RenameField(model_name="conflict", old_name="sentence", new_name="wording"),
        migrations.AlterField(model_name="conflict", name="wording", field=models.TextField(verbose_name="wording")),
        migrations.RenameField(model_name="conflictevent", old_name="sentence", new_name="wording"),
        migrations.AlterField(
            model_name="conflictevent", name="wording", field=models.TextField(verbose_name="wording")
        ),
        migrations.RunPython(keep_no_names, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="conflict",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_conflictevent" ("found_at", "id", "kind", "left_evidence", "left_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "relation", "right_evidence", "right_id", "score", "state", "version", "wording") VALUES (NEW."found_at", NEW."id", NEW."kind", NEW."left_evidence", NEW."left_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."relation", NEW."right_evidence", NEW."right_id", NEW."score", NEW."state", NEW."version", NEW."wording"); RETURN NULL;',
                    hash="c769852b50b6f516b7bd307082dcf68ba9550413",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c2773",
                    table="claims_conflict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conflict",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_conflictevent" ("found_at", "id", "kind", "left_evidence", "left_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "relation", "right_evidence", "right_id", "score", "state", "version", "wording") VALUES (OLD."found_at", OLD."id", OLD."kind", OLD."left_evidence", OLD."left_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."relation", OLD."right_evidence", OLD."right_id", OLD."score", OLD."state", OLD."version", OLD."wording"); RETURN NULL;',
                    hash="9a1327f66ba659073d43d5a9f38ebc6f0d751d30",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d5fff",
                    table="claims_conflict",
                    when="AFTER",
                ),
            ),
        ),
    ]
