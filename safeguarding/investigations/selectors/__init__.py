"""Named reads of investigations."""

from safeguarding.investigations.selectors.acts import Line, acts_before, acts_of, line_of, next_act
from safeguarding.investigations.selectors.done import acts_done
from safeguarding.investigations.selectors.facts import departure_of, facts_of, has_left, latest_severity
from safeguarding.investigations.selectors.informing import informed, letters_due
from safeguarding.investigations.selectors.lanes import (
    clocks_of,
    in_case,
    iopc_referrals,
    lanes,
    parties_to_begin,
    whole,
)
from safeguarding.investigations.selectors.letters import letters_not_served
from safeguarding.investigations.selectors.notices import notice_parts
from safeguarding.investigations.selectors.people import conflict_of, links_and_conflict, people_to_name
from safeguarding.investigations.selectors.steps import steps_of

__all__ = [
    "Line", "acts_before", "acts_done", "acts_of", "clocks_of", "conflict_of", "departure_of", "facts_of", "has_left",
    "in_case", "informed", "iopc_referrals", "lanes", "latest_severity", "letters_due", "letters_not_served", "line_of",
    "links_and_conflict", "next_act", "notice_parts", "parties_to_begin", "people_to_name", "steps_of", "whole",
]  # fmt: skip
