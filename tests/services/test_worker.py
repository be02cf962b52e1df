"""A real worker on the real broker: it shows that it is alive, and says when it goes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from safeguarding.core import heartbeat
from tests.processes import WORKER, Process, comes_true


@pytest.fixture
def worker() -> Iterator[Process]:
    heartbeat.stop()
    process = Process([*WORKER, "--pool", "solo"])
    yield process
    process.kill()
    heartbeat.stop()


@pytest.mark.worker
def test_a_worker_shows_itself_at_once_and_takes_its_leave(worker: Process) -> None:
    """No beat runs here: the first heartbeat does not wait for it."""
    assert comes_true(heartbeat.is_beating)
    assert worker.stop() == 0
    assert not heartbeat.is_beating()
