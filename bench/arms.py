"""What is measured: each page or route beside the SQL that a person would write for the rows it shows."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from bench.measure import Act, Figure, compare, nothing
from safeguarding.access.models import User
from safeguarding.cases.choices import ConcernPartyRole, InDanger, LearnedHow, Queue, WhenKind
from safeguarding.cases.models import Case
from safeguarding.cases.selectors.triage import concerns_in
from safeguarding.cases.services.concerns import ConcernAnswers, PartyAnswers, log_concern
from safeguarding.people.models import Person

LIST_SQL = """
    WITH page AS (
        SELECT c.id, c.reference, c.title, c.stage, c.stage_since, c.is_restricted, c.is_urgent, c.psd_unit_id, c.review_days,
            c.opened_at, c.closed_at, c.updated_at, c.version, c.unit_id, c.owner_id, c.supervisor_id
        FROM cases_case c
        WHERE c.id IN (SELECT case_id FROM cases_caseaccess WHERE principal_id = ANY(%(principals)s)
                       AND (expires_at IS NULL OR expires_at > now()))
          AND NOT EXISTS (SELECT FROM cases_caseconflict x WHERE x.user_id = %(user)s AND x.case_id = c.id)
        ORDER BY c.updated_at DESC, c.id LIMIT 50
    )
    SELECT page.*, t.name, u.first_name, u.last_name, s.first_name, s.last_name, d.*
    FROM page JOIN access_unit t ON t.id = page.unit_id JOIN access_user u ON u.id = page.owner_id
    LEFT JOIN access_user s ON s.id = page.supervisor_id
    LEFT JOIN LATERAL (
        SELECT d.id, d.due_at, d.basis, r.key, r.title
        FROM deadlines_deadline d JOIN deadlines_deadlinerule r ON r.id = d.rule_id
        WHERE d.subject_type = 'case' AND d.subject_id = page.id AND d.met_at IS NULL AND d.cancelled_at IS NULL
        ORDER BY d.due_at, d.id LIMIT 1
    ) d ON true
    ORDER BY page.updated_at DESC, page.id
"""
COUNT_SQL = """
    SELECT count(DISTINCT case_id) FROM cases_caseaccess a WHERE principal_id = ANY(%(principals)s)
    AND (expires_at IS NULL OR expires_at > now())
    AND NOT EXISTS (SELECT FROM cases_caseconflict x WHERE x.user_id = %(user)s AND x.case_id = a.case_id)
"""
DETAIL_SQL = (
    "SELECT * FROM cases_case WHERE reference = %(reference)s",
    "SELECT p.*, q.* FROM cases_caseparty p LEFT JOIN people_person q ON q.id = p.person_id WHERE p.case_id = %(case)s",
    "SELECT * FROM deadlines_deadline WHERE subject_type = 'case' AND subject_id = %(case)s",
    "SELECT * FROM cases_chronologyentry WHERE case_id = %(case)s ORDER BY recorded_at DESC LIMIT 5",
    "SELECT k.* FROM cases_concern k JOIN cases_caseconcern b ON b.concern_id = k.id WHERE b.case_id = %(case)s",
    "SELECT 1 FROM cases_task WHERE case_id = %(case)s",
    "SELECT 1 FROM cases_referral WHERE case_id = %(case)s",
    "SELECT 1 FROM cases_protectivemeasure WHERE case_id = %(case)s",
)
QUEUE_SQL = """
    SELECT k.reference, k.received_at, k.is_urgent, k.status, d.due_at FROM cases_concern k
    LEFT JOIN deadlines_deadline d ON d.subject_type = 'concern' AND d.subject_id = k.id AND d.met_at IS NULL
    WHERE k.unit_id = ANY(%(units)s) AND k.status <> 'decided'
      AND NOT EXISTS (SELECT FROM cases_concernconflict x WHERE x.user_id = %(user)s AND x.concern_id = k.id)
    ORDER BY k.is_urgent DESC, d.due_at LIMIT 50
"""
MINE = """(SELECT a.case_id FROM cases_caseaccess a WHERE a.principal_id = ANY(%(principals)s)
    AND (a.expires_at IS NULL OR a.expires_at > now())
    AND NOT EXISTS (SELECT FROM cases_caseconflict x WHERE x.user_id = %(user)s AND x.case_id = a.case_id))"""
# A concern is seen in its unit until it is in a case, and then by whoever sees the case.
CONCERNS = f"""cases_concern k LEFT JOIN cases_caseconcern b ON b.concern_id = k.id
    WHERE (b.case_id IN {MINE} OR b.case_id IS NULL AND k.unit_id = ANY(%(units)s))
    AND NOT EXISTS (SELECT FROM cases_concernconflict x WHERE x.user_id = %(user)s AND x.concern_id = k.id)"""
CLOCKS_SEEN = f"""(subject_type = 'case' AND subject_id IN {MINE}
    OR subject_type = 'concern' AND subject_id IN (SELECT k.id FROM {CONCERNS} AND k.status <> 'decided'))"""
CONCERN_SQL = (
    "SELECT k.*, u.name FROM cases_concern k JOIN access_unit u ON u.id = k.unit_id WHERE k.reference = %(reference)s",
    "SELECT p.*, q.* FROM cases_concernparty p LEFT JOIN people_person q ON q.id = p.person_id WHERE p.concern_id = %(concern)s",
    "SELECT indicator FROM cases_concernindicator WHERE concern_id = %(concern)s",
    "SELECT * FROM cases_concernnote WHERE concern_id = %(concern)s",
    "SELECT * FROM deadlines_deadline WHERE subject_type = 'concern' AND subject_id = %(concern)s",
    "SELECT * FROM deadlines_deadlinerule",
    f"SELECT k.reference, k.received_at FROM {CONCERNS} AND k.id IN (SELECT o.concern_id FROM cases_concernparty o JOIN "
    f"cases_concernparty p ON p.person_id = o.person_id WHERE p.concern_id = %(concern)s) ORDER BY 2 DESC LIMIT 20",
    f"SELECT c.reference, c.title, c.stage FROM cases_case c WHERE c.id IN {MINE} AND c.id IN (SELECT o.case_id FROM "
    f"cases_caseparty o JOIN cases_concernparty p ON p.person_id = o.person_id WHERE p.concern_id = %(concern)s) "
    f"ORDER BY c.updated_at DESC LIMIT 20",
    "SELECT u.id, u.first_name, u.last_name FROM access_user u JOIN access_roleassignment r ON r.user_id = u.id "
    "WHERE r.unit_id = ANY(%(units)s) AND r.role IN ('lead', 'supervisor') AND u.is_active",
)
WORK_SQL = f"""
    SELECT d.id, d.due_at, d.subject_label, d.source_type, d.source_id, r.key, r.title, c.title
    FROM deadlines_deadline d JOIN deadlines_deadlinerule r ON r.id = d.rule_id
    LEFT JOIN cases_case c ON d.subject_type = 'case' AND c.id = d.subject_id
    WHERE d.owner_id = %(user)s AND d.met_at IS NULL AND d.cancelled_at IS NULL AND {CLOCKS_SEEN}
    ORDER BY d.due_at, d.id LIMIT 150
"""
THEN = "now() - interval '28 days'"
DASHBOARD_SQL = (
    f"SELECT stage, width_bucket(extract(epoch FROM now() - opened_at) / 86400, ARRAY[0, 28, 84, 182]), count(*), "
    f"count(*) FILTER (WHERE opened_at <= {THEN}) FROM cases_case WHERE (stage <> 'closed' OR closed_at > {THEN}) "
    f"AND id IN {MINE} GROUP BY 1, 2",
    f"SELECT rule_id, count(*) FILTER (WHERE due_at < now()), count(*), count(*) FILTER (WHERE due_at < {THEN}) FROM "
    f"deadlines_deadline WHERE (met_at IS NULL AND cancelled_at IS NULL AND due_at < now() + interval '7 days' OR (met_at > "
    f"{THEN} OR cancelled_at > {THEN}) AND due_at < now() - interval '21 days') AND {CLOCKS_SEEN} GROUP BY 1",
    f"SELECT date_trunc('month', r.received_at), t.route, r.learned_how, count(*) FROM (SELECT k.id, k.received_at, "
    f"k.learned_how FROM {CONCERNS} AND (k.received_at > now() - interval '1 year' OR k.decided_at IS NULL OR k.decided_at > "
    f"{THEN})) r LEFT JOIN cases_thresholddecision t ON t.concern_id = r.id GROUP BY 1, 2, 3",
    f"SELECT date_trunc('month', k.received_at), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY k.decided_at - "
    f"k.received_at) FROM {CONCERNS} AND k.received_at > now() - interval '1 year' AND k.decided_at IS NOT NULL GROUP BY 1",
)
INSERT_SQL = """
    WITH k AS (INSERT INTO cases_concern (version, reference, status, is_urgent, received_at, in_danger, danger_detail,
        what_happened, opinion, child_words, when_kind, when_text, place, learned_how, learned_detail, is_online, platforms,
        handles, still_visible, actions_taken, who_knows, force_id, unit_id)
        VALUES (1, 'B-' || nextval('cases_concern_id_seq'), 'new', false, now(), 'no', '', %(text)s, '', '', 'unknown', '',
        '', 'parent_told', '', false, '', '', '', '', '', %(force)s, %(unit)s) RETURNING id),
    p AS (INSERT INTO cases_concernparty (role, kind, person_type, age_band, description, concern_id, person_id)
        SELECT 'adult_of_concern', 'adult', 'pcso', 'unknown', '', id, %(person)s FROM k),
    i AS (INSERT INTO cases_concernindicator (indicator, concern_id) SELECT 'asks_for_secrecy', id FROM k)
    INSERT INTO cases_reporteridentity (concern_id, user_id) SELECT id, %(user)s FROM k
"""
TEXT = "What happened, in order, told in a paragraph. " * 10


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(client: Client, address: str) -> Act:
    def act() -> Any:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        return answer

    return act


def sql(*statements: str, **values: object) -> Act:
    def act() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, values)
                cursor.fetchall()

    return act


def as_viewer(user: User) -> dict[str, object]:
    units = sorted({unit_id for unit_id, _ in user.live_roles})
    return {"principals": user.principal_ids, "user": user.pk, "units": units}


def logging(user: User) -> tuple[Act, Act]:
    """Logging one concern through the service, beside the bare inserts of its rows; each commits."""
    person = Person.objects.visible_to(user).filter(kind="adult").first()
    if person is None:
        raise RuntimeError("the force has no staff")
    answers = ConcernAnswers(
        in_danger=InDanger.NO, what_happened=TEXT, when_kind=WhenKind.UNKNOWN, learned_how=LearnedHow.PARENT_TOLD,
        parties=(PartyAnswers(role=ConcernPartyRole.ADULT_OF_CONCERN, person_id=person.pk),),
        indicators=("asks_for_secrecy",),
    )  # fmt: skip

    def ours() -> object:
        return log_concern(answers, by=user)

    def bare() -> None:
        values = {"text": TEXT, "force": user.force_id, "unit": user.home_unit_id, "person": person.pk, "user": user.pk}
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(INSERT_SQL, values)

    return ours, bare


def figures(rounds: int, only: str) -> list[Figure]:
    """Every arm, for a lead of one unit, a named investigator and a manager of all units."""
    people = {user.username: user for user in User.objects.filter(username__in=["lead0", "lead1", "manager", "investigator", "practitioner"])}  # fmt: skip
    lead, manager, investigator = people["lead0"], people["manager"], people["investigator"]
    case = Case.objects.visible_to(lead).order_by("-updated_at", "pk")[0]
    concern = concerns_in(lead, Queue.NEW)[0]
    arms: list[tuple[str, Act, Act, Act]] = []

    def add(name: str, user: User, address: str, *statements: str, before: Act = nothing, **given: str | int) -> None:
        arms.append((name, get(client_of(user), address), sql(*statements, **as_viewer(user), **given), before))

    for who, user in (("lead", lead), ("investigator", investigator), ("manager", manager)):
        add(f"list page, {who}", user, "/cases/", LIST_SQL, COUNT_SQL)
        add(f"list API, {who}", user, "/api/v1/cases/", LIST_SQL)
    add("case page, lead", lead, f"/cases/{case.reference}/", *DETAIL_SQL, reference=case.reference, case=case.pk)
    add(
        "case API, lead",
        lead,
        f"/api/v1/cases/{case.reference}/",
        *DETAIL_SQL[:1],
        reference=case.reference,
        case=case.pk,
    )
    add("triage queue, lead", lead, "/triage/", QUEUE_SQL)
    add(
        "triage concern, lead",
        lead,
        f"/triage/{concern.reference}/",
        *CONCERN_SQL,
        reference=concern.reference,
        concern=concern.pk,
    )
    # All cases of the first unit are closed: whoever leads the second has work to do.
    add("my work, lead", people["lead1"], "/my-work/", WORK_SQL)
    for who, user in (("lead", lead), ("manager", manager)):
        add(f"overview, {who}", user, "/overview/", *DASHBOARD_SQL)
        add(f"overview, {who}, cold", user, "/overview/", *DASHBOARD_SQL, before=cache.clear)
    arms.append(("log a concern", *logging(people["practitioner"]), nothing))
    return [
        compare(name, ours, bare, rounds=rounds, before=before) for name, ours, bare, before in arms if only in name
    ]
