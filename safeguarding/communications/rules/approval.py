"""Until when an account may be approved, and what has to be seen to. Pure: days are passed in."""

from __future__ import annotations

import datetime as dt

from safeguarding.deadlines.rules import months_after

REVIEW = "account_review"
REVIEW_MONTHS = 12


def latest_until(day: dt.date) -> dt.date:
    """An approval lasts a year at most: then somebody looks at the account again."""
    return months_after(day, REVIEW_MONTHS)


def until_error(until: dt.date, *, today: dt.date) -> str:
    """What is wrong with the last day of an approval."""
    if until < today:
        return "The last day must be today or in the future"
    if until > latest_until(today):
        return "An account is approved for a year at most"
    return ""


def left_because(
    *, signs_in: bool | None, posts: list[dt.date | None], parts: list[dt.date | None], today: dt.date
) -> str:
    """Why somebody may no longer use an account, or nothing.

    `posts` and `parts` are the last days of every post in the force and of every part in the account's scheme, None
    where there is none: the last day itself is the day they leave. Who never had a part or a post has not left it.
    """
    if signs_in is False:
        return "Their sign-in was closed."
    if posts and all(day is not None and day <= today for day in posts):
        return "They left the force."
    if parts and all(day is not None and day <= today for day in parts):
        return "They left the scheme."
    return ""
