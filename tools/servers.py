"""A PostgreSQL and a Redis of this checkout's own, where none is named."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from tools.broker import Redis
from tools.postgres import Postgres


@contextlib.contextmanager
def servers(home: Path, *, lasting: bool) -> Iterator[dict[str, str]]:
    """Both servers with their data under `home`, for as long as the block runs; gives the environment that names them.

    A server that DATABASE_URL or REDIS_URL names is used as it is.
    """
    named = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    with contextlib.ExitStack() as running:
        if "DATABASE_URL" not in named:
            named["DATABASE_URL"] = running.enter_context(Postgres(home / "postgres", lasting=lasting)).url
        if "REDIS_URL" not in named:
            named["REDIS_URL"] = running.enter_context(Redis(home / "redis", lasting=lasting)).url
        yield named
