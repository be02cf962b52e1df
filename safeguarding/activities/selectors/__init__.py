"""Named reads over sessions. Each starts from what the user may see, or from a session that the caller may read."""

from safeguarding.activities.selectors.bands import BandStanding, bands_of
from safeguarding.activities.selectors.breaches import found_in_sessions, teacher_conditions
from safeguarding.activities.selectors.lists import session_list, with_everything
from safeguarding.activities.selectors.ratios import AdultThere, Ratio, adults_of, ratio_of, ratios_of
from safeguarding.activities.selectors.register import Line, lines, open_marks, young_people_on
from safeguarding.activities.selectors.shortfalls import shortfalls_of

__all__ = [
    "AdultThere", "BandStanding", "Line", "Ratio", "adults_of", "bands_of", "found_in_sessions", "lines", "open_marks",
    "ratio_of", "ratios_of", "session_list", "shortfalls_of", "teacher_conditions", "with_everything",
    "young_people_on",
]  # fmt: skip
