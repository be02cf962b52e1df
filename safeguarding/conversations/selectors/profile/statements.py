"""What the database is asked about two people: their conversations, when they wrote, and who began."""

from __future__ import annotations

from safeguarding.conversations.selectors.pairs import IN_EXPORTS, OF_SOMEBODY, SIDES

BOTH = " AND ".join((IN_EXPORTS, OF_SOMEBODY.format(name="one"), OF_SOMEBODY.format(name="other")))
THREADS = f"""
    WITH {SIDES.format(which=BOTH)}
    SELECT c.id, c.export_id, c.title, c.key, f.name, a.of_two AND b.of_two, a.sent, b.sent, a.deleted, b.deleted,
        least(a.first_at, b.first_at), greatest(a.last_at, b.last_at)
    FROM marked a JOIN marked b ON b.conversation = a.conversation AND a.side = %(one_key)s AND b.side = %(other_key)s
    JOIN conversations_conversation c ON c.id = a.conversation
    JOIN communications_platform f ON f.id = c.platform_id
    WHERE (a.of_two AND b.of_two) OR (a.sent > 0 AND b.sent > 0)
    ORDER BY 11 NULLS LAST, c.id
"""  # noqa: S608 - of constants alone
#: What was sent: message by message, and of large conversations by the hour.
SENT = """
    sent AS (
        SELECT m.conversation_id, (m.sender_id = ANY(%(other)s))::int AS side, m.sent_at AS first_at,
            m.sent_at AS last_at, m.position, 1 AS sent
        FROM conversations_message m
        WHERE m.conversation_id = ANY(%(plain)s) AND m.sender_id = ANY(%(both)s) AND m.kind = ANY(%(kinds)s)
            AND m.sent_at IS NOT NULL
        UNION ALL
        SELECT h.conversation_id, (h.participant_id = ANY(%(other)s))::int, h.first_at, h.last_at, h.first_position,
            h.messages_count
        FROM conversations_hour h WHERE h.conversation_id = ANY(%(large)s) AND h.participant_id = ANY(%(both)s)
    )
"""
#: By day; and by day of the week, piece of the day and numbers in force.
BUCKETS = f"""
    WITH {SENT}, placed AS (
        SELECT local::date AS day, extract(isodow FROM local)::int AS weekday,
            width_bucket(local::time, %(cuts)s::time[]) AS piece,
            width_bucket(local::date, %(since)s::date[]) AS period, side, sent
        FROM (SELECT first_at AT TIME ZONE %(zone)s AS local, side, sent FROM sent) AS sent
    )
    SELECT day, weekday, piece, period, side, sum(sent)
    FROM placed GROUP BY GROUPING SETS ((day, side), (weekday, piece, period, side))
"""  # noqa: S608 - of constants alone
#: The same as `contact.talks`, asked of the database. Within one hour nobody begins anew.
TALKS = f"""
    WITH {SENT}, gap AS (
        SELECT sent.*, coalesce(first_at - max(last_at) OVER (
            PARTITION BY conversation_id ORDER BY first_at, position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) >= %(gap)s, TRUE) AS begins FROM sent
    ), talk AS (
        SELECT gap.*, count(*) FILTER (WHERE begins) OVER (
            PARTITION BY conversation_id ORDER BY first_at, position ROWS UNBOUNDED PRECEDING) AS number FROM gap
    ), ended AS (
        SELECT max(side) FILTER (WHERE begins) AS begun_by, sum(sent) AS sent, min(side) = max(side) AS is_alone
        FROM talk GROUP BY conversation_id, number
    )
    SELECT begun_by, count(*), count(*) FILTER (WHERE is_alone), coalesce(sum(sent) FILTER (WHERE is_alone), 0)
    FROM ended GROUP BY 1
"""  # noqa: S608 - of constants alone
