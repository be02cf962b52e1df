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
from safeguarding.investigations.rules.sources import INSTEAD_OF_PCR, PCMR, PCR, reflective_source, source_for

ALWAYS_GROSS = (
    "A conviction for an offence that only the Crown Court tries is always gross misconduct "
    "(Police (Conduct) (Amendment) Regulations 2025, SI 2025/558)."
)
GROSS_IS_HEARD = "Conduct so grave that dismissal would be justified goes to a hearing"
NEVER_REFLECTIVE = (
    "Reflective practice is never offered for abuse of position for a sexual purpose, or where a child was harmed or "
    "may have been"
)
CONSULT = "A revision needs the appropriate authority to be consulted first"
NEVER_MEETING = "Where there is a case to answer for gross misconduct, it goes to a hearing, not to a meeting"
NOT_GROSS = "A misconduct meeting does not find gross misconduct: a hearing does"
ONLY_GROSS = (
    "An accelerated hearing is for gross misconduct that written evidence is enough to establish, where the person "
    "should leave without delay"
)
NOT_ACCELERATED = "There is no accelerated hearing for a volunteer: a hearing decides about them"
FORMER_ACCELERATED = (
    "Somebody who has left goes to an accelerated hearing, unless reasons speak against it (SI 2025/558)"
)
NO_CASE = "Nothing was found to answer for: there is nothing to refer"
NOT_TO_FIND = "There is no case to answer on this allegation: nothing is found of it"
THEIR_EMPLOYER = "This person answers to their own employer: no proceedings of the force apply to them."
VOLUNTEERS = (Regime.DESIGNATED, Regime.VOLUNTEER)


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
        return _by(GROSS_IS_HEARD, f"{PCMR} reg 16", regime)
    if severity != Severity.GROSS and forum == Forum.ACCELERATED:
        return _by(ONLY_GROSS, f"{PCR} reg 49(2)", regime)
    if forum == Forum.ACCELERATED and regime in VOLUNTEERS:
        return f"{NOT_ACCELERATED} ({INSTEAD_OF_PCR[regime]})."
    if is_revision and not consulted:
        return _by(CONSULT, f"{PCMR} reg 19", regime)
    if forum == Forum.REFLECTIVE and is_never_reflective(allegations):
        return _never_reflective(regime)
    return ""


def is_never_reflective(allegations: Iterable[Alleged]) -> bool:
    """Abuse of position, or harm to a child, in any allegation."""
    return any(one.is_abuse_of_position or one.is_harm for one in allegations)


def finding_refusal(finding: str, forum: str, regime: str) -> str:
    """Why this cannot be found there: a case to answer for gross misconduct never comes before a meeting."""
    is_too_grave = forum == Forum.MEETING and finding == Finding.GROSS
    return _by(NOT_GROSS, f"{PCR} reg 23", regime) if is_too_grave else ""


def not_to_find(regime: str) -> str:
    """Why nothing is found of an allegation without a case to answer."""
    return _by(NOT_TO_FIND, f"{PCR} reg 41", regime)


def outcome_refusal(outcome: str, regime: str, allegations: Iterable[Alleged]) -> str:
    """Why it cannot end so, whatever was found: what is never handled by reflection is not at its end either."""
    is_refused = outcome == OutcomeCode.REFLECTIVE and is_never_reflective(allegations)
    return _never_reflective(regime) if is_refused else ""


def answer_refusal(answer: str, regime: str, allegation: Alleged) -> str:
    """Why one allegation cannot be answered so."""
    is_refused = answer == Answer.REFLECTIVE and is_never_reflective([allegation])
    return _never_reflective(regime) if is_refused else ""


def forum_refusal(*, forum: str, regime: str, answers: Iterable[str], allegations: Iterable[Alleged]) -> str:
    """Why the answers to the allegations do not lead to this forum; nothing when they do."""
    given = set(answers)
    if forum == Forum.REFLECTIVE and is_never_reflective(allegations):
        return _never_reflective(regime)
    if forum == Forum.NO_ACTION:
        graver = given & {Answer.GROSS, Answer.MISCONDUCT}
        of_others = regime in (Regime.OWN_EMPLOYER, Regime.NONE)
        return "There is a case to answer: it goes to proceedings." if graver and not of_others else ""
    if regime in (Regime.OWN_EMPLOYER, Regime.NONE):
        return THEIR_EMPLOYER
    if forum == Forum.ACCELERATED and regime in VOLUNTEERS:
        return f"{NOT_ACCELERATED} ({INSTEAD_OF_PCR[regime]})."
    if forum == Forum.ACCELERATED and Answer.GROSS not in given:
        return _by(ONLY_GROSS, f"{PCR} reg 49(2)", regime)
    if forum in (Forum.MEETING, Forum.REFLECTIVE) and Answer.GROSS in given:
        return _by(NEVER_MEETING, f"{PCR} reg 23", regime)
    if forum in (Forum.MEETING, Forum.HEARING) and not given & {Answer.GROSS, Answer.MISCONDUCT}:
        return _by(NO_CASE, f"{PCR} reg 23", regime)
    return ""


def _by(words: str, source: str, regime: str) -> str:
    """The rule with its source: law for officers, and for others the policy that goes by it."""
    return f"{words} ({source_for(source, regime, for_officers_alone=True)})."


def _never_reflective(regime: str) -> str:
    return f"{NEVER_REFLECTIVE} ({reflective_source(regime)})."
