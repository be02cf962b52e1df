"""What contact between two people is, in messages: what is counted, when they begin anew, and what stays unanswered.

Numbers that somebody chose stand here with who chose them. Nothing is weighed, and nothing follows of itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from safeguarding.communications.rules.conduct import in_quiet_hours
from safeguarding.communications.rules.facts import Limits
from safeguarding.conversations.choices import MessageKind
from safeguarding.conversations.rules.runs import NEW_START

#: What somebody sends another. Reactions, requests and lines of the program are no message of theirs.
COUNTED = (MessageKind.TEXT, MessageKind.MEDIA, MessageKind.CALL, MessageKind.DELETED, MessageKind.OTHER)
HOURS = 24
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHADES = 5
#: Up to so many days each has a line of its own; beyond them each month has.
MOST_DAYS = 93


@dataclass(frozen=True)
class Number:
    """A number that the profile goes by."""

    name: str
    value: int
    unit: str
    words: str
    source: str


NUMBERS = (
    Number(
        "new_start", int(NEW_START.total_seconds()) // 3600, "hours",
        "After so long without a message in a conversation, whoever writes begins anew.",
        "House policy; the same as where the lexicon looks for openings",
    ),
    Number(
        "move_said", 14, "days",
        "A message about another platform belongs to a move when it was sent so shortly before it.",
        "House policy",
    ),
)  # fmt: skip
MOVE_SAID = dt.timedelta(days=next(one.value for one in NUMBERS if one.name == "move_said"))


def begins(before: dt.datetime | None, at: dt.datetime) -> bool:
    """Whether a message begins a talk: it is the first of its conversation, or the first after a long silence.

    Between instants: what clocks on the wall say differs by an hour when they are changed.
    """
    return before is None or at.astimezone(dt.UTC) - before.astimezone(dt.UTC) >= NEW_START


@dataclass
class Talk:
    """Messages of one conversation without a long silence between them: who began, and how many each of two sent."""

    begun_by: int
    sent: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def is_answered(self) -> bool:
        return self.sent[1 - self.begun_by] > 0


def talks(messages: Iterable[tuple[int, dt.datetime]]) -> list[Talk]:
    """The talks of one conversation, from whose each message is (0 or 1) and when it was sent, in order."""
    found: list[Talk] = []
    before: dt.datetime | None = None
    for side, at in messages:
        if begins(before, at):
            found.append(Talk(side))
        found[-1].sent[side] += 1
        before = at
    return found


@dataclass(frozen=True, slots=True)
class Square:
    """How many messages one of two sent on one day of the week between one cut of the clock and the next.

    All of them while the same numbers of the force were in force.
    """

    weekday: int
    begins: dt.time
    side: int
    count: int
    limits: Limits


@dataclass
class Volume:
    """When two people wrote: on which days, at which hours of which days of the week, and how much in quiet hours."""

    days: dict[dt.date, list[int]] = field(default_factory=dict)
    #: By hour, then by day of the week from Monday, then by whose.
    hours: list[list[list[int]]] = field(default_factory=lambda: [[[0, 0] for _ in WEEKDAYS] for _ in range(HOURS)])
    quiet: list[int] = field(default_factory=lambda: [0, 0])
    timed: list[int] = field(default_factory=lambda: [0, 0])


def cuts(limits: Iterable[Limits]) -> list[dt.time]:
    """Where the day is cut: at each hour, and where quiet hours begin and end. No piece is quiet in part."""
    times = {dt.time(hour) for hour in range(HOURS)}
    for one in limits:
        times |= {one.quiet_from, one.quiet_until}
    return sorted(times)


def volume(days: Iterable[tuple[dt.date, int, int]], squares: Iterable[Square]) -> Volume:
    """The same, put together: by day and whose, and by hour and quiet hour."""
    found = Volume()
    for day, side, count in days:
        found.days.setdefault(day, [0, 0])[side] += count
        found.timed[side] += count
    for one in squares:
        found.hours[one.begins.hour][one.weekday][one.side] += one.count
        if in_quiet_hours(one.begins, one.limits):
            found.quiet[one.side] += one.count
    return found


def every_day(days: dict[dt.date, list[int]]) -> list[tuple[dt.date, list[int]]]:
    """Each day from the first to the last, those without a message among them."""
    if not days:
        return []
    first, last = min(days), max(days)
    numbers = range((last - first).days + 1)
    return [(day, days.get(day, [0, 0])) for day in (first + dt.timedelta(days=number) for number in numbers)]


def every_month(days: dict[dt.date, list[int]]) -> list[tuple[dt.date, list[int]]]:
    """Each month from the first to the last, by its first day."""
    if not days:
        return []
    months: dict[dt.date, list[int]] = {}
    month, last = min(days).replace(day=1), max(days)
    while month <= last:
        months[month] = [0, 0]
        month = (month + dt.timedelta(days=31)).replace(day=1)
    for day, (one, other) in days.items():
        of = months[day.replace(day=1)]
        of[0] += one
        of[1] += other
    return list(months.items())


def shade(count: int, most: int) -> int:
    """How dark a square is: 0 for nothing, else 1 to 5 by its share of the fullest one."""
    return -(-count * SHADES // most) if most else 0


def share(part: int, whole: int) -> str:
    """A part of a whole in words: 7 of 12 (58%)."""
    return f"{part:,} of {whole:,} ({100 * part / whole:.0f}%)" if whole else "none"


@dataclass(frozen=True, slots=True)
class Used:
    """A platform that two people used: from when on."""

    platform: str
    first_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Pointer:
    """A message that speaks of another platform: which, when, and where it was said."""

    message: int
    at: dt.datetime
    platform: str
    conversation: int = 0
    export: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """The first message on another platform, and the last one before it that spoke of going there, if any."""

    before: str
    to: str
    at: dt.datetime
    said: Pointer | None


def moves(used: Sequence[Used], pointers: Sequence[Pointer]) -> list[Move]:
    """From one platform to the next, in the order in which two people came to them."""
    found: list[Move] = []
    ordered = sorted(used, key=lambda one: one.first_at)
    for before, then in pairwise(ordered):
        near = [
            one for one in pointers
            if one.platform != then.platform and then.first_at - MOVE_SAID <= one.at <= then.first_at
        ]  # fmt: skip
        said = max(near, key=lambda one: one.at, default=None)
        found.append(Move(said.platform if said else before.platform, then.platform, then.first_at, said))
    return found
