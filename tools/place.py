"""Where things lie, and how a door says that it cannot open."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
PYTHON = sys.executable


class Trouble(Exception):
    """Something that the person at the keyboard can put right. The message says how."""


@contextmanager
def plainly() -> Iterator[None]:
    """Trouble ends the program with its message and no stack of code; Ctrl-C ends it quietly."""
    try:
        yield
    except Trouble as trouble:
        sys.exit(f"\n{trouble}\n")
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def alone(name: str, *, otherwise: str) -> Iterator[None]:
    """Nobody else does the same in this checkout while this runs."""
    VAR.mkdir(mode=0o755, exist_ok=True)
    with (VAR / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Trouble(otherwise) from error
        yield


def kept_secret(name: str, length: int) -> str:
    """A secret made once and kept in `var/`, readable by its owner alone."""
    path = VAR / name
    if not path.exists():
        VAR.mkdir(mode=0o755, exist_ok=True)
        keep_private(path, secrets.token_urlsafe(length))
    return path.read_text().strip()


def keep_private(path: Path, text: str) -> None:
    """Write a file that its owner alone may read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def digest_of(*paths: Path) -> str:
    """Changes when any of the files changes: their content."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def run(command: list[str], *, doing: str, env: dict[str, str] | None = None) -> None:
    """Run a program, and show what it said only when it failed."""
    ended = subprocess.run(
        command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if ended.returncode:
        raise Trouble(f"{doing} failed:\n\n{ended.stdout}")
