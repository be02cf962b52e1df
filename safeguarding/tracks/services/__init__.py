"""Opening, moving and closing tracks, and what their ends leave to be decided."""

from safeguarding.tracks.selectors.hooks import (
    OpenDuty,
    claim_verbs,
    register_before_end,
    register_before_step,
    register_open_duty,
)
from safeguarding.tracks.services.college import decide as decide_report
from safeguarding.tracks.services.departures import record_departure
from safeguarding.tracks.services.meetings import MeetingFacts
from safeguarding.tracks.services.moving import end, step
from safeguarding.tracks.services.offences import add_offence, decide_offence, record_result
from safeguarding.tracks.services.opening import change_body, give, open_track

__all__ = [
    "MeetingFacts", "OpenDuty", "add_offence", "change_body", "claim_verbs", "decide_offence", "decide_report", "end",
    "give", "open_track", "record_departure", "record_result", "register_before_end", "register_before_step",
    "register_open_duty", "step",
]  # fmt: skip
