"""What a person may do with a clock by hand: give it more time, or say that it is met where nothing else does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from safeguarding.cases.models import Case, ChronologyEntry
from safeguarding.cases.services import clocks, measures, referrals, reviews, tasks
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.work import a_case, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


@pytest.fixture
def conference(cast: Cast, case: Case) -> Deadline:
    return clocks.start_case_clock(
        case, "icpc", owner=cast.lena, start_at=clock.now(), why="The strategy discussion was held", by=cast.lena
    )


def extended(cast: Cast, case: Case, held: Deadline, until: dt.date, **more: Any) -> Deadline:
    given = {"reason": "The doctor is away.", "by": fresh(cast.lena), **more}
    return clocks.extend(case=case, deadline=held, until=until, **given)


def test_an_extension_ends_later_and_keeps_what_the_rule_gave(cast: Cast, case: Case, conference: Deadline) -> None:
    before = conference.due_at
    same_day = clock.london_date(before)
    with pytest.raises(Invalid) as refused:
        extended(cast, case, conference, same_day)
    assert list(refused.value.errors) == ["until"]
    with pytest.raises(Invalid) as refused:
        extended(cast, case, conference, same_day + dt.timedelta(days=5), reason=" ")
    assert list(refused.value.errors) == ["reason"]
    held = extended(cast, case, conference, same_day + dt.timedelta(days=5), version=1)
    assert (clock.london_date(held.due_at), held.computed_due_at) == (same_day + dt.timedelta(days=5), before)
    with pytest.raises(Stale):
        extended(cast, case, conference, same_day + dt.timedelta(days=9), version=1)


def test_a_day_set_by_hand_is_changed_where_it_was_set(cast: Cast, case: Case) -> None:
    task = tasks.add(case=case, title="Call", owner=cast.lena, due_on=today(2), by=fresh(cast.lena))
    measure = measures.take_measure(
        case=case, kind="other", detail="Not alone with children.", starts_on=today(), review_on=today(2),
        by=fresh(cast.lena),
    )  # fmt: skip
    for row in (task, measure):
        [held] = clocks.running_clocks(row)
        with pytest.raises(Conflict, match="where it was set"):
            extended(cast, case, held, today(9))


def test_a_task_is_due_on_the_day_to_which_its_clock_was_extended(cast: Cast, case: Case) -> None:
    start = clocks.Start(clock.now(), "The threshold was decided")
    task = tasks.put_task(
        case, title="Preserve devices", owner=cast.lena, due_on=today(3), by=cast.lena,
        rule_key="evidence_preservation", start=start,
    )  # fmt: skip
    assert task.due_on == today(), "the rule gives the day, not who makes the task"
    [held] = clocks.running_clocks(task)
    extended(cast, case, held, today(9))
    task.refresh_from_db()
    assert task.due_on == today(9)


def test_only_who_supervises_extends_a_review(cast: Cast, case: Case) -> None:
    held = reviews.running_review_clock(case)
    with pytest.raises(NotAllowed):
        extended(cast, case, held, today(40))
    assert clock.london_date(extended(cast, case, held, today(40), by=fresh(cast.sam)).due_at) == today(40)


def test_met_by_hand_only_where_no_act_meets_it(cast: Cast, case: Case, conference: Deadline) -> None:
    lado = referrals.add(case=case, kind="lado", why="x", by=fresh(cast.lena))
    for held in (clocks.running_clocks(lado)[0], reviews.running_review_clock(case)):
        with pytest.raises(Conflict, match="not by hand"):
            clocks.meet(case=case, deadline=held, reason="Done on the phone.", by=fresh(cast.lena))
    with pytest.raises(Invalid):
        clocks.meet(case=case, deadline=conference, reason="", by=fresh(cast.lena))
    met = clocks.meet(case=case, deadline=conference, reason="Held on Monday.", by=fresh(cast.lena))
    assert met.met_by == cast.lena
    assert "Held on Monday." in ChronologyEntry.objects.get().text
    with pytest.raises(Conflict, match="stopped"):
        clocks.meet(case=case, deadline=conference, reason="Again.", by=fresh(cast.lena))


def test_a_clock_of_another_case_is_not_there(cast: Cast, case: Case, conference: Deadline) -> None:
    with pytest.raises(Deadline.DoesNotExist):
        extended(cast, a_case(cast), conference, today(60))


def test_who_sees_only_the_header_may_only_look(cast: Cast, case: Case, conference: Deadline) -> None:
    assert Deadline.objects.visible_to(fresh(cast.mona)).filter(pk=conference.pk).exists()
    with pytest.raises(NotAllowed):
        extended(cast, case, conference, today(60), by=fresh(cast.mona))
    with pytest.raises(Case.DoesNotExist):
        extended(cast, case, conference, today(60), by=fresh(cast.lars))
