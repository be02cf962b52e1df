"""What the messages between two people show by their times and places: counted by the database, in a few queries.

The number of queries is the same however many messages there are. Nothing is weighed: numbers, and where they stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
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
from safeguarding.conversations.rules.contact import Move, Pointer, Square, Used, Volume
from safeguarding.conversations.rules.runs import NEW_START
from safeguarding.conversations.selectors.pairs import IN_EXPORTS, OF_SOMEBODY, SIDES, Scope, Side
from safeguarding.core import clock

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


@dataclass(frozen=True)
class Thread:
    """A conversation in which both have a part."""

    id: int
    export: int
    title: str
    platform: str
    of_two: bool
    sent: tuple[int, int]
    deleted: tuple[int, int]
    first_at: dt.datetime | None
    last_at: dt.datetime | None


@dataclass(frozen=True)
class Starts:
    """Who began talks, and how many of them and of their messages the other left without a word."""

    talks: tuple[int, int]
    unanswered: tuple[int, int]
    unanswered_messages: tuple[int, int]


@dataclass(frozen=True)
class OnPlatform:
    """What two people sent each other on one platform."""

    platform: str
    sent: tuple[int, int]
    deleted: tuple[int, int]
    first_at: dt.datetime | None
    last_at: dt.datetime | None


@dataclass(frozen=True)
class Shown:
    """One indicator: how often it was found in what each wrote, what was said of it, and where it stands first."""

    indicator: str
    by: tuple[int, int]
    open: int
    agreed: int
    dismissed: int
    first: Finding

    @property
    def words(self) -> str:
        return str(Indicator(self.indicator).label)

    @property
    def total(self) -> int:
        return self.open + self.agreed + self.dismissed


@dataclass
class Profile:
    """What stands between two people in the exports that were read."""

    sides: tuple[Side, Side]
    threads: list[Thread] = field(default_factory=list)
    groups: list[Thread] = field(default_factory=list)
    platforms: list[OnPlatform] = field(default_factory=list)
    volume: Volume = field(default_factory=Volume)
    starts: Starts = field(default_factory=lambda: Starts((0, 0), (0, 0), (0, 0)))
    moves: list[Move] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    #: Whether every one of these exports was looked through by the lexicon to its end.
    is_looked_through: bool = True
    #: By which quiet hours the days were judged, the first first.
    quiet_hours: list[Limits] = field(default_factory=list)

    @property
    def sent(self) -> tuple[int, int]:
        return _both(self.threads, "sent")

    @property
    def deleted(self) -> tuple[int, int]:
        return _both(self.threads, "deleted")

    @property
    def total(self) -> int:
        return sum(self.sent)

    @property
    def untimed(self) -> int:
        """Messages of which the file does not say when they were sent: in no day and no hour."""
        return self.total - sum(self.volume.timed)

    @property
    def first_at(self) -> dt.datetime | None:
        return min((one.first_at for one in self.threads if one.first_at), default=None)

    @property
    def last_at(self) -> dt.datetime | None:
        return max((one.last_at for one in self.threads if one.last_at), default=None)


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
        found.append(OnPlatform(name, _both(own, "sent"), _both(own, "deleted"), first, last))
    return [one for one in found if sum(one.sent)] or found


def _both(threads: list[Thread], name: str) -> tuple[int, int]:
    return sum(getattr(each, name)[0] for each in threads), sum(getattr(each, name)[1] for each in threads)


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
    by = {status: Count("pk", filter=Q(status=status)) for status in FindingStatus.values}
    counted = rows.order_by().values("indicator").annotate(
        by_one=Count("pk", filter=Q(message__sender__in=one)),
        by_other=Count("pk", filter=Q(message__sender__in=other)), **by,
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
