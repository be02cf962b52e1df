"""Real processes for tests: a Celery worker, beats and a mail server that can be made to hold still."""

from __future__ import annotations

import datetime as dt
import email
import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from celery import current_app
from celery.beat import PersistentScheduler
from django.conf import settings
from django.db import connection

CELERY = [sys.executable, "-m", "celery", "--quiet", "--app", "caseapp"]
WORKER = [*CELERY, "worker", "--concurrency", "2", "--without-mingle", "--without-gossip", "--queues"]
#: One that takes everything, and one for each queue, as they run in production.
WORKER_OF = {queue: [*WORKER, queue, "--hostname", f"{queue}@%h"] for queue in ("celery", "files", "messages")}
WORKER += ["celery,files,messages"]


def comes_true(condition: Callable[[], bool], *, within: float = 60) -> bool:
    """Wait until it is so; False when it does not come to that."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False


class Process:
    """A program of the product on the test's database and broker, in a group of its own."""

    def __init__(self, command: list[str], **env: str) -> None:
        database = urlsplit(os.environ.get("DATABASE_URL", "postgresql:///"))
        named = {
            "DJANGO_SETTINGS_MODULE": "caseapp.settings",
            "DATABASE_URL": database._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
            "REDIS_URL": settings.REDIS_URL,
            "SECRET_KEY": settings.SECRET_KEY,
        }
        self.popen = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env={**os.environ, **named, **env}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def stop(self) -> int:
        """Ask it to stop, and wait for what it says."""
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(timeout=30)

    def kill(self) -> None:
        """End it and its children where they stand. They get no chance to tidy up."""
        with suppress(ProcessLookupError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()


def beat_after(stop: dt.timedelta, *, task: str, schedule: Path) -> Process:
    """A beat that comes back after it stood still so long: the schedule it kept says when it last woke the task."""
    scheduler = PersistentScheduler(current_app, schedule_filename=str(schedule))
    scheduler.schedule[task].last_run_at -= stop
    scheduler.close()
    return Process([*CELERY, "beat"], CELERY_BEAT_SCHEDULE_FILENAME=str(schedule))


class Conversation(socketserver.StreamRequestHandler):
    """What SMTP needs at the least."""

    server: PostOffice

    def handle(self) -> None:
        # Whoever speaks may be killed in the middle of a word.
        with suppress(OSError):
            self.say("220 post office")
            while word := self.rfile.readline().strip().upper():
                if word == b"DATA":
                    self.say("354 go on")
                    letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                    self.server.take(email.message_from_bytes(letter)["Message-ID"])
                self.say("250 fine")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    """A mail server that remembers what it took, in order, and can keep one sender waiting for its answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[str] = []
        self.hold_at = 0
        self.go_on = threading.Event()
        threading.Thread(target=self.serve_forever, args=[0.05], daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def take(self, message_id: str) -> None:
        """The letter is taken; its sender does not know yet."""
        self.taken.append(message_id)
        if len(self.taken) == self.hold_at:
            self.go_on.wait()

    def close(self) -> None:
        self.go_on.set()
        self.shutdown()
        self.server_close()
