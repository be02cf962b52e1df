"""How long after a clock ran out each of those above the owner is told."""

import datetime as dt

ESCALATE_TO_SUPERVISOR_AFTER = dt.timedelta(days=1)
ESCALATE_TO_MANAGER_AFTER = dt.timedelta(days=3)

# How many rows one transaction claims (a killed worker leaves no more than these undone), and how long an email waits
# after each failed try.
BATCH = 50
EMAIL_WAITS = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=3),
    dt.timedelta(hours=12),
)
