"""Who wrote any of a draft, from its history. What was issued or approved is decided, and stays as it is."""

from __future__ import annotations

from django.db import migrations

FROM_HISTORY = """
    UPDATE {table} AS held SET writers = ARRAY(
        SELECT DISTINCT written_by_id FROM {table}event WHERE pgh_obj_id = held.id ORDER BY written_by_id
    ) WHERE held.status = 'draft'
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0005_who_wrote_any_of_it")]

    operations = [
        migrations.RunSQL(FROM_HISTORY.format(table=table), migrations.RunSQL.noop)
        for table in ("letters_letter", "letters_lettertemplate")
    ]
