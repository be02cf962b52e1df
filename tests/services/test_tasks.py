"""Tasks on a case: who may be given one, and the one clock that goes with it."""

from __future__ import annotations

import pytest

from safeguarding.audit.models import AuditEvent
from safeguarding.cases.choices import GrantKind, Stage, TaskStatus
from safeguarding.cases.models import Case, Task
from safeguarding.cases.services import tasks
from safeguarding.cases.services.access import put_grant
from safeguarding.cases.services.clocks import running_clocks
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, Invalid, NotAllowed, Stale
from safeguarding.deadlines.models import Deadline
from tests.cast import Cast, fresh
from tests.factories.work import a_case, brian_is_the_subject, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


def given(cast: Cast, case: Case, **more: object) -> Task:
    wanted = {"title": "Call the school", "owner": cast.leo, "due_on": today(3), "by": fresh(cast.lena)}
    return tasks.add(case=case, **{**wanted, **more})


def test_a_task_has_exactly_one_running_clock_due_that_day(cast: Cast, case: Case) -> None:
    task = given(cast, case)
    [held] = running_clocks(task)
    assert held.rule.key == "task_due"
    assert clock.london_date(held.due_at) == today(3)
    assert held.owner == cast.leo
    assert held.subject_label == case.reference


def test_whoever_is_given_a_task_is_told_without_what_it_says(cast: Cast, case: Case) -> None:
    given(cast, case, title="Call Ann Archer's mother")
    notice = cast.leo.notices.get()
    assert case.reference in notice.title
    assert "Archer" not in notice.title + notice.body + notice.url
    given(cast, case, owner=cast.lena)
    assert not cast.lena.notices.exists()


def test_the_record_says_that_but_not_what(cast: Cast, case: Case) -> None:
    task = given(cast, case, title="Call Ann Archer's mother")
    event = AuditEvent.objects.get(verb="case.task_added")
    assert event.data["task_id"] == task.pk
    assert "Archer" not in str(event.data) + event.reason


def test_only_who_may_work_on_the_case_is_given_a_task(cast: Cast, case: Case) -> None:
    brian_is_the_subject(cast, case)
    for name in ("pat", "lars", "mona", "wes", "ines", "bella", "brian"):
        with pytest.raises(Invalid, match="may work on this case"):
            given(cast, case, owner=getattr(cast, name))
    put_grant(case=case, user=cast.lars, kind=GrantKind.INVESTIGATE, reason="to help", by=cast.system)
    assert given(cast, case, owner=cast.lars).owner == cast.lars


def test_the_clock_moves_with_the_day_and_goes_with_the_owner(cast: Cast, case: Case) -> None:
    task = given(cast, case)
    changed = tasks.edit(
        task=task, title=task.title, owner=cast.sam, due_on=today(9), by=fresh(cast.lena), version=task.version
    )
    [held] = running_clocks(changed)
    assert (clock.london_date(held.due_at), held.owner) == (today(9), cast.sam)
    assert Deadline.objects.filter(source_type="task", source_id=task.pk).count() == 1
    assert cast.sam.notices.filter(title__contains="task").count() == 1


def test_done_meets_the_clock_and_keeps_the_outcome(cast: Cast, case: Case) -> None:
    task = tasks.mark_done(task=given(cast, case), outcome="They will ring back.", by=fresh(cast.leo))
    assert (task.status, task.outcome, task.ended_by) == (TaskStatus.DONE, "They will ring back.", cast.leo)
    assert Deadline.objects.get(source_type="task", source_id=task.pk).met_by == cast.leo


def test_cancelled_stops_the_clock(cast: Cast, case: Case) -> None:
    task = tasks.cancel(task=given(cast, case), reason="Not needed any more.", by=fresh(cast.lena))
    assert task.status == TaskStatus.CANCELLED
    assert Deadline.objects.get(source_type="task", source_id=task.pk).cancelled_at is not None


@pytest.mark.parametrize("end", ["done", "cancelled"])
def test_an_ended_task_takes_no_verb(cast: Cast, case: Case, end: str) -> None:
    task, leo = given(cast, case), fresh(cast.leo)
    if end == "done":
        tasks.mark_done(task=task, outcome="x", by=leo)
    else:
        tasks.cancel(task=task, reason="x", by=leo)
    for act in (
        lambda: tasks.mark_done(task=task, outcome="y", by=leo),
        lambda: tasks.cancel(task=task, reason="y", by=leo),
        lambda: tasks.edit(task=task, title="y", owner=cast.leo, due_on=today(5), by=leo),
    ):
        with pytest.raises(Conflict, match=f"{end} already"):
            act()


def test_a_stale_form_is_told_what_the_task_says_now(cast: Cast, case: Case) -> None:
    task = given(cast, case)
    tasks.edit(task=task, title="Visit the school", owner=cast.leo, due_on=task.due_on, by=fresh(cast.leo), version=1)
    with pytest.raises(Stale) as stale:
        tasks.mark_done(task=task, outcome="Done.", by=fresh(cast.lena), version=1)
    assert stale.value.current["title"] == "Visit the school"
    assert stale.value.current["version"] == 2
    assert Task.objects.get(pk=task.pk).status == TaskStatus.OPEN


@pytest.mark.parametrize(
    ("field", "more"),
    [("title", {"title": "  "}), ("due_on", {"due_on": today(-1)})],
)
def test_bad_input_is_refused_at_its_field(cast: Cast, case: Case, field: str, more: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        given(cast, case, **more)
    assert list(refused.value.errors) == [field]
    assert not Task.objects.exists()


def test_a_closed_case_refuses(cast: Cast, case: Case) -> None:
    task = given(cast, case)
    close(case)
    with pytest.raises(Conflict, match="closed"):
        given(cast, case)
    with pytest.raises(Conflict, match="closed"):
        tasks.mark_done(task=task, outcome="x", by=fresh(cast.lena))


def test_who_may_not_work_on_it_cannot(cast: Cast, case: Case) -> None:
    task = given(cast, case)
    with pytest.raises(NotAllowed):
        tasks.mark_done(task=task, outcome="x", by=fresh(cast.mona))
    for stranger in (cast.pat, cast.wes, cast.root):
        with pytest.raises(Case.DoesNotExist):
            tasks.mark_done(task=task, outcome="x", by=fresh(stranger))


def close(case: Case) -> None:
    for stage in (Stage.ASSESSING, Stage.ACTIVE):
        Case.objects.filter(pk=case.pk).update(stage=stage)
    Case.objects.filter(pk=case.pk).update(stage=Stage.CLOSED, closed_at=clock.now())
