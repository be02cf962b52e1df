"""Programs that this checkout starts, and how each is stopped."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools.place import Trouble

START_SECONDS = 60
STOP_SECONDS = 15


def die_with_parent(last_signal: int) -> Callable[[], None] | None:
    """On Linux a child gets this signal when its parent is gone, however that went."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(1, last_signal)


def stop(process: subprocess.Popen[bytes], gently: int) -> None:
    """Ask a program to stop, and see to it that it does."""
    process.send_signal(gently)
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def stop_leftover(pid_file: Path, name: str, gently: int) -> None:
    """Stop a server that an earlier run could not stop, before a second one opens the same data."""
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    for number in (gently, signal.SIGKILL):
        if not name_of(pid).startswith(name):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        wait_for_end(pid, name)


def wait_for_end(pid: int, name: str) -> None:
    until = time.monotonic() + STOP_SECONDS
    while name_of(pid).startswith(name) and time.monotonic() < until:
        time.sleep(0.05)


def name_of(pid: int) -> str:
    """What runs under this number; nothing when nothing does."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/comm").read_text().strip()
        return ""
    said = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return said.stdout.strip().rpartition("/")[2]


def until_it_answers(process: subprocess.Popen[bytes], name: str, log: Path, answers: Callable[[], bool]) -> None:
    """Wait for a server; if it does not come, show the end of its log."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if answers():
            return
        time.sleep(0.05)
    last = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
    raise Trouble(f"{name} did not start. Its log ends:\n\n{last}")
