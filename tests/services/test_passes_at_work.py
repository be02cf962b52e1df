"""Real workers, real beats, real broker, real mail: killed, emptied, stopped or doubled, each step is told once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection, transaction

from safeguarding.access.models import User
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case
from safeguarding.cases.services import access
from safeguarding.cases.services.concerns import log_concern
from safeguarding.core import clock
from safeguarding.core.heartbeat import broker
from safeguarding.deadlines.models import Deadline
from safeguarding.deadlines.services import clocks
from safeguarding.notices.models import Notice
from safeguarding.reminders.choices import BATCH
from safeguarding.reminders.models import Reminder
from tests.cast import Cast
from tests.factories.concerns import answers
from tests.processes import WORKER, PostOffice, Process, beat_after, comes_true

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

PASS = "safeguarding.reminders.tasks.tell_due"
NOWHERE = "redis://127.0.0.1:1/0"
#: Long run out: the owner, the supervisor and the manager are each to be told, whatever the hour of the test.
DUE_ON = dt.date(2026, 1, 9)
STEPS = ("overdue", "supervisor", "manager")
#: More than one transaction takes.
MANY = BATCH // len(STEPS) + 5


@pytest.fixture(autouse=True)
def _empty_broker() -> Iterator[None]:
    """No task of an earlier test, and none left behind."""
    empty_the_broker()
    yield
    empty_the_broker()


def empty_the_broker() -> None:
    with broker() as client:
        client.flushdb()


@pytest.fixture
def post() -> Iterator[PostOffice]:
    office = PostOffice()
    yield office
    office.close()


@pytest.fixture
def worker(post: PostOffice) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def start(*arguments: str) -> Process:
        started.append(Process([*WORKER, *arguments], EMAIL_URL=post.url))
        return started[-1]

    yield start
    for process in started:
        process.kill()


@pytest.fixture
def beat(tmp_path: Path) -> Iterator[Callable[[], Process]]:
    """A beat that comes back after a day."""
    started: list[Process] = []

    def start() -> Process:
        schedule = tmp_path / f"schedule-{len(started)}"
        started.append(beat_after(dt.timedelta(days=1), task="tell what is due", schedule=schedule))
        return started[-1]

    yield start
    for process in started:
        process.kill()


@pytest.fixture
def case(cast: Cast) -> Case:
    case = Case.objects.create(
        reference="SC-2026-000001", force=cast.force, unit=cast.hub, title="Contact with Child A by PCSO B",
        owner=cast.lena, supervisor=cast.sam, review_days=28,
    )  # fmt: skip
    for owner in (cast.lena, cast.leo):
        access.put_grant(case=case, user=owner, kind=GrantKind.LEAD, reason="works it", by=cast.system)
    return case


def run_out(case: Case, owner: User, *numbers: int) -> list[Deadline]:
    """A task of the owner for each number, due long ago."""
    start_at = dt.datetime.combine(DUE_ON, dt.time(9), tzinfo=clock.LONDON)
    return [
        clocks.start(
            "task_due", subject_type="case", subject_id=case.pk, subject_label=case.reference, force=case.force,
            unit=case.unit, owner=owner, start_at=start_at, start_why="set", by=owner, source_type="task",
            source_id=number, due_on=DUE_ON,
        )
        for number in numbers
    ]  # fmt: skip


@contextmanager
def held(deadline: Deadline) -> Iterator[None]:
    """A pass that comes to the first step of this clock stands still: its notice may be there already, or not."""
    with transaction.atomic():
        Notice.objects.create(recipient=deadline.owner, deadline=deadline, step=STEPS[0], due_at=deadline.due_at)
        yield
        transaction.set_rollback(True)


def somebody_stands() -> bool:
    """A pass waits for what is held here, in the middle of its work."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])


def nobody_else_is_connected() -> bool:
    """PostgreSQL has taken back what a killed program had not finished."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return bool(cursor.fetchone()[0] == 0)


def wake_a_pass() -> None:
    """What beat does every minute."""
    current_app.send_task(PASS)


def tasks_waiting() -> int:
    """Tasks that nobody has taken, or that are not done."""
    with broker() as client:
        return int(client.llen("celery")) + int(client.hlen("unacked"))


def told() -> int:
    return Reminder.objects.filter(told_at__isnull=False).count()


def everything_is_sent() -> bool:
    return Notice.objects.exists() and not Notice.objects.filter(emailed_at__isnull=True).exists()


def assert_told_once() -> None:
    """Each step of each clock has told one person, and each notice has been sent and says under which name."""
    notices = Counter(Notice.objects.values_list("deadline_id", "step"))
    ran_out = Deadline.objects.values_list("pk", flat=True)
    assert notices == {(clock_id, step): 1 for clock_id in ran_out for step in STEPS}
    assert set(Reminder.objects.values_list("told", flat=True)) == {1}
    assert everything_is_sent()


def test_a_worker_killed_while_it_tells(worker, post: PostOffice, case: Case, cast: Cast) -> None:
    *_, last = run_out(case, cast.lena, *range(MANY))
    with held(last):
        first = worker()
        wake_a_pass()
        assert comes_true(somebody_stands)
        first.kill()
    assert comes_true(nobody_else_is_connected)
    assert told() == Notice.objects.count() == BATCH, "a second transaction is as if it had never been"
    assert post.taken == []

    worker()
    wake_a_pass()
    assert comes_true(everything_is_sent)
    assert_told_once()
    assert set(Counter(post.taken).values()) == {1}


def test_a_worker_killed_while_it_sends(worker, post: PostOffice, case: Case, cast: Cast) -> None:
    """The one email whose answer was on its way goes out again, as the same message; no other does."""
    run_out(case, cast.lena, 1, 2, 3)
    post.hold_at = 4
    first = worker()
    wake_a_pass()
    assert comes_true(lambda: len(post.taken) == 4)
    first.kill()
    assert comes_true(nobody_else_is_connected)
    assert Notice.objects.filter(emailed_at__isnull=False).count() == 3

    worker()
    wake_a_pass()
    assert comes_true(everything_is_sent)
    assert_told_once()
    in_flight = post.taken[3]
    each_once = dict.fromkeys(Notice.objects.values_list("message_id", flat=True), 1)
    assert Counter(post.taken) == {**each_once, in_flight: 2}


def test_a_broker_emptied_under_a_worker(worker, post: PostOffice, case: Case, cast: Cast) -> None:
    """What was queued is gone. The next pass, from the same sender to the same worker, tells what is due."""
    (first,) = run_out(case, cast.lena, 1)
    with held(first):
        worker("--pool", "solo")
        wake_a_pass()
        assert comes_true(somebody_stands)
        for _ in range(3):
            wake_a_pass()
        assert tasks_waiting() > 2
        empty_the_broker()
    assert comes_true(everything_is_sent)
    run_out(case, cast.leo, 2)
    assert tasks_waiting() == 0

    wake_a_pass()
    assert comes_true(lambda: Notice.objects.filter(recipient=cast.leo).exists() and everything_is_sent())
    assert_told_once()
    assert set(Counter(post.taken).values()) == {1}


def test_a_concern_sent_while_broker_and_worker_are_away(
    worker, post: PostOffice, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is logged all the same, and whoever is told of it has email once they are back."""
    with monkeypatch.context() as away:
        away.setattr(current_app.conf, "broker_write_url", NOWHERE)
        away.setattr(settings, "REDIS_URL", NOWHERE)
        concern = log_concern(answers(), by=cast.pat)
    about_it = Notice.objects.filter(subject_type="concern", subject_id=concern.pk)
    assert set(about_it.values_list("recipient__username", flat=True)) == {"lena", "leo", "bella", "sam"}
    worker()
    wake_a_pass()
    assert comes_true(everything_is_sent)
    assert sorted(post.taken) == sorted(Notice.objects.values_list("message_id", flat=True))


def test_two_beats_that_both_stood_still_for_a_day(
    worker, post: PostOffice, beat: Callable[[], Process], case: Case, cast: Cast
) -> None:
    """Both wake a pass as soon as they are back. While one stands in its first claim, the other tells the rest."""
    first, *_ = run_out(case, cast.lena, *range(MANY))
    with held(first):
        worker()
        beat()
        beat()
        assert comes_true(somebody_stands)
        assert comes_true(lambda: told() > 0)
        assert not Reminder.objects.filter(deadline=first, told_at__isnull=False).exists()
    assert comes_true(lambda: tasks_waiting() == 0 and everything_is_sent())
    assert_told_once()
    assert set(Counter(post.taken).values()) == {1}


def test_two_passes_that_send_at_once(worker, post: PostOffice, case: Case, cast: Cast) -> None:
    """While one waits for the mail server's answer, the other sends what is left."""
    run_out(case, cast.lena, 1, 2, 3)
    post.hold_at = 1
    worker()
    wake_a_pass()
    assert comes_true(lambda: len(post.taken) == 1)
    wake_a_pass()
    assert comes_true(lambda: len(post.taken) == Notice.objects.count())
    post.go_on.set()
    assert comes_true(lambda: tasks_waiting() == 0 and everything_is_sent())
    assert_told_once()
    assert set(Counter(post.taken).values()) == {1}
