"""Pins the packages of requirements*.in, with digests, for every platform. Needs the network."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = {"": [], "-local": [], "-dev": [], "-node": [], "-redis": ["--no-deps"]}
COMPILE = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
PLAIN = ["--no-header", "--no-annotate"]


def main() -> None:
    """Versions that are pinned already stay, unless the .in file asks for others; `--upgrade` moves them all."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([f"{folder}/bin/pip", "install", "--quiet", "uv"], check=True)
        for name, extra in LISTS.items():
            files = [f"requirements{name}.in", "--output-file", f"requirements{name}.txt"]
            command = [f"{folder}/bin/uv", *COMPILE, *PLAIN, *extra, *files, *sys.argv[1:]]
            subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
