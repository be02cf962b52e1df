"""The words of messages that are too long for one search, kept piece by piece once an export is read."""

from __future__ import annotations

from django.db import connection

from safeguarding.conversations.models import MessageExport
from safeguarding.conversations.models.messages import WORDS_IN
from safeguarding.conversations.rules.long_texts import OVERLAP, WINDOW

#: The bytes are asked first: how many there are is known without taking the text out of where long texts lie.
KEEP = """
    INSERT INTO conversations_longwords (message_id, number, words)
    SELECT m.id, piece, to_tsvector('english', substr(m.text, piece * %(step)s + 1, %(window)s))
    FROM conversations_conversation c JOIN conversations_message m ON m.conversation_id = c.id
        CROSS JOIN LATERAL generate_series(0, (length(m.text) - 1) / %(step)s) AS piece
    WHERE c.export_id = %(export)s AND octet_length(m.text) > %(most)s AND length(m.text) > %(most)s
    ON CONFLICT (message_id, number) DO NOTHING
"""


def keep_long_words(*, export: MessageExport) -> int:
    """Keep the words of its long messages; says how many pieces. Safe to do twice."""
    given = {"export": export.pk, "window": WINDOW, "step": WINDOW - OVERLAP, "most": WORDS_IN}
    with connection.cursor() as cursor:
        cursor.execute(KEEP, given)
        return int(cursor.rowcount)
