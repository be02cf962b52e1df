from django.db import migrations

#: Of what was read before: the same pieces as those of an export that is read from now on.
KEEP = """
    INSERT INTO conversations_longwords (message_id, number, words)
    SELECT m.id, piece, to_tsvector('english', substr(m.text, piece * 49000 + 1, 50000))
    FROM conversations_messageexport e JOIN conversations_conversation c ON c.export_id = e.id
        JOIN conversations_message m ON m.conversation_id = c.id
        CROSS JOIN LATERAL generate_series(0, (length(m.text) - 1) / 49000) AS piece
    WHERE e.status = 'read' AND octet_length(m.text) > 100000 AND length(m.text) > 100000
"""


class Migration(migrations.Migration):
    # By itself: an index is made only on a table that nothing in the same transaction was written to.

    dependencies = [
        ("conversations", "0014_long_words"),
    ]

    operations = [migrations.RunSQL(KEEP, migrations.RunSQL.noop)]
