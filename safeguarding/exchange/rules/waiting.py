"""Whether an import seems to wait for a worker that does not come, in words for who waits."""

from __future__ import annotations

import datetime as dt

SOON = dt.timedelta(minutes=1)
#: A step that was begun shows no sign of life until it ends: it is given more time before anything is said.
A_STEP = dt.timedelta(minutes=5)
GOES_ON = "Nothing is lost: it goes on by itself as soon as that runs again. If it does not, tell an administrator."


def held_up(waited: dt.timedelta, *, was_begun: bool, is_beating: bool) -> str:
    """Why nothing happens, and what to do; nothing while all is as it should be."""
    if waited < (A_STEP if was_begun else SOON):
        return ""
    minutes = int(waited.total_seconds() // 60)
    for_long = "a minute" if minutes == 1 else f"{minutes:,} minutes"
    if not is_beating:
        return (
            f"Nothing has happened for {for_long}: the program that works in the background does not seem to be "
            f"running. {GOES_ON}"
        )
    if was_begun:
        return f"This step began {for_long} ago. Should it have been broken off, it is begun again within 20 minutes."
    return f"This has waited for {for_long}, because other work comes first. It is taken up by itself."
