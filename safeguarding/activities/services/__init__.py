"""Planning and recording sessions, marking their registers, and taking young people off site."""

from safeguarding.activities.services.bands import load_bands, set_ratio
from safeguarding.activities.services.marking import mark_register, set_aside, settle
from safeguarding.activities.services.planning import cancel, edit_session, plan_session, set_adults
from safeguarding.activities.services.reading import note_reading
from safeguarding.activities.services.recording import close, hold
from safeguarding.activities.services.trips import (
    ask,
    confirm,
    decide,
    name_assessment,
    record_consent,
    set_going,
)

__all__ = [
    "ask", "cancel", "close", "confirm", "decide", "edit_session", "hold", "load_bands", "mark_register",
    "name_assessment", "note_reading", "plan_session", "record_consent", "set_adults", "set_aside", "set_going",
    "set_ratio", "settle",
]  # fmt: skip
