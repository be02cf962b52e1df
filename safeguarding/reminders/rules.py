"""Which step of telling a clock has reached. Pure: the clock's times and the present moment are passed in."""

from __future__ import annotations

import datetime as dt

from safeguarding.core import clock
from safeguarding.notices.choices import Step
from safeguarding.reminders.choices import ESCALATE_TO_MANAGER_AFTER, ESCALATE_TO_SUPERVISOR_AFTER

# To the owner, the later step says all that the earlier one would have said.
OWNER_STEPS = (Step.AHEAD, Step.DUE, Step.OVERDUE)
ESCALATIONS = (Step.SUPERVISOR, Step.MANAGER)


def tell_at(step: str, *, due_at: dt.datetime, warn_days: int) -> dt.datetime:
    """The moment from which a step is told: ahead, on the day, after it, then up the line."""
    match step:
        case Step.AHEAD:
            return _start_of_day(due_at) - dt.timedelta(days=warn_days)
        case Step.DUE:
            return _start_of_day(due_at)
        case Step.OVERDUE:
            return due_at
        case Step.SUPERVISOR:
            return due_at + ESCALATE_TO_SUPERVISOR_AFTER
        case Step.MANAGER:
            return due_at + ESCALATE_TO_MANAGER_AFTER
    raise ValueError(f"Nobody is told at a step called {step}.")


def steps_reached(*, due_at: dt.datetime, warn_days: int, now: dt.datetime) -> list[str]:
    """What is to be told by now: the latest step for the owner, and each escalation that has come.

    After a stop of a day or a month the owner hears once that it is late, not three times that it was about to be.
    """
    reached = [step for step in OWNER_STEPS if tell_at(step, due_at=due_at, warn_days=warn_days) <= now]
    climbed = [step for step in ESCALATIONS if tell_at(step, due_at=due_at, warn_days=warn_days) <= now]
    return [*reached[-1:], *climbed]


def steps_above(step: str, *, due_at: dt.datetime, now: dt.datetime) -> list[str]:
    """The escalations beyond this step that have come by now: whoever hears of one needs not hear of this step too."""
    above = ESCALATIONS[ESCALATIONS.index(Step(step)) + 1 :] if step in ESCALATIONS else ESCALATIONS
    return [higher for higher in above if tell_at(higher, due_at=due_at, warn_days=0) <= now]


def _start_of_day(moment: dt.datetime) -> dt.datetime:
    day = clock.london_date(moment)
    return dt.datetime.combine(day, dt.time(0), tzinfo=clock.LONDON)


def words(step: str, *, title: str, reference: str, due: str) -> str:
    """What the notice says: the clock, the reference and how it stands; no name."""
    match step:
        case Step.SUPERVISOR | Step.MANAGER:
            return f"Still not done: {title}, {reference}, {due}"
        case _:
            return f"{title}, {reference}: {due}"
