"""Sessions of the demo's schemes: weekly ones of official units, the founding scheme's without a teacher, and trips."""

from __future__ import annotations

import datetime as dt
import uuid

from safeguarding.access.models import User
from safeguarding.activities import rules, services
from safeguarding.activities.choices import ConsentState, Mark, Part, SessionKind, Verdict
from safeguarding.activities.models import Session
from safeguarding.activities.selectors import shortfalls_of, young_people_on
from safeguarding.activities.selectors.trips import facts_of
from safeguarding.activities.services.marking import NewMark
from safeguarding.activities.services.planning import AdultGiven, SessionDetails
from safeguarding.activities.services.recording import Closing
from safeguarding.activities.services.trips import Answer
from safeguarding.core import clock
from safeguarding.dashboards.management.demo.ground import World
from safeguarding.dashboards.management.demo.schemes import GUARDIANS
from safeguarding.people.choices import ContactPermission, PersonKind, Relationship
from safeguarding.people.models import Person
from safeguarding.people.services.contacts import CarerDetails, add_new_carer
from safeguarding.people.services.register import NewPerson
from safeguarding.risk.choices import AssessmentKind
from safeguarding.risk.models import RiskAssessment
from safeguarding.risk.services import approval, assessments
from safeguarding.risk.services.assessments import NewAssessment
from safeguarding.risk.services.hazards import HazardDetails, add_hazard

EASTHAVEN = "Northshire Police Cadets, Easthaven"
MILLBROOK = "Northshire Police Cadets, Millbrook"
EVENINGS = ("First aid", "Fingerprints", "Map reading", "Talking on the radio", "Drill", "A visit from the dog unit")
#: Who leads and helps, by scheme: by the key of the staff directory.
ADULTS = {EASTHAVEN: ("trevor.halloran", "lucy.amberley", "tom.ashby"), MILLBROOK: ("priya.nair", "adrian.stokes")}


def tell_sessions(world: World) -> None:
    """Put on record what was held and what is planned."""
    for number, title in enumerate(EVENINGS):
        for scheme in ADULTS:
            _weekly(world, scheme, title, days_ago=7 * (len(EVENINGS) - number) - 4)
    for scheme in ADULTS:
        _planned(world, scheme, "Road safety", days_ago=-3)
    _without_a_teacher(world)
    _trip(world, MILLBROOK, "Canal boat day", days_ago=-20, answers=4)
    _trip(world, EASTHAVEN, "Coastguard station", days_ago=-27, answers=1)


def _details(
    world: World, title: str, days_ago: int, *, kind: str = SessionKind.SESSION, hour: int = 18
) -> SessionDetails:
    start = dt.datetime.combine(world.day(days_ago), dt.time(hour), tzinfo=clock.LONDON)
    return SessionDetails(kind, title, start, start + dt.timedelta(minutes=90 if kind == SessionKind.SESSION else 360))


def _planned(world: World, scheme: str, title: str, days_ago: int) -> Session:
    """Planned a week before by the system, which stands for who leads: not every leader of the demo signs in."""
    with clock.standing_at(world.noon(max(days_ago + 7, 0))):
        made = services.plan_session(world.schemes[scheme], _details(world, title, days_ago), by=world.system)
        return services.set_adults(made, _adults(world, scheme), version=None, by=world.system)


def _adults(world: World, scheme: str) -> list[AdultGiven]:
    first, *others = ADULTS[scheme]
    return [
        AdultGiven(Part.LED, world.people[first]), *(AdultGiven(Part.HELPED, world.people[key]) for key in others)
    ]  # fmt: skip


def _weekly(world: World, scheme: str, title: str, days_ago: int) -> None:
    session = _planned(world, scheme, title, days_ago)
    with clock.standing_at(session.ends_at + dt.timedelta(minutes=20)):
        _mark(session, by=world.system)
        held = services.hold(session, _adults(world, scheme), notes=title, version=None, by=world.system)
        short = shortfalls_of(held)
        note = "A leader's check had run out. They did not work alone." if short else ""
        services.close(held, Closing(not short, note), version=None, by=world.system)


def _mark(session: Session, *, by: User) -> None:
    """Most are there, one is late, one is absent; who that is changes from week to week."""
    marks = []
    for number, placement in enumerate(young_people_on(session).order_by("pk")):
        what = {0: Mark.LATE, 1: Mark.ABSENT_TOLD}.get((number + session.pk) % 5, Mark.PRESENT)
        client = uuid.uuid5(uuid.NAMESPACE_OID, f"{session.pk}/{placement.person_id}")
        marks.append(NewMark(client, placement.person_id, what, clock.now()))
    services.mark_register(session, marks, by=by)


def _without_a_teacher(world: World) -> None:
    """The founding scheme met without its teacher before it was suspended, and that was recorded only afterwards."""
    scheme = world.schemes[GUARDIANS]
    two = [AdultGiven(Part.LED, world.people[key]) for key in ("craig.dunmore", "shelley.pryce")]
    teacher = AdultGiven(Part.TEACHER, world.people["paula.renshaw"])
    for title, days_ago, adults in (("Being seen at night", 33, [*two, teacher]), ("Bikes and helmets", 26, two)):
        details = _details(world, title, days_ago, hour=13)
        # On the day after: the scheme is suspended by now, and only what took place can be put on record.
        with clock.standing_at(details.ends_at + dt.timedelta(days=1)):
            session = services.plan_session(scheme, details, by=world.system)
            services.hold(session, adults, notes=title, version=None, by=world.system)


def _trip(world: World, scheme: str, title: str, days_ago: int, *, answers: int) -> None:
    """Planned, asked for and approved by the coordinator; of those who go, so many have an answer."""
    with clock.standing_at(world.noon(9)):
        details = _details(world, title, days_ago, kind=SessionKind.OFFSITE, hour=10)
        trip = services.plan_session(world.schemes[scheme], details, by=world.system)
        services.set_adults(trip, _adults(world, scheme), version=None, by=world.system)
        young = list(young_people_on(trip).order_by("pk").values_list("person_id", flat=True)[:4])
        services.set_going(trip, young, version=None, by=world.system)
        services.ask(trip, version=None, by=world.system)
    with clock.standing_at(world.noon(7)):
        reason = "The route, the adults and the operator were looked at."
        services.decide(
            trip, verdict=Verdict.APPROVED, reason=reason, version=None, by=world.users["helen.osei"]
        )  # fmt: skip
    with clock.standing_at(world.noon(5)):
        services.name_assessment(trip, _assessed(world, trip), version=None, by=world.system)
        for person_id in young:
            _contact(world, Person.objects.get(pk=person_id))
    with clock.standing_at(world.noon(4)):
        for consent in trip.consents.order_by("pk")[:answers]:
            said = Answer(ConsentState.GIVEN, "Signed form, kept in the unit", answered_by="A parent")
            services.record_consent(consent, said, by=world.system)
        trip.refresh_from_db()
        if answers == len(young) and not rules.missing(facts_of(trip, world.system)):
            services.confirm(trip, version=None, by=world.system)


def _contact(world: World, child: Person) -> None:
    """Somebody to be rung in an emergency."""
    carer = NewPerson(kind=PersonKind.ADULT, given_name="Robin", family_name=child.family_name)
    how = CarerDetails(Relationship.OTHER, ContactPermission.MAY, is_emergency_contact=True, telephone="01632 960123")
    add_new_carer(child, carer, how, by=world.users["helen.osei"])


def _assessed(world: World, trip: Session) -> RiskAssessment:
    """An assessment of the activity, written for the scheme and approved by the coordinator."""
    about = NewAssessment(AssessmentKind.ACTIVITY, trip.title, scope="A day out by minibus with three adults.")
    made = assessments.start(trip.scheme, about, by=world.system)
    hazard = HazardDetails(
        hazard="A young person falls into the water", who="Young people and adults", likelihood=3, impact=5,
        controls="Life jackets throughout; one adult at each end of the group", likelihood_after=1, impact_after=5,
    )  # fmt: skip
    add_hazard(made, hazard, version=None, by=world.system)
    approval.submit(made, version=None, by=world.system)
    return approval.approve(
        made, review_on=world.day(-300), residual_reason="Trained adults, and life jackets for everybody.",
        version=None, by=world.users["helen.osei"],
    )  # fmt: skip
