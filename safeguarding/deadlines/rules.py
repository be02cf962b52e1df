"""When a clock runs out, and how that is said. Pure: the start, the day and the calendar are passed in.

Domain: deadline arithmetic. Instants are kept in UTC, dates are London's, and a clock that is due on a day runs out at
23:59:59 there.
"""

from __future__ import annotations

import calendar
import datetime as dt

from safeguarding.core import clock, workingdays
from safeguarding.core.workingdays import Overrides
from safeguarding.deadlines.choices import (
    EXACT,
    IOPC_REFERRAL,
    NEEDS_AMOUNT,
    Basis,
    ClockState,
    IopcDayBasis,
    Urgency,
)

ONE_DAY = dt.timedelta(days=1)
HOUR = 3600
DAY = 24 * HOUR
SOON_DAYS = 2
_MONTHS = frozenset({Basis.MONTHS_AFTER, Basis.MONTHS_BEGINNING_WITH, Basis.CORRESPONDING_MONTH})
END_OF_DAY = dt.time(23, 59, 59)


def due_at(
    basis: str, amount: int, start: dt.datetime, roll: bool = False, overrides: Overrides | None = None
) -> dt.datetime:
    """The instant, in UTC, at which a clock that started at `start` runs out.

    FIXED: the end of the day that `start` falls on. `roll` moves a last day that is not a working day to the next one.
    """
    if start.tzinfo is None:
        raise ValueError("A clock starts at an instant: the start needs its time zone.")
    if problem := figure_problem(basis, amount, roll):
        raise ValueError(problem)
    if basis == Basis.AT_ONCE:
        return start.astimezone(dt.UTC)
    if basis == Basis.HOURS:
        return start.astimezone(dt.UTC) + dt.timedelta(hours=amount)
    day = due_on(basis, amount, clock.london_date(start), overrides)
    if roll:
        day = workingdays.first_working_day_from(day, overrides)
    return clock.end_of_day(day).astimezone(dt.UTC)


def due_on(basis: str, amount: int, day: dt.date, overrides: Overrides | None = None) -> dt.date:
    """The last day of a period counted from `day`, for every basis that ends with a day."""
    match basis:
        case Basis.WORKING_DAYS_AFTER:
            return workingdays.nth_working_day_after(day, amount, overrides)
        case Basis.WORKING_DAYS_BEGINNING_WITH:
            return workingdays.nth_working_day_beginning_with(day, amount, overrides)
        case Basis.DAYS_AFTER | Basis.CALENDAR_NEXT_DAY:
            return day + amount * ONE_DAY
        case Basis.DAYS_BEGINNING_WITH:
            return day + (amount - 1) * ONE_DAY
        case Basis.MONTHS_AFTER | Basis.CORRESPONDING_MONTH:
            return months_after(day, amount)
        case Basis.MONTHS_BEGINNING_WITH:
            return last_day_of_months_beginning_with(day, amount)
        case Basis.FIXED:
            return day
    raise ValueError(f"A period counted in “{basis}” does not end with a day.")


def months_after(day: dt.date, months: int) -> dt.date:
    """The corresponding date that many months on; where that month has no such date, its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > workingdays.LAST_YEAR:
        raise workingdays.OutsideCalendar(f"Dates are worked out up to {workingdays.LAST_YEAR}.")
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_day_of_months_beginning_with(day: dt.date, months: int) -> dt.date:
    """The day before the corresponding date; where the last month has no such date, its last day.

    So twelve months beginning with 29 February 2024 end on 28 February 2025, not the 27th.
    """
    end = months_after(day, months)
    return end - ONE_DAY if end.day == day.day else end


def figure_problem(basis: str, amount: int, roll: bool = False) -> str:
    """What is wrong with a figure, in words; empty when it can be counted."""
    if amount < (1 if basis in NEEDS_AMOUNT else 0):
        return f"A period of {amount} {Basis(basis).label} has no end: give at least 1."
    if roll and basis in EXACT:
        return "A clock that runs out at an instant does not move to a working day."
    return ""


def basis_for(rule_key: str, basis: str, iopc_day_basis: str) -> str:
    """The basis a rule is counted with: a force may read the IOPC's "following day" as the next working day."""
    if rule_key == IOPC_REFERRAL and iopc_day_basis == IopcDayBasis.WORKING:
        return Basis.WORKING_DAYS_AFTER
    return basis


def state_of(
    *,
    due_at: dt.datetime,
    met_at: dt.datetime | None,
    cancelled_at: dt.datetime | None,
    now: dt.datetime,
    at_once: bool = False,
) -> ClockState:
    """What a clock is doing now. One that was met after it ran out stays marked so."""
    if cancelled_at is not None:
        return ClockState.CANCELLED
    if met_at is not None:
        return ClockState.MET_LATE if is_met_late(due_at, met_at, at_once=at_once) else ClockState.MET
    return ClockState.LATE if is_late(due_at, now) else ClockState.RUNNING


def is_met_late(due_at: dt.datetime, met_at: dt.datetime, *, at_once: bool) -> bool:
    """Whether what was owed was done late. What is due at once is in time on the same day."""
    if at_once:
        return clock.london_date(met_at) > clock.london_date(due_at)
    return is_late(due_at, met_at)


def is_late(due_at: dt.datetime, then: dt.datetime) -> bool:
    """Whether a clock had run out. To the second: the last second of the day still belongs to the day."""
    return due_at < late_before(then)


def late_before(then: dt.datetime) -> dt.datetime:
    """What was due before this had run out: the moment that queries over many clocks ask for."""
    return then.replace(microsecond=0)


def urgency(due_at: dt.datetime, now: dt.datetime) -> Urgency:
    """How near a running clock is: late, due today, within two days, or later."""
    if is_late(due_at, now):
        return Urgency.LATE
    days = (clock.london_date(due_at) - clock.london_date(now)).days
    if days == 0:
        return Urgency.TODAY
    return Urgency.SOON if days <= SOON_DAYS else Urgency.LATER


def counted_in_words(basis: str, amount: int, starts_from: str, roll: bool = False) -> str:
    """How a period is counted: "10 working days after the notice was given"."""
    words = f"{_counted(basis, amount)} {starts_from}"
    return f"{words}, or the next working day" if roll else words


def due_in_words(due_at: dt.datetime, now: dt.datetime) -> str:
    """How near a clock is: "due today at 23:59", "due tomorrow", "due Thursday 26 November 2026", "3 days late".

    A clock that runs out at an instant of its own within a day shows what is left: "5 hours left".
    """
    if is_late(due_at, now):
        return late_in_words(due_at, now)
    left = _seconds(now, due_at)
    ends_with_day = _ends_with_day(due_at)
    if not ends_with_day and left < DAY:
        return "due now" if left == 0 else f"{_span(left)} left"
    return f"due {_named_day(due_at, now, ends_with_day)}"


def late_in_words(due_at: dt.datetime, then: dt.datetime) -> str:
    """How late `then` is: in days of the calendar when the clock ran out with a day, otherwise in time passed."""
    if _ends_with_day(due_at):
        return f"{_count((clock.london_date(then) - clock.london_date(due_at)).days, 'day')} late"
    return f"{_span(_seconds(due_at, then))} late"


def time_left_in_words(due_at: dt.datetime, now: dt.datetime) -> str:
    """The hours left, however many, for a clock that is counted in them: "29 hours left"."""
    if is_late(due_at, now):
        return late_in_words(due_at, now)
    left = _seconds(now, due_at)
    return f"{_count(left // HOUR, 'hour') if left >= HOUR else _span(left)} left"


def clock_in_words(
    *,
    due_at: dt.datetime,
    met_at: dt.datetime | None,
    cancelled_at: dt.datetime | None,
    now: dt.datetime,
    at_once: bool = False,
) -> str:
    """A clock in a few words, whatever it is doing: what is left of it, or how it ended."""
    if cancelled_at is not None:
        return f"cancelled on {date_in_words(cancelled_at)}"
    if met_at is None:
        return due_in_words(due_at, now)
    late = f", {late_in_words(due_at, met_at)}" if is_met_late(due_at, met_at, at_once=at_once) else ""
    return f"met on {date_in_words(met_at)}{late}"


def date_in_words(moment: dt.datetime) -> str:
    """The London date of an instant: 26 November 2026."""
    return clock.date_words(clock.london_date(moment))


def day_in_words(day: dt.date) -> str:
    """A day with its weekday: Thursday 26 November 2026."""
    return f"{day:%A} {clock.date_words(day)}"


def moment_in_words(moment: dt.datetime) -> str:
    """An instant in London: Thursday 26 November 2026 at 23:59."""
    return f"{day_in_words(clock.london_date(moment))} at {_time(moment)}"


def _counted(basis: str, amount: int) -> str:
    match basis:
        case Basis.AT_ONCE:
            return "at once when"
        case Basis.FIXED:
            return "on the day set when"
        case Basis.HOURS:
            return f"{_count(amount, 'hour')} after"
        case Basis.CALENDAR_NEXT_DAY if amount == 1:
            return "by the end of the day after"
        case Basis.DAYS_AFTER if amount == 0:
            return "by the end of"
    return f"{_count(amount, _unit(basis))} {_joined(basis)}"


def _unit(basis: str) -> str:
    if basis in (Basis.WORKING_DAYS_AFTER, Basis.WORKING_DAYS_BEGINNING_WITH):
        return "working day"
    return "month" if basis in _MONTHS else "day"


def _joined(basis: str) -> str:
    return "beginning with" if "beginning_with" in basis else "after"


def _named_day(due_at: dt.datetime, now: dt.datetime, ends_with_day: bool) -> str:
    day = clock.london_date(due_at)
    days = (day - clock.london_date(now)).days
    if days == 0:
        return f"today at {_time(due_at)}"
    named = "tomorrow" if days == 1 else day_in_words(day)
    return named if ends_with_day else f"{named} at {_time(due_at)}"


def _ends_with_day(moment: dt.datetime) -> bool:
    return moment.astimezone(clock.LONDON).time().replace(microsecond=0) == END_OF_DAY


def _seconds(start: dt.datetime, end: dt.datetime) -> int:
    # By way of UTC: two London times are subtracted as if no clock had changed between them.
    return int((end.astimezone(dt.UTC) - start.astimezone(dt.UTC)).total_seconds())


def _span(seconds: int) -> str:
    """A length of time in its largest unit, rounded down."""
    if seconds >= DAY:
        return _count(seconds // DAY, "day")
    if seconds >= HOUR:
        return _count(seconds // HOUR, "hour")
    return _count(seconds // 60, "minute") if seconds >= 60 else "less than a minute"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _time(moment: dt.datetime) -> str:
    return f"{moment.astimezone(clock.LONDON):%H:%M}"
