"""python -m bench.imports [--rows 50000]: brings a file of young people in, and says how long each step took and how
much memory the process held at most. It fills the database that DATABASE_URL names: give it one of its own."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import random
import resource
import time

import django
from django.db import connection


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--xlsx", action="store_true")
    given = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from safeguarding.access.choices import Role, UnitKind
    from safeguarding.access.models import Force, Unit
    from tests.cast import add_user

    tag = str(int(time.time()))
    force = Force.objects.create(name=f"Bench {tag}", slug=f"bench-{tag}")
    unit = Unit.objects.create(force=force, name="Cadets", kind=UnitKind.CADETS)
    user = add_user(f"coordinator{tag}", unit, [(unit, Role.COORDINATOR)])
    content = a_file(given.rows, xlsx=given.xlsx)
    print(f"{given.rows:,} rows, {len(content) / 2**20:.1f} MB, memory before {memory():.0f} MB")
    bring_in(content, unit, user)
    print("the same file again:")
    bring_in(content, unit, user)


def bring_in(content: bytes, unit: object, user: object) -> None:
    from safeguarding.exchange import services
    from safeguarding.exchange.models import Import

    began = time.perf_counter()
    run = services.upload(
        kind="young_people", unit=unit, source="Bench", file=io.BytesIO(content), file_name="bench", by=user
    )  # type: ignore[arg-type]
    say("upload", began)
    began = time.perf_counter()
    services.work(seconds=600)
    say("read", began)
    run = Import.objects.get(pk=run.pk)
    services.map_columns(run, mapping=run.mapping, version=run.version, by=user)  # type: ignore[arg-type]
    began = time.perf_counter()
    services.work(seconds=600)
    say("check", began)
    run = Import.objects.get(pk=run.pk)
    print(run.status, run.counts, run.problem)
    if run.counts.get("new"):
        services.leave_out(run, verdict="review", version=run.version, by=user)  # type: ignore[arg-type]
        services.leave_out(run, verdict="wrong", version=None, by=user)  # type: ignore[arg-type]
        services.confirm(run, version=None, by=user)  # type: ignore[arg-type]
        began = time.perf_counter()
        services.work(seconds=600)
        say("put on record", began)
        run = Import.objects.get(pk=run.pk)
        print(run.status, run.counts, run.problem)


def say(what: str, began: float) -> None:
    print(f"{what:>16} {time.perf_counter() - began:7.1f} s   at most {memory():.0f} MB", flush=True)
    connection.queries_log.clear()


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def a_file(rows: int, *, xlsx: bool) -> bytes:
    """Young people with numbers, names out of a few thousand, birthdays in the last 17 years and a school."""
    chance = random.Random(7)
    headings = ("Number", "First name", "Family name", "Date of birth", "School")
    first = [
        f"{a}{b}" for a in ("Al", "Be", "Ca", "Do", "El", "Fi", "Gu", "Ha") for b in ("na", "rt", "lly", "mo", "ra")
    ]
    last = [f"{a}{b}" for a in ("Ash", "Brook", "Cliff", "Dale", "Elm", "Field") for b in range(400)]
    lines = []
    for number in range(rows):
        born = dt.date(2009, 12, 1) + dt.timedelta(days=chance.randrange(2_500))
        lines.append(
            (f"C{number}", chance.choice(first), f"{chance.choice(last)}", f"{born:%d/%m/%Y}", f"School {number % 90}")
        )
    if xlsx:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        page = book.create_sheet("Cadets")
        for line in (headings, *lines):
            page.append(line)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    text = io.StringIO()
    csv.writer(text).writerows([headings, *lines])
    return text.getvalue().encode()


if __name__ == "__main__":
    main()
