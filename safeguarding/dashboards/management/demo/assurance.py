"""What the schemes of the demo and the adults in them have, and what they lack.

The founding scheme's organisers were vetted for their work as PCSOs; their DBS checks and the online course came long
after the scheme began, and its risk assessment never did.
"""

from __future__ import annotations

from safeguarding.assurance.models import Requirement
from safeguarding.assurance.services import NewCredential, record_for_person, record_for_scheme
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.schemes import GUARDIANS
from safeguarding.dashboards.management.demo.schemes import SCHEMES as SPECS

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
    "shelley.pryce": PCSO,
    "paula.renshaw": {},
    "gwen.hartley": TEACHER,
    "dean.whitcombe": {**MOST, "safeguarding_training": 800},
    "adrian.stokes": {**MOST, "dbs": 1060},
    "tom.ashby": {**MOST, "communication_guidelines": 20},
    "marcus.tindall": {key: days for key, days in MOST.items() if key != "safeguarding_training"},
    "nathan.pyle": {"vetting": 700},
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


def tell_assurance(world: World) -> None:
    """Put on record what everybody who has a part in a scheme has, and every scheme."""
    wanted = {one.key: one for one in Requirement.objects.all()}
    adults = {key for spec in SPECS for key, _ in spec.adults}
    for key in sorted(adults):
        for requirement, days in PEOPLE.get(key, MOST).items():
            with clock.standing_at(world.noon(days)):
                new = NewCredential(achieved_on=world.day(days), evidence="Seen by the coordinator")
                record_for_person(wanted[requirement], new, person=world.people[key], by=world.system)
    for name, held in SCHEMES.items():
        for requirement, days in held.items():
            with clock.standing_at(world.noon(days)):
                new = NewCredential(achieved_on=world.day(days), evidence="Approved, kept in the unit")
                record_for_scheme(wanted[requirement], new, scheme=world.schemes[name], by=world.system)
