"""A register of schemes with its gaps: 500 schemes, 5,000 staff, 15,000 young people and 60,000 credentials."""

from __future__ import annotations

from django.db import connection, transaction

from bench.arms import client_of, get, sql
from bench.data import UNITS, _user
from bench.measure import Figure, compare
from safeguarding.access.choices import Role, UnitKind
from safeguarding.access.models import Force, Unit, User
from safeguarding.people.models import Placement

SCHEMES, STAFF, YOUNG = 500, 5_000, 15_000

STATEMENTS = (
    """
INSERT INTO schemes_scheme (version, name, kind, status, place, starts_on, review_on, force_id, unit_id)
SELECT 1, 'Scheme ' || i, (ARRAY['unofficial', 'official_cadets', 'school_partnership'])[1 + i %% 3], 'tolerated', '',
    current_date - 900, current_date + i %% 200 - 20, %(force)s, (%(units)s::bigint[])[1 + i %% %(unit_count)s]
FROM generate_series(1, %(schemes)s) AS i
""",
    """
INSERT INTO schemes_governancedecision (number, before, outcome, options, reason, decided_by, decided_as, decided_on,
    review_on, recorded_at, recorded_by_id, scheme_id)
SELECT n, 'proposed', 'tolerated', '', repeat('Why it was decided. ', 30), 'A chief',
    (ARRAY['chief_officer', 'superintendent'])[1 + s.id %% 2], current_date - 900 + n * 100,
    CASE WHEN n = 3 THEN s.review_on END, now(), %(user)s, s.id FROM schemes_scheme s CROSS JOIN generate_series(1, 3) AS n
""",
    """
INSERT INTO schemes_schemecondition (version, kind, text, word, set_by, set_on, review_on, ended_because, recorded_by_id,
    scheme_id)
SELECT 1, 'free', 'Condition ' || n, '', 'A chief', current_date - 600, current_date + 60, '', %(user)s, s.id
FROM schemes_scheme s CROSS JOIN generate_series(1, 3) AS n
""",
    """
INSERT INTO schemes_conditioncheck (is_kept, finding, evidence, checked_on, recorded_at, condition_id, recorded_by_id)
SELECT c.id %% 9 <> 0 OR n < 3, repeat('What was found. ', 20), '', current_date - 400 + n * 100, now(), c.id, %(user)s
FROM schemes_schemecondition c CROSS JOIN generate_series(1, 3) AS n
""",
    """
INSERT INTO people_placement (version, role, starts_on, person_id, scheme_id, ended_because)
SELECT 1, CASE WHEN p.kind = 'young_person' THEN 'young_person' ELSE (ARRAY['leader', 'helper', 'organiser'])[1 + p.id %% 3]
    END, current_date - 700, p.id, (SELECT min(id) FROM schemes_scheme) + (p.id / 4) %% %(schemes)s, '' FROM people_person p
""",
    # Five in six have it still, of the rest it has run out; of each, one before it. Days differ, as they do.
    """
INSERT INTO assurance_credential (version, achieved_on, expires_on, evidence, withdrawn_because, recorded_at,
    recorded_by_id, requirement_id, person_id)
SELECT 1, current_date - d, CASE WHEN (p.id * 7 + r.id) %% 6 = 0 OR n = 2 THEN current_date - d + 200
    ELSE current_date - d + 1095 END, 'Seen', '', now(), %(user)s, r.id, p.id
FROM people_person p JOIN assurance_requirement r ON r.about = 'person' CROSS JOIN generate_series(1, 2) AS n
CROSS JOIN LATERAL (SELECT n * 300 + ((p.id * 37 + r.id * 11) %% 290)::int AS d) AS since WHERE p.kind = 'adult'
""",
    """
INSERT INTO assurance_credential (version, achieved_on, expires_on, evidence, withdrawn_because, recorded_at,
    recorded_by_id, requirement_id, scheme_id)
SELECT 1, current_date - 100, current_date + s.id::int %% 400 - 50, 'Seen', '', now(), %(user)s, r.id, s.id
FROM schemes_scheme s JOIN assurance_requirement r ON r.about = 'scheme'
""",
    """
INSERT INTO assurance_dbscheck (credential_id, level, workforce, barred_list_checked, sealed_number, last_four, seen_by,
    on_update_service, result_reviewed_by)
SELECT c.id, 'enhanced_barred', 'child', true, '', '', '', false, '' FROM assurance_credential c
JOIN assurance_requirement r ON r.id = c.requirement_id WHERE r.details = 'dbs'
""",
    """
INSERT INTO assurance_vettingdecision (credential_id, level, status, status_since, decided_by)
SELECT c.id, 'rv', 'granted', c.achieved_on, '' FROM assurance_credential c
JOIN assurance_requirement r ON r.id = c.requirement_id WHERE r.details = 'vetting'
""",
)
PEOPLE = """
INSERT INTO people_person ({columns})
SELECT {values} FROM generate_series(1, %(people)s) AS i
"""

#: How many adults of each scheme lack each thing that is asked of their part, and what each scheme lacks itself.
GAPS_SQL = (
    """
SELECT p.scheme_id, r.id, count(*), count(*) FILTER (WHERE best.until IS NULL OR best.until < current_date)
FROM people_placement p JOIN schemes_scheme s ON s.id = p.scheme_id
JOIN assurance_requirement r ON r.about = 'person' AND p.role = ANY(r.roles) AND r.ended_on IS NULL
    AND (r.scheme_kinds = '{}' OR s.kind = ANY(r.scheme_kinds))
LEFT JOIN (
    SELECT c.person_id, c.requirement_id, max(coalesce(c.expires_on, 'infinity'::date)) AS until
    FROM assurance_credential c LEFT JOIN assurance_dbscheck d ON d.credential_id = c.id
    LEFT JOIN assurance_vettingdecision v ON v.credential_id = c.id
    WHERE c.person_id IS NOT NULL AND c.withdrawn_on IS NULL AND c.achieved_on <= current_date
      AND (d.id IS NULL OR d.level = 'enhanced_barred' AND d.barred_list_checked) AND (v.id IS NULL OR v.status = 'granted')
    GROUP BY 1, 2
) best ON best.person_id = p.person_id AND best.requirement_id = r.id
WHERE s.force_id = %(force)s AND p.starts_on <= current_date AND (p.ends_on IS NULL OR p.ends_on >= current_date)
GROUP BY 1, 2
""",
    """
SELECT s.id, s.name, g.outcome, g.decided_by, g.review_on, r.id, max(c.expires_on) FROM schemes_scheme s
LEFT JOIN LATERAL (SELECT * FROM schemes_governancedecision g WHERE g.scheme_id = s.id ORDER BY number DESC LIMIT 1) g ON true
LEFT JOIN assurance_requirement r ON r.about = 'scheme' LEFT JOIN assurance_credential c
    ON c.scheme_id = s.id AND c.requirement_id = r.id WHERE s.force_id = %(force)s GROUP BY 1, 2, 3, 4, 5, 6
""",
    """
SELECT c.id, c.scheme_id, k.is_kept, k.checked_on FROM schemes_schemecondition c JOIN schemes_scheme s ON s.id = c.scheme_id
LEFT JOIN LATERAL (SELECT * FROM schemes_conditioncheck k WHERE k.condition_id = c.id ORDER BY checked_on DESC LIMIT 1) k
    ON true WHERE s.force_id = %(force)s
""",
)
MATRIX_SQL = (
    """
WITH page AS (
    SELECT p.id, p.given_name, p.family_name FROM people_person p WHERE p.force_id = %(force)s AND p.id IN (
        SELECT person_id FROM people_placement WHERE role <> 'young_person' AND starts_on <= current_date
        AND (ends_on IS NULL OR ends_on >= current_date))
    ORDER BY p.family_name, p.given_name, p.id LIMIT 25)
SELECT page.*, r.id, max(coalesce(c.expires_on, 'infinity'::date)) FROM page CROSS JOIN assurance_requirement r
LEFT JOIN assurance_credential c ON c.person_id = page.id AND c.requirement_id = r.id AND c.withdrawn_on IS NULL
WHERE r.about = 'person' GROUP BY page.id, page.given_name, page.family_name, r.id
""",
)


@transaction.atomic
def fill() -> None:
    """One force of 25 units."""
    force = Force.objects.create(name="Benchshire Police", slug="benchshire")
    units = [Unit.objects.create(force=force, name=f"Unit {n:02}", kind=UnitKind.CADETS) for n in range(UNITS)]
    manager = _user(force, units[0], "manager", [(unit, Role.MANAGER) for unit in units])
    _user(force, units[0], "coordinator", [(units[0], Role.COORDINATOR)])
    values = {
        "force": force.pk, "user": manager.pk, "units": [unit.pk for unit in units], "unit_count": UNITS,
        "schemes": SCHEMES, "people": STAFF + YOUNG,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_people(), values)
        for statement in STATEMENTS:
            cursor.execute(statement, values)


def _people() -> str:
    """Every fourth an adult. What a new column of the table holds by default is asked of the table itself."""
    said = {
        "version": "1", "kind": "CASE WHEN i %% 4 = 0 THEN 'adult' ELSE 'young_person' END",
        "person_type": "CASE WHEN i %% 4 = 0 THEN 'pcso' ELSE '' END", "given_name": "'Given' || i",
        "family_name": "'Family' || (i * 7919) %% 5000", "created_at": "now()", "created_by_id": "%(user)s",
        "force_id": "%(force)s", "unit_id": "(%(units)s::bigint[])[1 + i %% %(unit_count)s]",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'people_person' "
            "AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'"
        )
        empty = {"ARRAY": "'{}'", "boolean": "false", "jsonb": "'{}'"}
        for name, kind in cursor.fetchall():
            said.setdefault(name, empty.get(kind, "''"))
    return PEOPLE.format(columns=", ".join(said), values=", ".join(said.values()))


def is_filled() -> bool:
    return Placement.objects.exists()


def figures(rounds: int, only: str) -> list[Figure]:
    """The matrix and the report of gaps, for who keeps the register of the whole force."""
    user = User.objects.get(username="manager")
    client = client_of(user)
    arms = (
        ("matrix, first page", "/schemes/matrix/", MATRIX_SQL),
        ("matrix, only problems", "/schemes/matrix/?problems=on", GAPS_SQL[:1]),
        ("gaps of all schemes", "/schemes/gaps/", GAPS_SQL),
    )
    return [
        compare(name, get(client, address), sql(*statements, force=user.force_id), rounds=rounds)
        for name, address, statements in arms
        if only in name
    ]
