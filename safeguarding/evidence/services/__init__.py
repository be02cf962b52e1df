"""Exhibits, their hand-overs and their files."""

from safeguarding.evidence.services.custody import accept, decline, offer, take_back
from safeguarding.evidence.services.exhibits import add_exhibit, change_exhibit, end_exhibit, register_series
from safeguarding.evidence.services.files import add_file, note_printing, open_exhibit_file, put_file
from safeguarding.evidence.services.removing import (
    GONE,
    WAITS,
    Stays,
    ask_removal,
    decide_removal,
    register_goes_with,
    register_hold,
    take_back_removal,
    what_goes_with,
    why_kept,
)

__all__ = [
    "GONE", "WAITS", "Stays", "accept", "add_exhibit", "add_file", "ask_removal", "change_exhibit", "decide_removal",
    "decline", "end_exhibit", "note_printing", "offer", "open_exhibit_file", "put_file", "register_goes_with",
    "register_hold", "register_series", "take_back", "take_back_removal", "what_goes_with", "why_kept",
]  # fmt: skip
