"""Whether a requirement is met on a day, worked out from what is on record. Pure: the day is passed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from safeguarding.assurance.choices import (
    WORST_FIRST,
    DbsLevel,
    Standing,
    VettingLevel,
    VettingStatus,
    Workforce,
)
from safeguarding.core.clock import date_words
from safeguarding.deadlines.rules import months_after


class Held(NamedTuple):
    """Something on record for a requirement, from a day, maybe until a day, maybe withdrawn.

    `falls_short` says why it does not meet the requirement although it is there. `stops` says what was decided on
    `stops_on`, such as a suspension: from then on neither it nor anything earlier counts. `written_down_on` is set when
    it came on record afterwards: it counts for the days before, and they say that nobody could see it then.
    """

    achieved_on: dt.date
    expires_on: dt.date | None = None
    withdrawn_on: dt.date | None = None
    falls_short: str = ""
    stops: str = ""
    stops_on: dt.date | None = None
    written_down_on: dt.date | None = None

    def counts_on(self, day: dt.date) -> bool:
        """Whether it was there on the day: already achieved and not yet withdrawn."""
        return self.achieved_on <= day and (self.withdrawn_on is None or self.withdrawn_on > day)

    def note(self, day: dt.date) -> str:
        """What a page says of something that came on record afterwards; more of a day on which it was not known."""
        if self.written_down_on is None:
            return ""
        then = ", so the register did not show it on this day" if day < self.written_down_on else ""
        return f"approved on paper, recorded on {date_words(self.written_down_on)}{then}"

    def has_stopped(self, day: dt.date) -> bool:
        """Whether it was decided by the day that it, and what came before it, no longer counts."""
        return self.stops_on is not None and self.stops_on <= day


class Verdict(NamedTuple):
    """How somebody stands to a requirement on a day, with the reason in words."""

    standing: Standing
    reason: str
    until: dt.date | None = None
    note: str = ""


NEVER = Verdict(Standing.MISSING, "Nothing is on record")


def verdict(held: Iterable[Held], *, day: dt.date, warn_days: int) -> Verdict:
    """Met, due soon, expired or missing on that day.

    Of several, the one that holds longest decides. What was achieved after the day, or withdrawn before it, was not
    there on that day: the register answers for the past as it was.
    """
    known = list(held)
    on_record = [one for one in known if one.counts_on(day)]
    there = _that_meet(on_record, day)
    if not there:
        return _none_meets(on_record, day) if on_record else _none_there(known, day)
    best = there[0] if len(there) == 1 else max(there, key=_lasts)
    if best.expires_on is None:
        return Verdict(Standing.MET, f"Since {date_words(best.achieved_on)}; it does not run out")
    if best.expires_on < day:
        return Verdict(Standing.EXPIRED, f"Ran out on {date_words(best.expires_on)}", best.expires_on, best.note(day))
    standing = Standing.DUE_SOON if (best.expires_on - day).days <= warn_days else Standing.MET
    return Verdict(standing, f"Until {date_words(best.expires_on)}", best.expires_on, best.note(day))


def _lasts(one: Held) -> dt.date:
    """Until when it holds; what does not run out, for ever."""
    return one.expires_on or dt.date.max


def worst(standings: Iterable[Standing]) -> Standing:
    """The worst of several; where nothing is needed, that."""
    return min(standings, key=WORST_FIRST.index, default=Standing.NOT_NEEDED)


def expiry(achieved_on: dt.date, valid_months: int | None) -> dt.date | None:
    """The last day on which something holds that holds for some months; none when it does not run out."""
    if valid_months is None:
        return None
    return months_after(achieved_on, valid_months)


def _that_meet(on_record: list[Held], day: dt.date) -> list[Held]:
    """What is enough, and was not stopped by something decided later."""
    if not any(one.stops_on or one.falls_short for one in on_record):
        return on_record
    stopped = max((one.stops_on for one in on_record if one.stops_on and one.has_stopped(day)), default=None)
    return [
        one
        for one in on_record
        if not one.falls_short and not one.has_stopped(day) and (stopped is None or one.achieved_on >= stopped)
    ]


def _none_meets(on_record: list[Held], day: dt.date) -> Verdict:
    """Something is on record and does not meet the requirement: the newest reason says why."""
    stopped = [one for one in on_record if one.has_stopped(day)]
    if stopped:
        last = max(stopped, key=lambda one: one.stops_on or one.achieved_on)
        return Verdict(Standing.MISSING, f"{last.stops} on {date_words(last.stops_on or last.achieved_on)}")
    newest = max(on_record, key=lambda one: one.achieved_on)
    return Verdict(Standing.MISSING, newest.falls_short)


def dbs_falls_short(levels: list[str], *, level: str | None, workforce: str, barred_list_checked: bool) -> str:
    """Why a DBS check does not meet a requirement that asks for one of these levels; empty when it does."""
    if not levels:
        return ""
    if level is None:
        return "On record without its level"
    if level not in levels:
        wanted = " or ".join(DbsLevel(one).label.lower() for one in levels)
        return f"The check on record is {DbsLevel(level).label.lower()}; needed is {wanted}"
    if level == DbsLevel.ENHANCED_BARRED and not barred_list_checked:
        return "The children's barred list was not checked"
    if workforce == Workforce.ADULT:
        return "The check on record is for work with adults; needed is for work with children"
    return ""


def vetting_falls_short(levels: list[str], *, level: str | None, status: str | None) -> str:
    """Why a vetting decision does not meet a requirement that asks for one of these levels; empty when it does."""
    if status == VettingStatus.PENDING:
        return "Vetting is pending"
    if not levels or level in levels:
        return ""
    if level is None:
        return "On record without its level"
    wanted = " or ".join(VettingLevel(one).label for one in levels)
    return f"The vetting on record is {VettingLevel(level).label}; needed is {wanted}"


def vetting_stops(status: str | None, *, achieved_on: dt.date, since: dt.date | None) -> tuple[str, dt.date | None]:
    """What was decided that ends every earlier clearance, and from when. One that only waits ends nothing."""
    if status in (None, VettingStatus.GRANTED, VettingStatus.PENDING):
        return "", None
    said = VettingStatus(status).label
    return said, achieved_on if status == VettingStatus.REFUSED else since


def _none_there(known: list[Held], day: dt.date) -> Verdict:
    withdrawn = [one.withdrawn_on for one in known if one.withdrawn_on and one.withdrawn_on <= day]
    if withdrawn:
        return Verdict(Standing.MISSING, f"Withdrawn on {date_words(max(withdrawn))}")
    later = [one.achieved_on for one in known if one.achieved_on > day]
    return Verdict(Standing.MISSING, f"Only from {date_words(min(later))}") if later else NEVER
