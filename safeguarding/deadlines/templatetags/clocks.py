"""How a clock is said on a page: {% load clocks %} then {{ deadline.due_at|due_in_words }}."""

from __future__ import annotations

import datetime as dt

from django import template

from safeguarding.core import clock
from safeguarding.deadlines import rules
from safeguarding.deadlines.choices import ClockState, Urgency
from safeguarding.deadlines.models import Deadline

register = template.Library()

TAG_COLOURS = {Urgency.LATE: "red", Urgency.TODAY: "orange", Urgency.SOON: "yellow", Urgency.LATER: "grey"}
STATE_COLOURS = {ClockState.MET: "green", ClockState.MET_LATE: "orange", ClockState.CANCELLED: "grey"}


@register.filter
def due_in_words(due_at: dt.datetime | None) -> str:
    """How near it is: "due tomorrow", "3 days late"; nothing when no clock runs."""
    return rules.due_in_words(due_at, clock.now()) if due_at else ""


@register.filter
def time_left_in_words(due_at: dt.datetime | None) -> str:
    """The hours left, for a clock that is watched by the hour: "29 hours left"."""
    return rules.time_left_in_words(due_at, clock.now()) if due_at else ""


@register.filter
def moment_in_words(moment: dt.datetime | None) -> str:
    """Thursday 26 November 2026 at 23:59."""
    return rules.moment_in_words(moment) if moment else ""


@register.filter
def due_colour(due_at: dt.datetime | None) -> str:
    """The colour of the tag beside a running clock (the words say the same)."""
    return TAG_COLOURS[rules.urgency(due_at, clock.now())] if due_at else ""


@register.filter
def clock_colour(deadline: Deadline) -> str:
    """The colour of the tag of any clock, ended ones too."""
    return STATE_COLOURS.get(deadline.state) or due_colour(deadline.due_at)
