"""A PostgreSQL and a Redis of this checkout's own, where none is named."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

from tools.broker import Redis
from tools.postgres import Postgres


class Servers:
    """Both servers with their data under `home`, while a `with` block runs; `env` is the environment that names them.

    A server that DATABASE_URL or REDIS_URL names is used as it is.
    """

    def __init__(self, home: Path, *, lasting: bool) -> None:
        self.home = home
        self.lasting = lasting
        self.env = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
        self.own: list[Postgres | Redis] = []
        self.running = ExitStack()

    def __enter__(self) -> Servers:
        self.home.mkdir(mode=0o755, parents=True, exist_ok=True)
        with ExitStack() as starting:
            if "DATABASE_URL" not in self.env:
                self.own.append(starting.enter_context(Postgres(self.home / "postgres", lasting=self.lasting)))
            if "REDIS_URL" not in self.env:
                self.own.append(starting.enter_context(Redis(self.home / "redis", lasting=self.lasting)))
            self.running = starting.pop_all()
        self.env.update({server.variable: server.url for server in self.own})
        return self

    def __exit__(self, *_: object) -> None:
        self.running.close()

    def look_after(self) -> None:
        """Start a server again that died, on the same data and under the same address."""
        for server in self.own:
            if server.process and server.process.poll() is not None:
                print(f"{type(server).__name__} stopped; starting it again", flush=True)
                server.start()
