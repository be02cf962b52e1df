"""Real workers on the rules: one killed before its end leaves whole batches, and the next puts the rest on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from celery import current_app
from django.db import connection, transaction

from safeguarding.communications.choices import AccountKind
from safeguarding.conversations.choices import JudgementStatus
from safeguarding.conversations.models import Breach, Judgement
from safeguarding.conversations.services import judging
from safeguarding.core.heartbeat import broker
from tests.cast import Cast, fresh
from tests.factories.messages import a_thread, an_export, somebody
from tests.factories.work import a_case, the_child, the_pcso
from tests.processes import WORKER, Process, comes_true

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
WAKE = "safeguarding.conversations.tasks.judge_read_exports"
MANY = 2 * judging.BATCH + 50
#: Every other message is his: what a child wrote breaks no rule for adults.
HIS = MANY // 2
NOON = dt.datetime(2025, 11, 19, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _empty_broker() -> Iterator[None]:
    with broker() as client:
        client.flushdb()
    yield
    with broker() as client:
        client.flushdb()


@pytest.fixture
def workers() -> Iterator[list[Process]]:
    started: list[Process] = []
    yield started
    for process in started:
        process.kill()


def asked(cast: Cast) -> Judgement:
    case = a_case(cast)
    export = an_export(cast, case)
    he = somebody(export, "he", "instagram", the_pcso(cast, case), AccountKind.PERSONAL_INDIVIDUAL)
    she = somebody(export, "she", "instagram", the_child(cast, case))
    said = [((he, she)[at % 2], NOON + dt.timedelta(minutes=at), f"message {at}") for at in range(MANY)]
    a_thread(export, "instagram", said)
    return judging.ask_rules(export=export, by=fresh(cast.lena))


def now(judgement: Judgement) -> Judgement:
    return Judgement.objects.get(pk=judgement.pk)


def test_killed_before_the_end_the_next_worker_puts_the_rest_on_record_once(cast: Cast, workers: list[Process]) -> None:
    judgement = asked(cast)
    with transaction.atomic(), connection.cursor() as cursor:
        # What each rule said stands last: the worker waits there, with the last batch in hand, and is killed.
        cursor.execute("LOCK TABLE conversations_rulesaid IN EXCLUSIVE MODE")
        workers.append(Process(WORKER))
        current_app.send_task(WAKE)
        assert comes_true(lambda: now(judgement).done == 2 * judging.BATCH)
        workers[0].kill()
    half = now(judgement)
    assert half.status == JudgementStatus.WORKING
    assert half.failed == Breach.objects.filter(judgement=judgement).count()
    workers += [Process(WORKER), Process(WORKER)]
    for _ in range(4):
        current_app.send_task(WAKE)
    assert comes_true(lambda: now(judgement).status == JudgementStatus.DONE)
    found = Breach.objects.filter(judgement=judgement)
    assert now(judgement).judged == MANY
    assert found.count() == found.values("message").distinct().count() == now(judgement).failed == HIS
