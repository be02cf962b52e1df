"""What stands between the two who wrote most in an export, as a browser gets it, beside the SQL of its plainest table."""

from __future__ import annotations

from bench.arms import client_of, get, sql
from bench.measure import Figure, compare

DAYS_AND_HOURS = """
    SELECT (sent_at AT TIME ZONE 'Europe/London')::date, extract(hour FROM sent_at AT TIME ZONE 'Europe/London'), sender_id, count(*)
    FROM conversations_message WHERE export_id = %(export)s GROUP BY 1, 2, 3
"""
WHO = """
    SELECT conversation_id, sender_id, count(*), min(sent_at), max(sent_at) FROM conversations_message
    WHERE export_id = %(export)s GROUP BY 1, 2
"""


def figures(export: int, rounds: int) -> list[Figure]:
    """The list of pairs, then a profile counted message by message and one counted by the hour."""
    from safeguarding.conversations.models import MessageExport
    from safeguarding.conversations.selectors import pairs
    from safeguarding.conversations.services.parts import count_hours_waiting

    row = MessageExport.objects.select_related("case").get(pk=export)
    (pair,) = pairs.pairs(pairs.scope_of(row.case, row))[0:1]
    client = client_of(row.added_by)
    case = f"/cases/{row.case.reference}/messages/"
    client.post(f"{case}purpose/", {"purpose": "case_work"})
    one, other = (side.key for side in pair.sides)
    profile = f"{case}pairs/{one}/{other}/?export={export}"
    bare, few = sql(DAYS_AND_HOURS, export=export), min(rounds, 5)
    found = [compare("pairs", get(client, f"{case}pairs/?export={export}"), sql(WHO, export=export), rounds=few)]
    if not row.conversations.filter(hours__isnull=False).exists():
        found.append(compare("a pair, message by message", get(client, profile), bare, rounds=few))
    count_hours_waiting()
    found.append(compare("a pair, by the hour", get(client, profile), bare, rounds=rounds))
    others = f"{case}pairs/{one}/?export={export}"
    found.append(compare("others of one of them", get(client, others), sql(WHO, export=export), rounds=few))
    return found
