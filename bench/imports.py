"""python -m bench.imports [--rows 50000] [--kind dbs]: brings a file of each kind in, and says how long each step took,
in seconds of the clock and of the processor (the process and its database session), and how much memory the process
held at most. It fills the database that DATABASE_URL names: give it one of its own."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import os
import random
import resource
import time
from pathlib import Path
from typing import Any

import django
from django.db import connection, transaction

SCHEMES = 100
FIRST = [f"{a}{b}" for a in ("Al", "Be", "Ca", "Do", "El", "Fi", "Gu", "Ha") for b in ("na", "rt", "lly", "mo", "ra")]
LAST = [f"{a}{b}" for a in ("Ash", "Brook", "Cliff", "Dale", "Elm", "Field") for b in range(400)]
#: In this order: who a check is about comes first.
KINDS = ("young_people", "placements", "staff", "dbs", "vetting", "training", "acknowledgements")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--xlsx", action="store_true")
    parser.add_argument("--twice", action="store_true", help="bring each file in a second time")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caseapp.settings")
    django.setup()
    unit, user = a_force()
    wanted = given.kind or KINDS
    before = [kind for kind in ("young_people", "staff") if kind not in wanted and needs(wanted, kind)]
    for kind in KINDS:
        if kind in wanted or kind in before:
            content = packed(a_file(kind, given.rows), xlsx=given.xlsx)
            print(f"{kind}: {given.rows:,} rows, {len(content) / 2**20:.1f} MB, memory before {memory():.0f} MB")
            bring_in(kind, content, unit, user)
            if given.twice:
                print("the same file again:")
                bring_in(kind, content, unit, user)


def needs(wanted: Any, kind: str) -> bool:
    about = ("placements",) if kind == "young_people" else ("dbs", "vetting", "training", "acknowledgements")
    return any(one in wanted for one in about)


def a_force() -> tuple[Any, Any]:
    """A force with a coordinator, schemes to be placed in and a policy to be acknowledged."""
    from django.core.management import call_command

    from safeguarding.access.choices import Role, UnitKind
    from safeguarding.access.models import Force, Unit
    from safeguarding.guidance import services as guidance
    from safeguarding.schemes.services import add_scheme
    from safeguarding.schemes.services.register import SchemeDetails
    from tests.cast import add_user

    call_command("migrate", verbosity=0)
    tag = str(int(time.time()))
    force = Force.objects.create(name=f"Bench {tag}", slug=f"bench-{tag}")
    unit = Unit.objects.create(force=force, name="Cadets", kind=UnitKind.CADETS)
    user = add_user(f"coordinator{tag}", unit, [(unit, Role.COORDINATOR)])
    for number in range(SCHEMES):
        add_scheme(SchemeDetails(name=f"Scheme {number}", kind="official_cadets", unit=unit), by=user)
    policy = guidance.add_document(guidance.DocumentDetails(title="Social media", owner="The lead"), by=user)
    draft = guidance.draft_version(policy, guidance.VersionDetails(summary="The first", text="Never."), by=user)
    approved = guidance.Publication(effective_from=dt.date(2020, 1, 1), approved_by="The chief")
    guidance.publish(draft, approved, version=None, by=user)
    return unit, user


def measure(rows: int) -> dict[str, Any]:
    """For `make bench`: a file of young people, the same again, and the bare work beside them."""
    unit, user = a_force()
    content = packed(a_file("young_people", rows), xlsx=False)
    before = memory()
    bare = parse_alone(content), copy_alone(content)
    first, again = bring_in("young_people", content, unit, user), bring_in("young_people", content, unit, user)
    return {
        "rows": rows, "size": len(content), "first": first, "again": again, "parse": bare[0], "copy": bare[1],
        "before": before, "most": memory(),
    }  # fmt: skip


def parse_alone(content: bytes) -> float:
    """Seconds to read the rows of the file and nothing else."""
    began = time.perf_counter()
    for _ in csv.reader(io.StringIO(content.decode())):
        pass
    return time.perf_counter() - began


def copy_alone(content: bytes) -> float:
    """Seconds for the database to take the same rows as text, unchecked, without history or keys."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE copied (number text, given text, family text, born text, school text)")
        began = time.perf_counter()
        cursor.copy_expert("COPY copied FROM STDIN WITH (FORMAT csv, HEADER)", io.BytesIO(content))
        gone = time.perf_counter() - began
        cursor.execute("DROP TABLE copied")
    return gone


def bring_in(kind: str, content: bytes, unit: Any, user: Any) -> dict[str, tuple[float, float]]:
    """Seconds of the clock, and of processors, by step."""
    from safeguarding.exchange import services
    from safeguarding.exchange.models import Import

    clock = Stopwatch()
    run = services.upload(
        kind=kind, unit=unit, source="Bench", file=io.BytesIO(content), file_name="bench", by=user
    )  # fmt: skip
    clock.say("upload")
    work(services)
    clock.say("read")
    run = Import.objects.get(pk=run.pk)
    services.map_columns(run, mapping=run.mapping, version=run.version, by=user)
    work(services)
    clock.say("check")
    run = Import.objects.get(pk=run.pk)
    print(f"{'':>16} {run.status} {run.counts} {run.problem}")
    if run.counts.get("new"):
        for verdict in ("review", "wrong"):
            services.leave_out(run, verdict=verdict, version=None, by=user)
        services.confirm(run, version=None, by=user)
        clock.say("decide")
        work(services)
        clock.say("put on record")
        run = Import.objects.get(pk=run.pk)
        print(f"{'':>16} {run.status} {run.counts} {run.problem}")
    clock.say_all()
    return clock.said


def work(services: Any) -> None:
    while services.work(seconds=600):
        pass


class Stopwatch:
    """Seconds of the clock, of this process, and of the database session that works for it."""

    def __init__(self) -> None:
        self.began = self.last = self.now()
        self.said: dict[str, tuple[float, float]] = {}
        self.parts: dict[str, dict[str, float]] = {}

    def now(self) -> tuple[float, float, float]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        return time.perf_counter(), time.process_time(), processor_of(pid)

    def say(self, what: str) -> None:
        before, self.last = self.last, self.now()
        self._print(what, before)
        connection.queries_log.clear()

    def say_all(self) -> None:
        self._print("in all", self.began)

    def _print(self, what: str, since: tuple[float, float, float]) -> None:
        gone, python, database = (b - a for a, b in zip(since, self.last, strict=True))
        self.said[what] = (gone, python + database)
        self.parts[what] = {"clock": gone, "python": python, "database": database}
        print(f"{what:>16} {gone:7.1f} s   processor {python:6.1f} s + {database:6.1f} s   at most {memory():.0f} MB",
              flush=True)  # fmt: skip


def processor_of(pid: int) -> float:
    """What a process of this machine has used so far; nothing where the database is on another one."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(said[11]) + int(said[12])) / 100


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def a_file(kind: str, rows: int) -> list[tuple[str, ...]]:
    """The headings, then so many rows: names out of a few thousand, numbers, and days of the last years."""
    chance = random.Random(7)
    recent = lambda: f"{dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(600)):%d/%m/%Y}"  # noqa: E731
    shapes: dict[str, tuple[tuple[str, ...], Any]] = {
        "young_people": (
            ("Number", "First name", "Family name", "Date of birth", "School"),
            lambda n: (f"C{n}", chance.choice(FIRST), chance.choice(LAST),
                       f"{dt.date(2009, 12, 1) + dt.timedelta(days=chance.randrange(2_500)):%d/%m/%Y}",
                       f"School {n % 90}"),
        ),
        "placements": (
            ("Number", "Scheme", "Part", "From"), lambda n: (f"C{n}", f"Scheme {n % SCHEMES}", "Cadet", recent())
        ),
        "staff": (
            ("Number", "First name", "Family name", "What they are", "What they do"),
            lambda n: (f"S{n}", chance.choice(FIRST), f"{chance.choice(LAST)}x{n % 97}", "Volunteer", "Leader"),
        ),
        "dbs": (
            ("Number", "Issued on", "Level", "Update service"), lambda n: (f"S{n}", recent(), "Enhanced", "yes"),
        ),
        "vetting": (("Number", "Granted on", "Level"), lambda n: (f"S{n}", recent(), "NPPV 3")),
        "training": (("Number", "Course", "Finished on"), lambda n: (f"S{n}", "", recent())),
        "acknowledgements": (
            ("Number", "Policy", "Acknowledged on"), lambda n: (f"S{n}", "Social media", recent()),
        ),
    }  # fmt: skip
    headings, row = shapes[kind]
    return [headings, *(row(number) for number in range(rows))]


def packed(lines: list[tuple[str, ...]], *, xlsx: bool) -> bytes:
    if xlsx:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        page = book.create_sheet("Rows")
        for line in lines:
            page.append(line)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


if __name__ == "__main__":
    main()
