"""Marks as they come: from the form of a page without a script, and from a phone."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from safeguarding.activities.choices import Mark, SetAside
from safeguarding.activities.services.marking import MOST_AT_ONCE, NewMark, Refusal
from safeguarding.core import clock
from safeguarding.core.errors import Invalid

UNREADABLE = "What was sent is no list of marks."
UNREADABLE_REFUSAL = "What was sent says of no mark what became of it."
LONGEST_ID = 18


def marks_of_page(sent: QueryDict) -> list[NewMark]:
    """What the page sends without a script: of everybody the mark, the one shown before, the number of a new one."""
    found = []
    for name in sent:
        head, _, number = name.partition("mark-")
        if head or not _is_number(number) or not sent[name] or sent[name] == sent.get(f"was-{number}", ""):
            continue
        client = _uuid(sent.get(f"new-{number}")) or uuid.uuid4()
        mark = str(sent[name])[:12]
        found.append(NewMark(client, int(number), mark, clock.now(), _uuid(sent.get(f"after-{number}"))))
    return found


def marks_sent(body: bytes) -> list[NewMark]:
    """What the script sends: a list of marks."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Invalid(UNREADABLE) from error
    rows = sent.get("marks") if isinstance(sent, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE:
        raise Invalid(UNREADABLE)
    return [_mark(row) for row in rows]


def refusal_sent(body: bytes) -> Refusal:
    """What became of a mark that was not kept."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Invalid(UNREADABLE_REFUSAL) from error
    client = _uuid(sent.get("id")) if isinstance(sent, dict) else None
    if client is None or sent.get("mark") not in Mark.values or sent.get("outcome") not in SetAside.values:
        raise Invalid(UNREADABLE_REFUSAL)
    return Refusal(client, str(sent["mark"]), str(sent["outcome"]))


def _mark(row: Any) -> NewMark:
    if not isinstance(row, dict):
        raise Invalid(UNREADABLE)
    client, person, mark = _uuid(row.get("id")), row.get("person"), row.get("mark")
    if client is None or not isinstance(person, int) or not 0 < person < 10**LONGEST_ID or not isinstance(mark, str):
        raise Invalid(UNREADABLE)
    return NewMark(client, person, mark[:12], _moment(row.get("at")), _uuid(row.get("after")))


def _moment(sent: Any) -> dt.datetime:
    """When it was tapped; when that cannot be read, now."""
    try:
        at = parse_datetime(sent) if isinstance(sent, str) else None
    except ValueError:
        at = None
    return at if at is not None and at.tzinfo is not None else clock.now()


def _uuid(sent: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(sent) if isinstance(sent, str) and sent else None
    except ValueError:
        return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ID
