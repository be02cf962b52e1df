"""python -m bench [--sizes 10000,100000] [--rounds 15]: fills a database of each size once and measures there."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg2
from psycopg2 import sql

from bench import access, exports, hearing, judging, messages, tracks

HERE = Path(__file__).parent
RESULTS = HERE.parent / "var" / "bench.json"
#: The register of schemes has a database of its own, and one size.
REGISTER = 0
HEADINGS = ("what", "ours ms", "SQL ms", "ratio", "queries", "KB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--only", default="", help="measure only what has this in its name, such as page")
    parser.add_argument("--no-register", action="store_true", help="leave out the register of schemes")
    parser.add_argument("--people", type=int, default=1_000_000, help="for the check for duplicates; 0 leaves it out")
    parser.add_argument("--pairs", type=int, default=5000, help="how many altered pairs it is asked for")
    parser.add_argument("--rows", type=int, default=50_000, help="to bring in from a file; 0 leaves it out")
    parser.add_argument("--messages", type=int, default=100_000, help="in an export of each format; 0 leaves it out")
    parser.add_argument(
        "--export", type=int, default=1_000_000, help="messages of an export that is read; 0 leaves it out"
    )
    parser.add_argument("--formats", default="whatsapp,telegram", help="of that export: one after the other")
    parser.add_argument("--judged", type=int, default=1_000_000, help="messages for rules and lexicon; 0 leaves it out")
    parser.add_argument("--guarded", type=int, default=20_000, help="words of a report; 0 leaves it out")
    parser.add_argument("--gathered", type=int, default=1_000_000, help="rows of which one file is gathered; 0: not")
    parser.add_argument("--hearing", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--tracks", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--access", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--judging", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--exports", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--imports", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--duplicates", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--fresh", action="store_true", help="fill the databases anew, which are kept otherwise")
    given = parser.parse_args()
    if measured_here(given):
        return
    sizes = [int(size) for size in given.sizes.split(",") if size]
    found = {size: run_for(size, given) for size in [*sizes, *([] if given.no_register else [REGISTER])]}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1))
    for size, rows in found.items():
        show(size, rows)
    measure_the_rest(given)


def measure_the_rest(given: argparse.Namespace) -> None:
    """What does not depend on how many cases there are, each on a database of its own."""
    if given.only in "tracks":
        tracks.show(json.loads(run_on("bench_tracks", ["--tracks", "--rounds", str(given.rounds)], fresh=given.fresh)))
    if given.only in "hearing":
        hearing.show(json.loads(run_on("bench_hearing", ["--hearing", "--rounds", "5"], fresh=given.fresh)))
    if given.rows and given.only in "imports":
        show_imports(imports_for(given))
    if given.messages and given.only in "messages":
        messages.show(messages.figures(given.messages))
    if given.export and given.only in "exports":
        exports.show(exports_for(given))
    if given.judged and given.only in "judging":
        judging.show(json.loads(run_on("bench_judging", ["--judging", "--judged", str(given.judged)], fresh=True)))
    if given.guarded and given.only in "guard":
        messages.set_up()
        from bench import guard

        guard.show(guard.figures(given.guarded, 200, given.rounds))
    if given.gathered and given.only in "access":
        access.show(
            json.loads(run_on("bench_access", ["--access", "--gathered", str(given.gathered)], fresh=given.fresh))
        )
    if given.people and given.only in "duplicates":
        show_duplicates(duplicates_for(given))


def measured_here(given: argparse.Namespace) -> bool:
    """What this process was started for by another of this program: measured on its database, and printed."""
    if given.hearing:
        django.setup()
        print(json.dumps(hearing.figures(given.rounds)))
        return True
    if given.tracks:
        django.setup()
        print(json.dumps(tracks.figures(given.rounds)))
        return True
    if given.access:
        django.setup()
        print(json.dumps(access.figures(given.gathered)))
        return True
    if given.duplicates:
        print(json.dumps(duplicates_here(given.people, given.pairs)))
        return True
    if given.exports:
        django.setup()
        print(json.dumps(exports.figures(given.export, given.formats.split(","), given.rounds)))
        return True
    if given.judging:
        django.setup()
        print(json.dumps(judging.figures(given.judged)))
        return True
    if given.imports:
        print(json.dumps(imports_here(given.rows)))
        return True
    if given.one is not None:
        print(json.dumps(measure_here(given.one, given.rounds, given.only)))
        return True
    return False


def duplicates_for(given: argparse.Namespace) -> dict[str, Any]:
    """The check for duplicates, in a process of its own, on a database of its own."""
    more = ["--duplicates", "--people", str(given.people), "--pairs", str(given.pairs)]
    found: dict[str, Any] = json.loads(run_on("bench_people", more, fresh=given.fresh))
    return found


def exports_for(given: argparse.Namespace) -> dict[str, Any]:
    """An export read to its end, on a database that is made for it each time."""
    more = ["--exports", "--export", str(given.export), "--formats", given.formats, "--rounds", str(given.rounds)]
    found: dict[str, Any] = json.loads(run_on("bench_exports", more, fresh=True))
    return found


def imports_for(given: argparse.Namespace) -> dict[str, Any]:
    """Files that are brought in, in a process of its own, on a database of its own."""
    more = ["--imports", "--rows", str(given.rows)]
    found: dict[str, Any] = json.loads(run_on("bench_imports", more, fresh=given.fresh))
    return found


def run_for(size: int, given: argparse.Namespace) -> list[dict[str, float]]:
    """Measure in a process of its own, on a database of its own."""
    name = f"bench_{size}" if size else "bench_register"
    more = ["--one", str(size), "--rounds", str(given.rounds), "--only", given.only]
    rows: list[dict[str, float]] = json.loads(run_on(name, more, fresh=given.fresh))
    return rows


def run_on(name: str, more: list[str], *, fresh: bool) -> str:
    """The last line that this program prints when it runs on the database of that name."""
    url = urlsplit(os.environ["DATABASE_URL"])
    make_database(urlunsplit(url), name, fresh=fresh)
    env = {
        **os.environ, "DATABASE_URL": urlunsplit(url._replace(path=f"/{name}")), "DEBUG": "0", "HTTPS": "0",
        "ALLOWED_HOSTS": "testserver", "SECRET_KEY": os.environ.get("SECRET_KEY", "x" * 50), "FIELD_KEYS": os.environ.get("FIELD_KEYS", "x" * 50),
        "FILE_KEYS": os.environ.get("FILE_KEYS", "x" * 50),
        "DATABASE_ROLE": "",
        "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "caseapp.settings",
    }  # fmt: skip
    command = [sys.executable, "-m", "bench", *more]
    answer = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return answer.stdout.splitlines()[-1]


def make_database(url: str, name: str, *, fresh: bool) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        if fresh:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connection.close()


def measure_here(size: int, rounds: int, only: str) -> list[dict[str, object]]:
    """Fill this process's database if it is empty, then measure."""
    django.setup()
    # The rest needs Django to be set up.
    from django.core.management import call_command

    from bench import arms, data, links, register
    from safeguarding.cases.models import Case

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if size == REGISTER:
        if not register.is_filled():
            register.fill()
            data.settle()
        return [{**figure.__dict__, "ratio": figure.ratio} for figure in register.figures(rounds, only)]
    if Case.objects.count() < size:
        data.fill(size)
        data.settle()
    if not links.is_filled():
        links.fill()
        data.settle()
    found = [*arms.figures(rounds, only), *links.figures(rounds, only)]
    return [{**figure.__dict__, "ratio": figure.ratio} for figure in found]


def duplicates_here(people: int, pairs: int) -> dict[str, object]:
    """Fill this process's database with people if it is empty, then ask for each altered one."""
    django.setup()
    # The rest needs Django to be set up.
    from django.core.management import call_command

    from bench import duplicates
    from safeguarding.people.models import Person

    call_command("migrate", verbosity=0)
    if Person.objects.count() < people:
        duplicates.fill(people)
    return dict(duplicates.measure(people, pairs).__dict__)


def imports_here(rows: int) -> dict[str, Any]:
    """Bring a file in, into a force of its own."""
    django.setup()
    # The rest needs Django to be set up.
    from bench import imports

    return imports.measure(rows)


def show_imports(found: dict[str, Any]) -> None:
    print(f"\n{found['rows']:,} young people from a file of {found['size'] / 2**20:.1f} MB\n")
    print(f"{'':<34}{'seconds':>9}{'processor':>11}")
    for name, steps in (("", found["first"]), ("again, ", found["again"])):
        for step, (seconds, processor) in steps.items():
            print(f"{name + step:<34}{seconds:>9.1f}{processor:>11.1f}")
    print(f"{'bare: the file parsed':<34}{found['parse']:>9.2f}")
    print(f"{'bare: COPY of the rows as text':<34}{found['copy']:>9.2f}")
    print(f"{'memory of the process, MB':<34}{found['most']:>9.0f}   ({found['before']:.0f} before)")


def show_duplicates(found: dict[str, Any]) -> None:
    print(f"\nduplicates among {found['people']:,} people, {found['pairs']:,} altered pairs\n")
    print(f"{'':<34}{'ours':>9}{'SQL':>9}")
    print(f"{'median ms':<34}{found['median']:>9.1f}{found['bare']:>9.1f}")
    print(f"{'90th percentile ms':<34}{found['p90']:>9.1f}{found['bare_p90']:>9.1f}")
    print(f"{'recall in the first five':<34}{found['recall']:>9.3f}{found['bare_recall']:>9.3f}")
    print(f"{'first offered is right':<34}{found['first_right']:>9.3f}")
    print(f"{'right of all offered':<34}{found['precision']:>9.3f}")
    print(f"{'strangers for whom one is offered':<34}{found['strangers_offered']:>9.3f}")
    for how, recall in found["by_how"].items():
        print(f"  recall, {how:<32}{recall:>9.3f}")


def show(size: int, rows: list[dict[str, float]]) -> None:
    of = f"{size:,} cases" if size else "500 schemes, 5,000 staff, 15,000 young people, 60,000 credentials"
    print(f"\n{of}, medians\n")
    print("{:<26}{:>9}{:>9}{:>8}{:>9}{:>8}".format(*HEADINGS))
    for row in rows:
        print(
            f"{row['name']:<26}{row['ours']:>9.1f}{row['bare']:>9.2f}{row['ratio']:>8.1f}{row['queries']:>9}"
            f"{row['bytes'] / 1024:>8.1f}"
        )


if __name__ == "__main__":
    main()
