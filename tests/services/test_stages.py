"""The stages of a case: as the table has them, closing only when all is done, reopening by the supervisor."""

from __future__ import annotations

import datetime as dt

import pytest

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind, MeasureKind, PartyRole, ReferralKind, Stage
from safeguarding.cases.models import Case, CaseParty, DbsDuty, ProtectiveMeasure, Referral, Task
from safeguarding.cases.selectors.closing import closing_checklist
from safeguarding.cases.services import access, reviews
from safeguarding.cases.services.clocks import start_case_clock
from safeguarding.cases.services.stages import NotReady, take_step
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.casework import last_review, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    case = opened(cast)
    take_step(case=case, verb="assess", by=fresh(cast.lena))
    case.refresh_from_db()
    return case


def left(case: Case) -> set[str]:
    return {check.key for check in closing_checklist(case) if not check.is_done}


def running(case: Case) -> list[str]:
    clocks = Deadline.objects.running().filter(subject_type="case", subject_id=case.pk)
    return list(clocks.values_list("rule__key", flat=True))


def test_a_step_moves_the_case_and_is_written_down_in_the_chronology(cast: Cast, case: Case) -> None:
    assert case.stage == Stage.ASSESSING
    assert case.chronology.filter(text="The case went from open to assessing.").exists()
    assert AuditEvent.objects.filter(verb="case.stage_changed", object_id=case.pk).exists()


def test_a_step_the_table_does_not_have_is_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(Conflict):
        take_step(case=case, verb="await_outcome", by=fresh(cast.lena))
    with pytest.raises(Conflict):
        take_step(case=case, verb="explode", by=fresh(cast.lena))


def test_two_people_at_once_take_one_step(cast: Cast, case: Case) -> None:
    seen = case.version
    take_step(case=case, verb="activate", by=fresh(cast.lena), version=seen)
    with pytest.raises(Stale):
        take_step(case=case, verb="close", reason="x", by=fresh(cast.leo), version=seen)


def test_where_the_table_asks_for_a_reason_there_must_be_one(cast: Cast, case: Case) -> None:
    last_review(cast, case)
    with pytest.raises(Invalid):
        take_step(case=case, verb="close", reason="  ", by=fresh(cast.lena))


def test_everything_that_is_open_stands_between_the_case_and_its_closing(cast: Cast, case: Case) -> None:
    lena = cast.lena
    subject = CaseParty.objects.get(case=case, role=PartyRole.SUBJECT)
    task = Task.objects.create(case=case, title="Ring the school", owner=lena, due_on=clock.today(), created_by=lena)
    referral = Referral.objects.create(case=case, kind=ReferralKind.LADO, why="x", created_by=lena)
    duty = DbsDuty.objects.create(case=case, party=subject, opened_because="Removed from a role")
    measure = ProtectiveMeasure.objects.create(
        case=case, kind=MeasureKind.RESTRICTED, detail="x", starts_on=clock.today(), review_on=clock.today(),
        created_by=lena,
    )  # fmt: skip
    assert left(case) == {"tasks", "referrals", "dbs_duties", "measures", "review"}
    with pytest.raises(NotReady, match="Ring the school") as refused:
        take_step(case=case, verb="close", reason="Done", by=fresh(cast.lena))
    assert {check.key for check in refused.value.left} == left(case)
    for row in (task, referral, duty, measure):
        type(row).objects.filter(pk=row.pk).delete()
    assert left(case) == {"review"}


def test_a_clock_that_runs_stands_between_them_but_not_the_review_clock(cast: Cast, case: Case) -> None:
    last_review(cast, case)
    assert running(case) == ["case_review"]
    assert left(case) == set()
    start_case_clock(case, "lado_referral", owner=cast.lena, start_at=clock.now(), why="x", by=cast.system)
    assert left(case) == {"clocks"}


def test_the_last_review_sets_no_next_date_and_is_not_old(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews.hold(case=case, progress="x", next_steps="y", by=fresh(cast.sam))
    assert left(case) == {"review"}
    last_review(cast, case)
    assert left(case) == set()
    later = clock.now() + dt.timedelta(days=case.review_days + 1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "review" in left(case)


def test_closing_ends_the_review_clock_keeps_the_summary_and_takes_it_from_psd_investigators(
    cast: Cast, case: Case
) -> None:
    Case.objects.filter(pk=case.pk).update(psd_unit=cast.psd)
    case.refresh_from_db()
    access.rebuild_access(case)
    last_review(cast, case)
    take_step(case=case, verb="close", reason="No case to answer; the child is safe.", by=fresh(cast.lena))
    case.refresh_from_db()
    assert (case.stage, case.closing_summary) == (Stage.CLOSED, "No case to answer; the child is safe.")
    assert case.closed_at is not None
    assert running(case) == []
    seen = {name for name in ("ivy", "piers") if Case.objects.visible_to(fresh(cast.users[name])).exists()}
    assert seen == {"piers"}


def test_reopening_is_the_supervisors_needs_a_reason_and_starts_the_review_clock(cast: Cast, case: Case) -> None:
    last_review(cast, case)
    take_step(case=case, verb="close", reason="Done", by=fresh(cast.lena))
    with pytest.raises(NotAllowed):
        take_step(case=case, verb="reopen", reason="More messages", by=fresh(cast.lena))
    with pytest.raises(Invalid):
        take_step(case=case, verb="reopen", by=fresh(cast.sam))
    take_step(case=case, verb="reopen", reason="More messages", by=fresh(cast.sam))
    case.refresh_from_db()
    assert (case.stage, case.closed_at) == (Stage.ACTIVE, None)
    assert running(case) == ["case_review"]


def test_who_only_reads_takes_no_step(cast: Cast, case: Case) -> None:
    until = clock.now() + dt.timedelta(days=1)
    access.grant(case=case, user=cast.pat, kind=GrantKind.ACCESS, reason="School", by=fresh(cast.sam), expires_at=until)
    with pytest.raises(NotAllowed):
        take_step(case=case, verb="activate", by=fresh(cast.pat))
