"""What becomes of risk assessments when their scheme is closed, and approvals on paper that come on record later."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.assurance.choices import Standing
from safeguarding.assurance.selectors import readiness_of
from safeguarding.audit.models import AuditEvent
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed
from safeguarding.deadlines.models import Deadline
from safeguarding.risk import selectors, services
from safeguarding.risk.choices import AssessmentKind, AssessmentStatus
from safeguarding.risk.models import RiskAssessment
from safeguarding.schemes.choices import DecidedAs, SchemeStatus
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.services import decide
from safeguarding.schemes.services import decisions as scheme_decisions
from safeguarding.schemes.services.decisions import NewDecision
from tests.cast import Cast, fresh
from tests.factories.risk import a_draft, a_hazard, again, approved, in_days, submitted, takes_part
from tests.factories.schemes import CHIEF, days_ago, tolerated

pytestmark = pytest.mark.django_db


def decided(cast: Cast, scheme: Scheme, outcome: str, *, ago: int = 0) -> Scheme:
    decision = NewDecision(
        outcome=outcome,
        reason="So decided",
        decided_by=CHIEF,
        decided_as=DecidedAs.CHIEF_OFFICER,
        decided_on=days_ago(ago),
    )
    decide(scheme, decision, version=None, by=fresh(cast.mona))
    return Scheme.objects.get(pk=scheme.pk)


def running(held: RiskAssessment) -> bool:
    return Deadline.objects.running().filter(subject_type="riskassessment", subject_id=held.pk).exists()


def test_closing_a_scheme_ends_what_was_approved_and_stops_its_clock(cast: Cast) -> None:
    scheme = tolerated(cast, ago=9)
    held = approved(cast, scheme)
    draft = a_draft(scheme, cast.cora, kind=AssessmentKind.ACTIVITY)
    assert running(held)
    decided(cast, scheme, SchemeStatus.CLOSED)
    held, draft = again(held), again(draft)
    assert (held.status, held.ended_on) == (AssessmentStatus.ENDED, clock.today())
    assert not running(held)
    assert (draft.status, draft.withdrawn_because) == (AssessmentStatus.WITHDRAWN, "The scheme was closed.")
    assert AuditEvent.objects.filter(verb="riskassessment.ended", object_id=held.pk).exists()
    (known,) = selectors.approved_for([scheme.pk])
    assert known.ended_on == clock.today()


def test_a_scheme_closed_on_a_past_day_ends_its_assessments_that_day(cast: Cast) -> None:
    scheme = tolerated(cast, ago=30)
    with clock.standing_at(clock.now() - dt.timedelta(days=20)):
        held = approved(cast, scheme)
    decided(cast, scheme, SchemeStatus.CLOSED, ago=5)
    assert again(held).ended_on == days_ago(5)


def test_closing_is_undone_when_what_hangs_on_it_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = tolerated(cast)
    held = approved(cast, scheme)

    def refuses(*args: object, **kwargs: object) -> None:
        raise Conflict("No")

    monkeypatch.setattr(scheme_decisions, "_CLOSED_LISTENERS", [services.end_of_scheme, refuses])
    with pytest.raises(Conflict):
        decided(cast, scheme, SchemeStatus.CLOSED)
    assert again(held).status == AssessmentStatus.APPROVED
    assert running(held)
    assert Scheme.objects.get(pk=scheme.pk).status == SchemeStatus.TOLERATED


def test_opened_again_it_says_what_is_assessed_anew_and_begins_with_a_copy(cast: Cast) -> None:
    scheme = tolerated(cast)
    held = approved(cast, scheme)
    scheme = decided(cast, scheme, SchemeStatus.CLOSED)
    cora = fresh(cast.cora)
    assert selectors.risks_of_scheme(cora, scheme, day=clock.today()).to_assess_anew == []
    with pytest.raises(Conflict, match="closed"):
        services.next_version(held, by=cora)
    scheme = decided(cast, scheme, SchemeStatus.PROPOSED)
    found = selectors.risks_of_scheme(cora, scheme, day=clock.today())
    assert found.to_assess_anew == [held]
    assert "No risk assessment of the scheme is approved" in found.missing
    new = services.next_version(held, by=cora)
    assert (new.number, new.hazards.count()) == (2, 1)
    assert selectors.risks_of_scheme(cora, scheme, day=clock.today()).to_assess_anew == []
    assert again(held).status == AssessmentStatus.ENDED


def test_a_suspended_scheme_keeps_its_assessment_and_its_clock(cast: Cast) -> None:
    scheme = tolerated(cast)
    held = approved(cast, scheme)
    decided(cast, scheme, SchemeStatus.SUSPENDED)
    assert again(held).status == AssessmentStatus.APPROVED
    assert running(held)


def test_a_second_draft_names_the_first(cast: Cast) -> None:
    scheme = tolerated(cast)
    first = a_draft(scheme, cast.cora)
    with pytest.raises(Conflict, match=first.reference):
        a_draft(scheme, cast.cora)


def paper(ago: int = 200, **given: str) -> services.Paper:
    said = {"signed_by": "Chief Inspector North", "evidence": "Signed original, unit file", "reason": "Kept on paper"}
    return services.Paper(days_ago(ago), **{**said, **given})


def test_an_approval_on_paper_counts_from_its_day_and_says_since_when_it_is_known(cast: Cast) -> None:
    scheme = tolerated(cast, ago=400)
    held = submitted(scheme, cast.cora)
    services.approve(held, review_on=in_days(100), paper=paper(), version=None, by=fresh(cast.mona))
    held = again(held)
    assert (held.approved_on, held.written_down_on, held.signed_by) == (
        days_ago(200), clock.today(), "Chief Inspector North",
    )  # fmt: skip
    assert held.is_from_paper
    assert running(held)
    event = AuditEvent.objects.get(verb="riskassessment.approved_on_paper", object_id=held.pk)
    assert "North" not in str(event.data)

    def risk_gap(ago: int) -> tuple[str, str]:
        ready = readiness_of(scheme, day=days_ago(ago))
        cell = next(one for one in ready.cells if one.requirement.key == "scheme_risk_assessment")
        gap = next(one for one in ready.gaps if "Risk" in one.label)
        return cell.standing, gap.has

    assert risk_gap(201)[0] == Standing.MISSING
    standing, said = risk_gap(50)
    assert standing == Standing.MET
    assert "the register did not show it on this day" in said
    standing, said = risk_gap(0)
    assert standing == Standing.MET
    assert "approved on paper, recorded on" in said
    assert "did not show it" not in said


def test_an_approval_on_paper_that_ran_out_is_out_of_date_at_once(cast: Cast) -> None:
    held = submitted(tolerated(cast, ago=900), cast.cora)
    services.approve(held, review_on=days_ago(100), paper=paper(400), version=None, by=fresh(cast.mona))
    assert again(held).is_out_of_date
    assert running(held)


@pytest.mark.parametrize(
    ("ago", "until", "given", "field"),
    [
        (0, 100, {}, "approved_on"), (200, 200, {}, "review_on"), (200, -201, {}, "review_on"),
        (200, 100, {"signed_by": " "}, "signed_by"), (200, 100, {"evidence": " "}, "evidence"),
        (200, 100, {"reason": " "}, "late_reason"),
    ],
)  # fmt: skip
def test_paper_needs_its_day_who_signed_what_was_seen_and_why_only_now(
    cast: Cast, ago: int, until: int, given: dict[str, str], field: str
) -> None:
    held = submitted(tolerated(cast, ago=900), cast.cora)
    with pytest.raises(Invalid) as no:
        services.approve(held, review_on=in_days(until), paper=paper(ago, **given), version=None, by=fresh(cast.mona))
    assert field in no.value.errors
    assert again(held).status == AssessmentStatus.SUBMITTED


def test_who_wrote_it_or_runs_the_scheme_records_no_approval_on_paper(cast: Cast) -> None:
    scheme = tolerated(cast, ago=400)
    held = submitted(scheme, cast.cora)
    with pytest.raises(NotAllowed, match="wrote some of this"):
        services.approve(held, review_on=in_days(9), paper=paper(), version=None, by=fresh(cast.cora))
    takes_part(cast, cast.mona, scheme)
    with pytest.raises(NotAllowed, match="You have a part"):
        services.approve(held, review_on=in_days(9), paper=paper(), version=None, by=fresh(cast.mona))


def test_what_was_approved_earlier_does_not_replace_what_was_approved_later(cast: Cast) -> None:
    scheme = tolerated(cast, ago=400)
    held = approved(cast, scheme)
    old = submitted(scheme, cast.cora, a_hazard(likelihood=2))
    with pytest.raises(Conflict, match="cannot replace"):
        services.approve(old, review_on=in_days(9), paper=paper(), version=None, by=fresh(cast.mona))
    assert again(held).status == AssessmentStatus.APPROVED


def test_words_find_an_assessment_by_what_could_go_wrong(cast: Cast) -> None:
    scheme = tolerated(cast)
    held = approved(cast, scheme)
    wanted = selectors.WantedAssessments
    for words, found in (("gate traffic", [held]), (held.reference, [held]), ("camp fire", [])):
        assert list(selectors.assessment_list(fresh(cast.cora), wanted(words=words))) == found
    decided(cast, scheme, SchemeStatus.CLOSED)
    assert list(selectors.assessment_list(fresh(cast.cora), wanted())) == []
    assert list(selectors.assessment_list(fresh(cast.cora), wanted(standing="ended"))) == [held]
    assert list(selectors.assessment_list(fresh(cast.nora), wanted(standing="all"))) == []
