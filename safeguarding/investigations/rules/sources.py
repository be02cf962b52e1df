"""On whose authority each act is done: for officers the law, for others the policy that goes by the same steps."""

from __future__ import annotations

from safeguarding.investigations.choices import Act, Regime

PCR = "Police (Conduct) Regulations 2020"
PCMR = "Police (Complaints and Misconduct) Regulations 2020"
PRA = "Police Reform Act 2002 Sch 3"

#: By what people are dealt with to whom the Conduct Regulations do not apply.
INSTEAD_OF_PCR: dict[str, str] = {
    Regime.STAFF: "Police Staff Council Handbook Part 3 and force policy",
    Regime.DESIGNATED: "The designation and force policy",
    Regime.VOLUNTEER: "The volunteer agreement and force policy",
    Regime.OWN_EMPLOYER: "The employer's own procedure",
    Regime.NONE: "Force policy",
}
#: Reflective practice is law for officers, and extended to staff by their handbook; of others no text is on record.
REFLECTED_BY: dict[str, str] = {
    Regime.OFFICER: f"{PCR} Part 6", Regime.STAFF: "Police Staff Council Handbook Part 3 section 7",
}  # fmt: skip
ACT_SOURCES: dict[str, str] = {
    Act.ASSIGN: f"{PCR} reg 15; {PRA} para 16",
    Act.ALLEGE: f"{PRA} para 4; {PCMR} regs 4 and 7",
    Act.CLASSIFY: f"{PRA} para 4; {PCMR} regs 4 and 7",
    Act.INTEREST: "Police Reform Act 2002 s.21",
    Act.RECORD: f"{PRA} para 2(6A) and (6B); {PCMR} reg 3",
    Act.MODE: f"{PRA} paras 15 to 19",
    Act.SEVERITY: f"{PRA} para 19A; {PCMR} regs 16 and 19; {PCR} reg 14",
    Act.TERMS: f"{PCR} reg 17(2)",
    Act.WITHHOLD: f"{PCR} reg 17; {PCMR} reg 17",
    Act.SERVE: f"{PCR} reg 17; {PCMR} reg 17",
    Act.GIVE_TERMS: f"{PCR} reg 17(2)",
    Act.REPRESENT: f"{PCR} reg 18; {PCMR} reg 20",
    Act.INTERVIEW: f"{PCR} reg 20",
    Act.INTERVIEWED: f"{PCR} reg 20",
    Act.UPDATE: f"Police Reform Act 2002 ss.20 and 21; {PCMR} reg 34",
    Act.HOLD_UPDATE: f"{PCMR} reg 35",
    Act.LETTER: f"{PCMR} reg 13; {PCR} reg 19",
    Act.REPORT: f"{PCR} reg 21",
    Act.ANSWER: f"{PCR} reg 23",
    Act.REFER: f"{PCR} regs 23 and 49",
    Act.DOCUMENTS: f"{PCR} reg 30",
    Act.RESPOND: f"{PCR} reg 31",
    Act.WITNESSES: f"{PCR} reg 31(4)",
    Act.PANEL: f"{PCR} reg 28",
    Act.STAND_DOWN: f"{PCR} reg 28",
    Act.DATE: f"{PCR} regs 29 and 30",
    Act.PUBLISH: f"{PCR} reg 36",
    Act.FIND: f"{PCR} reg 41",
    Act.OUTCOME: f"{PCR} reg 42",
    Act.TELL_OUTCOME: f"{PCR} reg 43; {PCMR} reg 34(2)(b)",
    Act.APPEAL: f"{PCR} reg 45; Police Appeals Tribunals Rules 2020",
    Act.APPEALED: f"{PCR} reg 45; Police Appeals Tribunals Rules 2020",
    Act.TELL_COLLEGE: "Police Act 1996 Part 4A; in what time is not on record",
    Act.VET: "Police (Vetting) Regulations 2025; Vetting Code of Practice 2023",
}


def source_for(source: str, regime: str, *, for_officers_alone: bool = False) -> str:
    """The source of a step for a person of this regime: the Conduct Regulations are law for officers alone.

    `for_officers_alone`: so is this, though it is another law (the severity by PCMR 2020 regs 16 to 22).
    """
    if regime == Regime.OFFICER or not (for_officers_alone or PCR in source):
        return source
    return f"{INSTEAD_OF_PCR[regime]}, as for officers {source}"


def reflective_source(regime: str) -> str:
    """That reflection is kept from some conduct is the force's own rule, after what offers it to the others."""
    after = REFLECTED_BY.get(regime, "")
    return f"force rule, after {after}" if after else "force rule"


def act_source(act: str, regime: str) -> str:
    return source_for(ACT_SOURCES[act], regime)


def left_source(regime: str) -> str:
    """By what somebody who left is dealt with all the same."""
    if regime == Regime.OFFICER:
        return f"{PCR} as applied to former officers; SI 2025/558"
    if regime == Regime.STAFF:
        return "Police Act 1996 s.88I; Police Staff Council Handbook Part 3 and force policy"
    return INSTEAD_OF_PCR[regime]
