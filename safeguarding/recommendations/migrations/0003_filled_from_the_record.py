from __future__ import annotations

from typing import Any

from django.db import migrations

#: The act of the record, what it says of which row, the row's column, and what shows that it was done.
FILLED = (
    ("recommendation.action_done", "RecommendationAction", "action_id", "done_by", "done_on"),
    ("recommendation.action_dropped", "RecommendationAction", "action_id", "dropped_by", "dropped_on"),
    ("recommendation.audience_told", "Dissemination", "dissemination_id", "told_by", "told_on"),
    ("recommendation.audience_changed", "Dissemination", "dissemination_id", "changed_by", ""),
)


def fill(apps: Any, schema_editor: Any) -> None:
    """Who did something stood in the record alone, and says now in the row who may not verify it.

    Each act in its order, so that the history of a row names everybody who changed it or told of it. Where the record
    says nothing any more, it was who added the row.
    """
    alias = schema_editor.connection.alias
    acts = apps.get_model("audit", "AuditEvent").objects.using(alias)
    for verb, model, key, column, day in FILLED:
        rows = apps.get_model("recommendations", model).objects.using(alias)
        for actor, data in acts.filter(verb=verb).order_by("pk").values_list("actor_id", "data"):
            if actor is not None and data.get(key) is not None:
                done = {f"{day}__isnull": False} if day else {}
                rows.filter(pk=data[key], **done).update(**{column: actor})
        if day:
            for row in rows.filter(**{f"{day}__isnull": False, f"{column}__isnull": True}).order_by("pk"):
                rows.filter(pk=row.pk).update(**{column: row.added_by_id})


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_activity_of_a_force"), ("recommendations", "0002_who_did_what")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
