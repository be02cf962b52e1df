"""What is done with risk assessments and the risk register: one function a verb."""

from safeguarding.risk.services.actions import add_action, drop_action, finish_action
from safeguarding.risk.services.approval import Paper, approve, refuse, submit, withdraw
from safeguarding.risk.services.assessments import copy_for, edit_details, next_version, start
from safeguarding.risk.services.closing import end_of_scheme
from safeguarding.risk.services.entries import edit_entry, look_again, raise_entry
from safeguarding.risk.services.hazards import add_hazard, change_hazard, remove_hazard
from safeguarding.risk.services.venues import add_venue

__all__ = [
    "Paper",
    "add_action",
    "add_hazard",
    "add_venue",
    "approve",
    "change_hazard",
    "copy_for",
    "drop_action",
    "edit_details",
    "edit_entry",
    "end_of_scheme",
    "finish_action",
    "look_again",
    "next_version",
    "raise_entry",
    "refuse",
    "remove_hazard",
    "start",
    "submit",
    "withdraw",
]
