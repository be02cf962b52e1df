"""Whether a requirement is met on a day, worked out from what is on record. Pure: the day is passed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from safeguarding.assurance.choices import WORST_FIRST, Standing
from safeguarding.core.clock import date_words
from safeguarding.deadlines.rules import months_after


@dataclass(frozen=True, slots=True)
class Held:
    """Something that meets a requirement, from a day, maybe until a day, maybe withdrawn."""

    achieved_on: dt.date
    expires_on: dt.date | None = None
    withdrawn_on: dt.date | None = None

    def counts_on(self, day: dt.date) -> bool:
        """Whether it was there on the day: already achieved and not yet withdrawn."""
        return self.achieved_on <= day and (self.withdrawn_on is None or self.withdrawn_on > day)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How somebody stands to a requirement on a day, with the reason in words."""

    standing: Standing
    reason: str
    until: dt.date | None = None


NEVER = Verdict(Standing.MISSING, "Nothing is on record")


def verdict(held: Iterable[Held], *, day: dt.date, warn_days: int) -> Verdict:
    """Met, due soon, expired or missing on that day.

    Of several, the one that holds longest decides. What was achieved after the day, or withdrawn before it, was not
    there on that day: the register answers for the past as it was.
    """
    known = list(held)
    there = [one for one in known if one.counts_on(day)]
    if not there:
        return _none_there(known, day)
    best = max(there, key=lambda one: one.expires_on or dt.date.max)
    if best.expires_on is None:
        return Verdict(Standing.MET, f"Since {date_words(best.achieved_on)}; it does not run out")
    if best.expires_on < day:
        return Verdict(Standing.EXPIRED, f"Ran out on {date_words(best.expires_on)}", best.expires_on)
    standing = Standing.DUE_SOON if (best.expires_on - day).days <= warn_days else Standing.MET
    return Verdict(standing, f"Until {date_words(best.expires_on)}", best.expires_on)


def worst(standings: Iterable[Standing]) -> Standing:
    """The worst of several; where nothing is needed, that."""
    return min(standings, key=WORST_FIRST.index, default=Standing.NOT_NEEDED)


def expiry(achieved_on: dt.date, valid_months: int | None) -> dt.date | None:
    """The last day on which something holds that holds for some months; none when it does not run out."""
    if valid_months is None:
        return None
    return months_after(achieved_on, valid_months)


def _none_there(known: list[Held], day: dt.date) -> Verdict:
    withdrawn = [one.withdrawn_on for one in known if one.withdrawn_on and one.withdrawn_on <= day]
    if withdrawn:
        return Verdict(Standing.MISSING, f"Withdrawn on {date_words(max(withdrawn))}")
    later = [one.achieved_on for one in known if one.achieved_on > day]
    return Verdict(Standing.MISSING, f"Only from {date_words(min(later))}") if later else NEVER
