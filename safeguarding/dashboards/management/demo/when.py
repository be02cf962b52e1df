"""When things happen in the demo: so many days before it is loaded, in office hours, never in the future."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from safeguarding.core import clock

OPENS, CLOSES = dt.time(8, 40), dt.time(18, 0)
SATURDAY, SUNDAY = 5, 6
NEAR = 3


@dataclass(frozen=True)
class Scene:
    """One act at one moment."""

    at: dt.datetime
    act: Callable[[], object]


def ago(now: dt.datetime, days: int, at: str = "09:15") -> dt.datetime:
    """That time of day in London, so many days back. Of a weekend, Saturday becomes Friday and Sunday Monday.

    Within the last three days Sunday becomes Friday too: a Monday would lie ahead.
    """
    day = clock.london_date(now) - dt.timedelta(days=days)
    if day.weekday() == SUNDAY:
        day += dt.timedelta(days=1 if days > NEAR else -2)
    elif day.weekday() == SATURDAY:
        day -= dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time.fromisoformat(at), tzinfo=clock.LONDON)


def at_a_desk(moment: dt.datetime) -> dt.datetime:
    """The moment itself, or when the office next opens."""
    local = moment.astimezone(clock.LONDON)
    day = local.date()
    if local.time() >= CLOSES:
        day += dt.timedelta(days=1)
    opens = day != local.date() or local.time() < OPENS
    while day.weekday() >= SATURDAY:
        day, opens = day + dt.timedelta(days=1), True
    return dt.datetime.combine(day, OPENS, tzinfo=clock.LONDON) if opens else local


def play(scenes: Iterable[Scene], *, now: dt.datetime) -> int:
    """Act out the scenes in the order of time, each at its moment; what lies ahead has not happened yet."""
    past = sorted((scene for scene in scenes if scene.at <= now), key=lambda scene: scene.at)
    for scene in past:
        with clock.standing_at(scene.at):
            scene.act()
    return len(past)
