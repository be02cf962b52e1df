"""The mandatory referral test: on the allegation as it was made, never on what can be shown (R (Rose) v GMP [2021])."""

from __future__ import annotations

from safeguarding.cases.choices import ReferralCriterion as C

COMPULSORY = frozenset(
    {
        C.DEATH_SERIOUS_INJURY, C.SERIOUS_ASSAULT, C.SERIOUS_SEXUAL_OFFENCE, C.SERIOUS_CORRUPTION,
        C.DISCRIMINATION_AGGRAVATED, C.RELEVANT_OFFENCE, C.SAME_INCIDENT, C.CHIEF_OFFICER, C.CALLED_IN,
    }
)  # fmt: skip
NOT_MET = "not_met"
ABUSE_IS_CORRUPTION = (
    "Abuse of position for a sexual purpose is serious corruption: the test is met on the allegation as made "
    "(Police Reform Act 2002 Sch 3 para 4(1); Complaints and Misconduct Regulations 2020 reg 4)."
)
MUST_RECORD = (
    "An allegation that must be referred to the IOPC must be recorded under Schedule 3 "
    "(Police Reform Act 2002 Sch 3 para 2(6B))."
)


def is_compulsory(criterion: str) -> bool:
    return criterion in COMPULSORY


def test_refusal(criterion: str, *, is_abuse_of_position: bool, serves: bool) -> str:
    """Why the answer to the test does not fit the allegation as it was made; nothing when it does."""
    if is_abuse_of_position and serves and not is_compulsory(criterion):
        return ABUSE_IS_CORRUPTION
    if not serves and is_compulsory(criterion):
        return (
            "This person does not serve with the police: the IOPC has no part in it (Police Reform Act 2002 s.12(7))."
        )
    return ""
