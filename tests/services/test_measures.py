"""Protective measures and the duty to consider the DBS that a removal opens."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from safeguarding.cases.choices import DutyDecision, ReferralKind
from safeguarding.cases.models import Case, ChronologyEntry, DbsDuty, ProtectiveMeasure, Referral
from safeguarding.cases.services import dbs_duty, measures
from safeguarding.cases.services.clocks import running_clocks
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from tests.cast import Cast, fresh
from tests.factories.work import a_case, the_child, the_pcso, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


def taken(cast: Cast, case: Case, kind: str = "device_held", **more: Any) -> ProtectiveMeasure:
    given = {
        "detail": "His work phone.", "starts_on": clock.today(), "review_on": today(10), "by": fresh(cast.lena), **more
    }  # fmt: skip
    return measures.take_measure(case=case, kind=kind, **given)


def due(row: Any) -> list[tuple[str, dt.date]]:
    return [(held.rule.key, clock.london_date(held.due_at)) for held in running_clocks(row)]


def test_a_measure_is_looked_at_again_on_its_day(cast: Cast, case: Case) -> None:
    measure = taken(cast, case)
    assert due(measure) == [("measure_review", today(10))]
    measure = measures.review(
        measure=measure, review_on=today(20), note_text="Still needed.", by=fresh(cast.lena), version=1
    )
    assert due(measure) == [("measure_review", today(20))]
    assert "Still needed." in ChronologyEntry.objects.get().text


def test_a_suspension_is_reviewed_every_four_weeks_at_most(cast: Cast, case: Case) -> None:
    party = the_pcso(cast, case)
    measure = taken(cast, case, "suspended", party=party, review_on=None)
    assert due(measure) == [("suspension_review", today(28))]
    with pytest.raises(Invalid) as refused:
        measures.review(measure=measure, review_on=today(29), note_text="x", by=fresh(cast.lena))
    assert list(refused.value.errors) == ["review_on"]
    assert ProtectiveMeasure.objects.get().version == 1
    assert due(measures.review(measure=measure, review_on=None, note_text="x", by=fresh(cast.lena))) == [
        ("suspension_review", today(28))
    ]


def test_ended_stops_the_clock_and_takes_no_verb(cast: Cast, case: Case) -> None:
    measure = measures.end(measure=taken(cast, case), reason="Given back.", by=fresh(cast.lena))
    assert due(measure) == []
    for act in (
        lambda: measures.end(measure=measure, reason="x", by=fresh(cast.lena)),
        lambda: measures.review(measure=measure, review_on=today(3), note_text="x", by=fresh(cast.lena)),
    ):
        with pytest.raises(Conflict, match="ended already"):
            act()


@pytest.mark.parametrize("kind", ["removed_from_role", "restricted", "suspended"])
def test_what_takes_somebody_from_work_is_about_an_adult_of_the_case(cast: Cast, case: Case, kind: str) -> None:
    elsewhere = the_pcso(cast, a_case(cast))
    for party in (None, the_child(cast, case), elsewhere):
        with pytest.raises(Invalid) as refused:
            taken(cast, case, kind, party=party)
        assert list(refused.value.errors) == ["party"]


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("kind", {"kind": "invented"}),
        ("detail", {"detail": " "}),
        ("starts_on", {"starts_on": dt.date(2199, 1, 1)}),
        ("review_on", {"review_on": dt.date(2020, 1, 1)}),
        ("review_on", {"review_on": None}),
    ],
)
def test_bad_input_is_refused_at_its_field(cast: Cast, case: Case, field: str, more: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        taken(cast, case, **more)
    assert list(refused.value.errors) == [field]
    assert not ProtectiveMeasure.objects.exists()


def removed(cast: Cast, case: Case, party: Any) -> DbsDuty:
    taken(cast, case, "removed_from_role", party=party)
    return DbsDuty.objects.get(case=case, party=party)


def test_a_removal_opens_the_duty_once_with_its_clock(cast: Cast, case: Case) -> None:
    party = the_pcso(cast, case)
    duty = removed(cast, case, party)
    assert [key for key, _ in due(duty)] == ["dbs_duty_decision"]
    taken(cast, case, "removed_from_role", party=party)
    assert DbsDuty.objects.count() == 1
    assert len(running_clocks(duty)) == 1


def test_yes_puts_a_referral_to_the_dbs_on_the_case(cast: Cast, case: Case) -> None:
    duty = removed(cast, case, the_pcso(cast, case))
    duty = dbs_duty.decide(duty=duty, decision="refer", reasons="The harm test is met.", by=fresh(cast.lena), version=1)
    assert duty.decision == DutyDecision.REFER
    assert due(duty) == []
    referral = Referral.objects.get()
    assert (referral.kind, referral.status) == (ReferralKind.DBS, "to_send")
    assert "PCSO B" in referral.why
    assert "The harm test is met." in referral.why


def test_no_needs_reasons_and_a_fresh_removal_asks_again(cast: Cast, case: Case) -> None:
    party = the_pcso(cast, case)
    duty = removed(cast, case, party)
    with pytest.raises(Invalid) as refused:
        dbs_duty.decide(duty=duty, decision="do_not_refer", reasons="", by=fresh(cast.lena))
    assert list(refused.value.errors) == ["reasons"]
    with pytest.raises(Invalid):
        dbs_duty.decide(duty=duty, decision="maybe", reasons="x", by=fresh(cast.lena))
    dbs_duty.decide(duty=duty, decision="do_not_refer", reasons="No relevant conduct.", by=fresh(cast.lena))
    assert not Referral.objects.exists()
    again = removed(cast, case, party)
    assert (again.decision, again.decided_at) == ("", None)
    assert len(running_clocks(again)) == 1


def test_a_decided_duty_is_not_decided_twice(cast: Cast, case: Case) -> None:
    duty = removed(cast, case, the_pcso(cast, case))
    dbs_duty.decide(duty=duty, decision="refer", reasons="x", by=fresh(cast.lena))
    with pytest.raises(Conflict, match="decided already"):
        dbs_duty.decide(duty=duty, decision="do_not_refer", reasons="x", by=fresh(cast.sam))
    with pytest.raises(Stale) as stale:
        dbs_duty.decide(duty=duty, decision="do_not_refer", reasons="x", by=fresh(cast.sam), version=1)
    assert stale.value.current["decision"] == "Refer to the DBS"


def test_who_may_not_work_on_it_cannot(cast: Cast, case: Case) -> None:
    measure = taken(cast, case)
    with pytest.raises(NotAllowed):
        measures.end(measure=measure, reason="x", by=fresh(cast.mona))
    with pytest.raises(Case.DoesNotExist):
        measures.end(measure=measure, reason="x", by=fresh(cast.pat))
