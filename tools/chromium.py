"""The browser of the browser tests: the system's Chromium."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tools.place import Trouble, run

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = """The browser tests need Chromium, and there is none here.

  Debian, Ubuntu    apt-get install chromium
  Fedora            dnf install chromium
  elsewhere         .venv/bin/python -m playwright install chromium

or name one: CHROMIUM=/path/to/chromium make test"""


def find_chromium() -> str:
    """The one that CHROMIUM names, the one on the PATH, playwright's own; on Debian as root it is installed."""
    if named := os.environ.get("CHROMIUM"):
        return named
    if not installed() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium", flush=True)
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", "update", "--quiet"], doing="Asking for Debian's packages", env=env)
        run(["apt-get", "install", "--yes", "--quiet", "chromium"], doing="Installing Chromium", env=env)
    if found := installed():
        return found
    raise Trouble(MISSING)


def installed() -> str:
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), "") or playwrights_own()


def playwrights_own() -> str:
    """What `playwright install` has brought."""
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    found = sorted(
        [*cache.glob("chromium-*/chrome-linux*/chrome"), *cache.glob("chromium-*/chrome-mac*/*.app/Contents/MacOS/*")]
    )
    return str(found[-1]) if found else ""
