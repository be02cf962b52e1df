"""The check for duplicates among a million people, beside hand-written SQL, and how often it finds who was altered.

The people are made from a list of family names and the first names of the nickname data, each far more or less common,
as names are.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from bench.altered import BIRTHDAYS, FIRST_BIRTHDAY, altered_pairs, names, strangers
from safeguarding.access.choices import Role, UnitKind
from safeguarding.access.models import Force, RoleAssignment, Unit, User
from safeguarding.access.services import principal_of, principal_of_role
from safeguarding.people import selectors
from safeguarding.people.services import NewPerson

PEOPLE = """
INSERT INTO people_person (version, kind, person_type, given_name, family_name, known_as, date_of_birth, age_band,
    pronoun, school, role_description, created_at, created_by_id, force_id, unit_id)
SELECT 1, 'young_person', '', (%(firsts)s::text[])[1 + floor(pow(random(), 2.2) * %(first_count)s)::int],
    (%(lasts)s::text[])[1 + floor(pow(random(), 3.0) * %(last_count)s)::int], '',
    %(since)s::date + floor(random() * %(days)s)::int, 'unknown', '', '', '', now(), %(user)s, %(force)s,
    (%(units)s::bigint[])[1 + i %% %(unit_count)s]
FROM generate_series(1, %(people)s) AS i
"""
KEYS = """
INSERT INTO matching_namekeys (person_id, force_id, names, born, keys)
SELECT id, force_id, matching_fold(given_name || ' ' || known_as || ' ' || family_name), date_of_birth,
    matching_keys(force_id, given_name, family_name, known_as, date_of_birth, false)
FROM people_person
"""
#: What a person would write by hand: the same keys, ranked by the database alone.
BY_HAND = """
SELECT p.id, p.given_name, p.family_name, p.date_of_birth FROM matching_namekeys k JOIN people_person p ON p.id = k.person_id
WHERE k.keys && matching_keys(%s, %s, %s, %s, %s, true) AND k.force_id = %s AND p.unit_id = ANY(%s)
ORDER BY similarity(k.names, matching_fold(%s)) + (k.born = %s)::int DESC, p.id LIMIT 5
"""


@dataclass(frozen=True)
class Found:
    """What the bench prints of duplicates."""

    people: int
    pairs: int
    median: float
    p90: float
    bare: float
    bare_p90: float
    recall: float
    bare_recall: float
    first_right: float
    precision: float
    strangers_offered: float
    by_how: dict[str, float]


def fill(people: int) -> None:
    """One force with this many young people in twenty units; the trigger rests, the keys are written at once."""
    force = Force.objects.create(name="Duplishire Police", slug="duplishire")
    units = [Unit.objects.create(force=force, name=f"Unit {n:02}", kind=UnitKind.CADETS) for n in range(20)]
    user = User.objects.create(
        username="coordinator", email="coordinator@bench.example", first_name="Cora", last_name="Bench", force=force,
        home_unit=units[0], password=make_password(None),
    )  # fmt: skip
    principal_of(user)
    for unit in units:
        RoleAssignment.objects.create(user=user, unit=unit, role=Role.COORDINATOR, starts_on=dt.date(2024, 1, 1))
        principal_of_role(unit, Role.COORDINATOR)
    firsts, lasts = names()
    values = {
        "firsts": firsts, "first_count": len(firsts), "lasts": lasts, "last_count": len(lasts), "people": people,
        "since": FIRST_BIRTHDAY, "days": BIRTHDAYS, "user": user.pk, "force": force.pk,
        "units": [unit.pk for unit in units], "unit_count": len(units),
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute("DROP INDEX name_keys_found")
        cursor.execute(PEOPLE, values)
        cursor.execute(KEYS)
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("CREATE INDEX name_keys_found ON matching_namekeys USING gin (keys) WITH (fastupdate = off)")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def measure(people: int, pairs: int) -> Found:
    """Ask for each, as a page does when somebody is about to be added, and by hand."""
    user = User.objects.get(username="coordinator")
    units = list(Unit.objects.values_list("pk", flat=True))
    made, unknown = altered_pairs(pairs), strangers(pairs // 5)
    for one in made[:20]:
        selectors.likely(user, one.new)
    ours: list[float] = []
    bare: list[float] = []
    hits: Counter[str] = Counter()
    asked: Counter[str] = Counter(one.how for one in made)
    first_right = offered_first = right_offers = offers = bare_hits = 0
    for one in made:
        start = time.perf_counter()
        found = [likely.person.pk for likely in selectors.likely(user, one.new)]
        middle = time.perf_counter()
        by_hand = _by_hand(one.new, user, units)
        ours.append((middle - start) * 1000)
        bare.append((time.perf_counter() - middle) * 1000)
        hits[one.how] += one.meant in found
        bare_hits += one.meant in by_hand
        offers += len(found)
        right_offers += one.meant in found
        offered_first += bool(found)
        first_right += found[:1] == [one.meant]
    bothered = sum(bool(selectors.likely(user, one.new)) for one in unknown)
    return Found(
        people, pairs, statistics.median(ours), statistics.quantiles(ours, n=10)[-1], statistics.median(bare),
        statistics.quantiles(bare, n=10)[-1], sum(hits.values()) / pairs, bare_hits / pairs,
        first_right / max(offered_first, 1), right_offers / max(offers, 1), bothered / max(len(unknown), 1),
        {how: hits[how] / asked[how] for how in sorted(asked)},
    )  # fmt: skip


def _by_hand(new: NewPerson, user: User, units: list[int]) -> list[int]:
    force, typed = user.force_id, f"{new.given_name} {new.family_name}"
    with connection.cursor() as cursor:
        cursor.execute(
            BY_HAND,
            [force, new.given_name, new.family_name, "", new.date_of_birth, force, units, typed, new.date_of_birth],
        )
        return [row[0] for row in cursor.fetchall()]
