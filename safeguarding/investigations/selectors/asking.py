"""What the table of outcomes is asked about, as an investigation stands."""

from __future__ import annotations

import datetime as dt

from safeguarding.investigations.models import Investigation, Proceedings
from safeguarding.investigations.rules.ends import worst_finding
from safeguarding.investigations.rules.outcomes import Asked
from safeguarding.investigations.selectors.facts import has_left, latest_severity


def asked_of(held: Investigation, heard: Proceedings, *, day: dt.date) -> Asked:
    """The regime, the forum, the gravest finding and the day; whether the person left, and a live final warning."""
    severity = latest_severity(held)
    return Asked(
        regime=held.regime, forum=heard.forum, finding=worst_finding(one.finding for one in held.allegations.all()),
        day=day, has_left=has_left(held), live_final_warning=bool(severity and severity.has_live_final_warning),
    )  # fmt: skip
