"""Which regime applies: a function of what the person is to the force (PRA 2002 Part 2; domain: which regime)."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.investigations.choices import NoticeRegime, Recording, Regime, SeverityBasis
from safeguarding.people.choices import PersonKind, PersonType

STATUTE = "Police Reform Act 2002 Sch 3 para 19A; Complaints and Misconduct Regulations 2020 regs 16 to 22"
HANDBOOK = "Police Staff Council Handbook Part 3 (Joint Circular 114, revised February 2021)"


@dataclass(frozen=True)
class RegimeRow:
    """What a regime means. `serves`: complaints, recording and referral to the IOPC apply (PRA 2002 Part 2)."""

    regime: Regime
    serves: bool
    is_statutory: bool
    rules: str
    top_sanction: str
    lists: str
    source: str


OFFICER = RegimeRow(
    Regime.OFFICER, True, True, "Police (Conduct) Regulations 2020", "Dismissal without notice",
    "Police barred list, police advisory list", STATUTE,
)  # fmt: skip
STAFF = RegimeRow(
    Regime.STAFF, True, False, "Contract and force policy, after the Police Staff Council Handbook Part 3",
    "Dismissal without notice", "Police barred list",
    f"{HANDBOOK}; Complaints and Misconduct Regulations 2020 regs 23 and 47; Police Act 1996 s.88A",
)  # fmt: skip
DESIGNATED = RegimeRow(
    Regime.DESIGNATED, True, False, "The designation", "Withdrawal of the designation", "Police advisory list",
    "Police Reform Act 2002 s.38(1A); Complaints and Misconduct Regulations 2020 regs 23 and 47; "
    "Police Act 1996 s.88I(1)(c) and (d)",
)  # fmt: skip
VOLUNTEER = RegimeRow(
    Regime.VOLUNTEER, False, False, "The volunteer agreement and the cadets' code of conduct", "Removal from the role",
    "None by law; the duty to refer to the DBS may still arise", "Force volunteer policy",
)  # fmt: skip
OWN_EMPLOYER = RegimeRow(
    Regime.OWN_EMPLOYER, False, False, "Their own employer's", "Their own employer's", "None; LADO and DBS routes",
    "Working Together; Safeguarding Vulnerable Groups Act 2006 s.35",
)  # fmt: skip
NONE = RegimeRow(
    Regime.NONE, False, False, "None: child-on-child or other procedures", "Removal from the unit", "None",
    "Keeping Children Safe in Education Part 5",
)  # fmt: skip

BY_TYPE: dict[str, RegimeRow] = {
    PersonType.POLICE_OFFICER: OFFICER,
    PersonType.SPECIAL_CONSTABLE: OFFICER,
    PersonType.PCSO: STAFF,
    PersonType.POLICE_STAFF: STAFF,
    PersonType.VOLUNTEER: VOLUNTEER,
    PersonType.TEACHER_PARTNER: OWN_EMPLOYER,
    PersonType.CONTRACTOR: OWN_EMPLOYER,
    PersonType.PARENT_CARER: NONE,
    PersonType.OTHER: NONE,
}
BY_REGIME = {row.regime: row for row in (OFFICER, STAFF, DESIGNATED, VOLUNTEER, OWN_EMPLOYER, NONE)}


def regime_of(person_kind: str, person_type: str, *, is_designated: bool = False) -> RegimeRow:
    """The regime of a person. A young person has none, whoever they help; a designation counts for volunteers alone."""
    if person_kind == PersonKind.YOUNG_PERSON:
        return NONE
    if person_type == PersonType.VOLUNTEER and is_designated:
        return DESIGNATED
    return BY_TYPE.get(person_type, NONE)


def severity_basis(regime: str) -> SeverityBasis:
    """Officers' severity is assessed by law; of staff the same two questions are asked by policy."""
    return SeverityBasis.STATUTE if regime == Regime.OFFICER else SeverityBasis.STAFF_POLICY


def notice_regime(regime: str, recording: str) -> NoticeRegime:
    """By which rule the notice is given. Under Schedule 3 and outside it, officers have a regulation 17 each."""
    if regime == Regime.OFFICER:
        return NoticeRegime.PCMR_17 if recording == Recording.RECORDED else NoticeRegime.PCR_17
    return NoticeRegime.ANNEX_A if regime == Regime.STAFF else NoticeRegime.AGREEMENT
