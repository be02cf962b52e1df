"""Is the harm threshold met? A proposal from what was told, with its reasons; the lead decides.

The four tests are asked of the allegation as made, not of what can be proved (R (Rose) v Chief Constable of Greater
Manchester [2021] EWHC 875 (Admin)). Any one of them is enough (Working Together; KCSIE Part 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from safeguarding.cases.choices import (
    ConcernPartyRole,
    HarmTest,
    InDanger,
    Route,
    StillVisible,
    TestAnswer,
    Threshold,
)
from safeguarding.cases.rules.indicators import ABUSE_OF_POSITION, MESSAGES_MAY_GO, Weight, said_about
from safeguarding.people.choices import SERVING_TYPES, AgeBand, PersonKind, PersonType

WORKING_TOGETHER = "Working Together to Safeguard Children"
LOW_LEVEL = "Keeping Children Safe in Education, Part 4 section 2"
HARM = "Working Together; Keeping Children Safe in Education, Part 4"
ABUSE = "Abuse of position for a sexual purpose is serious corruption: College of Policing; IOPC statutory guidance"
EVIDENCE = "Police Reform Act 2002 Sch 3 para 1: evidence is obtained and preserved at once"
ADULT_AGE = 18
ROUTE_ORDER = (Route.NO_FURTHER_ACTION, Route.LOW_LEVEL, Route.CASE, Route.CASE_PSD)


@dataclass(frozen=True)
class PartyFacts:
    """What the tests need to know of somebody in the concern: no name."""

    role: str
    kind: str
    person_type: str = ""
    age: int | None = None
    age_band: str = AgeBand.UNKNOWN

    @property
    def is_adult(self) -> bool:
        if self.age is not None:
            return self.age >= ADULT_AGE
        return self.kind == PersonKind.ADULT or self.age_band == AgeBand.ADULT

    @property
    def is_adult_of_concern(self) -> bool:
        return self.role == ConcernPartyRole.ADULT_OF_CONCERN and self.is_adult

    @property
    def may_work_with_children(self) -> bool:
        """The LADO deals with adults who work or volunteer with children; a parent as such is for social care."""
        return self.is_adult_of_concern and self.person_type != PersonType.PARENT_CARER

    @property
    def serves_with_police(self) -> bool:
        """Complaints, conduct and referral to the IOPC apply (PRA 2002 s.12(7))."""
        return self.is_adult_of_concern and self.person_type in SERVING_TYPES


@dataclass(frozen=True)
class Facts:
    """What was told and what the lead has answered so far."""

    indicators: frozenset[str] = frozenset()
    in_danger: str = InDanger.NO
    parties: tuple[PartyFacts, ...] = ()
    is_online: bool = False
    still_visible: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_adult(self) -> bool:
        return any(party.is_adult_of_concern for party in self.parties)

    @property
    def has_lado_adult(self) -> bool:
        return any(party.may_work_with_children for party in self.parties)

    @property
    def has_serving_adult(self) -> bool:
        return any(party.serves_with_police for party in self.parties)

    @property
    def only_grown_ups(self) -> bool:
        """Everybody named as the young person is known to be 18 or over."""
        young = [party for party in self.parties if party.role == ConcernPartyRole.YOUNG_PERSON]
        return bool(young) and all(party.is_adult for party in young)


@dataclass(frozen=True)
class Reason:
    """One sentence behind an answer, and its source."""

    sentence: str
    source: str


@dataclass(frozen=True)
class Finding:
    """One of the four tests: yes, no or not known, and the sentences behind it."""

    test: str
    answer: str
    reasons: tuple[Reason, ...]

    @property
    def is_yes(self) -> bool:
        return self.answer == TestAnswer.YES


@dataclass(frozen=True)
class Proposal:
    """What is proposed and why."""

    threshold: str
    route: str
    why: Reason
    tests: tuple[Finding, ...]
    is_abuse_of_position: bool
    abuse_why: tuple[Reason, ...]
    preserve_evidence: bool
    evidence_why: tuple[Reason, ...]
    acts: tuple[str, ...]

    def answered(self, test: str) -> str:
        return next(finding.answer for finding in self.tests if finding.test == test)

    def as_data(self) -> dict[str, Any]:
        """The proposal as it is kept beside the decision."""
        return {
            "threshold": str(self.threshold),
            "route": str(self.route),
            "why": self.why.sentence,
            "tests": [
                {"test": str(one.test), "answer": str(one.answer), "reasons": [vars(reason) for reason in one.reasons]}
                for one in self.tests
            ],
            "is_abuse_of_position": self.is_abuse_of_position,
            "abuse_why": [vars(reason) for reason in self.abuse_why],
            "preserve_evidence": self.preserve_evidence,
            "acts": list(self.acts),
        }


def propose(facts: Facts) -> Proposal:
    """Propose whether the harm threshold is met and which route to take."""
    tests = tuple(_finding(test, facts) for test in HarmTest)
    threshold, route, why = _outcome(facts, tests)
    abuse, evidence = _abuse(facts), _evidence(facts)
    return Proposal(
        threshold=threshold, route=route, why=why, tests=tests,
        is_abuse_of_position=bool(abuse), abuse_why=abuse,
        preserve_evidence=bool(evidence), evidence_why=evidence,
        acts=_acts(facts, threshold, bool(abuse), bool(evidence)),
    )  # fmt: skip


def is_against(proposal: Proposal, *, route: str, is_abuse_of_position: bool) -> bool:
    """Whether a decision goes against the proposal; against an unclear one, only doing less than it says does."""
    if route == Route.JOINED:
        return proposal.is_abuse_of_position and not is_abuse_of_position
    lower = ROUTE_ORDER.index(Route(route)) < ROUTE_ORDER.index(Route(proposal.route))
    if proposal.threshold == Threshold.UNCLEAR:
        return lower
    opens_case = route in (Route.CASE, Route.CASE_PSD)
    return route != proposal.route or (opens_case and proposal.is_abuse_of_position and not is_abuse_of_position)


def needs_lado_advice(proposal: Proposal, *, route: str) -> bool:
    """Setting a met threshold aside takes written reasons and the LADO's advice (domain: behaviour indicators)."""
    return proposal.threshold == Threshold.MET and route in (Route.NO_FURTHER_ACTION, Route.LOW_LEVEL)


def _finding(test: str, facts: Facts) -> Finding:
    """A sign decides for yes; the lead's own yes does too, the lead's no only where no sign decides."""
    signs = said_about(test, facts.indicators)
    reasons = [Reason(sign.sentence, sign.source) for sign in signs]
    if test == HarmTest.HARMED and facts.in_danger == InDanger.YES:
        return _yes(test, [Reason("The reporter says that somebody is in danger now.", WORKING_TOGETHER), *reasons])
    if _decided(facts, [sign.weight for sign in signs]):
        return _yes(test, reasons)
    match facts.answers.get(test):
        case TestAnswer.YES:
            return _yes(test, [Reason("You answered yes.", HARM), *reasons])
        case TestAnswer.NO:
            return Finding(test, TestAnswer.NO, (Reason("You answered no.", HARM), *reasons))
    if not reasons:
        reasons = [Reason("No indicator speaks to this test. Read the words of the concern.", HARM)]
    return Finding(test, TestAnswer.NOT_KNOWN, tuple(reasons))


def _decided(facts: Facts, weights: list[Weight]) -> bool:
    """One decisive sign, or two supporting ones. About somebody known to be 18 or over a decisive one only supports."""
    if Weight.DECISIVE in weights and not facts.only_grown_ups:
        return True
    return sum(weight >= Weight.SUPPORTING for weight in weights) >= 2


def _yes(test: str, reasons: list[Reason]) -> Finding:
    return Finding(test, TestAnswer.YES, tuple(reasons))


def _outcome(facts: Facts, tests: tuple[Finding, ...]) -> tuple[str, str, Reason]:
    if any(finding.is_yes for finding in tests):
        return Threshold.MET, *_met(facts)
    if _abuse(facts):
        words = "Everybody named is 18 or over, but abuse of position is for PSD whatever the age."
        return Threshold.UNCLEAR, Route.CASE_PSD, Reason(words, ABUSE)
    all_no = all(finding.answer == TestAnswer.NO for finding in tests)
    if facts.has_adult:
        return _about_adult(facts, all_no)
    if all_no and facts.in_danger == InDanger.NO:
        words = "You answered no to every test, and no adult of concern is named."
        return Threshold.UNCLEAR, Route.NO_FURTHER_ACTION, Reason(words, HARM)
    words = "No adult of concern is named. Find out what the child needs before you set it aside."
    return Threshold.UNCLEAR, Route.CASE, Reason(words, "Children Act 1989 s.47; Working Together")


def _met(facts: Facts) -> tuple[str, Reason]:
    if facts.has_serving_adult:
        words = "A harm test is met and the adult serves with the police: PSD must look at their conduct."
        return Route.CASE_PSD, Reason(words, "Police Reform Act 2002 s.12; Working Together")
    if facts.has_adult:
        return Route.CASE, Reason("At least one harm test is met: any one is enough.", HARM)
    words = "A harm test is met. No adult of concern is named: this is about protecting the child."
    return Route.CASE, Reason(words, "Children Act 1989 s.47; Working Together")


def _about_adult(facts: Facts, all_no: bool) -> tuple[str, str, Reason]:
    if facts.in_danger == InDanger.UNKNOWN and not all_no:
        words = "No test is met yet, and nobody knows whether somebody is in danger. Find out first."
        return Threshold.UNCLEAR, Route.LOW_LEVEL, Reason(words, HARM)
    if facts.indicators or all_no:
        words = "No test is met. Behaviour outside the code of conduct is kept, however small it is."
        return Threshold.LOW_LEVEL, Route.LOW_LEVEL, Reason(words, LOW_LEVEL)
    words = "No indicator was ticked. Answer the four tests from the words of the concern."
    return Threshold.UNCLEAR, Route.LOW_LEVEL, Reason(words, HARM)


def _abuse(facts: Facts) -> tuple[Reason, ...]:
    """Exploiting a police position to pursue a sexual or improper emotional relationship; on the allegation as made."""
    if not facts.has_serving_adult or not ABUSE_OF_POSITION & facts.indicators:
        return ()
    words = (
        "The adult serves with the police and the contact could be seen as pursuing a sexual or improper emotional "
        "relationship. It is judged on the allegation as made."
    )
    return (Reason(words, ABUSE),)


def _evidence(facts: Facts) -> tuple[Reason, ...]:
    if facts.indicators & MESSAGES_MAY_GO:
        return (Reason("Messages or pictures have been deleted or may be.", EVIDENCE),)
    if facts.still_visible == StillVisible.NO:
        return (Reason("What was online can no longer be seen: providers and devices may still hold it.", EVIDENCE),)
    if facts.is_online:
        return (Reason("It happened online: messages can be deleted at any moment.", EVIDENCE),)
    return ()


def _acts(facts: Facts, threshold: str, abuse: bool, evidence: bool) -> tuple[str, ...]:
    """What to do at once, in order, whatever is decided later."""
    acts = []
    if facts.in_danger == InDanger.YES:
        acts.append("Check that 999 has been called and that the child is safe now.")
    if threshold == Threshold.MET and facts.has_lado_adult:
        acts.append("Do not approach the adult before you have spoken to the LADO.")
    if evidence:
        acts.append("Secure messages, accounts and devices. Look at no indecent picture and copy none.")
    if abuse:
        acts.append("Tell PSD and the counter-corruption unit. Keep it from the adult's own team.")
    return tuple(acts)
