"""The words of long messages go with them, at once: by them a message can be found."""

from importlib import import_module

from django.db import migrations

BEGINS = "CREATE FUNCTION public.conversations_erase(export bigint, words text)"
ALL = import_module("safeguarding.conversations.migrations.0013_erasing").CREATE
BEFORE = BEGINS + ALL.split(BEGINS)[1].split("\nEND $$;")[0] + "\nEND $$;"
BEFORE = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)
NOW = BEFORE.replace(
    "'conversations_notedmessage', 'conversations_finding',",
    "'conversations_longwords', 'conversations_notedmessage', 'conversations_finding',",
    1,
).replace(
    "    DELETE FROM conversations_look WHERE",
    """    DELETE FROM conversations_longwords w USING conversations_message m
        WHERE m.id = w.message_id AND m.export_id = export;
    DELETE FROM conversations_look WHERE""",
    1,
)


class Migration(migrations.Migration):

    dependencies = [
        ("conversations", "0016_tries_and_hours"),
    ]

    operations = [migrations.RunSQL(NOW, BEFORE)]
