"""Styles, scripts and pictures from npm, built into `static/vendor/`, when something about them changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools.bootstrap import install
from tools.place import PYTHON, ROOT, Trouble, digest_of, run

SOURCES = ["package.json", "package-lock.json", "frontend/build.mjs", "frontend/govuk.scss", "frontend/moj.scss"]
RECORD = ROOT / "static" / "vendor" / ".built"
OLDEST_NODE = 20


def build() -> None:
    """Install the pinned npm packages and copy what the pages use."""
    wanted = digest_of(*(ROOT / name for name in SOURCES))
    if RECORD.exists() and RECORD.read_text() == wanted:
        return
    print("Building the pages' styles and scripts", flush=True)
    npm = find_npm()
    # The scripts that npm starts look for `node` on the PATH.
    env = {**os.environ, "PATH": f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], doing="Installing the npm packages", env=env)
    run([npm, "run", "--silent", "build"], doing="Building the styles and scripts", env=env)
    RECORD.write_text(wanted)


def find_npm() -> str:
    """npm on the PATH when its Node.js is new enough, else the one that comes as a Python package."""
    if (npm := shutil.which("npm")) and node_major() >= OLDEST_NODE:
        return npm
    install(["requirements-node.txt"])
    npm = str(Path(PYTHON).parent / "npm")
    if not Path(npm).exists():
        raise Trouble("npm is not there. Install Node.js 20 or newer.")
    return npm


def node_major() -> int:
    """The major version of the Node.js on the PATH; 0 when there is none."""
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
        return int(said.lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0
