"""Reviews: by somebody else than the owner, on the cycle, never changed, and urgency that never hides a late one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import InternalError

from safeguarding.cases.choices import Stage
from safeguarding.cases.models import Case, ChronologyEntry, Review
from safeguarding.cases.services import reviews
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.work import a_case, today

pytestmark = pytest.mark.django_db

START = dt.datetime(2026, 11, 2, 9, 0, tzinfo=clock.LONDON)


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


def held(cast: Cast, case: Case, **more: Any) -> Review:
    given = {"progress": "The child is safe.", "next_steps": "See the school.", "by": fresh(cast.sam), **more}
    return reviews.hold(case=case, **given)


def due_on(case: Case) -> dt.date:
    running = reviews.running_review_clock(case)
    assert running is not None
    return clock.london_date(running.due_at)


def running(case: Case) -> list[str]:
    clocks = Deadline.objects.running().filter(subject_type="case", subject_id=case.pk)
    return [one.rule.key for one in clocks.select_related("rule")]


def test_a_review_meets_the_clock_and_starts_the_next(cast: Cast, case: Case) -> None:
    first = reviews.running_review_clock(case)
    review = held(cast, case)
    assert review.next_review_on == today(28) == due_on(case)
    assert running(case) == ["case_review"]
    assert Deadline.objects.get(pk=first.pk).met_by == cast.sam
    assert reviews.running_review_clock(case).owner == cast.sam


def test_a_sooner_day_can_be_named_a_later_one_not(cast: Cast, case: Case) -> None:
    for day in (today(29), today(), today(-1)):
        with pytest.raises(Invalid) as refused:
            held(cast, case, next_review_on=day)
        assert list(refused.value.errors) == ["next_review_on"]
    assert not Review.objects.exists()
    held(cast, case, next_review_on=today(5))
    assert due_on(case) == today(5)


def test_a_case_with_a_shorter_cycle_keeps_it(cast: Cast) -> None:
    case = a_case(cast, review_days=14)
    assert due_on(case) == today(14)
    with pytest.raises(Invalid):
        held(cast, case, next_review_on=today(15))
    assert held(cast, case).next_review_on == today(14)


def test_nobody_reviews_a_case_they_own_and_only_who_supervises_reviews(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="own"):
        held(cast, a_case(cast, owner=cast.sam))
    for name in ("lena", "leo", "mona"):
        with pytest.raises(NotAllowed):
            held(cast, a_case(cast), by=fresh(getattr(cast, name)))
    for name in ("pat", "lars", "wes", "root"):
        with pytest.raises(Case.DoesNotExist):
            held(cast, a_case(cast), by=fresh(getattr(cast, name)))


def test_two_reviews_at_once_make_one(cast: Cast, case: Case) -> None:
    held(cast, case, version=0)
    with pytest.raises(Stale) as stale:
        held(cast, case, version=0)
    assert stale.value.current["version"] == 1
    assert Review.objects.count() == 1


def test_a_review_is_never_changed(cast: Cast, case: Case) -> None:
    review = held(cast, case)
    with pytest.raises(InternalError):
        Review.objects.filter(pk=review.pk).update(progress="Something else.")


def test_the_last_review_names_no_day_but_an_open_case_is_not_forgotten(cast: Cast, case: Case) -> None:
    with pytest.raises(Invalid, match="cannot be closed yet"):
        held(cast, case, is_last=True)
    for stage in (Stage.ASSESSING, Stage.ACTIVE):
        Case.objects.filter(pk=case.pk).update(stage=stage)
    with pytest.raises(Invalid, match="no next day"):
        held(cast, case, is_last=True, next_review_on=today(3))
    assert held(cast, case, is_last=True).next_review_on is None
    assert due_on(case) == today(28)


@pytest.mark.parametrize("field", ["progress", "next_steps"])
def test_nothing_is_left_empty(cast: Cast, case: Case, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        held(cast, case, **{field: "  \n"})
    assert list(refused.value.errors) == [field]
    assert running(case) == ["case_review"]


def test_urgent_means_seven_days_from_now_but_never_later_than_it_was(cast: Cast) -> None:
    with time_machine.travel(START, tick=False) as traveller:
        case = a_case(cast)
        urgent(cast, case)
        assert (due_on(case), running(case)) == (dt.date(2026, 11, 9), ["case_review_urgent"])
        late = a_case(cast)
        traveller.shift(dt.timedelta(days=30))
        urgent(cast, late)
        assert due_on(late) == dt.date(2026, 11, 30)


def test_no_longer_urgent_counts_from_the_last_review(cast: Cast) -> None:
    with time_machine.travel(START, tick=False) as traveller:
        case = a_case(cast, is_urgent=True, review_days=7)
        held(cast, case)
        traveller.shift(dt.timedelta(days=3))
        changed = reviews.set_urgency(case=case, is_urgent=False, reason="He has left.", by=fresh(cast.sam))
        assert (changed.review_days, due_on(case)) == (28, dt.date(2026, 11, 30))
    assert "no longer urgent: He has left." in ChronologyEntry.objects.get().text


def test_only_who_supervises_takes_the_urgency_off(cast: Cast, case: Case) -> None:
    urgent(cast, case)
    with pytest.raises(NotAllowed):
        reviews.set_urgency(case=case, is_urgent=False, reason="x", by=fresh(cast.lena))
    with pytest.raises(Conflict, match="already"):
        urgent(cast, case)
    with pytest.raises(Stale):
        reviews.set_urgency(case=case, is_urgent=False, reason="x", by=fresh(cast.sam), version=1)


def urgent(cast: Cast, case: Case) -> Case:
    return reviews.set_urgency(case=case, is_urgent=True, reason="He wrote to her again.", by=fresh(cast.lena))
