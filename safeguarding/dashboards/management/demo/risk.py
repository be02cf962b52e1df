"""The risk assessments of the demo's schemes and what its risk registers say.

Of the founding scheme there is a draft that one of its organisers wrote and nobody ever approved. The official units
have what is asked of them, but for one venue that had to be assessed again some weeks ago.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from safeguarding.access.models import User
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.schemes import GUARDIANS
from safeguarding.risk import services
from safeguarding.risk.choices import AssessmentKind, EntryStatus, Source
from safeguarding.risk.models import RiskAssessment, RiskRegisterEntry
from safeguarding.risk.services.actions import NewAction
from safeguarding.risk.services.assessments import NewAssessment
from safeguarding.risk.services.entries import EntryDetails, Look, NewEntry
from safeguarding.risk.services.hazards import HazardDetails

MILLBROOK, EASTHAVEN = "Northshire Police Cadets, Millbrook", "Northshire Police Cadets, Easthaven"
BRANNOC, CALDER = "Young Neighbours at St Brannoc's", "Westmoor Police Cadets, Calder"
YEAR = dt.timedelta(days=365)

ALONE = HazardDetails(
    "An adult is alone with a young person", "Any young person: harm that nobody sees; any adult: an allegation", 3, 5,
    "Two adults at every session. Doors stay open. No lifts in private cars.", 1, 5, "The session leader",
)  # fmt: skip
CONTACT = HazardDetails(
    "Private contact online between an adult and a young person", "Any young person: grooming, secrecy", 3, 5,
    "Approved accounts alone, a second adult reads along, every adult has signed the guidelines.", 1, 5,
    "The coordinator",
)  # fmt: skip
TRAFFIC = HazardDetails(
    "Traffic when they arrive and leave", "Those who come on foot: hit by a car", 3, 4,
    "An adult at the gate until everybody has gone.", 1, 4, "A helper",
)  # fmt: skip
ILLNESS = HazardDetails(
    "Somebody falls ill or has an accident", "Anybody: delay until there is help", 3, 3,
    "A first aider at every session, emergency contacts in the register, a charged telephone.", 2, 2,
    "The session leader",
)  # fmt: skip
WATER = HazardDetails(
    "Deep water beside the path", "Anybody who leaves the path: drowning", 2, 5,
    "The upper path, one adult to five, throw line with the last adult.", 1, 5, "The walk leader",
)  # fmt: skip


@dataclass(frozen=True)
class Assessed:
    """One approved assessment: how many days ago, by whom, and the version after it if there is one."""

    scheme: str
    writer: str
    approver: str
    days: int
    kind: str = AssessmentKind.SCHEME
    again: int | None = None


IN_FORCE = (
    Assessed(MILLBROOK, "priya.nair", "helen.osei", 480, again=120),
    Assessed(MILLBROOK, "priya.nair", "helen.osei", 150, AssessmentKind.VENUE),
    Assessed(EASTHAVEN, "kasia.nowak", "helen.osei", 345),
    Assessed(EASTHAVEN, "kasia.nowak", "helen.osei", 400, AssessmentKind.VENUE),
    Assessed(BRANNOC, "owen.bryce", "helen.osei", 100),
    Assessed(BRANNOC, "owen.bryce", "helen.osei", 100, AssessmentKind.VENUE),
    Assessed(CALDER, "hamid.rahimi", "megan.pugh", 60),
    Assessed(CALDER, "hamid.rahimi", "megan.pugh", 60, AssessmentKind.VENUE),
)


def tell_risks(world: World) -> None:
    """Put on record what was assessed, approved and raised, each on its day."""
    _founding_draft(world)
    for one in IN_FORCE:
        _assessed(world, one)
    _waiting(world)
    _northshire_register(world)
    _westmoor_register(world)


def _founding_draft(world: World) -> None:
    with clock.standing_at(world.noon(900)):
        _written(world, GUARDIANS, "craig.dunmore", NewAssessment(AssessmentKind.SCHEME, "Wednesday club"), TRAFFIC,
                 ILLNESS)  # fmt: skip


def _assessed(world: World, one: Assessed) -> None:
    scheme = world.schemes[one.scheme]
    is_venue = one.kind == AssessmentKind.VENUE
    about = NewAssessment(
        one.kind, "The place where it meets" if is_venue else "Weekly meetings",
        "" if is_venue else "Weekly, two hours, in term time. Up to twenty young people, three adults.",
        venue_name=scheme.place if is_venue else "",
    )  # fmt: skip
    hazards = (TRAFFIC, ILLNESS) if is_venue else (ALONE, CONTACT, ILLNESS)
    with clock.standing_at(world.noon(one.days)):
        held = _written(world, one.scheme, one.writer, about, *hazards)
        _approved(world, held, one)
    if one.again is not None:
        with clock.standing_at(world.noon(one.again)):
            new = services.next_version(held, by=world.users[one.writer])
            services.add_hazard(new, TRAFFIC, version=None, by=world.users[one.writer])
            _approved(world, new, one)


def _written(world: World, name: str, writer: str, about: NewAssessment, *hazards: HazardDetails) -> RiskAssessment:
    by = world.users[writer]
    held = services.start(world.schemes[name], about, by=by)
    for hazard in hazards:
        services.add_hazard(held, hazard, version=None, by=by)
    return held


def _approved(world: World, held: RiskAssessment, one: Assessed) -> None:
    services.submit(held, version=None, by=world.users[one.writer])
    services.approve(held, review_on=clock.today() + YEAR, version=None, by=world.users[one.approver])


def _waiting(world: World) -> None:
    """A walk that nobody has approved yet."""
    about = NewAssessment(
        AssessmentKind.ACTIVITY, "Walk round Fell Reservoir", "One day, ten young people, three adults, on foot."
    )
    with clock.standing_at(world.noon(4)):
        held = _written(world, MILLBROOK, "priya.nair", about, WATER, ILLNESS, ALONE)
        services.submit(held, version=None, by=world.users["priya.nair"])


def _northshire_register(world: World) -> None:
    helen, christine = world.users["helen.osei"], world.users["christine.vale"]
    accounts = _raised(
        world, 45, "ruth.adeyemi", "Adults and young people in touch on personal accounts",
        "Adults of schemes outside the official programme were never asked to sign the communication guidelines. "
        "Contact on a personal account cannot be seen by anybody else.", 4, 5, source=Source.INCIDENT,
    )  # fmt: skip
    with clock.standing_at(world.noon(40)):
        _owned(accounts, helen, by=christine)
        services.look_again(
            accounts, Look(EntryStatus.OPEN, "It concerns every scheme, not one.", 4, 5, world.day(-20)),
            version=None, by=christine,
        )  # fmt: skip
        for what, days in (
            ("Ask every adult of every scheme to sign the communication guidelines", -20),
            ("List the accounts that are approved, and who has the passwords", 6),
        ):
            services.add_action(accounts, NewAction(what, helen, world.day(days)), by=christine)
    unassessed = _raised(
        world, 60, "helen.osei", "Meetings without an approved risk assessment",
        "A draft has lain since the scheme began. Nobody sent it for approval.", 4, 4, GUARDIANS,
        source=Source.ASSESSMENT,
    )  # fmt: skip
    with clock.standing_at(world.noon(55)):
        _owned(unassessed, helen, by=christine)
    dark = _raised(
        world, 90, "priya.nair", "The way home leads over an unlit car park",
        "In winter the young people leave in the dark, some alone.", 3, 3, MILLBROOK,
    )  # fmt: skip
    with clock.standing_at(world.noon(80)):
        look = Look(EntryStatus.CONTROLLED, "The town put up lamps; an adult stays at the gate.", 1, 3, world.day(-100))
        services.look_again(dark, look, version=None, by=helen)
    doors = _raised(
        world, 200, "kasia.nowak", "Chairs stood before the fire door", "The hall is shared with a choir.", 2, 4,
        EASTHAVEN, source=Source.INSPECTION,
    )  # fmt: skip
    with clock.standing_at(world.noon(185)):
        look = Look(EntryStatus.CLOSED, "The choir has a store room now. Looked twice since.", 1, 4)
        services.look_again(doors, look, version=None, by=helen)


def _westmoor_register(world: World) -> None:
    _raised(
        world, 20, "megan.pugh", "One adult alone with young people on some Saturdays",
        "The youth worker of the council was not always there.", 4, 4, "Calder Bike Workshop",
    )  # fmt: skip


def _owned(entry: RiskRegisterEntry, owner: User, *, by: User) -> None:
    details = EntryDetails(entry.title, entry.description, entry.scheme, owner)
    services.edit_entry(entry, details, version=None, by=by)


def _raised(
    world: World, days: int, by: str, title: str, description: str, likelihood: int, impact: int, scheme: str = "",
    source: str = Source.PERSON,
) -> RiskRegisterEntry:  # fmt: skip
    new = NewEntry(title, description, likelihood, impact, world.schemes[scheme] if scheme else None)
    with clock.standing_at(world.noon(days)):
        return services.raise_entry(new, source=source, by=world.users[by])
