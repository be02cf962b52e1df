"""How grave conduct is, if proved: what is always assessed as gross, what may never be handled by reflection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from safeguarding.investigations.choices import (
    SINCE_2025,
    Answer,
    Decider,
    Finding,
    Forum,
    Mode,
    OutcomeCode,
    Regime,
    Severity,
)
from safeguarding.investigations.rules.sources import PCR, source_for

ALWAYS_GROSS = (
    "A conviction for an offence that only the Crown Court tries is always gross misconduct "
    "(Police (Conduct) (Amendment) Regulations 2025, SI 2025/558)."
)
GROSS_IS_HEARD = (
    "Conduct so grave that dismissal would be justified goes to a hearing (Complaints and Misconduct Regulations 2020 "
    "reg 16; Police Staff Council Handbook Part 3)."
)
NEVER_REFLECTIVE = (
    "Reflective practice is never offered for abuse of position for a sexual purpose, or where a child was harmed or "
    "may have been (force rule, after Police (Conduct) Regulations 2020 Part 6)."
)
CONSULT = (
    "A revision needs the appropriate authority to be consulted first (Complaints and Misconduct Regs 2020 reg 19)."
)
NEVER_MEETING = (
    "Where there is a case to answer for gross misconduct, it goes to a hearing, not to a meeting "
    "(Police (Conduct) Regulations 2020 reg 23; Police Staff Council Handbook Part 3)."
)
ONLY_GROSS = (
    "An accelerated hearing is for gross misconduct that written evidence is enough to establish, where the person "
    "should leave without delay (Police (Conduct) Regulations 2020 reg 49(2))."
)
FORMER_ACCELERATED = (
    "Somebody who has left goes to an accelerated hearing, unless reasons speak against it (SI 2025/558)"
)
NO_CASE = "Nothing was found to answer for: there is nothing to refer (Police (Conduct) Regulations 2020 reg 23)."
NOT_ACCELERATED = (
    "There is no accelerated hearing for a volunteer: a hearing decides about them (force policy; Part 5 of the Police "
    "(Conduct) Regulations 2020 is for officers and special constables)."
)
VOLUNTEERS = (Regime.DESIGNATED, Regime.VOLUNTEER)
THEIR_EMPLOYER = "This person answers to their own employer: no proceedings of the force apply to them."


class Alleged(Protocol):
    """What the rules ask of an allegation."""

    @property
    def is_abuse_of_position(self) -> bool: ...

    @property
    def is_harm(self) -> bool: ...


WHO_ASSESSES = (
    "Of officers and special constables the severity is assessed by the IOPC where it directs the investigation or "
    "investigates itself, and by the investigator in the other modes (Police Reform Act 2002 Sch 3 para 19A; "
    "Complaints and Misconduct Regulations 2020 reg 16)."
)


def who_refusal(*, regime: str, mode: str, assessed_for: str) -> str:
    """Why this is not theirs to assess, in this mode; of staff it is a matter of policy, and nothing is refused."""
    if regime != Regime.OFFICER:
        return ""
    wanted = Decider.IOPC if mode in (Mode.DIRECTED, Mode.INDEPENDENT) else Decider.FORCE
    return "" if assessed_for == wanted else WHO_ASSESSES


def severity_refusal(
    *, severity: str, forum: str, regime: str, day: dt.date, is_crown_court_conviction: bool, is_revision: bool,
    consulted: bool, allegations: Iterable[Alleged],
) -> str:  # fmt: skip
    """Why conduct cannot be assessed so; nothing when it can."""
    if is_crown_court_conviction and regime == Regime.OFFICER and day >= SINCE_2025 and severity != Severity.GROSS:
        return ALWAYS_GROSS
    if severity == Severity.GROSS and forum not in (Forum.HEARING, Forum.ACCELERATED):
        return GROSS_IS_HEARD
    if severity != Severity.GROSS and forum == Forum.ACCELERATED:
        return ONLY_GROSS
    if forum == Forum.ACCELERATED and regime in VOLUNTEERS:
        return NOT_ACCELERATED
    if is_revision and not consulted:
        return CONSULT
    if forum == Forum.REFLECTIVE and is_never_reflective(allegations):
        return NEVER_REFLECTIVE
    return ""


def is_never_reflective(allegations: Iterable[Alleged]) -> bool:
    """Abuse of position, or harm to a child, in any allegation."""
    return any(one.is_abuse_of_position or one.is_harm for one in allegations)


def finding_refusal(finding: str, forum: str, regime: str) -> str:
    """Why this cannot be found there: a case to answer for gross misconduct never comes before a meeting."""
    if forum != Forum.MEETING or finding != Finding.GROSS:
        return ""
    return (
        f"A misconduct meeting does not find gross misconduct: a hearing does ({source_for(f'{PCR} reg 23', regime)})."
    )


def outcome_refusal(outcome: str, allegations: Iterable[Alleged]) -> str:
    """Why it cannot end so, whatever was found: what is never handled by reflection is not at its end either."""
    return NEVER_REFLECTIVE if outcome == OutcomeCode.REFLECTIVE and is_never_reflective(allegations) else ""


def answer_refusal(answer: str, allegation: Alleged) -> str:
    """Why one allegation cannot be answered so."""
    return NEVER_REFLECTIVE if answer == Answer.REFLECTIVE and is_never_reflective([allegation]) else ""


def forum_refusal(*, forum: str, regime: str, answers: Iterable[str], allegations: Iterable[Alleged]) -> str:
    """Why the answers to the allegations do not lead to this forum; nothing when they do."""
    given = set(answers)
    if forum == Forum.REFLECTIVE and is_never_reflective(allegations):
        return NEVER_REFLECTIVE
    if forum == Forum.NO_ACTION:
        graver = given & {Answer.GROSS, Answer.MISCONDUCT}
        of_others = regime in (Regime.OWN_EMPLOYER, Regime.NONE)
        return "There is a case to answer: it goes to proceedings." if graver and not of_others else ""
    if regime in (Regime.OWN_EMPLOYER, Regime.NONE):
        return THEIR_EMPLOYER
    if forum == Forum.ACCELERATED and regime in VOLUNTEERS:
        return NOT_ACCELERATED
    if forum == Forum.ACCELERATED and Answer.GROSS not in given:
        return ONLY_GROSS
    if forum in (Forum.MEETING, Forum.REFLECTIVE) and Answer.GROSS in given:
        return NEVER_MEETING
    if forum in (Forum.MEETING, Forum.HEARING) and not given & {Answer.GROSS, Answer.MISCONDUCT}:
        return NO_CASE
    return ""
