"""Who wrote in which conversation of an export, and how much: counted in the database when it has been read."""

from __future__ import annotations

import time
from typing import Any

from django.db import connection, transaction

from safeguarding.conversations.choices import ExportStatus, MessageKind
from safeguarding.conversations.models import Conversation, MessageExport
from safeguarding.conversations.rules.contact import COUNTED
from safeguarding.core import clock

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
#: From so many messages on a conversation is counted by the hour.
LARGE = 5_000
BY_HOUR = """
    INSERT INTO conversations_hour (conversation_id, participant_id, hour, messages_count, first_at, last_at, first_position)
    SELECT conversation_id, sender_id, hour, sent, first_at, last_at, first[2]
    FROM (
        SELECT m.conversation_id, m.sender_id, date_trunc('hour', m.sent_at, 'UTC') AS hour, count(*) AS sent,
            min(m.sent_at) AS first_at, max(m.sent_at) AS last_at,
            min(ARRAY[(extract(epoch FROM m.sent_at) * 1000000)::bigint, m.position::bigint]) AS first
        FROM conversations_message m
        WHERE m.conversation_id = %(conversation)s AND m.kind = ANY(%(counted)s) AND m.sent_at IS NOT NULL
            AND m.sender_id IS NOT NULL
        GROUP BY 1, 2, 3
    ) AS counted
    ON CONFLICT (conversation_id, hour, participant_id) DO NOTHING
"""  # noqa: E501


def count_parts(*, export: MessageExport) -> None:
    """Count the parts of everybody in an export. Safe to do twice."""
    given: dict[str, Any] = {
        "export": export.pk, "counted": [kind.value for kind in COUNTED], "deleted": MessageKind.DELETED.value,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, given)
        cursor.execute(NAMED, given)


def count_hours_waiting(*, large: int = LARGE, seconds: float = 300) -> int:
    """Count the large conversations by the hour that are not counted yet, until the time is up; says how many.

    Each is marked when it is done, so that one without a countable message is not asked again. One that is not
    counted, or not yet, is counted by its messages wherever it is shown: nothing is missing, it only takes longer.
    """
    until, done = time.monotonic() + seconds, 0
    read = Conversation.objects.filter(export__status=ExportStatus.READ, messages_count__gte=large)
    waiting = read.filter(first_at__isnull=False, hours_at=None).exclude(is_group=True).order_by("pk")
    for pk in list(waiting.values_list("pk", flat=True)):
        if time.monotonic() > until:
            break
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(BY_HOUR, {"conversation": pk, "counted": [kind.value for kind in COUNTED]})
            Conversation.objects.filter(pk=pk).update(hours_at=clock.now())
        done += 1
    return done
