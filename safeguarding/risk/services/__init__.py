"""What is done with risk assessments and the risk register: one function a verb."""

from safeguarding.risk.services.approval import approve, refuse, submit, withdraw
from safeguarding.risk.services.assessments import copy_for, edit_details, next_version, start
from safeguarding.risk.services.hazards import add_hazard, change_hazard, remove_hazard
from safeguarding.risk.services.venues import add_venue

__all__ = [
    "add_hazard",
    "add_venue",
    "approve",
    "change_hazard",
    "copy_for",
    "edit_details",
    "next_version",
    "refuse",
    "remove_hazard",
    "start",
    "submit",
    "withdraw",
]
