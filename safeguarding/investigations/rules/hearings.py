"""The public notice of a hearing: of whom there is one, by when, who decides what it names, and what it says."""

from __future__ import annotations

import datetime as dt

from safeguarding.core import clock, workingdays
from safeguarding.core.workingdays import Overrides
from safeguarding.investigations.choices import Forum, Publication, Regime
from safeguarding.investigations.rules.sources import INSTEAD_OF_PCR, PCR

#: How many working days must lie between, and that the chair decides what is named, is from memory: to be confirmed.
PUBLIC_NOTICE_DAYS = 5
PUBLIC_NOTICE = f"{PCR} reg 36"
IN_PUBLIC = (Forum.HEARING, Forum.ACCELERATED)
WHAT_IT_NAMES = (
    "The chair decides whether it is published and whether it names the person. It gives the day, the place and what "
    f"the conduct is said to be ({PUBLIC_NOTICE}). It names nobody else, and no child."
)


def is_public(regime: str, forum: str) -> bool:
    """Whether notice of it is published: hearings of officers and specials alone."""
    return regime == Regime.OFFICER and forum in IN_PUBLIC


def not_public_words(regime: str, forum: str) -> str:
    """Why no notice of it is published."""
    if regime != Regime.OFFICER:
        return f"Hearings are public for officers and special constables alone ({INSTEAD_OF_PCR[regime]})."
    return f"A {Forum(forum).label.lower()} is not held in public ({PUBLIC_NOTICE})." if forum else ""


def latest_day(starts_on: dt.date, overrides: Overrides | None = None) -> dt.date:
    """The last day on which it can be published: five working days before the day of the hearing."""
    day, left = starts_on, PUBLIC_NOTICE_DAYS
    while left:
        day -= dt.timedelta(days=1)
        left -= workingdays.is_working_day(day, overrides)
    return day


def publication_refusal(published_on: dt.date, starts_on: dt.date, overrides: Overrides | None = None) -> str:
    """Why a notice of this day comes too late for its hearing; nothing when it does not."""
    latest = latest_day(starts_on, overrides)
    if published_on <= latest:
        return ""
    return (
        f"Published by {clock.date_words(latest)} at the latest: at least {PUBLIC_NOTICE_DAYS} working days before the "
        f"hearing on {clock.date_words(starts_on)}. Set a later day for the hearing first ({PUBLIC_NOTICE})."
    )


def notice_words(*, publication: str, name: str, forum: str, starts_on: dt.date, place: str, says: str) -> str:
    """The public notice as it reads."""
    who = name if publication == Publication.NAMED else "a person who serves with this force"
    return f"{Forum(forum).label} of {who}. {clock.date_words(starts_on)}, {place}. {says}"
