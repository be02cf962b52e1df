"""So many of each thing on the registers that a list which asks once for each row shows it."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from safeguarding.activities.choices import SessionKind
from safeguarding.activities.models import Session
from safeguarding.assurance.models import Clearance, Requirement
from safeguarding.core import clock
from safeguarding.deadlines.services import start
from safeguarding.exchange.models import Import, ImportRow
from safeguarding.guidance.choices import AudienceKind, Tag, Way
from safeguarding.guidance.models import (
    Acknowledgement,
    AudienceTag,
    Campaign,
    CampaignAudience,
    PolicyDocument,
    PolicyVersion,
)
from safeguarding.matching.models import LikelyPair, MergeProposal
from safeguarding.people.models import Consent, Need, Person, Placement, StaffRole, Wish
from safeguarding.recommendations.models import Dissemination, Recommendation, RecommendationAction
from safeguarding.risk.models import Hazard, RiskAction, RiskAssessment, RiskRegisterEntry, Venue
from safeguarding.schemes.models import Scheme
from tests.cast import Cast, child, staff


def registers(
    cast: Cast, number: int, first: SimpleNamespace | None, scheme: Scheme, part: Placement
) -> SimpleNamespace:
    """One more of each; `first` is what was made before anything else, whose own pages grow."""
    young = child(cast, f"Young{number}", "Example", dt.date(2012, 3, 1 + number % 28))
    made = SimpleNamespace(
        young=young,
        **_risk(cast, number, scheme),
        **_policy(cast, number, part.person),
        **_import(cast, number),
        **_recommendation(cast, number),
    )
    first = first or made
    first.session = _session(cast, number, scheme)
    _of_young(cast, first.young, number)
    Placement.objects.create(person=young, scheme=scheme, role="young_person", starts_on=clock.today())
    again = staff(cast, f"Adult{number}", "Exmaple", "pcso")
    LikelyPair.objects.create(force=cast.force, first=part.person, second=again, score=90)
    MergeProposal.objects.create(
        force=cast.force, kept=part.person, merged=again, why="The same", proposed_by=cast.lena
    )  # fmt: skip
    Clearance.objects.create(
        placement=part, authorised_by="A chief", reason="For a time", given_on=clock.today(), until=clock.today(),
        recorded_by=cast.cora,
    )  # fmt: skip
    StaffRole.objects.create(
        person=part.person,
        title=f"Post {StaffRole.objects.count()}",
        unit=cast.cadets,
        starts_on=clock.today(),
        recorded_by=cast.cora,
    )
    Requirement.objects.create(
        key=f"more_{number}_{Requirement.objects.count()}", title="More", about="person", control="training",
        roles=["teacher"], source="House policy",
    )  # fmt: skip
    return first


def _of_young(cast: Cast, young: Person, number: int) -> None:
    today, by = clock.today(), cast.cora
    of = {"young_person": young, "recorded_by": by}
    Consent.objects.create(
        **of, kind="photographs", answer="given", given_by="young_person", given_on=today, evidence="Form"
    )
    Need.objects.create(
        **of, category="allergy", what=f"Nuts {Need.objects.count()}", what_helps="None near", since=today
    )
    Wish.objects.create(**of, words="To stay", said_on=today, said_to="A teacher")
    event = Scheme.objects.create(force=cast.force, unit=cast.hub, name=f"Event {Scheme.objects.count()}", kind="event")
    Placement.objects.create(person=young, scheme=event, role="young_person", starts_on=today)


def _session(cast: Cast, number: int, scheme: Scheme) -> Session:
    start = clock.now() + dt.timedelta(days=number + 1)
    return Session.objects.create(
        scheme=scheme, kind=SessionKind.SESSION, title=f"Session {number}", starts_at=start,
        ends_at=start + dt.timedelta(hours=1), planned_by=cast.pat,
    )  # fmt: skip


def _risk(cast: Cast, number: int, scheme: Scheme) -> dict[str, RiskAssessment | RiskRegisterEntry]:
    count = RiskAssessment.objects.count()
    venue = Venue.objects.create(force=cast.force, name=f"Hall {count}", added_by=cast.cora)
    assessment = RiskAssessment.objects.create(
        force=cast.force, scheme=scheme, reference=f"RA-2026-{count:06}", kind="activity", title="A walk",
        written_by=cast.cora, writers=[cast.cora.pk],
    )  # fmt: skip
    entry = RiskRegisterEntry.objects.create(
        force=cast.force, reference=f"RR-2026-{count:06}", title="Keys", description="Lost", source="person",
        scheme=scheme, raised_by=cast.cora, owner=cast.cora, likelihood=2, impact=3, review_on=clock.today(),
    )  # fmt: skip
    first = RiskAssessment.objects.order_by("pk")[0]
    Hazard.objects.create(
        assessment=first, position=count + 1, hazard="Rain", who="All: cold", likelihood=2, impact=2, controls="Coats",
        likelihood_after=1, impact_after=2,
    )  # fmt: skip
    RiskAction.objects.create(
        entry=RiskRegisterEntry.objects.order_by("pk")[0], what=f"Find them in {venue}", owner=cast.cora,
        due_on=clock.today(), added_by=cast.cora,
    )  # fmt: skip
    return {"assessment": assessment, "entry": entry}


def _recommendation(cast: Cast, number: int) -> dict[str, Recommendation]:
    """Each with an action, an audience that is measured and a clock; the first has them all."""
    today, count = clock.today(), Recommendation.objects.count()
    held = Recommendation.objects.create(
        force=cast.force, unit=cast.hub, reference=f"RC-2025-{count:06}", basis="force", scope="local",
        recommended_by="The force", addressee="The force", addressee_kind="this_force", title=f"Say it {number}",
        text="Plainly", made_on=today, recorded_by=cast.lena, owner=cast.mona,
    )  # fmt: skip
    first = Recommendation.objects.order_by("pk")[0]
    document = PolicyDocument.objects.order_by("pk")[0]
    for of in {first, held}:
        RecommendationAction.objects.create(
            recommendation=of, what="Write", owner=cast.cora, due_on=today, added_by=cast.lena
        )
    Dissemination.objects.create(
        recommendation=held, audience_kind="all_staff", channel="policy", message="It", due_on=today,
        policy=document, added_by=cast.lena,
    )  # fmt: skip
    start(
        "rec_action", subject_type="recommendation", subject_id=held.pk, subject_label=held.reference,
        force=cast.force, unit=cast.hub, owner=cast.mona, start_at=clock.now(), start_why="Agreed", by=cast.lena,
        due_on=today,
    )  # fmt: skip
    return {"held": held}


def _policy(cast: Cast, number: int, reader: Person) -> dict[str, PolicyDocument | PolicyVersion | Campaign]:
    count, today = PolicyDocument.objects.count(), clock.today()
    document = PolicyDocument.objects.create(
        force=cast.force, key=f"policy-{count}", title=f"Policy {count}", owner="A chief", was_published=True,
        created_by=cast.mona,
    )  # fmt: skip
    version = PolicyVersion.objects.create(
        document=document, number=1, summary="The first", text="Never in private.", written_by=cast.mona
    )
    PolicyVersion.objects.filter(pk=version.pk).update(
        status="in_force", effective_from=today, approved_by="A chief", published_at=clock.now()
    )
    campaign = Campaign.objects.create(policy_version=version, due_on=today, opened_on=today, prepared_by=cast.mona)
    CampaignAudience.objects.create(campaign=campaign, kind=AudienceKind.ALL_STAFF)
    AudienceTag.objects.create(
        person=staff(cast, f"Apprentice{number}", "Example", "pcso"), tag=Tag.APPRENTICE, starts_on=today,
        recorded_by=cast.cora,
    )  # fmt: skip
    Acknowledgement.objects.create(
        person=cast.people["brian"], policy_version=version, acknowledged_on=today, way=Way.SIGNED_IN,
        recorded_by=cast.brian,
    )  # fmt: skip
    return {"document": document, "version": version, "campaign": campaign}


def _import(cast: Cast, number: int) -> dict[str, Import]:
    run = Import.objects.create(
        force=cast.force, unit=cast.cadets, kind="young_people", source="Platform", file_name=f"list{number}.csv",
        sha256="0" * 64, size=10, uploaded_by=cast.cora, headings=["Number"], mapping={"number": 0},
    )  # fmt: skip
    first = Import.objects.order_by("pk")[0]
    ImportRow.objects.create(run=first, number=1 + ImportRow.objects.count(), raw=["C1"], verdict="new")
    return {"run": run}
