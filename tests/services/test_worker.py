"""A real worker on the real broker: it shows that it is alive, and says when it goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

from safeguarding.core import heartbeat

WORKER = [sys.executable, "-m", "celery", "--quiet", "--app", "caseapp", "worker", "--pool", "solo"]


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    heartbeat.stop()
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "caseapp.settings",
        "REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": settings.SECRET_KEY,
    }
    command = [*WORKER, "--without-mingle", "--without-gossip"]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    yield process
    process.kill()
    process.wait()
    heartbeat.stop()


def comes_true(condition: Callable[[], bool], *, within: int) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.worker
def test_a_worker_shows_itself_at_once_and_takes_its_leave(worker: subprocess.Popen[bytes]) -> None:
    """No beat runs here: the first heartbeat does not wait for it."""
    assert comes_true(heartbeat.is_beating, within=60)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    assert not heartbeat.is_beating()
