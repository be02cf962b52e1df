"""The stages of an investigation as steps with their days: what is behind it, where it stands, what is to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

DONE, NOW, TO_COME, NOT_REACHED = "done", "now", "to_come", "not_reached"


@dataclass(frozen=True)
class Days:
    """When each stage was reached, in plain values; None where it was not. `forum` is what it was referred to."""

    came_on: dt.date
    serves: bool = True
    recorded_on: dt.date | None = None
    assessed_on: dt.date | None = None
    given_on: dt.date | None = None
    is_withheld: bool = False
    reported_on: dt.date | None = None
    answered_on: dt.date | None = None
    referred_on: dt.date | None = None
    forum: str = ""
    is_heard: bool = False
    starts_on: dt.date | None = None
    outcome_on: dt.date | None = None
    told_on: dt.date | None = None
    appealed_on: dt.date | None = None
    appeal_decided_on: dt.date | None = None
    is_running: bool = True


@dataclass(frozen=True)
class Step:
    """One stage: what it is called, its day, where it stands, and what is said of it beside the day."""

    label: str
    day: dt.date | None
    standing: str
    says: str = ""


def steps(days: Days, *, today: dt.date) -> list[Step]:
    """Every stage in its order. The first that was not reached is where it stands, while the track runs."""
    found: list[Step] = []
    is_behind = True
    for label, day, says in _rows(days):
        is_reached = day is not None and day <= today
        if is_reached:
            standing = DONE
        elif not days.is_running:
            standing = NOT_REACHED
        else:
            standing, is_behind = (NOW if is_behind else TO_COME), False
        found.append(Step(label, day, standing, says))
    return found


def _rows(days: Days) -> Iterator[tuple[str, dt.date | None, str]]:
    yield "Came in", days.came_on, ""
    if days.serves:
        yield "Recorded", days.recorded_on, ""
    yield "Severity assessed", days.assessed_on, ""
    yield "Notice given", days.given_on, "Withheld" if days.is_withheld else ""
    yield "Report in", days.reported_on, ""
    yield "Case to answer decided", days.answered_on, ""
    yield "Referred", days.referred_on, days.forum
    # Until it is referred nobody knows whether there will be one.
    if days.is_heard:
        yield days.forum, days.starts_on, ""
    yield "Outcome", days.outcome_on, ""
    yield "Person told", days.told_on, ""
    if days.appealed_on:
        yield "Appeal", days.appeal_decided_on, ""
