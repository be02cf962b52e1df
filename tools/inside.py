"""Runs a command with the database and broker of this checkout: those of a running `make run`, else started for it.

python -m tools.inside python manage.py shell
"""

from __future__ import annotations

import os
import subprocess
import sys

from tools.place import ROOT, VAR, alone, plainly
from tools.run import running_env
from tools.servers import Servers

RUNNING = VAR / "running.env"


def main() -> None:
    with plainly():
        if RUNNING.exists():
            lines = (line.split("=", 1) for line in RUNNING.read_text().splitlines())
            given = {name: value for name, value in os.environ.items() if value}
            sys.exit(call({**dict(lines), **given}))
        busy = "`make run` is just starting or stopping in this checkout. Try again in a moment."
        with alone("run", otherwise=busy), Servers(VAR, lasting=True) as servers, running_env(servers.env) as env:
            sys.exit(call(env))


def call(env: dict[str, str]) -> int:
    return subprocess.run(sys.argv[1:], cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    main()
