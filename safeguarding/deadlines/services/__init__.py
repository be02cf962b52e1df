"""Named writes: clocks, the rules they follow, and the days on which nobody works."""

from safeguarding.deadlines.services.bank_holidays import (
    CalendarReport,
    load_published_calendar,
    remove_bank_holiday,
    set_bank_holiday,
)
from safeguarding.deadlines.services.catalogue import edit_rule, load_catalogue
from safeguarding.deadlines.services.clocks import (
    cancel,
    extend,
    meet,
    reassign,
    recompute,
    set_fixed,
    start,
)
from safeguarding.deadlines.services.many_clocks import (
    cancel_for_source,
    cancel_for_subject,
    meet_for_source,
    meet_for_subject,
    move_for_subject,
    reassign_for_source,
    reassign_for_subject,
)
from safeguarding.deadlines.services.whole_lists import NewClock, meet_many, start_many

__all__ = [
    "CalendarReport",
    "NewClock",
    "cancel",
    "cancel_for_source",
    "cancel_for_subject",
    "edit_rule",
    "extend",
    "load_catalogue",
    "load_published_calendar",
    "meet",
    "meet_for_source",
    "meet_for_subject",
    "meet_many",
    "move_for_subject",
    "reassign",
    "reassign_for_source",
    "reassign_for_subject",
    "recompute",
    "remove_bank_holiday",
    "set_bank_holiday",
    "set_fixed",
    "start",
    "start_many",
]
