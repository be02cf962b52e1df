"""Who wrote in which conversation of an export, and how much: counted in the database when it has been read."""

from __future__ import annotations

from typing import Any

from django.db import connection

from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.models import MessageExport
from safeguarding.conversations.rules.contact import COUNTED

WRITTEN = """
    INSERT INTO conversations_part (conversation_id, participant_id, messages_count, deleted_count, first_at, last_at)
    SELECT m.conversation_id, m.sender_id, count(*) FILTER (WHERE m.kind = ANY(%(counted)s)),
        count(*) FILTER (WHERE m.kind = %(deleted)s), min(m.sent_at) FILTER (WHERE m.kind = ANY(%(counted)s)),
        max(m.sent_at) FILTER (WHERE m.kind = ANY(%(counted)s))
    FROM conversations_conversation c JOIN conversations_message m ON m.conversation_id = c.id
    WHERE c.export_id = %(export)s AND m.sender_id IS NOT NULL
    GROUP BY m.conversation_id, m.sender_id
    ON CONFLICT (conversation_id, participant_id) DO UPDATE SET messages_count = EXCLUDED.messages_count,
        deleted_count = EXCLUDED.deleted_count, first_at = EXCLUDED.first_at, last_at = EXCLUDED.last_at
"""
#: A thread is called after the other one; the key of one made of requests ends with their name.
NAMED = """
    INSERT INTO conversations_part (conversation_id, participant_id, messages_count, deleted_count)
    SELECT c.id, p.id, 0, 0
    FROM conversations_conversation c JOIN conversations_participant p
        ON p.export_id = c.export_id AND p.name IN (c.title, regexp_replace(c.key, '^.*/', ''))
    WHERE c.export_id = %(export)s AND c.is_group IS NOT TRUE
    ON CONFLICT (conversation_id, participant_id) DO NOTHING
"""


def count_parts(*, export: MessageExport) -> None:
    """Count the parts of everybody in an export. Safe to do twice."""
    given: dict[str, Any] = {
        "export": export.pk, "counted": [kind.value for kind in COUNTED], "deleted": MessageKind.DELETED.value,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, given)
        cursor.execute(NAMED, given)
