"""One world for the walls: cases and concerns in every way somebody can stand to them, each with something of
everything in it. It is built once for a module and rolled back; every request rolls back to it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from safeguarding.access.choices import Role
from safeguarding.access.models import User
from safeguarding.access.services import create_token
from safeguarding.activities.choices import SessionKind
from safeguarding.activities.models import Attendance, Session, TripConsent
from safeguarding.assurance.models import Clearance, Credential, Requirement
from safeguarding.cases.choices import (
    ConcernNoteKind,
    GrantKind,
    MeasureKind,
    PartyRole,
    ReferralKind,
    ReferralStatus,
    Stage,
)
from safeguarding.cases.models import (
    Case,
    CaseConcern,
    CaseConflict,
    CaseLink,
    CaseParty,
    ChronologyEntry,
    Concern,
    ConcernDraft,
    ConcernNote,
    DbsDuty,
    Decision,
    LowLevelConcern,
    PatternReview,
    ProtectiveMeasure,
    Referral,
    ReporterIdentity,
    Review,
    Task,
)
from safeguarding.cases.services.access import put_grant, rebuild_access, rebuild_conflicts
from safeguarding.cases.services.clocks import start_case_clock
from safeguarding.core import clock
from safeguarding.deadlines.models import BankHolidayOverride, Deadline, DeadlineRule
from safeguarding.exchange.choices import ImportKind, ImportStatus
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.notices.models import Notice
from safeguarding.people.choices import AgeBand, PersonKind, PersonType, PlacementRole
from safeguarding.people.models import Person, Placement
from safeguarding.reminders.services.calendar import make_address
from safeguarding.schemes.choices import ConditionKind, SchemeKind
from safeguarding.schemes.models import Scheme, SchemeCondition
from tests import cast as cast_module
from tests.factories.accounts import accounts
from tests.factories.contacts_world import contacts
from tests.factories.evidence import evidence_of
from tests.factories.exports_world import exports
from tests.factories.guidance_world import policies
from tests.factories.investigations import put_investigation
from tests.factories.learning import reports
from tests.factories.letters import a_hearing_bundle, letters_of, templates
from tests.factories.links_world import links
from tests.factories.matching_world import duplicates
from tests.factories.people_world import welfare
from tests.factories.recommendations_world import recommendations
from tests.factories.records import records_of
from tests.factories.risk_world import risks
from tests.factories.states import brought_to
from tests.factories.subject_access import requests as access_requests
from tests.factories.tracks import tracks_in
from tests.factories.triage import a_waiting_concern
from tests.factories.work import a_case


@dataclass
class World:
    cast: cast_module.Cast
    cases: dict[str, SimpleNamespace] = field(default_factory=dict)
    concerns: dict[str, SimpleNamespace] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    schemes: dict[str, Scheme] = field(default_factory=dict)
    assurance: dict[str, SimpleNamespace] = field(default_factory=dict)
    guidance: dict[str, SimpleNamespace] = field(default_factory=dict)
    risk: dict[str, SimpleNamespace] = field(default_factory=dict)
    templates: dict[str, SimpleNamespace] = field(default_factory=dict)
    recommendations: dict[str, SimpleNamespace] = field(default_factory=dict)
    learning: dict[str, Any] = field(default_factory=dict)
    subject_access: dict[str, Any] = field(default_factory=dict)
    contacts: dict[str, SimpleNamespace] = field(default_factory=dict)
    imports: dict[str, SimpleNamespace] = field(default_factory=dict)
    sessions: dict[str, SimpleNamespace] = field(default_factory=dict)
    accounts: dict[str, SimpleNamespace] = field(default_factory=dict)
    duplicates: dict[str, SimpleNamespace] = field(default_factory=dict)
    welfare: dict[str, SimpleNamespace] = field(default_factory=dict)
    patterns: dict[str, PatternReview] = field(default_factory=dict)
    more: SimpleNamespace = field(default_factory=SimpleNamespace)

    def user(self, name: str) -> User:
        return self.cast.users[name]


@contextmanager
def built(blocker: Any) -> Iterator[World]:
    """The world, for as long as a module needs it; afterwards it never was."""
    with blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def build() -> World:
    cast = cast_module.build()
    cast.users["nell"] = cast_module.add_user("nell", cast.cadets, [(cast.cadets, Role.PRACTITIONER)])
    # Known long before any matter: somebody put on record by a matter shares its fate.
    Person.objects.update(created_at=clock.now() - dt.timedelta(days=400))
    world = World(cast)
    _cases(world)
    exports(world)
    _concerns(world)
    _people(world)
    _assurance(world)
    _imports(world)
    world.guidance = policies(world)
    world.risk = risks(world)
    world.templates = templates(world)
    world.recommendations = recommendations(world)
    world.learning = reports(world)
    world.subject_access = access_requests(world)
    world.contacts = contacts(world)
    _sessions(world)
    world.accounts = accounts(world)
    world.duplicates = duplicates(world)
    world.welfare = welfare(world)
    _patterns(world)
    _one_s_own(world)
    links(world)
    return world


def _cases(world: World) -> None:
    cast = world.cast
    hub = {"unit": cast.hub, "owner": cast.lena, "supervisor": cast.sam}
    for key, given in {
        "own": hub,
        "restricted": hub,
        "psd": {**hub, "psd_unit": cast.psd},
        "closed": {**hub, "psd_unit": cast.psd},
        "south": {"unit": cast.south, "owner": cast.lars, "supervisor": None},
        "granted": {"unit": cast.south, "owner": cast.lars, "supervisor": None},
        "westmoor": {"force": cast.other_force, "unit": cast.other_hub, "owner": cast.wes, "supervisor": None},
        "conflict": hub,
    }.items():
        case = a_case(cast, **given)
        world.cases[key] = filled(world, case)
    things = world.cases
    _restrict(things["restricted"].case)
    _named(world, things["granted"].case)
    _in_conflict(world, things["conflict"].case)
    close(things["closed"].case)
    _fresh_cases(world)


def _fresh_cases(world: World) -> None:
    for things in world.cases.values():
        things.case = Case.objects.get(pk=things.case.pk)
        things.version = things.case.version


def filled(world: World, case: Case) -> SimpleNamespace:
    """Something of everything in the case."""
    cast, owner = world.cast, case.owner
    for user, kind in ((case.owner, GrantKind.LEAD), (case.supervisor, GrantKind.SUPERVISE)):
        if user:
            put_grant(case=case, user=user, kind=kind, reason="Named", by=owner)
    today = clock.today()
    child, pcso, unknown = _parties(cast, case)
    task = Task.objects.create(case=case, title="Call", owner=owner, due_on=today, created_by=owner)
    measure = ProtectiveMeasure.objects.create(
        case=case, party=pcso, kind=MeasureKind.RESTRICTED, detail="Desk", starts_on=today, review_on=today,
        created_by=owner,
    )  # fmt: skip
    reader = "nell" if case.force_id == cast.force.pk else "walt"
    named = put_grant(case=case, user=world.user(reader), kind=GrantKind.ACCESS, reason="Once", by=owner)
    glass = put_grant(
        case=case, user=world.user("cora"), kind=GrantKind.BREAK_GLASS, reason="Emergency", by=owner,
        expires_at=clock.now() - dt.timedelta(days=1),
    )  # fmt: skip
    other = _other_end(world, case)
    declared = CaseConflict.objects.create(case=case, user=world.user("ines"), kind="declared", reason="Cousins")
    return SimpleNamespace(
        case=case, reference=case.reference, version=case.version, child=child, pcso=pcso, unknown=unknown,
        task=task, measure=measure, named=named, glass=glass, other=other, declared=declared, **_record(case, pcso),
        link=CaseLink.objects.create(case=min(case, other, key=lambda c: c.pk), other=max(case, other,
                                     key=lambda c: c.pk), reason="Same school", linked_by=owner),
        **evidence_of(case, taker=world.user(reader)), **tracks_in(case, pcso), **letters_of(case), **records_of(case),
        investigation=put_investigation(case, pcso), hearing=a_hearing_bundle(case),
        clock=start_case_clock(case, "evidence_preservation", owner=owner, start_at=clock.now(), why="Now", by=owner),
    )  # fmt: skip


def _record(case: Case, pcso: CaseParty) -> dict[str, Any]:
    owner = case.owner

    def referral(kind: str, status: str) -> Referral:
        sent = {} if status == ReferralStatus.TO_SEND else {"sent_at": clock.now(), "sent_by": owner}
        answered = {"answered_on": clock.today()} if status == ReferralStatus.ANSWERED else {}
        row = Referral.objects.create(case=case, kind=kind, why="Why", created_by=owner)
        return brought_to(row, status, **sent, **answered)

    return {
        "to_send": referral(ReferralKind.LADO, ReferralStatus.TO_SEND),
        "sent": referral(ReferralKind.SCHOOL, ReferralStatus.SENT),
        "answered": referral(ReferralKind.CHILDRENS_SOCIAL_CARE, ReferralStatus.ANSWERED),
        "entry": ChronologyEntry.objects.create(
            case=case, kind="call", text="Bluebell", precision="unknown", author=owner
        ),
        "decision": Decision.objects.create(
            case=case, number=1, question="?", options="a", decision="b", reason="c", decided_by=owner
        ),
        "review": Review.objects.create(case=case, progress="a", next_steps="b", held_by=owner),
        "duty": DbsDuty.objects.create(case=case, party=pcso, opened_because="Removed"),
    }


def _parties(cast: cast_module.Cast, case: Case) -> tuple[CaseParty, CaseParty, CaseParty]:
    def party(role: str, label: str, person: Person | None, kind: str) -> CaseParty:
        described = "" if person else "A tall man"
        return CaseParty.objects.create(
            case=case, role=role, label=label, person=person, kind=kind, description=described, added_by=case.owner
        )

    own = case.force_id == cast.force.pk
    return (
        party(PartyRole.YOUNG_PERSON, "Child A", cast.people["ann"] if own else None, PersonKind.YOUNG_PERSON),
        party(PartyRole.SUBJECT, "PCSO B", cast.people["carl"] if own else None, PersonKind.ADULT),
        party(PartyRole.UNIDENTIFIED, "Person C", None, PersonKind.ADULT),
    )


def _other_end(world: World, case: Case) -> Case:
    """A second case of the same unit, seen by the same people, to link to."""
    other = a_case(world.cast, force=case.force, unit=case.unit, owner=case.owner, supervisor=case.supervisor,
                   psd_unit=case.psd_unit)  # fmt: skip
    for user, kind in ((case.owner, GrantKind.LEAD), (case.supervisor, GrantKind.SUPERVISE)):
        if user:
            put_grant(case=other, user=user, kind=kind, reason="Named", by=case.owner)
    return other


def _restrict(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(is_restricted=True)
    case.refresh_from_db()
    rebuild_access(case)


def _named(world: World, case: Case) -> None:
    """Nora was given access until tomorrow, Pat's ended, Leo opened it in an emergency, Ivy investigates."""
    soon, past = clock.now() + dt.timedelta(days=1), clock.now() - dt.timedelta(minutes=1)
    for name, kind, until in (
        ("nora", GrantKind.ACCESS, soon),
        ("pat", GrantKind.ACCESS, past),
        ("leo", GrantKind.BREAK_GLASS, soon),
        ("ivy", GrantKind.INVESTIGATE, None),
    ):
        put_grant(case=case, user=world.user(name), kind=kind, reason="Because", by=case.owner, expires_at=until)


def _in_conflict(world: World, case: Case) -> None:
    """Brian is its subject, and holds access all the same; Bella manages him; Leo, Mona and root declared one."""
    CaseParty.objects.create(
        case=case, role=PartyRole.SUBJECT, label="PCSO D", person=world.cast.people["brian"], kind=PersonKind.ADULT,
        person_type=PersonType.PCSO, added_by=case.owner,
    )  # fmt: skip
    for name in ("brian", "root"):
        put_grant(case=case, user=world.user(name), kind=GrantKind.SUPERVISE, reason="A mistake", by=case.owner)
    for name in ("leo", "mona", "root", "aud"):
        CaseConflict.objects.create(case=case, user=world.user(name), kind="declared", reason="Friends")
    rebuild_conflicts(case)


def close(case: Case) -> None:
    """Take the case to its end along the table."""
    for stage in (Stage.ASSESSING, Stage.CLOSED):
        case.stage = stage
        case.closed_at = clock.now() if stage == Stage.CLOSED else None
        case.save(update_fields=["stage", "closed_at"])
    rebuild_access(case)


def _concerns(world: World) -> None:
    cast = world.cast
    carl, ann, brian = cast.people["carl"], cast.people["ann"], cast.people["brian"]
    made = {
        "own": a_waiting_concern(cast),
        "south": a_waiting_concern(cast, unit=cast.south),
        "westmoor": a_waiting_concern(cast, force=cast.other_force, unit=cast.other_hub, people=[]),
        "conflict": a_waiting_concern(cast, people=[("young_person", ann), ("adult_of_concern", brian)]),
        "in_restricted": a_waiting_concern(cast),
        "in_psd": a_waiting_concern(cast),
        "low_level": a_waiting_concern(cast, people=[("adult_of_concern", carl)]),
    }
    ReporterIdentity.objects.filter(concern=made["westmoor"]).update(user=cast.walt)
    for key in ("in_restricted", "in_psd"):
        case = world.cases[key.removeprefix("in_")].case
        CaseConcern.objects.create(case=case, concern=made[key], added_by=case.owner)
    for key, concern in made.items():
        question = ConcernNote.objects.create(
            concern=concern, kind=ConcernNoteKind.QUESTION, text="When?", written_by=cast.lena
        )
        world.concerns[key] = SimpleNamespace(
            concern=Concern.objects.get(pk=concern.pk), reference=concern.reference, version=concern.version,
            question=question, party=concern.parties.first(),
        )  # fmt: skip


def _people(world: World) -> None:
    cast = world.cast
    west = Person.objects.create(
        force=cast.other_force, unit=cast.other_hub, kind=PersonKind.ADULT, person_type=PersonType.PCSO,
        given_name="Wanda", family_name="West", age_band=AgeBand.ADULT, created_by=cast.wes,
    )  # fmt: skip
    world.people = {"child": cast.people["ann"], "staff": cast.people["carl"], "westmoor": west}
    for key, unit in (("own", cast.cadets), ("westmoor", cast.other_hub)):
        world.schemes[key] = scheme = Scheme.objects.create(
            force=unit.force, unit=unit, name=f"Scheme {key}", kind=SchemeKind.values[0]
        )
        SchemeCondition.objects.create(
            scheme=scheme, kind=ConditionKind.FREE, text="It ends at six", set_by="A superintendent",
            set_on=clock.today(), recorded_by=cast.mona,
        )  # fmt: skip


def _imports(world: World) -> None:
    """A file of each force, checked, with one row in the way; one was uploaded by Cora, one by the lead of Westmoor."""
    for key, unit, by in (
        ("own", world.cast.cadets, world.cast.cora),
        ("westmoor", world.cast.other_hub, world.cast.wes),
    ):
        run = Import.objects.create(
            force=unit.force, unit=unit, kind=ImportKind.STAFF, source="A list", file_name="list.csv", size=1,
            sha256="0" * 64, uploaded_by=by, headings=["Name", "What"], mapping={"full_name": 0, "person_type": 1},
            rows_in_all=1, sheets=["One", "Two"], counts={"wrong": 1},
        )  # fmt: skip
        for status in (ImportStatus.READ, ImportStatus.CHECKING, ImportStatus.CHECKED):
            run.status = status
            run.save(update_fields=["status"])
        row = ImportRow.objects.create(run=run, number=2, raw=["Wanda Woods", "Wizard"], verdict="wrong")
        world.imports[key] = SimpleNamespace(run=run, row=row)


def _assurance(world: World) -> None:
    """An adult in each scheme, let take part for a time, with one thing on record."""
    requirement = Requirement.objects.get(key="dbs")
    today = clock.today()
    for key, person, by in (("own", "staff", world.cast.mona), ("westmoor", "westmoor", world.cast.wes)):
        placement = Placement.objects.create(
            person=world.people[person], scheme=world.schemes[key], role=PlacementRole.HELPER, starts_on=today
        )
        clearance = Clearance.objects.create(
            placement=placement, authorised_by="A chief", reason="?", given_on=today, until=today, recorded_by=by
        )
        credential = Credential.objects.create(
            requirement=requirement, person=world.people[person], achieved_on=today, evidence="?", recorded_by=by
        )
        world.assurance[key] = SimpleNamespace(
            scheme=world.schemes[key], person=world.people[person], placement=placement, clearance=clearance,
            credential=credential,
        )  # fmt: skip


def _sessions(world: World) -> None:
    """An off-site activity that began today in each scheme: pat leads the scheme of the own force, nell helps in it."""
    cast, today = world.cast, clock.today()
    for name, role in (("pat", PlacementRole.LEADER), ("nell", PlacementRole.HELPER)):
        person = cast_module.staff(cast, name.capitalize(), "Example", PersonType.PCSO, user=world.user(name))
        Placement.objects.create(person=person, scheme=world.schemes["own"], role=role, starts_on=today)
    for key, by in (("own", cast.pat), ("westmoor", cast.wes)):
        scheme = world.schemes[key]
        young = Person.objects.create(
            force=scheme.force, unit=scheme.unit, kind=PersonKind.YOUNG_PERSON, given_name="Yan", family_name=key,
            created_by=cast.system,
        )  # fmt: skip
        Placement.objects.create(person=young, scheme=scheme, role=PlacementRole.YOUNG_PERSON, starts_on=today)
        start = clock.end_of_day(today) - dt.timedelta(hours=30)
        session = Session.objects.create(
            scheme=scheme, kind=SessionKind.RESIDENTIAL, title=f"Camp {key}", starts_at=start,
            ends_at=start + dt.timedelta(days=2), planned_by=by,
        )  # fmt: skip
        Placement.objects.filter(scheme=scheme).update(starts_on=today - dt.timedelta(days=9))
        consent = TripConsent.objects.create(session=session, person=young, asked_on=today, recorded_by=by)
        for mark, standing, told_by in (("present", "stands", by), ("absent", "open", cast.nell)):
            Attendance.objects.create(
                session=session, person=young, mark=mark, standing=standing, client_id=uuid.uuid4(), marked_by=told_by,
                made_at=clock.now(),
            )  # fmt: skip
        world.sessions[key] = SimpleNamespace(session=session, young=young, consent=consent, version=session.version)


def _patterns(world: World) -> None:
    cast = world.cast
    for key, person in (("own", cast.people["carl"]), ("conflict", cast.people["brian"])):
        review = PatternReview.objects.create(person=person, force=cast.force, unit=cast.hub, count=2, months=12)
        concern = world.concerns["low_level" if key == "own" else "conflict"].concern
        LowLevelConcern.objects.create(concern=concern, person=person, pattern=review)
        world.patterns[key] = PatternReview.objects.get(pk=review.pk)


def _one_s_own(world: World) -> None:
    cast = world.cast
    case = world.cases["conflict"].case
    rule = DeadlineRule.objects.order_by("pk").first()
    world.more = SimpleNamespace(
        draft=ConcernDraft.objects.create(owner=cast.pat),
        notice=Notice.objects.create(recipient=cast.lena, key="k", title="Told"),
        # Told before the conflict was known: it does not exist any more.
        hidden=Notice.objects.create(recipient=cast.brian, key="h", title="x", subject_type="case", subject_id=case.pk),
        token=create_token(by=cast.lena, name="one", scopes=["read"], days=1)[0],
        calendar=make_address(by=cast.lena),
        rule=rule,
        day=BankHolidayOverride.objects.create(day=dt.date(2030, 5, 1), name="A day"),
        assignment=cast.lena.role_assignments.first(),
        deadline=Deadline.objects.filter(subject_type="case").first(),
    )
