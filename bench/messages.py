"""Messages a second of each reader, beside a bare loop that only parses the same file, and how much memory it takes.

    python -m bench.messages [--count 100000] [--only whatsapp]

Each runs in a process of its own, so that the memory of one is not counted for another.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

import django

FORMATS = ("whatsapp", "meta", "snapchat", "telegram", "sms_backup", "leapp", "generic")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.messages", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--only", default="")
    parser.add_argument("--read", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--bare", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read or given.bare:
        print(json.dumps(_here(_read if given.read else _bare, *(given.read or given.bare))))
        return
    show(figures(given.count, given.only))


def figures(count: int, only: str = "") -> list[dict[str, Any]]:
    """For each format: messages, size, seconds of ours and of the bare loop, memory."""
    set_up()
    # The makers of exports need Django to be set up.
    from tests.exports.large import FILES, write_large

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for which in FORMATS:
            if only and only != which:
                continue
            write_large(Path(folder), which, count)
            path = Path(folder) / FILES[which][0]
            ours, bare = _apart("--read", which, path), _apart("--bare", which, path)
            rows.append(
                {
                    "which": which,
                    "bytes": path.stat().st_size,
                    **ours,
                    "bare": bare["seconds"],
                    "bare_most": bare["most"],
                }
            )
            path.unlink()
    return rows


def _apart(arm: str, which: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.messages", arm, which, str(path)]
    found: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1]
    )
    return found


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()


def _here(act: Callable[[str, str], int], which: str, path: str) -> dict[str, Any]:
    set_up()
    # Imported before the clock runs.
    import safeguarding.conversations.rules.formats  # noqa: F401

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    count = act(which, path)
    seconds = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"count": count, "seconds": seconds, "before": before / 1024, "most": most / 1024}


def _read(which: str, path: str) -> int:
    from safeguarding.conversations.choices import Format
    from safeguarding.conversations.rules.formats import READERS
    from safeguarding.conversations.rules.pieces import How
    from safeguarding.conversations.rules.zips import source_of

    source = source_of(Path(path).name, lambda: Path(path).open("rb"))  # noqa: SIM115 - whoever reads it closes it
    return sum(1 for _ in READERS[Format(which)].read(source, How("day_first", "Me")))


def _bare(which: str, path: str) -> int:
    if which == "whatsapp":
        head = re.compile(r"\d\d/\d\d/\d{4}, \d\d:\d\d - ([^:]*): (.*)")
        with open(path, encoding="utf-8") as file:
            return sum(1 for line in file if head.match(line))
    if which in ("leapp", "generic"):
        with open(path, encoding="utf-8-sig", newline="") as file:
            return sum(1 for _ in csv.reader(file, delimiter="\t" if which == "leapp" else ","))
    if which == "sms_backup":
        return _bare_xml(path)
    with open(path, "rb") as file:
        whole = json.load(file)
    return len(
        whole["messages"]
        if which == "meta"
        else whole["bo"]
        if which == "snapchat"
        else whole["chats"]["list"][0]["messages"]
    )


def _bare_xml(path: str) -> int:
    """Without the references that XML does not allow, at which a plain parser stops."""
    count = 0

    def started(name: str, said: dict[str, str]) -> None:
        nonlocal count
        count += name in ("sms", "mms")

    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    with open(path, "rb") as file:
        for line in file:
            if not line.startswith((b"<smses", b"</smses", b"<!--", b"<?xml")) or not count:
                parser.Parse(re.sub(rb"&#5[5-7]\d{3};", b"?", line))
    return count


def show(rows: list[dict[str, Any]]) -> None:
    print(
        f"\n{'':<12}{'messages':>10}{'MB':>7}{'ours/s':>10}{'bare/s':>10}{'ratio':>7}{'MB most':>9}{'before':>8}{'bare MB':>9}"
    )
    for row in rows:
        ours, bare = row["count"] / row["seconds"], row["count"] / row["bare"]
        print(
            f"{row['which']:<12}{row['count']:>10,}{row['bytes'] / 2**20:>7.0f}{ours:>10,.0f}{bare:>10,.0f}{bare / ours:>7.1f}"
            f"{row['most']:>9.0f}{row['before']:>8.0f}{row['bare_most']:>9.0f}"
        )


if __name__ == "__main__":
    main()
