"""From which day on, and where, the law knows a kind of track."""

from __future__ import annotations

import datetime as dt

from safeguarding.access.choices import Nation
from safeguarding.core import clock
from safeguarding.tracks.choices import TrackKind

#: DPA 2018 s.164A came into force on this day.
DATA_PROTECTION_SINCE = dt.date(2026, 6, 19)
REPORTING_SOURCE = "Crime and Policing Act 2026"


def opening_problem(kind: str, day: dt.date, *, nation: str, reporting_from: dt.date | None) -> str:
    """Why a track of this kind cannot begin on that day; empty where it can.

    The duty to report child sex offences has its day from a setting, because the day was not appointed when this was
    written. It is a duty in England; in Wales police report children at risk under another Act.
    """
    if kind == TrackKind.DATA_PROTECTION and day < DATA_PROTECTION_SINCE:
        since = clock.date_words(DATA_PROTECTION_SINCE)
        return f"Complaints to whoever holds the data are law since {since} (Data Protection Act 2018 s.164A)."
    if kind != TrackKind.REPORTING_DUTY:
        return ""
    if nation != Nation.ENGLAND:
        return (
            f"The duty to report child sex offences ({REPORTING_SOURCE}) is one in England. In Wales report the "
            "child at risk (Social Services and Well-being (Wales) Act 2014 s.130)."
        )
    if reporting_from is None:
        return f"The duty to report child sex offences ({REPORTING_SOURCE}) is not in force: no day has been set."
    if day < reporting_from:
        since = clock.date_words(reporting_from)
        return f"The duty to report child sex offences ({REPORTING_SOURCE}) is in force from {since} on."
    return ""
