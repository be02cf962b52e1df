"""python -m bench.exports [--messages 1000000] [--formats whatsapp,telegram]: reads an export of one long conversation
to its end through the real engine, and beside it the bare work, in three ways:

* *bare*: the same reader, and COPY of the same columns into a table that has nothing else: no index, no words to search
  for, no reference. What must hold: the engine reads at least half as many messages a second.
* *equal*: the same into a table made like that of messages, with its worked-out columns and its indexes.
* *least*: a few lines that only take in well-formed files: the library's parser, and COPY of four texts.

Each runs in a process of its own, so that the memory of one is not counted for another. Seconds are those of the clock,
and of processors: the process and its database session. Then it measures the pages of that conversation. Give it a
database of its own."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import django
from django.db import connection, transaction

from bench.imports import Stopwatch, memory

FORMATS = ("whatsapp", "telegram", "meta")
AT_ONCE = 5_000
COLUMNS = (
    "export_id, conversation_id, position, sender_id, sent_at, is_edited, seconds, kind, text, raw, place, sent_text, "
    "media_name"
)
TEXTS = "kind, text, raw, place, sent_text, media_name"
COPY = f"COPY made ({COLUMNS}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL ({TEXTS}))"
HEAD = re.compile(r"(\d\d)/(\d\d)/(\d{4}), (\d\d:\d\d) - ([^:]*): (.*)")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.exports", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--formats", default=",".join(FORMATS[:2]))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--arm", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    django.setup()
    if given.arm:
        print(json.dumps(ARMS[given.arm[0]](given.arm[1], Path(given.arm[2]))))
        return
    show(figures(given.messages, given.formats.split(","), given.rounds))


def figures(count: int, formats: list[str], rounds: int) -> dict[str, Any]:
    """Of each format: what its file holds and what each way took. And the pages of the first."""
    from django.core.management import call_command

    from bench import conversation, pair, talk

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FILES_DIR"] = f"{folder}/files"
        for which in formats:
            path = talk.write(Path(folder), which, count)
            ways = {arm: _apart(arm, which, path) for arm in ARMS}
            rows.append({"which": which, "count": count, "bytes": path.stat().st_size, **ways})
            path.unlink()
        export = rows[0]["ours"]["export"]
        pages = [*conversation.figures(export, rounds), *pair.figures(export, rounds)]
    return {"rows": rows, "pages": [{**page.__dict__, "ratio": page.ratio} for page in pages], "load": os.getloadavg()}


def _apart(arm: str, which: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.exports", "--arm", arm, which, str(path)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(answer.splitlines()[-1])
    return found


def ours(which: str, path: Path) -> dict[str, Any]:
    """Through the real engine: what a worker does from being woken until the export is read."""
    from safeguarding.conversations import services
    from safeguarding.conversations.models import MessageExport
    from safeguarding.evidence.models import ExhibitFile
    from safeguarding.files.services import store

    exhibit, by = an_exhibit(which)
    with path.open("rb") as file:
        held = ExhibitFile.objects.create(exhibit=exhibit, file=store(file, name=path.name, by=by))
    export, _ = services.add_export(case=exhibit.case, file=held, by=by)
    before, clock = memory(), Stopwatch()
    services.read_waiting(seconds=3_600)
    clock.say("read")
    export = MessageExport.objects.get(pk=export.pk)
    if export.status != "read":
        raise SystemExit(f"{which}: {export.status} {export.problem} {export.question}")
    found = {"export": export.pk, "counts": export.counts, "checkpoint": export.checkpoint}
    return {**found, **clock.parts["read"], "before": before, "most": memory()}


def bare(which: str, path: Path) -> dict[str, Any]:
    """The same reader and the same columns, and nothing besides."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS made; CREATE TABLE made (LIKE conversations_message)")
        cursor.execute("ALTER TABLE made DROP id, DROP words, DROP order_at")
    return _copied(COPY, _rows(which, path))


def equal(which: str, path: Path) -> dict[str, Any]:
    """The same into a table with the worked-out columns and the indexes of messages."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS made; CREATE TABLE made (LIKE conversations_message INCLUDING ALL)")
    return _copied(COPY, _rows(which, path))


def _rows(which: str, path: Path) -> Iterator[tuple[object, ...]]:
    from safeguarding.conversations.choices import Format
    from safeguarding.conversations.rules.formats import READERS
    from safeguarding.conversations.rules.pieces import How, Piece
    from safeguarding.conversations.rules.zips import source_of

    source = source_of(path.name, lambda: path.open("rb"))
    pieces = READERS[Format(which)].read(source, How("day_first", "Me"))
    people: dict[str, int] = {}
    for position, piece in enumerate(pieces, 1):
        if isinstance(piece, Piece):
            yield (
                1, 1, position, people.setdefault(piece.sender, len(people)), piece.sent, piece.is_edited,
                piece.seconds, piece.kind, piece.text, piece.raw, piece.place, piece.sent_text, piece.media_name,
            )  # fmt: skip


def least(which: str, path: Path) -> dict[str, Any]:
    """Who, when, what, and how it stands in the file; into four columns of text."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS made; CREATE TABLE made (who text, at text, said text, raw text)")
    return _copied(
        "COPY made FROM STDIN WITH (FORMAT csv)", _lines(path) if which == "whatsapp" else _items(which, path)
    )


def _lines(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if found := HEAD.match(line):
                day, month, year, at, who, said = found.groups()
                yield who, f"{year}-{month}-{day} {at}", said, line


def _items(which: str, path: Path) -> Iterator[tuple[str, ...]]:
    with path.open("rb") as file:
        for item in json.load(file)["messages"]:
            who, at = (item["sender_name"], item["timestamp_ms"]) if which == "meta" else (item["from"], item["date"])
            yield who, str(at), str(item.get("content") or item.get("text")), json.dumps(item)


def _copied(copy: str, rows: Iterator[tuple[object, ...]]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        before, clock = memory(), Stopwatch()
        while part := list(islice(rows, AT_ONCE)):
            text = io.StringIO(newline="")
            csv.writer(text).writerows(part)
            with transaction.atomic():
                cursor.cursor.copy_expert(copy, io.BytesIO(text.getvalue().encode()))
        clock.say("copied")
        cursor.execute("SELECT count(*) FROM made")
        (count,) = cursor.fetchone()
        cursor.execute("DROP TABLE made")
    return {"count": count, **clock.parts["copied"], "before": before, "most": memory()}


ARMS = {"ours": ours, "bare": bare, "equal": equal, "least": least}


def an_exhibit(which: str) -> tuple[Any, Any]:
    """An exhibit of the case that is kept for this, and whoever works on it."""
    from safeguarding.access.models import User
    from safeguarding.cases.models import Case
    from safeguarding.core import clock
    from safeguarding.evidence.models import Exhibit
    from tests.cast import build
    from tests.factories.casework import opened

    case = Case.objects.first() or opened(build())
    by = User.objects.get(username="lena")
    return Exhibit.objects.create(
        case=case, reference=f"B/{which}/{Exhibit.objects.count()}", kind="chat_export", description="Export",
        seized_at=clock.now(), seized_where="Home", seized_by="Officer", custodian=by, added_by=by,
    ), by  # fmt: skip


def show(found: dict[str, Any]) -> None:
    print(f"\nexports of {found['rows'][0]['count']:,} messages, load {found['load'][0]:.1f}\n")
    print(
        f"{'':<26}{'MB':>6}{'seconds':>9}{'a second':>10}{'processor':>11}{'a second':>10}{'MB most':>9}{'before':>8}"
    )
    for row in found["rows"]:
        for arm in ARMS:
            way = row[arm]
            busy = way["python"] + way["database"]
            print(
                f"{row['which'] + ', ' + arm:<26}{row['bytes'] / 2**20:>6.0f}{way['clock']:>9.1f}"
                f"{row['count'] / way['clock']:>10,.0f}{way['python']:>5.1f}+{way['database']:>5.1f}"
                f"{row['count'] / busy:>10,.0f}{way['most']:>9.0f}{way['before']:>8.0f}"
            )
        for arm in ("bare", "equal", "least"):
            ratios = [_ratio(row, arm, kind) for kind in (("clock",), ("python", "database"))]
            print(f"{'':<26}of {arm}: {ratios[0]:.2f} by the clock, {ratios[1]:.2f} by processors")
    print(f"\n{'pages of the conversation':<34}{'ours ms':>9}{'SQL ms':>9}{'ratio':>8}{'queries':>9}{'KB':>8}")
    for page in found["pages"]:
        print(
            f"{page['name']:<34}{page['ours']:>9.1f}{page['bare']:>9.2f}{page['ratio']:>8.1f}{page['queries']:>9}"
            f"{page['bytes'] / 1024:>8.1f}"
        )


def _ratio(row: dict[str, Any], arm: str, kinds: tuple[str, ...]) -> float:
    of = [sum(row[way][kind] for kind in kinds) for way in (arm, "ours")]
    return float(of[0] / of[1])


if __name__ == "__main__":
    main()
