"""When a subject access request is to be answered: one month, two more at most, and the days that were waited.

UK GDPR Art 12(3) and DPA 2018 s.54: one month from the day of receipt, or from the day on which identity was proved
where that had to be asked; s.54(3A) and (3B): two months more for a complex request, or for their number, if the
requester is told why within the first month; s.54(3C): the clock waits for what was asked to know what they want.
The corresponding date of the later month, its last day where it has none, then the next working day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

RESPONSE, NOTICE, EXTENDED = "sar_response", "sar_extension_notice", "sar_extended"
LATE_NOTICE = (
    "They had to be told of more time within the first month, by {day} (UK GDPR Art 12(3); DPA 2018 s.54(3B)). "
    "The request is to be answered within one month."
)
ALREADY = "It was extended once. There is no second extension (UK GDPR Art 12(3); DPA 2018 s.54(3A))."


def began_on(received_on: dt.date, proved_on: dt.date) -> dt.date:
    """The day the clock counts from: the later of receipt and of what proves identity."""
    return max(received_on, proved_on)


def days_waited(pauses: Iterable[tuple[dt.date, dt.date]]) -> int:
    """How many days the clock stood still, from each asking to its answer."""
    return sum((answered - asked).days for asked, answered in pauses)
