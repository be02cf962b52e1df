"""Referrals: each kind with its clock from the right moment, late recorded and never refused, PSD let in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from safeguarding.cases.choices import ReferralCriterion, ReferralKind, ReferralStatus
from safeguarding.cases.models import Case, Referral
from safeguarding.cases.services import referrals
from safeguarding.cases.services.clocks import running_clocks
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.choices import ClockState
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.work import a_case, a_concern, the_pcso, today

pytestmark = pytest.mark.django_db

LONDON = clock.LONDON
CHRISTMAS_EVE = dt.datetime(2026, 12, 24, 9, 0, tzinfo=LONDON)


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


def started(cast: Cast, case: Case, kind: str, **more: Any) -> Referral:
    return referrals.add(case=case, kind=kind, why="What was alleged.", by=fresh(cast.lena), **more)


def sent(cast: Cast, referral: Referral, **more: Any) -> Referral:
    given = {"sent_at": clock.now(), "agency": "Northshire", **more}
    return referrals.send(referral=referral, by=fresh(cast.lena), **given)


def test_the_lado_working_day_counts_from_the_earliest_concern_across_a_bank_holiday(cast: Cast) -> None:
    with time_machine.travel(CHRISTMAS_EVE + dt.timedelta(hours=3), tick=False):
        case = a_case(cast)
        a_concern(cast, case, CHRISTMAS_EVE + dt.timedelta(hours=2))
        earliest = a_concern(cast, case, CHRISTMAS_EVE)
        [held] = running_clocks(started(cast, case, ReferralKind.LADO, agency="Northshire LADO"))
    assert held.start_at == CHRISTMAS_EVE
    assert held.start_why == f"Concern {earliest.reference} was received"
    assert clock.london_date(held.due_at) == dt.date(2026, 12, 29)


def test_the_iopc_clock_runs_from_when_it_was_first_clear_to_the_end_of_the_next_day(cast: Cast) -> None:
    with time_machine.travel(dt.datetime(2026, 12, 25, 9, 0, tzinfo=LONDON), tick=False):
        case = a_case(cast)
        [held] = running_clocks(started(cast, case, ReferralKind.IOPC, criterion=ReferralCriterion.SERIOUS_CORRUPTION))
    assert held.due_at.astimezone(LONDON) == dt.datetime(2026, 12, 26, 23, 59, 59, tzinfo=LONDON)


def test_an_earlier_moment_can_be_given_and_a_later_one_not(cast: Cast, case: Case) -> None:
    earlier = clock.now() - dt.timedelta(days=1)
    criterion = ReferralCriterion.SERIOUS_ASSAULT
    with pytest.raises(Invalid) as refused:
        started(cast, case, "iopc", criterion=criterion, first_clear_at=clock.now() + dt.timedelta(hours=1))
    assert list(refused.value.errors) == ["first_clear_at"]
    [held] = running_clocks(started(cast, case, "iopc", criterion=criterion, first_clear_at=earlier))
    assert held.start_at == earlier


def test_the_iopc_test_is_on_the_allegation_as_made(cast: Cast, case: Case) -> None:
    with pytest.raises(Invalid, match="allegation as made"):
        started(cast, case, "iopc")
    referral = started(cast, case, "iopc", criterion="serious_corruption")
    assert referral.why.startswith("Test met on the allegation as made: Serious corruption")


def test_social_care_has_the_day_and_then_a_working_day_to_answer(cast: Cast, case: Case) -> None:
    referral = started(cast, case, "mash")
    [first] = running_clocks(referral)
    assert clock.london_date(first.due_at) == clock.today()
    referral = sent(cast, referral)
    [answer] = running_clocks(referral)
    assert (answer.rule.key, answer.start_at) == ("referral_answer", referral.sent_at)
    first.refresh_from_db()
    assert first.state == ClockState.MET
    referral = referrals.answer(
        referral=referral, answered_on=clock.today(), answer="Strategy discussion tomorrow.", by=fresh(cast.lena)
    )
    assert running_clocks(referral) == []


@pytest.mark.parametrize("kind", ["dbs", "school"])
def test_the_other_kinds_have_no_clock(cast: Cast, case: Case, kind: str) -> None:
    assert running_clocks(started(cast, case, kind)) == []


def test_a_crime_report_is_due_at_once_and_in_time_the_same_day(cast: Cast, case: Case) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 0, tzinfo=LONDON), tick=False) as traveller:
        referral = started(cast, case, "crime_report")
        traveller.shift(dt.timedelta(hours=2))
        assert not referrals.is_late(referral, clock.now())
        traveller.shift(dt.timedelta(days=1))
        assert referrals.is_late(referral, clock.now())


def test_late_needs_its_reason_and_is_never_refused(cast: Cast, case: Case) -> None:
    a_concern(cast, case, clock.now() - dt.timedelta(days=30))
    referral = started(cast, case, "lado")
    with pytest.raises(Invalid) as refused:
        sent(cast, referral)
    assert list(refused.value.errors) == ["late_reason"]
    referral = sent(cast, referral, late_reason="Nobody knew which area.")
    assert (referral.status, referral.late_reason) == (ReferralStatus.SENT, "Nobody knew which area.")
    assert Deadline.objects.get(source_type="referral", source_id=referral.pk).state == ClockState.MET_LATE


def test_a_further_lado_referral_counts_from_now_not_from_a_concern_that_the_lado_has_heard_of(
    cast: Cast, case: Case
) -> None:
    a_concern(cast, case, clock.now() - dt.timedelta(days=30))
    sent(cast, started(cast, case, "lado"), late_reason="Nobody knew which area.")
    again = started(cast, case, "lado", agency="Westmoor LADO")
    assert Deadline.objects.get(source_type="referral", source_id=again.pk).start_at.date() == clock.now().date()


def test_in_time_keeps_no_late_reason(cast: Cast, case: Case) -> None:
    assert sent(cast, started(cast, case, "lado"), late_reason="typed by mistake").late_reason == ""


def test_the_whole_way_of_a_lado_referral(cast: Cast, case: Case) -> None:
    lena = fresh(cast.lena)
    referral = sent(cast, started(cast, case, "lado"), their_reference="LADO/26/7", contact="Duty desk")
    assert (referral.their_reference, referral.sent_by) == ("LADO/26/7", cast.lena)
    referral = referrals.answer(referral=referral, answered_on=clock.today(), answer="Threshold met.", by=lena)
    with pytest.raises(Invalid, match="how the allegation ended"):
        referrals.conclude(referral=referral, concluded_on=clock.today(), outcome="Training.", by=lena)
    with pytest.raises(Invalid, match="how the allegation ended"):
        referrals.conclude(
            referral=referral, concluded_on=clock.today(), outcome="Training.", by=lena,
            finding="deliberately_invented_or_malicious",
        )  # fmt: skip
    referral = referrals.conclude(
        referral=referral, concluded_on=clock.today(), outcome="Training.", finding="substantiated", by=lena
    )
    assert (referral.status, referral.outcome) == (ReferralStatus.CONCLUDED, "Finding: Substantiated.\n\nTraining.")


def test_a_verb_out_of_turn_conflicts_and_changes_nothing(cast: Cast, case: Case) -> None:
    referral = started(cast, case, "school")
    with pytest.raises(Conflict):
        referrals.answer(referral=referral, answered_on=clock.today(), answer="x", by=fresh(cast.lena))
    sent(cast, referral)
    with pytest.raises(Conflict):
        sent(cast, referral)
    with pytest.raises(Conflict):
        referrals.drop(referral=referral, reason="x", by=fresh(cast.lena))
    assert Referral.objects.get().status == ReferralStatus.SENT


def test_not_made_needs_a_reason_and_stops_the_clock(cast: Cast, case: Case) -> None:
    referral = started(cast, case, "lado")
    with pytest.raises(Invalid):
        referrals.drop(referral=referral, reason=" ", by=fresh(cast.lena))
    referral = referrals.drop(referral=referral, reason="The adult never worked with children.", by=fresh(cast.lena))
    assert referral.status == ReferralStatus.NOT_NEEDED
    assert running_clocks(referral) == []


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("sent_at", {"sent_at": dt.datetime(2199, 1, 1, tzinfo=dt.UTC)}),
        ("agency", {"agency": "  "}),
    ],
)
def test_bad_sending_is_refused_at_its_field(cast: Cast, case: Case, field: str, more: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        sent(cast, started(cast, case, "lado"), **more)
    assert list(refused.value.errors) == [field]


def test_answers_and_outcomes_come_in_order(cast: Cast, case: Case) -> None:
    lena = fresh(cast.lena)
    referral = sent(cast, started(cast, case, "school"))
    for day in (today(1), today(-1)):
        with pytest.raises(Invalid) as refused:
            referrals.answer(referral=referral, answered_on=day, answer="x", by=lena)
        assert list(refused.value.errors) == ["answered_on"]
    referral = referrals.answer(referral=referral, answered_on=clock.today(), answer="x", by=lena)
    for day in (today(1), today(-1)):
        with pytest.raises(Invalid) as refused:
            referrals.conclude(referral=referral, concluded_on=day, outcome="x", by=lena)
        assert list(refused.value.errors) == ["concluded_on"]


def test_psd_gets_its_way_in_and_is_told_but_not_who_is_in_conflict(cast: Cast, case: Case) -> None:
    assert not Case.objects.visible_to(fresh(cast.piers)).exists()
    referral = started(cast, case, "psd", psd_unit=cast.psd)
    assert Case.objects.visible_to(fresh(cast.piers)).get() == case
    assert Case.objects.visible_to(fresh(cast.ivy)).exists()
    assert cast.piers.notices.filter(title__contains=case.reference).count() == 1
    assert referral.agency == "Professional Standards"
    referrals.drop(referral=referral, reason="Not a conduct matter.", by=fresh(cast.lena))
    assert not Case.objects.visible_to(fresh(cast.ivy)).exists()


def test_only_a_psd_unit_of_the_force(cast: Cast, case: Case) -> None:
    for unit in (None, cast.hub, cast.other_hub):
        with pytest.raises(Invalid) as refused:
            started(cast, case, "psd", psd_unit=unit)
        assert list(refused.value.errors) == ["psd_unit"]


def test_sending_twice_starts_one_referral(cast: Cast, case: Case) -> None:
    started(cast, case, "lado", agency="Northshire LADO")
    with pytest.raises(Conflict, match="waits to be sent"):
        started(cast, case, "lado", agency="northshire lado ")
    started(cast, case, "lado", agency="Westmoor LADO")
    assert Referral.objects.count() == 2


def test_a_stale_form_is_told_what_it_says_now(cast: Cast, case: Case) -> None:
    referral = started(cast, case, "lado")
    sent(cast, referral, version=1)
    with pytest.raises(Stale) as stale:
        referrals.drop(referral=referral, reason="x", by=fresh(cast.sam), version=1)
    assert stale.value.current["status"] == "Sent"


def test_who_may_not_work_on_it_cannot(cast: Cast, case: Case) -> None:
    the_pcso(cast, case)
    with pytest.raises(NotAllowed):
        referrals.add(case=case, kind="lado", why="x", by=fresh(cast.mona))
    with pytest.raises(Case.DoesNotExist):
        referrals.add(case=case, kind="lado", why="x", by=fresh(cast.lars))
    for why, kind in (("", "lado"), ("x", "invented")):
        with pytest.raises(Invalid):
            referrals.add(case=case, kind=kind, why=why, by=fresh(cast.lena))
