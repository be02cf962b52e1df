"""The pages of one long conversation as a browser gets them, each beside the SQL that a person would write for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client

from bench.arms import client_of, get, sql
from bench.data import settle
from bench.measure import Figure, compare
from bench.talk import WORDS
from safeguarding.core import clock

PAGE = """
    SELECT m.*, s.*, p.* FROM conversations_message m LEFT JOIN conversations_participant s ON s.id = m.sender_id
    LEFT JOIN cases_caseparty p ON p.id = s.party_id
    WHERE m.conversation_id = %(conversation)s {more} ORDER BY m.order_at, m.position LIMIT 101
"""
FOUND = """
    SELECT position FROM conversations_message WHERE conversation_id = %(conversation)s
    AND words @@ websearch_to_tsquery('english', %(words)s) ORDER BY order_at, position LIMIT 1
"""


def figures(export: int, rounds: int) -> list[Figure]:
    """The first page, one in the middle, a jump, the end, what is looked for, and each filter."""
    from safeguarding.conversations.models import Conversation, Message, MessageExport

    settle()
    export_row = MessageExport.objects.select_related("case").get(pk=export)
    conversation = Conversation.objects.get(export=export)
    rows = Message.objects.filter(conversation=conversation)
    middle = rows.get(position=conversation.messages_count // 2)
    client = client_of(export_row.added_by)
    case = f"/cases/{export_row.case.reference}/messages/"
    client.post(f"{case}purpose/", {"purpose": "case_work"})
    address = f"{export_row.get_absolute_url()}{conversation.pk}/"
    day = clock.london_date(middle.order_at)
    at, sender = middle.order_at, middle.sender_id
    known = {"conversation": conversation.pk}
    found: list[Figure] = []

    def add(name: str, where: str = "", asked: dict[str, Any] | None = None, more: str = "", **values: Any) -> None:
        page = f"{address}{where}" if asked is None else _asked(client, address, asked, where)
        statements = [PAGE.format(more=more), *([FOUND] if "words" in values else [])]
        found.append(compare(name, get(client, page), sql(*statements, **known, **values), rounds=rounds))

    after = "AND (m.order_at, m.position) > (%(at)s, %(position)s)"
    add("first page")
    add("a page in the middle", f"?after={middle.position}", more=after, at=at, position=middle.position)
    add("at a message in the middle", f"?at={middle.position}", more=after, at=at, position=middle.position)
    add("go to a day", f"?day={day}", more="AND m.order_at >= %(at)s", at=day)
    add("the last page", "?end=1")
    add("a common word", asked={"words": "parade"}, words="parade")
    add("a rare word", asked={"words": WORDS[-5]}, words=WORDS[-5])
    add("a word in the middle", f"after={middle.position}", {"words": "parade"}, after, at=at,
        position=middle.position, words="parade")  # fmt: skip
    add("a word that nobody wrote", asked={"words": "zzyzx"}, words="zzyzx")
    add("exact letters, common", asked={"words": "ractice", "is_exact": "on"}, more="AND m.text ILIKE '%%ractice%%'")
    add("exact letters, nowhere", asked={"words": "zz yzx", "is_exact": "on"}, more="AND m.text ILIKE '%%zz yzx%%'")
    add("from one sender", asked={"sender": str(sender)}, more="AND m.sender_id = %(sender)s", sender=sender)
    add("a rare kind", asked={"kind": "deleted"}, more="AND m.kind = 'deleted'")
    add("a kind that is not there", asked={"kind": "call"}, more="AND m.kind = 'call'")
    add("only quiet hours", asked={"is_quiet": "on"},
        more="AND (m.sent_at AT TIME ZONE 'Europe/London')::time >= '21:00'")  # fmt: skip
    week = {"since": _parts("since", day), "until": _parts("until", day + dt.timedelta(days=6))}
    add("one week", asked={**week["since"], **week["until"]}, more="AND m.order_at >= %(at)s AND m.order_at < %(end)s",
        at=day, end=day + dt.timedelta(days=7))  # fmt: skip
    add("a word of one sender", asked={"sender": str(sender), "words": "parade"},
        more="AND m.sender_id = %(sender)s", sender=sender, words="parade")  # fmt: skip
    add("only with an indicator", asked={"has_indicator": "on"},
        more="AND m.id IN (SELECT message_id FROM conversations_finding)")  # fmt: skip
    return found


def _parts(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


def _asked(client: Client, address: str, asked: dict[str, Any], where: str) -> str:
    """The page as it stands after the form was sent: what was asked for is kept in the session."""
    answer = client.post(address, asked)
    return f"{answer['Location']}{'&' if where else ''}{where}"
