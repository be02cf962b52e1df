"""`make test`: every check and every test, the same on a developer's machine and in CI.

python -m tools.test              all of it
python -m tools.test --checks     the checks alone
python -m tools.test --tests ...  the tests alone; what follows goes to pytest
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from tools import assets
from tools.chromium import find_chromium
from tools.place import PYTHON, ROOT, VAR, alone, plainly
from tools.servers import Servers
from tools.template import make_template

MANAGE = [PYTHON, "manage.py"]
BROWSER = "tests/journeys"
# What pip-audit says when the list of vulnerabilities does not answer, as against when it has found one.
NO_ANSWER = (
    "could not be audited",
    "ConnectionError",
    "Max retries",
    "timed out",
    "ServiceError",
    "HTTPError",
    "Failed to query",
)
# Groups and their order: tests/conftest.py. Three for two cores, for each waits for the database a third of its time.
IN_GROUPS = ["--dist", "loadgroup", "--no-loadscope-reorder"]
BUSY = "The tests are already running in this checkout."

# What a force would set; the values are nobody's.
PRODUCTION = {
    "DEBUG": "0",
    "HTTPS": "1",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "FIELD_KEYS": secrets.token_urlsafe(50),
    "FILE_KEYS": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "safeguarding.example.org",
    "SITE_URL": "https://safeguarding.example.org",
    "EMAIL_URL": "smtp://mail.example.org:25",
}


@dataclass
class Check:
    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    needs_outside: bool = False


def checks() -> list[Check]:
    """Everything that is checked without running the product. The slow one first."""
    production = {**PRODUCTION, "STATIC_ROOT": str(VAR / "test" / "static")}
    return [
        Check("types (mypy)", [PYTHON, "-m", "mypy"], PRODUCTION),
        Check("lint (ruff)", [PYTHON, "-m", "ruff", "check", "--output-format", "concise", "."]),
        Check("form (ruff)", [PYTHON, "-m", "ruff", "format", "--check", "--output-format", "concise", "."]),
        Check(
            "floors and rooms (import-linter)",
            [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        ),
        Check("templates (djlint)", [PYTHON, "-m", "djlint", "--lint", "templates", "--quiet"]),
        Check("migrations are complete", [*MANAGE, "makemigrations", "--check", "--dry-run"], PRODUCTION),
        Check("deployment (check --deploy)", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        Check(
            "API description (spectacular)",
            [*MANAGE, "spectacular", "--validate", "--fail-on-warn", "--file", os.devnull],
            PRODUCTION,
        ),
        Check("static files (collectstatic)", [*MANAGE, "collectstatic", "--noinput", "--verbosity", "0"], production),
        known_vulnerabilities(),
    ]


def known_vulnerabilities() -> Check:
    """Only where the list of vulnerabilities can be asked: a test run without it is still worth having."""
    command = [PYTHON, "-m", "pip_audit", "--requirement", "requirements.txt", "--disable-pip", "--require-hashes"]
    return Check(
        "known vulnerabilities (pip-audit)",
        [*command, "--progress-spinner", "off", "--timeout", "10"],
        needs_outside=True,
    )


def run_checks(env: dict[str, str]) -> list[str]:
    """Two at a time; the names of those that failed."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda check: (check, passes(check, env)), checks()))
    return [check.name for check, passed in results if not passed]


def passes(check: Check, env: dict[str, str]) -> bool:
    began = time.monotonic()
    ended = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**env, **check.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    found = "Found " in ended.stdout and " known vulnerabilit" in ended.stdout
    if check.needs_outside and not found and any(words in ended.stdout for words in NO_ANSWER):
        print(f"NOT CHECKED  {check.name}: the list cannot be reached from here", flush=True)
        return True
    passed = ended.returncode == 0
    took = time.monotonic() - began
    said = "" if passed else f"\n{ended.stdout}"
    print(f"{'ok    ' if passed else 'FAILED'}  {check.name}  ({took:.0f} s){said}", flush=True)
    return passed


def run_tests(env: dict[str, str], asked: list[str], template: Future[str]) -> list[str]:
    """The tests that were asked for; else all: those without a browser, then those with one."""
    env = {**env, "TEST_TEMPLATE": template.result()}
    if asked:
        return pytest(env, asked)
    failed = pytest(env, [*IN_GROUPS, "-n", "3", f"--ignore={BROWSER}"])
    if any((ROOT / BROWSER).glob("test_*.py")):
        failed += pytest({**env, "CHROMIUM": find_chromium()}, [*IN_GROUPS, "-n", "2", BROWSER])
    return failed


def pytest(env: dict[str, str], arguments: list[str]) -> list[str]:
    ended = subprocess.run(
        [PYTHON, "-m", "pytest", *arguments], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False
    )
    return [] if ended.returncode == 0 else [f"pytest {' '.join(arguments)}"]


def test_env(named: dict[str, str]) -> dict[str, str]:
    """The environment of checks and tests: nothing of what the caller set for a product of their own."""
    set_by_caller = (
        "DEBUG",
        "HTTPS",
        "SECRET_KEY",
        "FIELD_KEYS",
        "FILE_KEYS",
        "ALLOWED_HOSTS",
        "DATABASE_ROLE",
        "EMAIL_URL",
        "SITE_URL",
        "STATIC_ROOT",
    )
    env = {name: value for name, value in os.environ.items() if name not in set_by_caller}
    return {**env, **named, "PYTHONUNBUFFERED": "1"}


def main(arguments: list[str]) -> int:
    only, asked = (arguments[0], arguments[1:]) if arguments else ("", [])
    home = VAR / "test"
    with plainly(), alone("test", otherwise=BUSY):
        assets.build()
        shutil.rmtree(home / "static", ignore_errors=True)
        with Servers(home, lasting=False) as servers, ThreadPoolExecutor(max_workers=1) as beside:
            env = test_env(servers.env)
            # The tables take minutes of one core: they are made while the checks run.
            template = None if only == "--checks" else beside.submit(make_template, {**env, **PRODUCTION})
            failed = [] if only == "--tests" else run_checks(env)
            failed += run_tests(env, asked, template) if template else []
    for name in failed:
        print(f"FAILED  {name}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
