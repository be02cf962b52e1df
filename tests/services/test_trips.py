"""Off-site activities: refused until everything is there, each line gone only by its own cure."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from safeguarding.activities import services
from safeguarding.activities.choices import ConsentState, SessionKind, SessionStatus, Verdict
from safeguarding.activities.models import Session
from safeguarding.activities.services.trips import Answer
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.notices.models import Notice
from safeguarding.people.choices import ContactPermission, PersonKind, PersonType, PlacementRole
from safeguarding.people.models import Carer, Person
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus
from safeguarding.risk.models import RiskAssessment
from safeguarding.schemes.choices import ConditionKind
from safeguarding.schemes.services import set_condition
from tests.cast import Cast, fresh, staff
from tests.factories.schemes import condition
from tests.factories.sessions import Group, a_group, a_session, details, helped, led, placed, with_adults

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(cast: Cast) -> Group:
    return a_group(cast, condition(ConditionKind.FREE), children=2)


@pytest.fixture
def trip(cast: Cast, group: Group) -> Session:
    return a_session(cast, group, days=14, kind=SessionKind.OFFSITE, title="Fire station")


def lacking(cast: Cast, trip: Session) -> list[str]:
    with pytest.raises(Invalid) as refused:
        services.confirm(trip, version=None, by=fresh(cast.pat))
    return refused.value.errors[""]


def a_carer(cast: Cast, child: Person, **given: Any) -> Carer:
    adult = Person.objects.create(
        force=cast.force, unit=cast.cadets, kind=PersonKind.ADULT, person_type=PersonType.PARENT_CARER,
        given_name="Mum", family_name=child.given_name, created_by=cast.cora,
    )  # fmt: skip
    return Carer.objects.create(**{
        "young_person": child, "adult": adult, "relationship": "mother", "contact": "may", "is_emergency_contact": True,
        "telephone": "01632 960001", "since": clock.today() - dt.timedelta(days=30), "recorded_by": cast.cora, **given,
    })  # fmt: skip


def an_assessment(
    cast: Cast, group: Group, *, days: int = 300, status: str = AssessmentStatus.APPROVED, title: str = "Fire station"
) -> Any:
    approved = {} if status == AssessmentStatus.DRAFT else {
        "approved_by": cast.cora, "approved_on": clock.today(), "review_on": clock.today() + dt.timedelta(days=days),
    }  # fmt: skip
    return RiskAssessment.objects.create(
        force=cast.force, scheme=group.scheme, reference=f"RA-{days}-{status}", kind=AssessmentKind.ACTIVITY,
        title=title, written_by=cast.pat, status=status, **approved,
    )  # fmt: skip


def answer(state: str = ConsentState.GIVEN, **given: Any) -> Answer:
    return Answer(**{"state": state, "evidence": "Signed form", "answered_by": "Their mother", **given})


def test_each_line_goes_only_by_its_own_cure(cast: Cast, group: Group, trip: Session) -> None:
    pat, cora = fresh(cast.pat), fresh(cast.cora)
    services.set_going(trip, [child.pk for child in group.young], version=None, by=pat)
    lines = lacking(cast, trip)
    assert len(lines) == 7
    first, second = group.young
    cures: list[tuple[str, Any]] = [
        ("Approval", lambda: (
            services.ask(trip, version=None, by=pat),
            services.decide(trip, verdict=Verdict.APPROVED, reason="Sound", version=None, by=cora),
        )),
        ("risk assessment", lambda: services.name_assessment(
            trip, an_assessment(cast, group), version=None, by=pat)),
        (f"Consent for {first.name}", lambda: services.record_consent(
            trip.consents.get(person=first), answer(), by=pat)),
        (f"Consent for {second.name}", lambda: services.record_consent(
            trip.consents.get(person=second), answer(), by=pat)),
        (f"An emergency contact for {first.name}", lambda: a_carer(cast, first)),
        (f"An emergency contact for {second.name}", lambda: a_carer(cast, second)),
        ("Adults", lambda: with_adults(cast, trip, led(group.pat), helped(group.helper))),
    ]  # fmt: skip
    for words, cure in cures:
        gone = [line for line in lines if words in line]
        assert len(gone) == 1, (words, lines)
        cure()
        left = lacking(cast, trip) if len(lines) > 1 else []
        assert left == [line for line in lines if line not in gone]
        lines = left
    assert services.confirm(trip, version=None, by=pat).status == SessionStatus.CONFIRMED


def test_nobody_approves_what_they_planned_or_run(cast: Cast, group: Group, trip: Session) -> None:
    services.ask(trip, version=None, by=fresh(cast.pat))
    own = staff(cast, "Cora", "Example", PersonType.POLICE_STAFF, user=cast.cora)
    placed(own, group.scheme, PlacementRole.HELPER)
    for name in ("pat", "nora", "cora", "lena", "wes"):
        with pytest.raises(NotAllowed):
            services.decide(
                trip, verdict=Verdict.APPROVED, reason="Sound", version=None, by=fresh(getattr(cast, name))
            )  # fmt: skip
    told = Notice.objects.filter(key__startswith="session:asked").values_list("recipient__username", flat=True)
    assert "pat" not in told
    services.decide(trip, verdict=Verdict.REFUSED, reason="Too far", version=None, by=fresh(cast.mona))
    assert Notice.objects.filter(recipient=cast.pat, key__startswith="session:decided").exists()


@pytest.mark.parametrize("did", ["edited", "adults", "going", "consent", "assessment", "asked"])
def test_who_changed_it_and_left_the_scheme_does_not_approve_it(
    cast: Cast, group: Group, trip: Session, did: str
) -> None:
    own = staff(cast, "Cora", "Example", PersonType.POLICE_STAFF, user=cast.cora)
    part = placed(own, group.scheme, PlacementRole.LEADER)
    pat, cora, child = fresh(cast.pat), fresh(cast.cora), group.young[0]
    services.set_going(trip, [child.pk], version=None, by=pat)
    {
        "edited": lambda: services.edit_session(
            trip, details(SessionKind.OFFSITE, days=15, title="Castle"), version=None, by=cora
        ),
        "adults": lambda: services.set_adults(trip, [helped(group.helper)], version=None, by=cora),
        "going": lambda: services.set_going(trip, [], version=None, by=cora),
        "consent": lambda: services.record_consent(trip.consents.get(), answer(), by=cora),
        "assessment": lambda: services.name_assessment(trip, an_assessment(cast, group), version=None, by=cora),
        "asked": lambda: services.ask(trip, version=None, by=cora),
    }[did]()
    if did != "asked":
        services.ask(trip, version=None, by=pat)
    part.ends_on = clock.today() - dt.timedelta(days=1)
    part.save()
    with pytest.raises(NotAllowed, match="You planned this, or changed it"):
        services.decide(trip, verdict=Verdict.APPROVED, reason="Sound", version=None, by=fresh(cast.cora))
    services.decide(trip, verdict=Verdict.APPROVED, reason="Sound", version=None, by=fresh(cast.mona))


def test_what_is_changed_after_approval_is_approved_again(cast: Cast, trip: Session) -> None:
    services.ask(trip, version=None, by=fresh(cast.pat))
    services.decide(trip, verdict=Verdict.APPROVED, reason="Sound", version=None, by=fresh(cast.cora))
    changed = details(SessionKind.OFFSITE, days=15, title="Fire station")
    assert services.edit_session(trip, changed, version=None, by=fresh(cast.pat)).status == SessionStatus.PLANNED
    assert any("Approval" in line for line in lacking(cast, trip))


def test_it_is_not_held_before_it_was_confirmed(cast: Cast, group: Group) -> None:
    past = a_session(cast, group, days=-1, kind=SessionKind.OFFSITE)
    with pytest.raises(Conflict):
        services.hold(past, [led(group.pat)], notes="", version=None, by=fresh(cast.pat))


def test_a_condition_set_since_forbids_what_was_planned(cast: Cast, group: Group, trip: Session) -> None:
    services.ask(trip, version=None, by=fresh(cast.pat))
    set_condition(group.scheme, condition(ConditionKind.NO_OFFSITE, text="No trips"), by=fresh(cast.mona))
    with pytest.raises(Invalid, match="No trips"):
        services.decide(trip, verdict=Verdict.APPROVED, reason="Sound", version=None, by=fresh(cast.cora))
    assert any("No trips" in line for line in lacking(cast, trip))


@pytest.mark.parametrize(
    "given",
    [
        {"is_emergency_contact": False},
        {"telephone": ""},
        {"until": dt.date(2020, 1, 2), "since": dt.date(2020, 1, 1)},
        {"contact": ContactPermission.NAMED_STAFF, "contact_reason": "The social worker alone"},
    ],
)
def test_who_may_not_be_rung_is_no_emergency_contact(
    cast: Cast, group: Group, trip: Session, given: dict[str, Any]
) -> None:
    services.set_going(trip, [group.young[0].pk], version=None, by=fresh(cast.pat))
    a_carer(cast, group.young[0], **given)
    assert any("emergency contact" in line for line in lacking(cast, trip))


def test_an_assessment_that_runs_out_before_it_ends_is_none(cast: Cast, group: Group, trip: Session) -> None:
    for other in (an_assessment(cast, group, days=3), an_assessment(cast, group, status=AssessmentStatus.DRAFT)):
        with pytest.raises(Invalid):
            services.name_assessment(trip, other, version=None, by=fresh(cast.pat))


def test_an_assessment_made_for_another_activity_is_taken_only_when_somebody_says_that_it_covers_this(
    cast: Cast, group: Group, trip: Session
) -> None:
    canal = an_assessment(cast, group, title="Canal boat day")
    with pytest.raises(Invalid) as refused:
        services.name_assessment(trip, canal, version=None, by=fresh(cast.pat))
    assert "“Canal boat day” was made for another activity" in refused.value.errors["covers"][0]
    assert any("risk assessment" in line for line in lacking(cast, trip))
    services.name_assessment(trip, canal, version=None, by=fresh(cast.pat), covers=True)
    assert not any("risk assessment" in line for line in lacking(cast, trip))
    assert AuditEvent.objects.get(verb="session.assessment").data["made_for_another"] is True


def test_who_has_no_consent_stays_at_home(cast: Cast, group: Group, trip: Session) -> None:
    services.set_going(trip, [child.pk for child in group.young], version=None, by=fresh(cast.pat))
    services.record_consent(trip.consents.get(person=group.young[0]), answer(ConsentState.REFUSED), by=fresh(cast.pat))
    assert not any(group.young[0].name in line for line in lacking(cast, trip))


@pytest.mark.parametrize(
    ("given", "field"),
    [({"evidence": " "}, "evidence"), ({"answered_by": ""}, "answered_by"), ({"state": "asked"}, "state"),
     ({"answered_on": dt.date(2199, 1, 1)}, "answered_on")],
)  # fmt: skip
def test_consent_says_who_when_and_how(
    cast: Cast, group: Group, trip: Session, given: dict[str, Any], field: str
) -> None:
    services.set_going(trip, [group.young[0].pk], version=None, by=fresh(cast.pat))
    with pytest.raises(Invalid) as refused:
        services.record_consent(trip.consents.get(), answer(**given), by=fresh(cast.pat))
    assert field in refused.value.errors
