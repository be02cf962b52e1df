"""`make run`: database, broker, web, worker and beat in one place; Ctrl-C stops all of it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tools import assets
from tools.place import PYTHON, ROOT, VAR, Trouble, alone, keep_private, kept_secret, plainly
from tools.port import ALREADY, HOST, PORT, check_port
from tools.programs import die_with_parent, stop
from tools.servers import Servers

READY_SECONDS = 90
# A program that keeps dying will not get better by being started again.
MOST_STARTS = 5
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WITHIN_SECONDS = 60

CELERY = ["celery", "--quiet", "--app", "caseapp"]
WORKER = [*CELERY, "worker", "--concurrency", "2", "--without-mingle", "--without-gossip"]
PROGRAMS = {
    "web": ["gunicorn", "caseapp.wsgi", "--config", "deploy/gunicorn.conf.py", "--bind", f"{HOST}:{PORT}"],
    # Work that takes long has workers of its own: nothing short stands behind it.
    "worker": [*WORKER, "--queues", "celery"],
    "files": [*WORKER, "--queues", "files", "--hostname", "files@%h"],
    "messages": [*WORKER, "--queues", "messages", "--hostname", "messages@%h"],
    "beat": [*CELERY, "beat"],
}

# Each acts in the database as a role that may do what it needs, once the roles are there.
ROLES = {name: "safeguarding_web" if name == "web" else "safeguarding_worker" for name in PROGRAMS}


def main() -> None:
    # Ctrl-C too: a shell that starts this in the background has it ignored.
    for number in STOPS:
        signal.signal(number, interrupt)
    with plainly(), alone("run", otherwise=ALREADY):
        check_port()
        assets.build()
        with Servers(VAR, lasting=True) as servers, running_env(servers.env) as env:
            prepare(env)
            # Ctrl-C is how this is meant to end.
            with contextlib.suppress(KeyboardInterrupt):
                Supervisor(env, servers).run()


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@contextlib.contextmanager
def running_env(named: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment of the programs: what was asked for, else what suits one machine and one person trying it out."""
    address = f"http://localhost:{PORT}"
    given = {name: value for name, value in os.environ.items() if value}
    defaults = {
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": f"localhost,127.0.0.1,[::1],{HOST}",
        "SITE_URL": address,
        "SECRET_KEY": given.get("SECRET_KEY") or kept_secret("secret-key", 50),
        "FIELD_KEYS": given.get("FIELD_KEYS") or kept_secret("field-key", 50),
        "FILE_KEYS": given.get("FILE_KEYS") or kept_secret("file-key", 50),
        "DEMO_PASSWORD": given.get("DEMO_PASSWORD") or kept_secret("demo-password", 12),
        "EMAIL_URL": f"filemail:///{VAR / 'mail'}",
        "CELERY_BEAT_SCHEDULE_FILENAME": str(VAR / "celerybeat-schedule"),
        "LOG_FORMAT": "plain",
        # The address and the sign-ins stay on the screen; only what goes wrong is said after them.
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
        # Celery would rather not be root. Whoever is root here is trying it out on a machine of their own.
        "PYTHONWARNINGS": "ignore::UserWarning:celery.platforms",
    }
    env = {**defaults, **given, **named}
    # `make shell` and the like find the running servers here.
    note = VAR / "running.env"
    keep_private(note, "".join(f"{name}={env[name]}\n" for name in [*defaults, *named]))
    try:
        yield env
    finally:
        note.unlink(missing_ok=True)


def prepare(env: dict[str, str]) -> None:
    """Tables, static files and the demo force, as far as they are not there yet."""
    ended = subprocess.run([PYTHON, "-m", "tools.prepare"], cwd=ROOT, env=env, check=False)
    if ended.returncode:
        raise Trouble("The database could not be prepared. What went wrong is said above.")


def divided() -> bool:
    """The database has the roles."""
    return (VAR / "roles").exists()


class Program:
    """One of the programs; what it says appears with its name before it."""

    def __init__(self, name: str, env: dict[str, str]) -> None:
        self.name = name
        self.env = env
        self.starts: list[float] = []
        self.process: subprocess.Popen[bytes] | None = None
        self.heard = True

    def start(self) -> None:
        self.starts = [at for at in self.starts if at > time.monotonic() - WITHIN_SECONDS]
        if len(self.starts) >= MOST_STARTS:
            raise Trouble(f"{self.name} stopped {MOST_STARTS} times within a minute. What it said is above.")
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            [PYTHON, "-m", *PROGRAMS[self.name]],
            cwd=ROOT,
            env={**self.env, "DATABASE_ROLE": ROLES[self.name] if divided() else ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        threading.Thread(target=self.pass_on, args=[self.process], daemon=True).start()

    def pass_on(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout
        for line in process.stdout:
            if not self.heard or not line.strip():
                continue
            say(f"{self.name:<8} | {line.decode(errors='replace').rstrip()}")

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        # What a program says on its way out is no news to whoever asked it to stop.
        self.heard = False
        if self.process:
            stop(self.process, signal.SIGTERM)
            self.stop_children()

    def stop_children(self) -> None:
        """What a killed program left running goes with it: each program leads a group of its own."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def say(line: str) -> None:
    """Print a line, unless nobody reads any more."""
    with contextlib.suppress(BrokenPipeError, ValueError):
        print(line, flush=True)


class Supervisor:
    """Starts the programs, starts one again that dies, and stops them all."""

    def __init__(self, env: dict[str, str], servers: Servers) -> None:
        self.servers = servers
        self.programs = [Program(name, env) for name in PROGRAMS]
        self.announced = False
        self.until = time.monotonic() + READY_SECONDS

    def run(self) -> None:
        try:
            for program in self.programs:
                program.start()
            while True:
                self.look_after()
                time.sleep(0.2)
        finally:
            self.stop()

    def look_after(self) -> None:
        self.servers.look_after()
        for program in self.programs:
            if program.ended():
                say(f"{program.name} stopped; starting it again")
                program.stop_children()
                program.start()
        if not self.announced:
            self.announce()

    def announce(self) -> None:
        """The address and the sign-ins, once every part is ready."""
        answer = readiness()
        if answer == "":
            self.announced = True
            say(welcome())
        elif time.monotonic() > self.until:
            raise Trouble(f"It did not become ready within {READY_SECONDS} seconds: {answer}")

    def stop(self) -> None:
        """Everything at once, so that the slowest decides how long it takes. Further Ctrl-C changes nothing."""
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)
        say("Stopping")
        threads = [threading.Thread(target=program.stop) for program in self.programs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def readiness() -> str:
    """Empty when every part is ready, else what is not."""
    host = "127.0.0.1" if HOST in ("0.0.0.0", "::") else HOST  # noqa: S104 - only to ask ourselves
    try:
        with urllib.request.urlopen(f"http://{host}:{PORT}/readyz", timeout=2):
            return ""
    except urllib.error.HTTPError as error:
        return ", ".join(re.findall(r'"(\w+)": "failing"', error.read().decode()))
    except OSError:
        return "the web process does not answer"


def welcome() -> str:
    sign_ins = Path(VAR / "sign-ins.txt")
    listed = sign_ins.read_text() if sign_ins.exists() else ""
    return f"\n{'-' * 72}\nReady:  http://localhost:{PORT}\n\n{listed}\nCtrl-C stops everything.\n{'-' * 72}\n"


if __name__ == "__main__":
    main()
