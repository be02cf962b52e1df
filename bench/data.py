"""A force full of cases, written by the database itself. The guards and the history rest while it is filled."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction

from safeguarding.access.choices import Role, UnitKind
from safeguarding.access.models import Force, RoleAssignment, Unit, User
from safeguarding.access.services import principal_of, principal_of_role

UNITS = 25
SINCE = dt.date(2024, 1, 1)

PEOPLE = """
INSERT INTO people_person (version, kind, person_type, given_name, family_name, known_as, age_band, pronoun, school,
    role_description, collar_number, changed_because, created_at, created_by_id, force_id, unit_id)
SELECT 1, CASE WHEN i %% 2 = 0 THEN 'young_person' ELSE 'adult' END, CASE WHEN i %% 2 = 0 THEN '' ELSE 'pcso' END,
    'Given' || i, 'Family' || (i %% 5000), '', 'unknown', '', '', '', '', '', now(), %(user)s, %(force)s,
    (%(units)s::bigint[])[1 + i %% %(unit_count)s]
FROM generate_series(1, %(people)s) AS i
"""
CASES = """
INSERT INTO cases_case (version, reference, title, situation, safety_plan, stage, stage_since, is_restricted, is_urgent,
    is_abuse_of_position, review_days, labels_given, opened_at, closed_at, closing_summary, updated_at, force_id,
    owner_id, supervisor_id, unit_id)
SELECT 1, 'SC-2025-' || lpad(i::text, 6, '0'), 'Contact with Child A by PCSO B', 'What is known so far.', '',
    stage, opened, false, i %% 20 = 0, i %% 7 = 0, 28, 2, opened,
    CASE WHEN stage = 'closed' THEN opened + interval '90 days' END, '', opened + (i %% 60) * interval '1 day', %(force)s,
    (%(leads)s::bigint[])[1 + i %% %(unit_count)s], (%(supervisors)s::bigint[])[1 + i %% %(unit_count)s],
    (%(units)s::bigint[])[1 + i %% %(unit_count)s]
FROM (SELECT i, now() - ((i * 7919) %% 730) * interval '1 day' AS opened,
    CASE WHEN i %% 10 < 6 THEN 'closed' ELSE (ARRAY['open','assessing','active','awaiting_outcome'])[1 + i %% 4] END AS stage
    FROM generate_series(1, %(cases)s) AS i) AS made
"""
ROLE_ROWS = """
INSERT INTO cases_caseaccess (case_id, principal_id, via, level, case_updated_at)
SELECT c.id, p.id, 'role:' || p.role, CASE WHEN p.role = 'manager' THEN 'header' ELSE 'full' END, c.updated_at
FROM cases_case c JOIN access_principal p ON p.unit_id = c.unit_id AND p.role IN ('lead', 'supervisor', 'manager')
"""
GRANT_ROWS = """
INSERT INTO cases_caseaccess (case_id, principal_id, via, level, case_updated_at)
SELECT c.id, %(principal)s, 'grant:investigate_case', 'full', c.updated_at FROM cases_case c
WHERE c.id %% (%(cases)s / 300) = 0
"""
PARTIES = """
INSERT INTO cases_caseparty (version, role, label, kind, person_type, age_band, description, contact_preference, added_at,
    removal_reason, added_by_id, case_id, person_id)
SELECT 1, role, label, kind, person_type, 'unknown', '', '', c.opened_at, '', c.owner_id, c.id,
    (SELECT min(id) FROM people_person) + (c.id * 2 + shift) %% %(people)s
FROM cases_case c CROSS JOIN (VALUES ('young_person', 'Child A', 'young_person', '', 0), ('subject', 'PCSO B', 'adult',
    'pcso', 1)) AS who (role, label, kind, person_type, shift)
"""
CHRONOLOGY = """
INSERT INTO cases_chronologyentry (kind, text, is_opinion, happened_at, precision, recorded_at, correction_reason,
    author_id, case_id)
SELECT 'event', 'Entry ' || n || ': what happened, told in a sentence or two, as it was known when it was written.', false,
    c.opened_at + n * interval '1 hour', 'exact', c.opened_at + n * interval '2 hours', '', c.owner_id, c.id
FROM cases_case c CROSS JOIN generate_series(1, 4) AS n
"""
CLOCKS = """
INSERT INTO deadlines_deadline (subject_type, subject_id, subject_label, source_type, source_id, start_at, start_why,
    calendar_version, computed_due_at, due_at, extension_reason, met_at, met_by_id, cancel_reason, created_at, force_id,
    owner_id, unit_id, rule_id, amount, basis, roll_to_working_day, version)
SELECT 'case', c.id, c.reference, '', NULL, c.opened_at, 'opened', 'bench', due, due, '',
    CASE WHEN c.stage = 'closed' OR r.key = 'lado_referral' THEN c.opened_at + interval '1 day' END,
    CASE WHEN c.stage = 'closed' OR r.key = 'lado_referral' THEN c.owner_id END, '', c.opened_at, c.force_id, c.owner_id,
    c.unit_id, r.id, r.amount, r.basis, false, 1
FROM cases_case c JOIN deadlines_deadlinerule r ON r.key IN ('case_review', 'lado_referral')
CROSS JOIN LATERAL (SELECT CASE WHEN r.key = 'case_review' AND c.stage <> 'closed'
    THEN now() + ((c.id * 31) %% 30 - 1) * interval '1 day' ELSE c.opened_at + interval '1 day' END AS due) AS d
"""
CONCERNS = """
INSERT INTO cases_concern (version, reference, status, is_urgent, received_at, looked_at, decided_at, in_danger,
    danger_detail, what_happened, opinion, child_words, when_kind, when_text, place, learned_how, learned_detail, is_online,
    platforms, handles, still_visible, actions_taken, who_knows, force_id, unit_id)
SELECT 1, 'C-2025-' || lpad(i::text, 6, '0'), CASE WHEN decided IS NULL THEN 'new' ELSE 'decided' END, i %% 50 = 0,
    received, decided, decided, 'no', '', 'What happened, in order, told in a paragraph. ' || repeat('More was said. ', 20),
    '', '', 'unknown', '', '', (ARRAY['parent_told','child_told','saw_it'])[1 + i %% 3], '', false, '', '', '', '', '',
    %(force)s, (%(units)s::bigint[])[1 + i %% %(unit_count)s]
FROM (SELECT i, received, CASE WHEN i %% 200 <> 0 THEN received + (1 + (i * 13) %% 70) * interval '1 hour' END AS decided
    FROM (SELECT i, now() - ((i * 7919) %% 17520) * interval '1 hour' AS received
    FROM generate_series(1, %(concerns)s) AS i) AS told) AS made
"""
IN_CASES = """
INSERT INTO cases_caseconcern (added_at, added_by_id, case_id, concern_id)
SELECT c.opened_at, c.owner_id, c.id, k.id FROM cases_case c
JOIN cases_concern k ON k.reference = 'C' || substr(c.reference, 3) AND k.status = 'decided'
"""
CONCERN_PARTIES = """
INSERT INTO cases_concernparty (role, kind, person_type, age_band, description, concern_id, person_id)
SELECT role, kind, person_type, 'unknown', '', k.id, (SELECT min(id) FROM people_person) + (k.id * 2 + shift) %% %(people)s
FROM cases_concern k CROSS JOIN (VALUES ('young_person', 'young_person', '', 0), ('adult_of_concern', 'adult', 'pcso', 1))
    AS who (role, kind, person_type, shift)
"""
DECISIONS = """
INSERT INTO cases_thresholddecision (threshold, proposed_route, proposal, route, rationale, disagreement,
    is_abuse_of_position, decided_at, case_id, concern_id, decided_by_id)
SELECT 'met', 'case', '{}', CASE WHEN b.case_id IS NULL THEN 'low_level' ELSE 'case' END, 'Why.', '', false, k.decided_at,
    b.case_id, k.id, %(user)s
FROM cases_concern k LEFT JOIN cases_caseconcern b ON b.concern_id = k.id WHERE k.status = 'decided'
"""
REPORTERS = """
INSERT INTO cases_reporteridentity (concern_id, user_id) SELECT id, %(user)s FROM cases_concern
"""
TRIAGE_CLOCKS = """
INSERT INTO deadlines_deadline (subject_type, subject_id, subject_label, source_type, source_id, start_at, start_why,
    calendar_version, computed_due_at, due_at, extension_reason, cancel_reason, created_at, force_id, unit_id, rule_id,
    amount, basis, roll_to_working_day, version)
SELECT 'concern', k.id, k.reference, '', NULL, k.received_at, 'received', 'bench', k.received_at + interval '1 day',
    k.received_at + interval '1 day', '', '', k.received_at, k.force_id, k.unit_id, r.id, r.amount, r.basis, false, 1
FROM cases_concern k JOIN deadlines_deadlinerule r ON r.key = 'concern_triage' WHERE k.status <> 'decided'
"""
STATEMENTS = (
    PEOPLE, CASES, ROLE_ROWS, GRANT_ROWS, PARTIES, CHRONOLOGY, CLOCKS, CONCERNS, IN_CASES, CONCERN_PARTIES, DECISIONS,
    REPORTERS, TRIAGE_CLOCKS,
)  # fmt: skip


@transaction.atomic
def fill(cases: int) -> None:
    """One force of 25 units with this many cases, half as many people again and a fifth more concerns."""
    force = Force.objects.create(name="Benchshire Police", slug="benchshire")
    units = [Unit.objects.create(force=force, name=f"Unit {n:02}", kind=UnitKind.SAFEGUARDING) for n in range(UNITS)]
    leads = [_user(force, unit, f"lead{n}", [(unit, Role.LEAD)]) for n, unit in enumerate(units)]
    supervisors = [_user(force, unit, f"supervisor{n}", [(unit, Role.SUPERVISOR)]) for n, unit in enumerate(units)]
    _user(force, units[0], "manager", [(unit, Role.MANAGER) for unit in units])
    _user(force, units[0], "practitioner", [(units[0], Role.PRACTITIONER)])
    investigator = _user(force, units[0], "investigator", [])
    values = {
        "cases": cases, "concerns": cases + cases // 5, "people": max(cases, 10), "force": force.pk, "user": leads[0].pk,
        "units": [unit.pk for unit in units], "unit_count": UNITS, "leads": [user.pk for user in leads],
        "supervisors": [user.pk for user in supervisors], "principal": principal_of(investigator).pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in STATEMENTS:
            cursor.execute(statement, values)


def _user(force: Force, unit: Unit, name: str, roles: list[tuple[Unit, str]]) -> User:
    user = User.objects.create(
        username=name, email=f"{name}@bench.example", first_name=name, last_name="Bench", force=force, home_unit=unit
    )
    principal_of(user)
    for where, role in roles:
        RoleAssignment.objects.create(user=user, unit=where, role=role, starts_on=SINCE)
        principal_of_role(where, role)
    return user


def settle() -> None:
    """Let the planner know what is there."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
