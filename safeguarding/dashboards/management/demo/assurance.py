"""What the schemes of the demo and the adults in them have, and what they lack.

The founding scheme's organisers were vetted for their work as PCSOs; their DBS checks and the online course came long
after the scheme began, and its risk assessment never did. One of them took the course once and not again, and her check
left out the children's barred list: nobody had asked for what an official scheme asks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from safeguarding.assurance.choices import DbsLevel, Details, VettingLevel, Workforce
from safeguarding.assurance.models import Requirement
from safeguarding.assurance.services import Dbs, NewCredential, Vetting, record_for_person, record_for_scheme
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.schemes import GUARDIANS
from safeguarding.dashboards.management.demo.schemes import SCHEMES as SPECS
from safeguarding.people.choices import SERVING_TYPES
from safeguarding.people.models import Person

#: By requirement, how many days ago. Whoever is not named has what most have.
Days = dict[str, int]
MOST: Days = {
    "vetting": 300, "dbs": 290, "references": 310, "safeguarding_training": 200, "code_of_conduct": 280,
    "communication_guidelines": 280,
}  # fmt: skip
PCSO: Days = {"vetting": 900, "dbs": 560, "safeguarding_training": 540, "code_of_conduct": 560}
TEACHER: Days = {"code_of_conduct": 250, "communication_guidelines": 250}
PEOPLE: dict[str, Days] = {
    "craig.dunmore": PCSO,
    "shelley.pryce": {**PCSO, "safeguarding_training": 760},
    "paula.renshaw": {},
    "gwen.hartley": TEACHER,
    "dean.whitcombe": {**MOST, "safeguarding_training": 800},
    "adrian.stokes": {**MOST, "dbs": 1060},
    "tom.ashby": {**MOST, "communication_guidelines": 20},
    "marcus.tindall": {key: days for key, days in MOST.items() if key != "safeguarding_training"},
    "nathan.pyle": {"vetting": 700, "dbs": 690},
}
SCHEMES: dict[str, Days] = {
    GUARDIANS: {"insurance": 700},
    "Northshire Police Cadets, Millbrook": {
        "scheme_risk_assessment": 120, "venue_risk_assessment": 150, "insurance": 90, "safe_to_operate": 100,
    },
    "Northshire Police Cadets, Easthaven": {
        "scheme_risk_assessment": 345, "venue_risk_assessment": 400, "insurance": 90, "safe_to_operate": 100,
    },
    "Young Neighbours at St Brannoc's": {
        "scheme_risk_assessment": 100, "venue_risk_assessment": 100, "insurance": 100,
    },
    "Westmoor Police Cadets, Calder": {
        "scheme_risk_assessment": 60, "venue_risk_assessment": 60, "insurance": 60, "safe_to_operate": 60,
    },
}  # fmt: skip


#: Whose check is on record and not enough.
TOO_LITTLE = {"Nathan": DbsLevel.BASIC, "Shelley": DbsLevel.ENHANCED}


def _new(requirement: Requirement, person: Person, day: dt.date) -> NewCredential:
    """What was seen: a level of vetting by what somebody is to the force, and the right check."""
    new = NewCredential(achieved_on=day, evidence="Seen by the coordinator")
    if requirement.details == Details.VETTING:
        served = person.person_type in SERVING_TYPES
        level = VettingLevel.RV if served else VettingLevel.NPPV2_FULL
        return replace(new, vetting=Vetting(level, decided_by="Force vetting manager"))
    if requirement.details == Details.DBS:
        asked = TOO_LITTLE.get(person.given_name, DbsLevel.ENHANCED_BARRED)
        check = Dbs(
            asked, Workforce.CHILD, barred_list_checked=asked == DbsLevel.ENHANCED_BARRED, seen_on=day,
            seen_by="Helen Osei", certificate_number=f"0015{person.pk:08d}", on_update_service=True,
            result_reviewed_by="Force vetting manager",
        )  # fmt: skip
        return replace(new, dbs=check)
    return new


def tell_assurance(world: World) -> None:
    """Put on record what everybody who has a part in a scheme has, and every scheme."""
    wanted = {one.key: one for one in Requirement.objects.all()}
    adults = {key for spec in SPECS for key, _ in spec.adults}
    for key in sorted(adults):
        for requirement, days in PEOPLE.get(key, MOST).items():
            with clock.standing_at(world.noon(days)):
                new = _new(wanted[requirement], world.people[key], world.day(days))
                record_for_person(wanted[requirement], new, person=world.people[key], by=world.system)
    for name, held in SCHEMES.items():
        for requirement, days in held.items():
            with clock.standing_at(world.noon(days)):
                new = NewCredential(achieved_on=world.day(days), evidence="Approved, kept in the unit")
                record_for_scheme(wanted[requirement], new, scheme=world.schemes[name], by=world.system)
