"""What messages refer to is checked for a batch at once instead of row by row, as references of a table are.

Letting go of a reference and adding a trigger hold the table for a moment only, whatever it holds.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0007_judgements'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='conversation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='conversations.conversation'),
        ),
        migrations.AlterField(
            model_name='message',
            name='sender',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='conversations.participant'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conversation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='796dfc68f1147ca82d6b918336ee50db170ec8bd', operation='DELETE', pgid='pgtrigger_never_deleted_0afa3', table='conversations_conversation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='refers_to_its_export', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT FROM (SELECT DISTINCT export_id, conversation_id FROM added) AS named\n    WHERE NOT EXISTS (\n        SELECT FROM conversations_conversation c WHERE c.id = named.conversation_id AND c.export_id = named.export_id)\n) OR EXISTS (\n    SELECT FROM (SELECT DISTINCT export_id, sender_id FROM added WHERE sender_id IS NOT NULL) AS named\n    WHERE NOT EXISTS (\n        SELECT FROM conversations_participant p WHERE p.id = named.sender_id AND p.export_id = named.export_id)\n) THEN\n    RAISE foreign_key_violation USING MESSAGE = 'a message names a conversation or a sender that its export has not';\nEND IF;\nRETURN NULL;\n", hash='7b4504a7e67b2c86d0f66f9cf7a4e3e81f302ec6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_refers_to_its_export_d0c72', referencing='REFERENCING NEW TABLE AS added ', table='conversations_message', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='participant',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='723fb6923cdbde594b1198ba5e23e299f4fa2654', operation='DELETE', pgid='pgtrigger_never_deleted_ce3c0', table='conversations_participant', when='BEFORE')),
        ),
    ]
