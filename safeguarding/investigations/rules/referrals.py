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
#: What each test asks, where its name does not say it (PRA 2002 Sch 3 para 4; PCMR 2020 regs 4 and 7).
CRITERION_HINTS: dict[str, str] = {
    C.DEATH_SERIOUS_INJURY: "Para 4(1)(a)",
    C.SERIOUS_ASSAULT: "As the IOPC's guidance defines it",
    C.SERIOUS_SEXUAL_OFFENCE: "As the IOPC's guidance defines it",
    C.SERIOUS_CORRUPTION: "Sexually motivated contact, or answering it, is enough. It need not have become more",
    C.DISCRIMINATION_AGGRAVATED: "Because of a protected characteristic",
    C.RELEVANT_OFFENCE: "For an adult without earlier convictions; or the sentence is fixed by law",
    C.SAME_INCIDENT: "Even where this part alone would meet no test",
    C.CHIEF_OFFICER: "And whether a test is met cannot be told from the complaint alone",
    C.CALLED_IN: "Para 4(1)(c): counted from the day the IOPC said so",
    C.VOLUNTARY_GRAVITY: "Para 4(2)(a): the force may refer, and need not",
    C.VOLUNTARY_EXCEPTIONAL: "Para 4(2)(b): the force may refer, and need not",
    NOT_MET: "Later facts that meet a test ask for a referral then",
}
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
