"""python -m bench.access [--rows 1000000]: one person's file gathered out of a million rows, beside the bare SQL that only
reads the same rows. Four fifths of them are chronology of 2,000 cases, in ten of which the person is; the rest is who
came to which session. Taking other people's names out comes after it, and is timed by itself. Give it a database of its
own, whose role may switch triggers off: a million rows of history are not what is measured."""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import os
import statistics
import time
from typing import Any

import django
from django.db import connection, transaction

CASES, THEIRS, PEOPLE = 2_000, 10, 5_000
WORDS = "A talk with the school about Ann Archer and with her mother, who rang on the Monday. Number "
BARE = """
    SELECT e.id, e.kind, e.happened_at, e.text, e.is_opinion, e.correction_reason FROM cases_chronologyentry e
    WHERE e.case_id IN (SELECT case_id FROM cases_caseparty WHERE person_id = %s)
"""
BARE_SESSIONS = """
    SELECT a.id, s.title, c.name, a.mark, a.made_at FROM activities_attendance a
    JOIN activities_session s ON s.id = a.session_id JOIN schemes_scheme c ON c.id = s.scheme_id WHERE a.person_id = %s
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.access", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    django.setup()
    show(figures(given.rows, given.rounds))


def figures(rows: int, rounds: int = 5) -> dict[str, Any]:
    """Seconds by the clock, medians; each round for a new request of the same person."""
    from django.core.management import call_command

    from safeguarding.activities.models import Attendance
    from safeguarding.people.models import Person

    call_command("migrate", verbosity=0)
    if not Person.objects.filter(known_as="bench").exists():
        _ground()
    if not Attendance.objects.exists():
        _fill(rows)
    person = Person.objects.get(known_as="bench")
    found = [_round(person) for _ in range(rounds)]
    medians = {name: statistics.median(one[name] for one in found) for name in ("ours", "bare", "names")}
    return {"rows": rows, **medians, "items": found[0]["items"], "load": os.getloadavg()[0]}


def _round(person: Any) -> dict[str, float]:
    from safeguarding.access.models import User
    from safeguarding.core import clock
    from safeguarding.subject_access import services
    from safeguarding.subject_access.models import AccessRequest
    from safeguarding.subject_access.selectors import gathering as reading
    from safeguarding.subject_access.selectors.sources import SOURCES
    from safeguarding.subject_access.services import NewRequest, gathering

    by = User.objects.get(username="sam")
    new = NewRequest(person=person, asked_by="themself", received_on=clock.today(), received_how="email")
    made = services.prove(services.record_request(new, by=by), proof="known", proved_on=clock.today(), by=by)
    held = AccessRequest.objects.get(pk=services.gather(made, by=by).pk)
    times = [time.perf_counter()]
    reach = reading.reach_of(person.pk)
    for step in range(gathering.STEPS):
        rows = reading.rows_of(SOURCES[step], reach) if step < len(SOURCES) else list(reading.messages_of(reach))
        gathering._keep(held, rows, step)
    times.append(time.perf_counter())
    with connection.cursor() as cursor:
        for statement in (BARE, BARE_SESSIONS):
            cursor.execute(statement, [person.pk])
            cursor.fetchall()
    times.append(time.perf_counter())
    gathering.redact_all(held, reach, until=time.monotonic() + 3_600)
    times.append(time.perf_counter())
    ours, bare, names = (after - before for before, after in itertools.pairwise(times))
    return {"ours": ours, "bare": bare, "names": names, "items": held.items.count()}


def _ground() -> None:
    """A force with its people and cases."""
    from safeguarding.cases.choices import PartyRole
    from safeguarding.cases.models import Case, CaseParty
    from safeguarding.people.models import Person
    from safeguarding.schemes.models import Scheme
    from tests import cast as cast_module

    with transaction.atomic():
        cast = cast_module.build()
        given = {"force": cast.force, "unit": cast.hub, "created_by": cast.sam}
        person = Person.objects.create(
            kind="adult", person_type="pcso", given_name="Carl", family_name="Cooper", known_as="bench", **given
        )
        Person.objects.bulk_create(
            Person(kind="young_person", given_name=f"Young{number}", family_name="Benchley", **given)
            for number in range(PEOPLE)
        )
        cases = Case.objects.bulk_create(
            Case(
                reference=f"SC-2020-{number:06d}",
                force=cast.force,
                unit=cast.hub,
                title="A case",
                review_days=28,
                owner=cast.sam,
            )
            for number in range(CASES)
        )
        CaseParty.objects.bulk_create(
            CaseParty(case=case, person=person, role=PartyRole.SUBJECT, label="PCSO A", kind="adult", added_by=cast.sam)
            for case in cases[:THEIRS]
        )
        Scheme.objects.create(force=cast.force, unit=cast.cadets, name="A club", kind="cadets")


def _fill(rows: int) -> None:
    """The rows by themselves: the cases' chronology, and who came to a session."""
    from safeguarding.access.models import User
    from safeguarding.cases.models import Case
    from safeguarding.core import clock
    from safeguarding.people.models import Person
    from safeguarding.schemes.models import Scheme

    first = Case.objects.order_by("pk").values_list("pk", flat=True)[0]
    by, now = User.objects.get(username="sam").pk, clock.now()
    person, scheme = Person.objects.get(known_as="bench").pk, Scheme.objects.get().pk
    with transaction.atomic(), connection.cursor() as cursor:
        # Neither history nor references are what is measured.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "INSERT INTO cases_chronologyentry (case_id, kind, text, is_opinion, happened_at, precision, recorded_at, "
            "author_id, correction_reason) SELECT %s + n %% %s, 'event', %s || n, false, %s - n * interval '1 minute', "
            "'day', %s, %s, '' FROM generate_series(0, %s) AS n",
            [first, CASES, WORDS, now, now, by, rows * 4 // 5 - 1],
        )
        cursor.execute(
            "INSERT INTO activities_session (version, scheme_id, kind, status, title, place, starts_at, ends_at, "
            "planned_by_id, planned_at, planners, notes, closing_note, cancelled_because) SELECT 1, %s, 'session', "
            "'planned', 'Evening', 'Hall', %s, %s, %s, %s, '{}', '', '', '' FROM generate_series(1, 40) RETURNING id",
            [scheme, now, now + dt.timedelta(hours=2), by, now],
        )
        sessions = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "INSERT INTO activities_attendance (session_id, person_id, mark, standing, client_id, marked_by_id, made_at, "
            "marked_at) SELECT %s + n / %s, %s + n %% %s, 'present', 'expected', gen_random_uuid(), %s, %s, %s "
            "FROM generate_series(0, %s) AS n",
            [sessions[0], PEOPLE, person, PEOPLE, by, now, now, rows // 5 - 1],
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_chronologyentry, activities_attendance, cases_caseparty, people_person")


def show(found: dict[str, Any]) -> None:
    print(f"\none person's file out of {found['rows']:,} rows: {found['items']:,} items, load {found['load']:.1f}\n")
    print(f"{'gathered and kept, s':<34}{found['ours']:>9.2f}")
    print(f"{'bare: SQL that reads the same, s':<34}{found['bare']:>9.3f}")
    print(f"{'names taken out afterwards, s':<34}{found['names']:>9.2f}")


if __name__ == "__main__":
    main()
