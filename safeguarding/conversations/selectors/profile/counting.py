"""What the messages between two people show by their times and places: counted by the database, in a few queries.

The number of queries is the same however many messages there are. Nothing is weighed: numbers, and where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from safeguarding.cases.choices import Indicator
from safeguarding.communications.rules.facts import Limits
from safeguarding.communications.selectors.numbers import limits_from, numbers_of
from safeguarding.conversations.choices import FindingStatus
from safeguarding.conversations.models import Conversation, Finding, Hour, Look
from safeguarding.conversations.rules import contact
from safeguarding.conversations.rules.contact import Pointer, Square, Used, Volume
from safeguarding.conversations.rules.runs import NEW_START, UNANSWERED
from safeguarding.conversations.selectors.pairs import Scope, Side
from safeguarding.conversations.selectors.profile.shapes import OnPlatform, Profile, Shown, Starts, Thread, both
from safeguarding.conversations.selectors.profile.statements import BUCKETS, TALKS, THREADS
from safeguarding.core import clock


def profile(scope: Scope, one: Side, other: Side) -> Profile:
    """Everything about one pair in these exports."""
    found = threads_of(scope, one, other)
    if not found.threads:
        return found
    given = {**_counted(found.threads), "other": other.ids, "both": [*one.ids, *other.ids]}
    numbers = numbers_of(scope.case.force_id)
    limits = {day: limits_from(numbers, day) for day in [dt.date.min, *(row.since for row in numbers)]}
    found.quiet_hours = _in_force(limits, found)
    found.volume = _volume(given, limits)
    found.starts = _starts(given)
    rows = of_pair(found)
    exports = {thread.export for thread in found.threads}
    found.is_looked_through = Look.objects.filter(export__in=exports, done_at__isnull=False).count() == len(exports)
    found.shown = _shown(rows, one.ids, other.ids)
    used = [Used(each.platform, each.first_at) for each in found.platforms if each.first_at]
    found.moves = contact.moves(used, _pointers(rows, used))
    return found


def threads_of(scope: Scope, one: Side, other: Side) -> Profile:
    """The same without what is counted message by message."""
    found = Profile((one, other))
    shared = _threads(scope, one, other)
    found.threads = [thread for thread in shared if thread.of_two]
    found.groups = [thread for thread in shared if not thread.of_two]
    found.platforms = _platforms(found.threads)
    return found


def _counted(threads: list[Thread]) -> dict[str, Any]:
    """Which conversations are counted message by message, and which by the hour."""
    ids = [thread.id for thread in threads]
    large = set(Conversation.objects.filter(Exists(Hour.objects.filter(conversation=OuterRef("pk"))), pk__in=ids)
                .values_list("pk", flat=True))  # fmt: skip
    return {
        "plain": [pk for pk in ids if pk not in large], "large": sorted(large), "gap": NEW_START,
        "kinds": [kind.value for kind in contact.COUNTED], "zone": clock.LONDON.key,
    }  # fmt: skip


def of_pair(found: Profile) -> Any:
    """What the lexicon found in what the two wrote to each other."""
    rows = Finding.objects.current().filter(export__in={thread.export for thread in found.threads})
    return rows.filter(message__conversation__in=[thread.id for thread in found.threads])


def _threads(scope: Scope, one: Side, other: Side) -> list[Thread]:
    given = {
        "exports": list(scope.exports), "one": one.ids, "other": other.ids, "one_key": one.key, "other_key": other.key,
    }  # fmt: skip
    return [
        Thread(pk, export, title or key, platform, of_two, (int(a), int(b)), (int(c), int(d)), first, last)
        for pk, export, title, key, platform, of_two, a, b, c, d, first, last in _rows(THREADS, given)
    ]


def _rows(statement: str, given: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def _platforms(threads: list[Thread]) -> list[OnPlatform]:
    names = dict.fromkeys(thread.platform for thread in threads)
    found = []
    for name in names:
        own = [thread for thread in threads if thread.platform == name]
        first = min((thread.first_at for thread in own if thread.first_at), default=None)
        last = max((thread.last_at for thread in own if thread.last_at), default=None)
        found.append(OnPlatform(name, both(own, "sent"), both(own, "deleted"), first, last))
    return [one for one in found if sum(one.sent)] or found


def _volume(given: dict[str, Any], limits: dict[dt.date, Limits]) -> Volume:
    cuts = contact.cuts(limits.values())
    if len(cuts) > contact.HOURS:
        # Quiet hours that begin or end within an hour cannot be told from whole hours.
        given = {**given, "plain": [*given["plain"], *given["large"]], "large": []}
    since = sorted(limits)
    rows = _rows(BUCKETS, {**given, "cuts": cuts, "since": since})
    days = [(day, side, int(count)) for day, *_, side, count in rows if day is not None]
    squares = [
        Square(weekday - 1, cuts[piece - 1], side, int(count), limits[since[period - 1]])
        for day, weekday, piece, period, side, count in rows if day is None
    ]  # fmt: skip
    return contact.volume(days, squares)


def _on(limits: dict[dt.date, Limits]) -> Callable[[dt.date], Limits]:
    """The numbers of a force on any day, worked out once for each day on which they changed."""
    since = sorted(limits, reverse=True)
    return lambda day: limits[next(each for each in since if each <= day)]


def _in_force(limits: dict[dt.date, Limits], found: Profile) -> list[Limits]:
    """The quiet hours of the days of a pair, each once."""
    if not (found.first_at and found.last_at):
        return []
    first, last = clock.london_date(found.first_at), clock.london_date(found.last_at)
    on = _on(limits)
    days = [first, *(day for day in sorted(limits) if first < day <= last)]
    by_hours = {(one.quiet_from, one.quiet_until): one for one in map(on, days)}
    return list(by_hours.values())


def _starts(given: dict[str, Any]) -> Starts:
    by = {side: counts for side, *counts in _rows(TALKS, given)}
    columns = [(int(by.get(0, (0, 0, 0))[at]), int(by.get(1, (0, 0, 0))[at])) for at in range(3)]
    return Starts(*columns)


def _shown(rows: Any, one: list[int], other: list[int]) -> list[Shown]:
    """By indicator, in two queries: how many, and the first of each."""
    # Messages without an answer show the silence of whoever did not answer: it is counted on their side.
    silence, sent = Q(pattern=UNANSWERED.id), "message__sender__in"
    by_one = (~silence & Q(**{sent: one})) | (silence & Q(**{sent: other}))
    by_other = (~silence & Q(**{sent: other})) | (silence & Q(**{sent: one}))
    by = {status: Count("pk", filter=Q(status=status)) for status in FindingStatus.values}
    counted = rows.order_by().values("indicator").annotate(
        by_one=Count("pk", filter=by_one), by_other=Count("pk", filter=by_other), **by,
    )  # fmt: skip
    firsts = rows.select_related("message").order_by("indicator", "message__order_at", "message", "starts")
    first = {found.indicator: found for found in firsts.distinct("indicator")}
    found = [
        Shown(
            row["indicator"], (row["by_one"], row["by_other"]), row["open"], row["agreed"],
            row["dismissed"], first[row["indicator"]],
        )
        for row in counted if row["indicator"] in first
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.words)


def _pointers(rows: Any, used: list[Used]) -> list[Pointer]:
    """Messages that speak of another platform, shortly before the two came to one."""
    if len(used) < 2:
        return []
    windows = [
        Q(message__sent_at__gte=one.first_at - contact.MOVE_SAID, message__sent_at__lte=one.first_at) for one in used
    ]
    said = rows.filter(reduce(or_, windows), indicator=Indicator.MOVES_PLATFORM).exclude(status=FindingStatus.DISMISSED)
    found = said.order_by("message__sent_at", "message").values_list(
        "message_id", "message__sent_at", "message__conversation__platform__name", "message__conversation_id",
        "export_id", "message__position",
    )  # fmt: skip
    return [Pointer(*row) for row in found]
