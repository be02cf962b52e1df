"""The order of messages and the words to search for are columns of their own.

The new columns have the whole table written anew, and its indexes are made while nobody can use it: it is empty wherever
this runs, for messages come with the same release. An index that is added to messages later has to be made beside its use
(AddIndexConcurrently, in a migration that is not atomic): on a million of them it takes minutes.
"""

import datetime
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0003_looks'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='message',
            name='message_by_time',
        ),
        migrations.AddField(
            model_name='message',
            name='order_at',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('sent_at', models.Value(datetime.datetime(1, 1, 2, 0, 0, tzinfo=datetime.UTC))), help_text='Where it stands in its conversation: what has no time stands first.', output_field=models.DateTimeField()),
        ),
        migrations.AlterField(
            model_name='message',
            name='conversation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='conversations.conversation'),
        ),
        migrations.AlterField(
            model_name='message',
            name='export',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='conversations.messageexport'),
        ),
        migrations.AlterField(
            model_name='message',
            name='sender',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='conversations.participant'),
        ),
        migrations.RemoveIndex(model_name='message', name='message_by_words'),
        migrations.RemoveField(model_name='message', name='words'),
        migrations.AddField(
            model_name='message',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector(django.db.models.functions.text.Left('text', 100000), config='english'), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddIndex(
            model_name='message',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='message_by_words'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['conversation', 'order_at', 'position'], name='message_in_its_order'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('kind', 'text'), _negated=True), fields=['conversation', 'kind', 'order_at', 'position'], name='message_of_a_rare_kind'),
        ),
    ]
