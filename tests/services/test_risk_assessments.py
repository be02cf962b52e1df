"""Risk assessments: written by some, approved by others, and never changed once they are."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.models import Notice
from safeguarding.risk import services
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus
from safeguarding.risk.models import Hazard, RiskAssessment
from safeguarding.risk.selectors import Approved, approved_for
from safeguarding.risk.services.assessments import NewAssessment
from tests.cast import Cast, fresh
from tests.factories.risk import a_draft, a_hazard, again, approved, in_days, submitted, takes_part
from tests.factories.schemes import proposed, tolerated

pytestmark = pytest.mark.django_db


def running(held: RiskAssessment) -> list[Deadline]:
    found = Deadline.objects.running().filter(subject_type="riskassessment", subject_id=held.pk)
    return list(found.select_related("rule"))


def test_from_draft_to_approved_with_a_clock_for_the_next(cast: Cast) -> None:
    held = approved(cast, tolerated(cast), days=200)
    assert held.status == AssessmentStatus.APPROVED
    assert (held.approved_by, held.approved_on, held.review_on) == (cast.mona, clock.today(), in_days(200))
    (due,) = running(held)
    assert (due.rule.key, clock.london_date(due.due_at), due.owner) == ("risk_assessment_review", in_days(200),
                                                                        cast.cora)  # fmt: skip
    verbs = AuditEvent.objects.filter(object_type="riskassessment", object_id=held.pk).values_list("verb", flat=True)
    assert {"riskassessment.started", "riskassessment.submitted", "riskassessment.approved"} <= set(verbs)
    assert Notice.objects.filter(recipient=cast.mona, title="A risk assessment waits for approval").exists()
    assert not Notice.objects.filter(recipient=cast.cora, title="A risk assessment waits for approval").exists()


def test_nobody_approves_what_they_wrote_any_of(cast: Cast) -> None:
    held = a_draft(tolerated(cast), cast.cora)
    services.change_hazard(held.hazards.get(), a_hazard(likelihood=4), version=None, by=fresh(cast.mona))
    services.submit(held, version=None, by=fresh(cast.cora))
    for name in ("cora", "mona"):
        with pytest.raises(NotAllowed, match="wrote some of this"):
            services.approve(held, review_on=in_days(9), version=None, by=fresh(cast.users[name]))


def test_nobody_approves_for_a_scheme_they_run(cast: Cast) -> None:
    scheme = tolerated(cast)
    held = submitted(scheme, cast.cora)
    takes_part(cast, cast.mona, scheme)
    with pytest.raises(NotAllowed, match="You have a part in this scheme"):
        services.approve(held, review_on=in_days(9), version=None, by=fresh(cast.mona))


def test_who_runs_a_scheme_writes_its_assessment_and_nobody_else_in_the_street(cast: Cast) -> None:
    scheme = tolerated(cast)
    for name in ("pat", "lena", "wes", "adam"):
        with pytest.raises(NotAllowed):
            a_draft(scheme, cast.users[name])
    takes_part(cast, cast.pat, scheme)
    assert a_draft(scheme, cast.pat).written_by == cast.pat
    with pytest.raises(NotAllowed):
        services.approve(submitted_of(scheme), review_on=in_days(9), version=None, by=fresh(cast.lena))


def submitted_of(scheme: object) -> RiskAssessment:
    held = RiskAssessment.objects.get(scheme=scheme)
    return services.submit(held, version=None, by=fresh(held.written_by))


def test_one_without_a_hazard_is_not_sent(cast: Cast) -> None:
    held = services.start(tolerated(cast), NewAssessment(AssessmentKind.SCHEME, "Weekly"), by=fresh(cast.cora))
    with pytest.raises(Conflict, match="Add a hazard first"):
        services.submit(held, version=None, by=fresh(cast.cora))


def test_it_comes_back_with_the_reason_and_can_be_sent_again(cast: Cast) -> None:
    held = submitted(tolerated(cast), cast.cora)
    with pytest.raises(Invalid, match="Say what is missing"):
        services.refuse(held, reason=" ", version=None, by=fresh(cast.mona))
    services.refuse(held, reason="Nothing about water", version=None, by=fresh(cast.mona))
    assert (again(held).status, again(held).refused_because) == (AssessmentStatus.DRAFT, "Nothing about water")
    services.add_hazard(held, a_hazard(hazard="Water"), version=None, by=fresh(cast.cora))
    services.submit(held, version=None, by=fresh(cast.cora))
    services.approve(held, review_on=in_days(30), version=None, by=fresh(cast.mona))
    assert again(held).refused_because == ""


def test_much_that_is_left_over_needs_a_reason(cast: Cast) -> None:
    held = submitted(tolerated(cast), cast.cora, a_hazard(likelihood=5, impact=5, likelihood_after=3, impact_after=4))
    with pytest.raises(Invalid) as refused:
        services.approve(held, review_on=in_days(30), version=None, by=fresh(cast.mona))
    assert set(refused.value.errors) == {"residual_reason"}
    services.approve(held, review_on=in_days(30), residual_reason="One day only", version=None, by=fresh(cast.mona))
    assert again(held).residual_reason == "One day only"


@pytest.mark.parametrize("days", [0, -1, 366, None])
def test_it_holds_for_a_year_at_most(cast: Cast, days: int | None) -> None:
    held = submitted(tolerated(cast), cast.cora)
    with pytest.raises(Invalid) as refused:
        services.approve(
            held, review_on=None if days is None else in_days(days), version=None, by=fresh(cast.mona)
        )  # fmt: skip
    assert set(refused.value.errors) == {"review_on"}


@pytest.mark.parametrize(
    ("given", "field"),
    [({"hazard": " "}, "hazard"), ({"who": ""}, "who"), ({"controls": ""}, "controls"),
     ({"likelihood": 6}, "likelihood"), ({"impact_after": 0}, "impact_after"),
     ({"likelihood_after": 4, "impact_after": 4}, "likelihood_after")],
)  # fmt: skip
def test_what_is_wrong_with_a_hazard_is_said_beside_its_field(cast: Cast, given: dict[str, object], field: str) -> None:
    held = a_draft(tolerated(cast), cast.cora)
    with pytest.raises(Invalid) as refused:
        services.add_hazard(held, a_hazard(**given), version=None, by=fresh(cast.cora))
    assert set(refused.value.errors) == {field}


def test_what_was_approved_never_changes_not_even_in_the_database(cast: Cast) -> None:
    held = approved(cast, tolerated(cast))
    hazard = held.hazards.get()
    for act in (
        lambda: services.add_hazard(held, a_hazard(), version=None, by=fresh(cast.cora)),
        lambda: services.change_hazard(hazard, a_hazard(), version=None, by=fresh(cast.cora)),
        lambda: services.remove_hazard(hazard, version=None, by=fresh(cast.cora)),
        lambda: services.edit_details(held, title="Other", scope="", version=None, by=fresh(cast.cora)),
    ):
        with pytest.raises(Conflict, match="Only a draft can be changed"):
            act()
    for change in (
        lambda: Hazard.objects.filter(pk=hazard.pk).update(controls="None"),
        lambda: Hazard.objects.filter(pk=hazard.pk).delete(),
        lambda: RiskAssessment.objects.filter(pk=held.pk).update(title="Other"),
        lambda: RiskAssessment.objects.filter(pk=held.pk).update(review_on=in_days(1)),
        lambda: RiskAssessment.objects.filter(pk=held.pk).update(status="draft"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_next_version_is_a_copy_that_replaces_the_old_once_it_is_approved(cast: Cast) -> None:
    old = approved(cast, tolerated(cast))
    new = services.next_version(old, by=fresh(cast.cora))
    assert (new.number, new.replaces, new.status) == (2, old, AssessmentStatus.DRAFT)
    assert new.hazards.get().controls == old.hazards.get().controls
    assert again(old).status == AssessmentStatus.APPROVED
    with pytest.raises(Conflict, match="is being written"):
        services.next_version(old, by=fresh(cast.cora))
    services.submit(new, version=None, by=fresh(cast.cora))
    services.approve(new, review_on=in_days(100), version=None, by=fresh(cast.mona))
    assert (again(old).status, again(old).superseded_on) == (AssessmentStatus.SUPERSEDED, clock.today())
    assert running(old) == []
    assert len(running(new)) == 1


def test_one_that_is_withdrawn_leaves_room_for_the_next(cast: Cast) -> None:
    old = approved(cast, tolerated(cast))
    new = services.next_version(old, by=fresh(cast.cora))
    services.withdraw(new, reason="Begun by mistake", version=None, by=fresh(cast.cora))
    assert services.next_version(old, by=fresh(cast.cora)).number == 2
    services.withdraw(old, reason="The venue burnt down", version=None, by=fresh(cast.mona))
    assert running(old) == []


def test_of_a_scheme_one_is_written_at_a_time_of_activities_many(cast: Cast) -> None:
    scheme = tolerated(cast)
    a_draft(scheme, cast.cora)
    with pytest.raises(Conflict, match="is being written"):
        a_draft(scheme, cast.cora)
    trip = approved(cast, scheme, kind=AssessmentKind.ACTIVITY)
    other = services.copy_for(trip, title="Next year's trip", by=fresh(cast.cora))
    assert (other.replaces, other.title, other.hazards.count()) == (None, "Next year's trip", 1)
    assert again(trip).status == AssessmentStatus.APPROVED


def test_a_venue_is_there_once_and_has_an_assessment_of_its_own(cast: Cast) -> None:
    scheme = tolerated(cast)
    hall = services.add_venue(scheme, name="Church hall", place="Thornbeck", by=fresh(cast.cora))
    with pytest.raises(Invalid, match="on the list already"):
        services.add_venue(scheme, name="Church hall", place="Thornbeck", by=fresh(cast.cora))
    with pytest.raises(Invalid, match="Choose the venue"):
        a_draft(scheme, cast.cora, kind=AssessmentKind.VENUE)
    held = approved(cast, scheme, kind=AssessmentKind.VENUE, venue=hall)
    assert running(held)[0].rule.key == "venue_risk_assessment"


def test_a_stale_version_is_refused(cast: Cast) -> None:
    held = a_draft(tolerated(cast), cast.cora)
    with pytest.raises(Stale):
        services.submit(held, version=held.version + 1, by=fresh(cast.cora))


def test_what_was_ever_approved_is_told_with_its_end_in_one_query(
    cast: Cast, django_assert_num_queries: object
) -> None:
    scheme, other = tolerated(cast), proposed(cast, "Another club")
    old = approved(cast, scheme, days=50)
    new = services.next_version(old, by=fresh(cast.cora))
    services.submit(new, version=None, by=fresh(cast.cora))
    services.approve(new, review_on=in_days(80), version=None, by=fresh(cast.mona))
    approved(cast, scheme, kind=AssessmentKind.ACTIVITY)
    a_draft(other, cast.cora)
    today: dt.date = clock.today()
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture
        found = approved_for([scheme.pk, other.pk])
    assert found == [
        Approved("scheme", scheme.pk, today, in_days(50), today),
        Approved("scheme", scheme.pk, today, in_days(80), None),
    ]


@pytest.mark.parametrize(("name", "sees"), [("cora", 1), ("lena", 1), ("mona", 1), ("pat", 0), ("aud", 0), ("wes", 0)])
def test_who_sees_an_assessment(cast: Cast, name: str, sees: int) -> None:
    approved(cast, tolerated(cast))
    assert RiskAssessment.objects.visible_to(fresh(cast.users[name])).count() == sees


def test_who_runs_the_scheme_sees_it_while_they_do(cast: Cast) -> None:
    scheme = tolerated(cast)
    approved(cast, scheme)
    part = takes_part(cast, cast.pat, scheme)
    assert RiskAssessment.objects.visible_to(fresh(cast.pat)).exists()
    part.starts_on = part.ends_on = clock.today() - dt.timedelta(days=1)
    part.save()
    assert not RiskAssessment.objects.visible_to(fresh(cast.pat)).exists()
