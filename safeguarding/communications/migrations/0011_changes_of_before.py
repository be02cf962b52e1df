from __future__ import annotations

from django.db import migrations

# Until now the record of what was done alone said who changed an account since it was last approved or renewed.
FROM_THE_RECORD = """
UPDATE communications_account AS account SET changers = found.who
FROM (
    SELECT e.object_id, array_agg(DISTINCT e.actor_id ORDER BY e.actor_id) AS who
    FROM audit_auditevent e
    WHERE e.object_type = 'account' AND e.verb = 'account.changed' AND e.actor_id IS NOT NULL
      AND e.id > COALESCE((
        SELECT max(approved.id) FROM audit_auditevent approved
        WHERE approved.object_type = 'account' AND approved.object_id = e.object_id
          AND approved.verb IN ('account.approved', 'account.renewed')
      ), 0)
    GROUP BY e.object_id
) AS found
WHERE found.object_id = account.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("communications", "0010_who_changed_accounts"),
    ]

    operations = [migrations.RunSQL(FROM_THE_RECORD, migrations.RunSQL.noop)]
