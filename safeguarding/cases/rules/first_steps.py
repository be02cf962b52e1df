"""What deciding on a case sets going: which referrals and tasks, each with its clock and the moment it counts from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from safeguarding.cases.choices import HarmTest, InDanger, ReferralKind, Route, TestAnswer
from safeguarding.cases.rules.threshold import Facts, Proposal
from safeguarding.cases.rules.work import REFERRAL_CLOCKS

CASE_ROUTES = (Route.CASE, Route.CASE_PSD, Route.JOINED)


class Moment(Enum):
    """From when a clock counts."""

    RECEIVED = "received"
    DECIDED = "decided"
    FIRST_CLEAR = "first_clear"


@dataclass(frozen=True)
class FirstStep:
    """One referral or task that a decision sets going. `rule_key` is empty where no clock runs."""

    title: str
    rule_key: str
    counts_from: Moment
    why: str
    referral: str = ""

    @property
    def is_task(self) -> bool:
        return not self.referral


PRESERVE = "Preserve devices, messages and accounts"


def first_steps(
    facts: Facts, proposal: Proposal, *, route: str, is_abuse_of_position: bool, to_psd: bool | None = None
) -> tuple[FirstStep, ...]:
    """The steps that a route sets going, the most urgent first. A route without a case sets none going."""
    if route not in CASE_ROUTES:
        return ()
    psd = route == Route.CASE_PSD if to_psd is None else to_psd
    steps = (
        _crime_report(proposal),
        _social_care(facts, proposal),
        _evidence(proposal),
        _lado(facts),
        _iopc(facts, is_abuse_of_position),
        _psd(psd),
    )
    return tuple(step for step in steps if step)


def _crime_report(proposal: Proposal) -> FirstStep | None:
    if proposal.answered(HarmTest.OFFENCE) != TestAnswer.YES:
        return None
    why = "An offence against or related to a child may have been committed. Report it outside the adult's own team."
    return _referral("Police crime report", ReferralKind.POLICE_CRIME_REPORT, Moment.DECIDED, why)


def _social_care(facts: Facts, proposal: Proposal) -> FirstStep | None:
    in_danger = facts.in_danger == InDanger.YES
    if not in_danger and proposal.answered(HarmTest.HARMED) != TestAnswer.YES:
        return None
    why = "Somebody may be in danger now." if in_danger else "A child has been harmed or may have been."
    title = "Referral to MASH or children's social care"
    return _referral(title, ReferralKind.CHILDRENS_SOCIAL_CARE, Moment.DECIDED, why)


def _evidence(proposal: Proposal) -> FirstStep | None:
    if not proposal.preserve_evidence:
        return None
    why = " ".join(reason.sentence for reason in proposal.evidence_why)
    return FirstStep(PRESERVE, "evidence_preservation", Moment.DECIDED, why)


def _lado(facts: Facts) -> FirstStep | None:
    if not facts.has_lado_adult:
        return None
    why = "The concern is about an adult who works or volunteers with children, or may do."
    return _referral("Referral to the LADO", ReferralKind.LADO, Moment.RECEIVED, why)


def _iopc(facts: Facts, is_abuse_of_position: bool) -> FirstStep | None:
    if not (is_abuse_of_position and facts.has_serving_adult):
        return None
    why = "Abuse of position for a sexual purpose is serious corruption: the referral is mandatory."
    return _referral("Referral to the IOPC", ReferralKind.IOPC, Moment.FIRST_CLEAR, why)


def _psd(to_psd: bool) -> FirstStep | None:
    if not to_psd:
        return None
    why = "The conduct of somebody who serves with the police must be looked at."
    return _referral("Referral to PSD", ReferralKind.PSD, Moment.DECIDED, why)


def _referral(title: str, kind: str, counts_from: Moment, why: str) -> FirstStep:
    """A referral with the clock that its kind has; none where no rule names a day."""
    return FirstStep(title, REFERRAL_CLOCKS.get(kind, ""), counts_from, why, kind)
