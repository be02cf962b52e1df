"""The schemes of the two forces, official and not, and the young people and adults in them."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.dashboards.management.demo.cast import CADETS, LOCAL, N, W
from safeguarding.people.choices import PlacementRole
from safeguarding.schemes.choices import ConditionKind, DecidedAs, SchemeKind, SchemeStatus

ORGANISER, LEADER, TEACHER, HELPER = (
    PlacementRole.ORGANISER, PlacementRole.LEADER, PlacementRole.TEACHER, PlacementRole.HELPER,
)  # fmt: skip
GUARDIANS = "Thornbeck Junior Guardians"


@dataclass(frozen=True)
class Condition:
    kind: str
    text: str
    checked: int | None = None
    word: str = ""
    due: int | None = None


@dataclass(frozen=True)
class Decided:
    """A later decision about a scheme."""

    status: str
    days_ago: int
    reason: str
    review: int | None = None


@dataclass(frozen=True)
class SchemeSpec:
    """A scheme. Days count back from the day the demo is loaded; a minus sign counts ahead."""

    force: str
    name: str
    unit: str
    kind: str
    status: str
    place: str
    started: int
    decided_by: str
    reason: str
    decided_as: str = DecidedAs.RESPONSIBLE_OFFICER
    review: int | None = None
    ended: int | None = None
    set_by: str = ""
    conditions: tuple[Condition, ...] = ()
    later: tuple[Decided, ...] = ()
    adults: tuple[tuple[str, str], ...] = ()
    young: tuple[str, ...] = ()


CONFIRMED = Decided(
    SchemeStatus.OFFICIAL, 90, "Confirmed for another year after the yearly look at the standards.", -275
)  # fmt: skip
SCHEMES = (
    SchemeSpec(
        N, GUARDIANS, LOCAL, SchemeKind.UNOFFICIAL, SchemeStatus.TOLERATED, "Thornbeck Primary School", 980,
        "Superintendent, neighbourhood policing",
        "Begun by two PCSOs with the school and never part of the force's cadet programme. It may run on three "
        "conditions. Both organisers are to take the online child protection course and to have DBS checks.",
        decided_as=DecidedAs.SUPERINTENDENT, set_by="Superintendent, neighbourhood policing",
        conditions=(
            Condition(ConditionKind.NO_OFFSITE, "The force arranges no trips away from the school site"),
            Condition(ConditionKind.TEACHER_PRESENT, "A teacher is in the room at every session"),
            Condition(
                ConditionKind.WORD_NOT_USED, "The scheme does not call itself or its members cadets", word="cadet"
            ),
        ),
        later=(
            Decided(
                SchemeStatus.SUSPENDED, 12,
                "Nobody has looked whether the conditions were kept. It does not meet until that has been done.", -20,
            ),
        ),
        adults=(("craig.dunmore", ORGANISER), ("shelley.pryce", ORGANISER), ("paula.renshaw", TEACHER)),
    ),
    SchemeSpec(
        N, "Northshire Police Cadets, Millbrook", CADETS, SchemeKind.OFFICIAL_CADETS, SchemeStatus.OFFICIAL,
        "Millbrook Community Centre", 1500, "Designated responsible officer", "Official unit of the cadet programme.",
        later=(CONFIRMED,),
        adults=(("priya.nair", LEADER), ("dean.whitcombe", LEADER), ("adrian.stokes", LEADER)),
        young=("Amina Yusuf", "Callum Reddy", "Freya Lindqvist", "Jaydon Clarke", "Molly Tranter", "Oskar Wisniewski"),
    ),
    SchemeSpec(
        N, "Northshire Police Cadets, Easthaven", CADETS, SchemeKind.OFFICIAL_CADETS, SchemeStatus.OFFICIAL,
        "Easthaven Fire Station", 1200, "Designated responsible officer", "Official unit of the cadet programme.",
        later=(CONFIRMED,),
        adults=(("trevor.halloran", LEADER), ("lucy.amberley", LEADER), ("kasia.nowak", LEADER), ("tom.ashby", HELPER)),
        young=("Bilal Hussain", "Chloe Partridge", "Ethan Mbeki", "Grace Tolley"),
    ),
    SchemeSpec(
        N, "Young Neighbours at St Brannoc's", LOCAL, SchemeKind.MINI_POLICE, SchemeStatus.APPROVED,
        "St Brannoc's Primary School", 640, "Youth schemes coordinator",
        "Approved after a visit: risk assessment, ratios and checks are in place.",
        decided_as=DecidedAs.COORDINATOR, review=-200,
        adults=(("owen.bryce", LEADER), ("gwen.hartley", TEACHER)),
    ),
    SchemeSpec(
        W, "Westmoor Police Cadets, Calder", CADETS, SchemeKind.OFFICIAL_CADETS, SchemeStatus.OFFICIAL,
        "Calder High School", 1350, "Designated responsible officer", "Official unit of the cadet programme.",
        later=(CONFIRMED,),
        adults=(("hamid.rahimi", LEADER), ("marcus.tindall", LEADER), ("sonia.beckett", LEADER),
                ("beth.lowther", HELPER)),
        young=("Dylan Farrow", "Hana Sato", "Kai Bennington", "Ruby Oyelaran", "Tilly Grange"),
    ),
    SchemeSpec(
        W, "Calder Bike Workshop", CADETS, SchemeKind.UNOFFICIAL, SchemeStatus.TOLERATED, "Old Bus Depot, Calder", 420,
        "Chief inspector, Calder",
        "Two officers repair bikes with young people on Saturdays. Let run while a partner is looked for to take it "
        "on.",
        decided_as=DecidedAs.INSPECTOR, review=35, set_by="Chief inspector, Calder",
        conditions=(
            Condition(ConditionKind.TEACHER_PRESENT, "A youth worker of the council is present at every session", 230),
            Condition(ConditionKind.TRAINING_BY, "Both officers finish the safeguarding course", due=120),
        ),
        adults=(("nathan.pyle", ORGANISER),),
    ),
    SchemeSpec(
        W, "Road Safety Week", CADETS, SchemeKind.EVENT, SchemeStatus.APPROVED, "Calder town centre", 390,
        "Youth engagement coordinator", "One week with the fire service, with its own risk assessment.",
        decided_as=DecidedAs.COORDINATOR, ended=384,
        later=(Decided(SchemeStatus.CLOSED, 380, "Ended as planned. No concern was raised."),),
        adults=(("errol.dacosta", LEADER),),
    ),
)  # fmt: skip
