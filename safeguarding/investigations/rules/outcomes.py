"""Which outcome a regime allows, in which forum, for which finding, on which day. Data with the days it holds for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from safeguarding.core import clock
from safeguarding.investigations.choices import (
    PROCEEDINGS,
    SINCE_2020,
    SINCE_2025,
    Finding,
    Forum,
    OutcomeCode,
    Regime,
)
from safeguarding.investigations.rules.sources import INSTEAD_OF_PCR, PCR, REFLECTED_BY

PCR_42 = "Police (Conduct) Regulations 2020 reg 42"
SI_2025 = "Police (Conduct) (Amendment) Regulations 2025 (SI 2025/558)"
PSC_15 = "Police Staff Council Handbook Part 3 section 15"
PSC_16 = "Police Staff Council Handbook Part 3 section 16"
DESIGNATION = "Police Reform Act 2002 s.38(1A)"
AGREEMENT = "Force volunteer policy"
FORMER = "Police (Conduct) Regulations 2020 as applied to former officers"
EMPLOYER = "The person's own employer decides"
#: What an accelerated hearing can come to short of gross misconduct is from memory: to be confirmed.
PCR_62 = f"{PCR} reg 62 (short of gross misconduct from memory)"
#: Nothing is heard where there is no case to answer, or where people are to learn from it: by what that ends.
NO_CASE_BY: dict[Regime, str] = {
    Regime.OFFICER: f"{PCR} reg 23", Regime.STAFF: INSTEAD_OF_PCR[Regime.STAFF], Regime.DESIGNATED: DESIGNATION,
    Regime.VOLUNTEER: AGREEMENT,
}  # fmt: skip
#: No text on record says what becomes of a meeting, or of a volunteer's proceedings, once the person has left.
LEFT_BY_POLICY = "Force policy, from memory: a sanction short of dismissal does not reach somebody who has left"
GROSS, MISCONDUCT, NOT_FOUND = Finding.GROSS, Finding.MISCONDUCT, Finding.NOT_FOUND
HEARINGS = (Forum.HEARING, Forum.ACCELERATED)
Out = OutcomeCode


@dataclass(frozen=True)
class Allowed:
    """One outcome of the table, and what it asks for."""

    regime: Regime
    forums: tuple[Forum, ...]
    finding: Finding
    outcome: OutcomeCode
    source: str
    since: dt.date = SINCE_2020
    until: dt.date | None = None
    #: Only with a live final written warning at the severity assessment, or for several unconnected incidents.
    after_warning_or_several: bool = False
    #: For somebody who left before it was decided; the others are for who is still there.
    for_former: bool = False
    is_presumed: bool = False
    #: Something else is presumed: choosing this one asks for the reasons.
    departs: bool = False


def _officer(
    forums: tuple[Forum, ...], finding: Finding, outcome: OutcomeCode, source: str = PCR_42, **more: object
) -> Allowed:
    return Allowed(Regime.OFFICER, forums, finding, outcome, source, **more)  # type: ignore[arg-type]  # of the table


def _staff(forums: tuple[Forum, ...], finding: Finding, *outcomes: OutcomeCode) -> list[Allowed]:
    source = PSC_15 if forums == (Forum.MEETING,) else PSC_16
    return [Allowed(Regime.STAFF, forums, finding, outcome, source) for outcome in outcomes]


def _unheard(regime: Regime, *, for_former: bool) -> list[Allowed]:
    """No proceedings, or reflective practice: nothing is heard, so nothing is found, whoever left in the meantime."""
    by = REFLECTED_BY.get(regime) or INSTEAD_OF_PCR[regime]
    reflected = ((Out.NO_ACTION, NO_CASE_BY[regime]), (Out.REFLECTIVE, by))
    return [
        Allowed(regime, (Forum.NO_ACTION,), NOT_FOUND, Out.NO_ACTION, NO_CASE_BY[regime], for_former=for_former),
        *(
            Allowed(regime, (Forum.REFLECTIVE,), NOT_FOUND, one, source, for_former=for_former)
            for one, source in reflected
        ),
    ]  # fmt: skip


DAY_BEFORE_2025 = SINCE_2025 - dt.timedelta(days=1)
TABLE: tuple[Allowed, ...] = (
    *(_officer((Forum.MEETING, Forum.HEARING), NOT_FOUND, one) for one in (Out.NO_ACTION, Out.REFLECTIVE)),
    *(_officer((Forum.MEETING,), MISCONDUCT, one) for one in (Out.WRITTEN_WARNING, Out.FINAL_WARNING)),
    *(_officer((Forum.HEARING,), MISCONDUCT, one) for one in (Out.WRITTEN_WARNING, Out.FINAL_WARNING)),
    *(
        _officer((Forum.HEARING,), MISCONDUCT, one, after_warning_or_several=True)
        for one in (Out.REDUCTION, Out.DISMISSAL)
    ),
    *(_officer((Forum.ACCELERATED,), NOT_FOUND, one, PCR_62) for one in (Out.NO_ACTION, Out.REFLECTIVE)),
    *(
        _officer((Forum.ACCELERATED,), MISCONDUCT, one, PCR_62)
        for one in (Out.WRITTEN_WARNING, Out.FINAL_WARNING)
    ),
    *(
        _officer(HEARINGS, GROSS, one, until=DAY_BEFORE_2025)
        for one in (Out.FINAL_WARNING, Out.REDUCTION, Out.DISMISSAL)
    ),
    _officer(HEARINGS, GROSS, Out.DISMISSAL, f"{PCR_42}; {SI_2025}", since=SINCE_2025, is_presumed=True),
    *(
        _officer(HEARINGS, GROSS, one, f"{PCR_42}; {SI_2025}", since=SINCE_2025, departs=True)
        for one in (Out.FINAL_WARNING, Out.REDUCTION)
    ),
    *(_officer(HEARINGS, GROSS, one, FORMER, for_former=True) for one in (Out.WOULD_HAVE_BEEN, Out.NO_ACTION)),
    _officer(HEARINGS, NOT_FOUND, Out.NO_ACTION, FORMER, for_former=True),
    _officer(HEARINGS, MISCONDUCT, Out.NO_ACTION, FORMER, for_former=True),
    *(
        Allowed(regime, (Forum.MEETING,), finding, Out.NO_ACTION, LEFT_BY_POLICY, for_former=True)
        for regime in (Regime.OFFICER, Regime.STAFF) for finding in (NOT_FOUND, MISCONDUCT)
    ),
    *_staff((Forum.MEETING,), NOT_FOUND, Out.NO_ACTION, Out.REFLECTIVE),
    *_staff((Forum.MEETING,), MISCONDUCT, Out.NO_ACTION, Out.WRITTEN_WARNING, Out.FINAL_WARNING),
    *_staff(HEARINGS, NOT_FOUND, Out.NO_ACTION, Out.REFLECTIVE),
    *_staff(HEARINGS, MISCONDUCT, Out.NO_ACTION, Out.WRITTEN_WARNING, Out.FINAL_WARNING, Out.SHORT_OF_DISMISSAL),
    *_staff(
        HEARINGS, GROSS, Out.FINAL_WARNING, Out.SHORT_OF_DISMISSAL, Out.DISMISSAL_WITH_NOTICE, Out.DISMISSAL
    ),
    *(
        Allowed(Regime.STAFF, HEARINGS, finding, one, PSC_16, for_former=True)
        for finding, one in ((GROSS, Out.WOULD_HAVE_BEEN), (MISCONDUCT, Out.NO_ACTION), (NOT_FOUND, Out.NO_ACTION))
    ),
    *(
        Allowed(regime, (Forum.MEETING, Forum.HEARING), finding, one, source)
        for regime, withdrawn, source in (
            (Regime.DESIGNATED, Out.DESIGNATION, DESIGNATION), (Regime.VOLUNTEER, Out.REMOVED, AGREEMENT),
        )
        for finding, one in (
            (NOT_FOUND, Out.NO_ACTION), (MISCONDUCT, Out.NO_ACTION), (MISCONDUCT, Out.WRITTEN_WARNING),
            (MISCONDUCT, withdrawn), (GROSS, withdrawn),
        )
    ),
    *(
        Allowed(regime, (Forum.MEETING, Forum.HEARING), finding, Out.NO_ACTION, LEFT_BY_POLICY, for_former=True)
        for regime in (Regime.DESIGNATED, Regime.VOLUNTEER) for finding in Finding
    ),
    *(row for regime in NO_CASE_BY for left in (False, True) for row in _unheard(regime, for_former=left)),
    *(
        Allowed(Regime.OWN_EMPLOYER, (Forum.NO_ACTION, Forum.REFLECTIVE), NOT_FOUND, Out.TO_EMPLOYER, EMPLOYER,
                for_former=left)
        for left in (False, True)
    ),
    Allowed(
        Regime.OWN_EMPLOYER, (Forum.NO_ACTION,), NOT_FOUND, Out.NO_ACTION,
        "Force policy, from memory: they have left the employer it would be passed to", for_former=True,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What an outcome is asked about."""

    regime: str
    forum: str
    finding: str
    day: dt.date
    has_left: bool = False
    live_final_warning: bool = False
    several_incidents: bool = False


def allowed(asked: Asked) -> list[Allowed]:
    """The outcomes open on that day, in the order of the table."""
    return [row for row in _of_forum(asked) if not _missing(row, asked)]


def findings_in(forum: str) -> tuple[Finding, ...]:
    """What can be found there: nothing where nothing is heard; in a meeting, misconduct at most."""
    if forum not in PROCEEDINGS:
        return (NOT_FOUND,)
    return (MISCONDUCT, NOT_FOUND) if forum == Forum.MEETING else (GROSS, MISCONDUCT, NOT_FOUND)


def refusal(outcome: str, asked: Asked) -> str:
    """Why an outcome is not open, naming the rule and its source; nothing when it is."""
    rows = [row for row in _of_forum(asked) if row.outcome == outcome]
    if not rows:
        return _not_in_table(outcome, asked)
    missing = [_missing(row, asked) for row in rows]
    return "" if "" in missing else missing[0]


def departs_from_presumption(outcome: str, asked: Asked) -> str:
    """That dismissal is presumed, with its source, where this outcome is another; nothing where it departs from none.

    Then it is asked for why it is not that, beside the reasons that every outcome has.
    """
    if not any(row.departs for row in allowed(asked) if row.outcome == outcome):
        return ""
    presumed = next(row for row in allowed(asked) if row.is_presumed)
    return f"{presumed.outcome.label} is presumed ({presumed.source})"


def _of_forum(asked: Asked) -> list[Allowed]:
    return [
        row for row in TABLE
        if row.regime == asked.regime and asked.forum in row.forums and row.finding == asked.finding
        and row.for_former == asked.has_left and row.since <= asked.day <= (row.until or asked.day)
    ]  # fmt: skip


def _missing(row: Allowed, asked: Asked) -> str:
    if not row.after_warning_or_several or asked.live_final_warning or asked.several_incidents:
        return ""
    return (
        f"{row.outcome.label} for misconduct is open only where a final written warning was live at the severity "
        f"assessment, or for several unconnected incidents ({row.source})."
    )


def _not_in_table(outcome: str, asked: Asked) -> str:
    there = [row for row in TABLE if row.regime == asked.regime and asked.forum in row.forums]
    source = next((row.source for row in there if row.for_former == asked.has_left), "")
    source = source or next((row.source for row in TABLE if row.regime == asked.regime), "")
    if asked.day < SINCE_2020:
        since = clock.date_words(SINCE_2020)
        return f"The rules on record hold from {since} ({source or PCR_42}). For an earlier day there is none to apply."
    where = f"{Forum(asked.forum).label.lower()}, {Finding(asked.finding).label.lower()}"
    who = ", who has left" if asked.has_left else ""
    regime = Regime(asked.regime).label
    words = f"{OutcomeCode(outcome).label} is not an outcome for {regime.lower()}{who}: {where}"
    return f"{words} ({source})." if source else f"{words}. No rule gives an outcome there."


# How long a warning stands (PCR 2020 reg 42(9) and (11)): 18 months; two years, at most five.
WARNING_MONTHS = {Out.WRITTEN_WARNING: (18, 18), Out.FINAL_WARNING: (24, 60)}


def warning_refusal(outcome: str, regime: str, months: int | None) -> str:
    """Why a warning cannot stand for so long; nothing when it can. Staff warnings follow force policy."""
    if outcome not in WARNING_MONTHS:
        return "Only a warning has a length." if months else ""
    if months is None:
        return "Enter for how many months the warning stands."
    least, most = WARNING_MONTHS[OutcomeCode(outcome)]
    if regime != Regime.OFFICER:
        return "" if 1 <= months <= most else f"A warning stands for at most {most} months (force policy)."
    if least <= months <= most:
        return ""
    span = f"{least} months" if least == most else f"{least} to {most} months"
    return f"A {OutcomeCode(outcome).label.lower()} stands for {span} (Police (Conduct) Regulations 2020 reg 42)."
