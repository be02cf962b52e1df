"""What may follow what: every stage, verb and person, through service and API, and the database's own guard."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import InternalError, connection, transaction
from django.test import Client
from django.urls import reverse

from safeguarding.cases import states
from safeguarding.cases.choices import ConcernStatus, GrantKind, ReferralStatus, Stage, TaskStatus
from safeguarding.cases.models import Case, Concern, Referral, Review, Task
from safeguarding.cases.services import referrals, tasks
from safeguarding.cases.services.access import put_grant, rebuild_access
from safeguarding.cases.services.stages import take_step
from safeguarding.core import clock
from safeguarding.core.errors import Conflict, NotAllowed
from safeguarding.deadlines.models import Deadline
from tests import cast as cast_module
from tests.cast import Cast, fresh
from tests.factories.states import brought_to
from tests.factories.work import a_case, a_concern

pytestmark = pytest.mark.django_db

#: The way from the first stage to each: the table allows no other beginning.
WAY: dict[str, tuple[str, ...]] = {
    Stage.OPEN: (),
    Stage.ASSESSING: (Stage.ASSESSING,),
    Stage.ACTIVE: (Stage.ASSESSING, Stage.ACTIVE),
    Stage.AWAITING_OUTCOME: (Stage.ASSESSING, Stage.ACTIVE, Stage.AWAITING_OUTCOME),
    Stage.CLOSED: (Stage.ASSESSING, Stage.CLOSED),
}
#: The table again, written down apart from the code, so that a change of it is a decision.
EDGES = {
    ("assess", Stage.OPEN): Stage.ASSESSING,
    ("activate", Stage.ASSESSING): Stage.ACTIVE,
    ("await_outcome", Stage.ACTIVE): Stage.AWAITING_OUTCOME,
    ("resume", Stage.AWAITING_OUTCOME): Stage.ACTIVE,
    ("close", Stage.ASSESSING): Stage.CLOSED,
    ("close", Stage.ACTIVE): Stage.CLOSED,
    ("close", Stage.AWAITING_OUTCOME): Stage.CLOSED,
    ("reopen", Stage.CLOSED): Stage.ACTIVE,
}
VERBS = ("assess", "activate", "await_outcome", "resume", "close", "reopen")
#: What each person may do with the case as it stands; PSD investigators lose sight of it when it closes.
STANDS = {
    "lena": "work", "leo": "work", "sam": "supervise", "piers": "supervise", "ivy": "work", "mona": "sees",
    "nora": "sees", "lars": "", "pat": "", "root": "", "brian": "", "wes": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def cases(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, dict[str, Case]]]:
    """A case at each stage with nothing left to do, so that only the table decides."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = cast_module.build()
        yield cast, {stage: at(cast, stage) for stage in Stage.values}
        transaction.set_rollback(True)


def at(cast: Cast, stage: str) -> Case:
    case = a_case(cast, psd_unit=cast.psd)
    put_grant(case=case, user=cast.nora, kind=GrantKind.ACCESS, reason="To read", by=cast.lena)
    Deadline.objects.filter(subject_type="case", subject_id=case.pk).update(
        cancelled_at=clock.now(), cancelled_by=cast.system
    )
    for step in WAY[stage]:
        case.stage, case.closed_at = step, clock.now() if step == Stage.CLOSED else None
        case.save(update_fields=["stage", "closed_at"])
    Review.objects.create(case=case, progress="a", next_steps="b", held_by=cast.sam)
    rebuild_access(case)
    return Case.objects.get(pk=case.pk)


def wanted(stage: str, verb: str, person: str) -> str:
    """What the table and the person's standing come to."""
    standing = STANDS[person]
    if not standing or (person == "ivy" and stage == Stage.CLOSED):
        return "absent"
    if standing == "sees" or (verb == "reopen" and standing != "supervise"):
        return "not allowed"
    return EDGES.get((verb, stage), "conflict")


CELLS = list(itertools.product(Stage.values, VERBS))


def test_the_table_is_the_one_that_was_decided() -> None:
    held = {(step.verb, source): step.target for step in states.STEPS.values() for source in step.sources}
    assert held == EDGES
    assert set(states.STEPS) == set(VERBS)
    assert set(states.EDGES) == {(source, target) for (_, source), target in EDGES.items()}
    assert states.FIRST_STAGE == Stage.OPEN


@pytest.mark.parametrize(("stage", "verb"), CELLS)
def test_every_stage_and_verb_by_everybody_through_the_service(
    cases: tuple[Cast, dict[str, Case]], stage: str, verb: str
) -> None:
    cast, by_stage = cases
    found = {}
    for person in STANDS:
        with transaction.atomic():
            try:
                found[person] = take_step(
                    case=by_stage[stage], verb=verb, by=fresh(cast.users[person]), reason="Because"
                ).stage
            except Case.DoesNotExist:
                found[person] = "absent"
            except NotAllowed:
                found[person] = "not allowed"
            except Conflict:
                found[person] = "conflict"
            transaction.set_rollback(True)
    assert found == {person: wanted(stage, verb, person) for person in STANDS}


@pytest.mark.parametrize(("stage", "verb"), CELLS)
def test_every_stage_and_verb_by_everybody_through_the_api(
    cases: tuple[Cast, dict[str, Case]], stage: str, verb: str
) -> None:
    cast, by_stage = cases
    case = by_stage[stage]
    statuses = {"absent": 404, "not allowed": 403, "conflict": 409}
    found = {}
    for person in STANDS:
        with transaction.atomic():
            client = Client()
            client.force_login(fresh(cast.users[person]))
            found[person] = client.post(
                reverse("api:case-steps", args=[case.reference]), {"verb": verb, "reason": "Because"},
                content_type="application/json", headers={"If-Match": f'"v{case.version}"'},
            ).status_code  # fmt: skip
            transaction.set_rollback(True)
    assert found == {person: statuses.get(wanted(stage, verb, person), 200) for person in STANDS}


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(Stage.values, 2)))
def test_the_database_itself_refuses_what_the_table_does_not_have(
    cases: tuple[Cast, dict[str, Case]], before: str, after: str
) -> None:
    case = cases[1][before]
    closed_at = clock.now() if after == Stage.CLOSED else None

    def by_hand() -> None:
        with transaction.atomic():
            Case.objects.filter(pk=case.pk).update(stage=after, closed_at=closed_at)
            transaction.set_rollback(True)

    if (before, after) in {(source, target) for (_, source), target in EDGES.items()}:
        by_hand()
    else:
        with pytest.raises(InternalError):
            by_hand()


@pytest.mark.parametrize("stage", [stage for stage in Stage.values if stage != Stage.OPEN])
def test_no_case_begins_in_the_middle(cases: tuple[Cast, dict[str, Case]], stage: str) -> None:
    closed_at = clock.now() if stage == Stage.CLOSED else None
    with pytest.raises(InternalError), transaction.atomic():
        a_case(cases[0], stage=stage, closed_at=closed_at)


# -- tasks, referrals and concerns -----------------------------------------------------------------------------------

TASK_EDGES = {("done", TaskStatus.OPEN): TaskStatus.DONE, ("cancel", TaskStatus.OPEN): TaskStatus.CANCELLED}
REFERRAL_EDGES = {
    ("send", ReferralStatus.TO_SEND): ReferralStatus.SENT,
    ("answer", ReferralStatus.SENT): ReferralStatus.ANSWERED,
    ("conclude", ReferralStatus.ANSWERED): ReferralStatus.CONCLUDED,
    ("drop", ReferralStatus.TO_SEND): ReferralStatus.NOT_NEEDED,
}
CONCERN_EDGES = {
    ("ask", ConcernStatus.NEW): ConcernStatus.WAITING,
    ("ask", ConcernStatus.WAITING): ConcernStatus.WAITING,
    ("answer", ConcernStatus.WAITING): ConcernStatus.NEW,
    ("decide", ConcernStatus.NEW): ConcernStatus.DECIDED,
    ("decide", ConcernStatus.WAITING): ConcernStatus.DECIDED,
}


@pytest.mark.parametrize(
    ("moves", "edges"),
    [
        (states.TASK_MOVES, TASK_EDGES),
        (states.REFERRAL_MOVES, REFERRAL_EDGES),
        (states.CONCERN_MOVES, CONCERN_EDGES),
    ],
    ids=["tasks", "referrals", "concerns"],
)
def test_the_tables_of_statuses_are_the_ones_that_were_decided(moves: Any, edges: Any) -> None:
    assert {(move.verb, source): move.target for move in moves.values() for source in move.sources} == edges


def a_task(case: Case, status: str, by: Any) -> Task:
    ended = {} if status == TaskStatus.OPEN else {"ended_at": clock.now(), "ended_by": by}
    task = Task.objects.create(case=case, title="Ring", owner=by, due_on=clock.today(), created_by=by)
    return brought_to(task, status, **ended)


def a_referral(case: Case, status: str, by: Any) -> Referral:
    sent = {} if status in ("to_send", "not_needed") else {"sent_at": clock.now(), "sent_by": by}
    return brought_to(Referral.objects.create(case=case, kind="school", why="Why", created_by=by), status, **sent)


def try_all(cast: Cast, act: Any) -> dict[str, str]:
    """What comes of it for each person; undone every time."""
    found = {}
    for person in STANDS:
        with transaction.atomic():
            try:
                found[person] = act(fresh(cast.users[person])).status
            except Case.DoesNotExist:
                found[person] = "absent"
            except NotAllowed:
                found[person] = "not allowed"
            except Conflict:
                found[person] = "conflict"
            transaction.set_rollback(True)
    return found


def of_work(edges: Any, verb: str, status: str) -> dict[str, str]:
    named = {"": "absent", "sees": "not allowed"}
    return {person: named.get(standing, edges.get((verb, status), "conflict")) for person, standing in STANDS.items()}


@pytest.mark.parametrize(("verb", "status"), list(itertools.product(("done", "cancel"), TaskStatus.values)))
def test_every_status_and_verb_of_a_task_by_everybody(
    cases: tuple[Cast, dict[str, Case]], verb: str, status: str
) -> None:
    cast, by_stage = cases
    task = a_task(by_stage[Stage.ACTIVE], status, cast.lena)
    acts = {
        "done": lambda by: tasks.mark_done(task=task, outcome="Rang", by=by),
        "cancel": lambda by: tasks.cancel(task=task, reason="No need", by=by),
    }
    assert try_all(cast, acts[verb]) == of_work(TASK_EDGES, verb, status)


@pytest.mark.parametrize(
    ("verb", "status"), list(itertools.product(("send", "answer", "conclude", "drop"), ReferralStatus.values))
)
def test_every_status_and_verb_of_a_referral_by_everybody(
    cases: tuple[Cast, dict[str, Case]], verb: str, status: str
) -> None:
    cast, by_stage = cases
    referral = a_referral(by_stage[Stage.ACTIVE], status, cast.lena)
    today = clock.today()
    acts = {
        "send": lambda by: referrals.send(referral=referral, sent_at=clock.now(), agency="School", by=by),
        "answer": lambda by: referrals.answer(referral=referral, answered_on=today, answer="Yes", by=by),
        "conclude": lambda by: referrals.conclude(referral=referral, concluded_on=today, outcome="Done", by=by),
        "drop": lambda by: referrals.drop(referral=referral, reason="No need", by=by),
    }
    assert try_all(cast, acts[verb]) == of_work(REFERRAL_EDGES, verb, status)


# -- what PostgreSQL refuses, whoever writes --------------------------------------------------------------------------


def a_told_concern(cast: Cast, case: Case, status: str) -> Concern:
    decided = {"decided_at": clock.now()} if status == ConcernStatus.DECIDED else {}
    return brought_to(a_concern(cast, case, clock.now()), status, **decided)


MAKERS = {
    "task": (lambda cast, case, status: a_task(case, status, cast.lena), TaskStatus, TASK_EDGES),
    "referral": (lambda cast, case, status: a_referral(case, status, cast.lena), ReferralStatus, REFERRAL_EDGES),
    "concern": (a_told_concern, ConcernStatus, CONCERN_EDGES),
}
PAIRS = [(of, *pair) for of, (_, statuses, _) in MAKERS.items() for pair in itertools.permutations(statuses.values, 2)]


BY_HAND = {
    "task": "UPDATE cases_task SET status = %(status)s WHERE id = %(id)s",
    "referral": "UPDATE cases_referral SET status = %(status)s WHERE id = %(id)s",
    "concern": "UPDATE cases_concern SET status = %(status)s, decided_at = %(decided_at)s WHERE id = %(id)s",
}


def by_hand(sql: str, values: dict[str, object]) -> None:
    """Raw SQL that no service and no model stands in front of; undone."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
        transaction.set_rollback(True)


@pytest.mark.parametrize(("of", "before", "after"), PAIRS)
def test_the_database_itself_refuses_a_status_that_the_table_does_not_lead_to(
    cases: tuple[Cast, dict[str, Case]], of: str, before: str, after: str
) -> None:
    make, _, edges = MAKERS[of]
    cast, by_stage = cases
    row = make(cast, by_stage[Stage.ACTIVE], before)
    decided_at = clock.now() if after == ConcernStatus.DECIDED else None
    values = {"id": row.pk, "status": after, "decided_at": decided_at}
    if (before, after) in {(source, target) for (_, source), target in edges.items()}:
        by_hand(BY_HAND[of], values)
    else:
        with pytest.raises(InternalError, match="Invalid transition"):
            by_hand(BY_HAND[of], values)


@pytest.mark.parametrize(
    ("of", "status"), [(of, status) for of, (_, statuses, _) in MAKERS.items() for status in statuses.values]
)
def test_nothing_begins_in_the_middle_of_its_table(cases: tuple[Cast, dict[str, Case]], of: str, status: str) -> None:
    make, statuses, _ = MAKERS[of]
    cast, by_stage = cases
    first = statuses.values[0]
    row = make(cast, by_stage[Stage.ACTIVE], first)
    row.pk, row.status = None, status
    if of == "concern":
        row.reference = f"C-2026-9{row.reference[-5:]}"
        row.decided_at = clock.now() if status == ConcernStatus.DECIDED else None
    if status == first:
        row.save(force_insert=True)
    else:
        with pytest.raises(InternalError, match="Cannot insert"), transaction.atomic():
            row.save(force_insert=True)
