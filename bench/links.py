"""What is linked with one person and one case, among all cases and a million people who write in their messages; and a
step of the round that tells supervisors."""

from __future__ import annotations

from django.db import connection, transaction

from bench.arms import as_viewer, client_of, get, sql
from bench.measure import Figure, compare
from safeguarding.access.models import Force, User
from safeguarding.access.services import system_user
from safeguarding.cases.models import Case, CaseParty
from safeguarding.communications.models import Platform
from safeguarding.conversations.models import Participant
from safeguarding.links.models import Round
from safeguarding.links.selectors.hidden import next_cases
from safeguarding.links.services.telling import step

STEP = "links, a step of telling"
EXPORTS, IN_EACH = 1_000, 1_000
#: A handle stands in two exports or three.
HANDLES = 400_000
STATEMENTS = (
    """
INSERT INTO files_storedfile (key, name, media_type, size, sha256, key_id, stored_at, scan_status, scan_said, scan_tries,
    stored_by_id)
SELECT gen_random_uuid(), 'links-' || c.id, 'application/json', 10, md5(c.id::text) || md5(c.id::text), 'none', now(),
    'not_scanned', '', 0, c.owner_id FROM cases_case c WHERE c.id %% %(each)s = 0
""",
    """
INSERT INTO evidence_exhibit (version, reference, kind, description, seized_at, seized_where, seized_by, seal_number,
    device_number, held_at, analysis, analysis_note, status, ended_to, added_at, added_by_id, case_id, custodian_id)
SELECT 1, 'LN/1', 'phone', 'Phone', now(), 'Home', 'Officer', '', 'IMEI ' || c.id %% 700, '', 'not_needed', '', 'held', '',
    now(), c.owner_id, c.id, c.owner_id FROM cases_case c WHERE c.id %% %(each)s = 0
""",
    """
INSERT INTO evidence_exhibitfile (note, exhibit_id, file_id)
SELECT '', e.id, f.id FROM evidence_exhibit e JOIN files_storedfile f ON f.name = 'links-' || e.case_id
WHERE e.reference = 'LN/1'
""",
    """
INSERT INTO conversations_messageexport (version, sha256, format, status, day_order, day_order_because, time_zone, question,
    checkpoint, counts, notes, problem, done_bytes, tries, added_at, seen_at, read_at, added_by_id, case_id, source_id)
SELECT 1, f.sha256, 'meta', 'read', '', '', 'Europe/London', '', '{}', '{}', '[]', '', 0, 0, now(), now(), now(),
    e.added_by_id, e.case_id, x.id
FROM evidence_exhibit e JOIN evidence_exhibitfile x ON x.exhibit_id = e.id JOIN files_storedfile f ON f.id = x.file_id
WHERE e.reference = 'LN/1'
""",
    """
INSERT INTO conversations_participant (version, number, name, handle_key, is_owner, export_id, platform_id)
SELECT 1, n, 'handle.' || h, 'handle.' || h, false, x.id, %(platform)s
FROM conversations_messageexport x CROSS JOIN generate_series(1, %(in_each)s) AS n
CROSS JOIN LATERAL (SELECT (x.id * 7919 + n * 104729) %% %(handles)s AS h) AS one
""",
    "UPDATE cases_concern SET handles = '@handle.' || id %% %(handles)s, platforms = 'Instagram' WHERE id %% 10 = 0",
)
PERSON_SQL = """
    SELECT c.id, c.reference, p.role, p.label FROM cases_caseparty p JOIN cases_case c ON c.id = p.case_id
    WHERE p.person_id = %(person)s AND p.removed_at IS NULL AND c.id IN (
        SELECT case_id FROM cases_caseaccess WHERE principal_id = ANY(%(principals)s) AND level = 'full')
"""
CASE_SQL = """
    SELECT o.case_id, p.handle_key FROM conversations_participant p JOIN conversations_messageexport x ON x.id = p.export_id
    JOIN conversations_participant q ON q.handle_key = p.handle_key AND q.platform_id = p.platform_id
        AND q.export_id <> p.export_id
    JOIN conversations_messageexport o ON o.id = q.export_id
    WHERE x.case_id = %(case)s AND o.case_id IN (
        SELECT case_id FROM cases_caseaccess WHERE principal_id = ANY(%(principals)s) AND level = 'full')
"""
#: All that the cases of one step have in common with others by a handle in messages.
STEP_SQL = """
    SELECT DISTINCT x.case_id, o.case_id FROM conversations_messageexport x JOIN conversations_participant p ON p.export_id = x.id
    JOIN conversations_participant q ON q.handle_key = p.handle_key AND q.platform_id = p.platform_id AND q.export_id <> p.export_id
    JOIN conversations_messageexport o ON o.id = q.export_id
    WHERE x.case_id = ANY(%(cases)s) AND o.case_id > x.case_id
"""


def is_filled() -> bool:
    return Participant.objects.filter(handle_key__startswith="handle.").exists()


@transaction.atomic
def fill() -> None:
    """An export in every so many cases, a phone with it, and a handle told in every tenth concern."""
    values = {
        "each": max(Case.objects.count() // EXPORTS, 1), "in_each": IN_EACH, "handles": HANDLES,
        "platform": Platform.objects.get(slug="instagram").pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in STATEMENTS:
            cursor.execute(statement, values)


def figures(rounds: int, only: str) -> list[Figure]:
    """Both pages, for a lead of one unit, beside the one join that somebody would write first."""
    lead = User.objects.get(username="lead0")
    case = Case.objects.fully_visible_to(lead).filter(message_exports__isnull=False).order_by("pk")[0]
    person = CaseParty.objects.filter(case=case, role="subject").values_list("person_id", flat=True)[0]
    client = client_of(lead)
    client.post("/links/purpose/", {"purpose": "case_work"})
    viewer = as_viewer(lead)
    arms = (
        ("links of a person", f"/links/people/{person}/", sql(PERSON_SQL, person=person, **viewer)),
        ("links of a case", f"/cases/{case.reference}/links/found/", sql(CASE_SQL, case=case.pk, **viewer)),
    )
    found = [compare(name, get(client, at), bare, rounds=rounds) for name, at, bare in arms if only in name]
    return [*found, *([_step(rounds)] if only in STEP else [])]


def _step(rounds: int) -> Figure:
    """The first step of a round, from its cases to the notices; undone each time."""
    force, by = Force.objects.order_by("pk")[0], system_user()
    Round.objects.filter(force=force).delete()
    cases = next_cases(force.pk, 0)

    def ours() -> None:
        with transaction.atomic():
            step(force=force, by=by)
            transaction.set_rollback(True)

    return compare(f"{STEP}, {len(cases)} cases", ours, sql(STEP_SQL, cases=cases), rounds=rounds)
