"""Named reads of investigations."""

from safeguarding.investigations.selectors.acts import Line, acts_of, next_act
from safeguarding.investigations.selectors.facts import facts_of, has_left, latest_severity
from safeguarding.investigations.selectors.lanes import (
    clocks_of,
    in_case,
    iopc_referrals,
    lanes,
    parties_to_begin,
    whole,
)
from safeguarding.investigations.selectors.notices import notice_parts
from safeguarding.investigations.selectors.people import conflict_of, people_to_name

__all__ = [
    "Line", "acts_of", "clocks_of", "conflict_of", "facts_of", "has_left", "in_case", "iopc_referrals", "lanes",
    "latest_severity", "next_act", "notice_parts", "parties_to_begin", "people_to_name", "whole",
]  # fmt: skip
