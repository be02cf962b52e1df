"""Opening a case on concerns, and joining a concern to a case that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from safeguarding.access.choices import Permission
from safeguarding.access.models import Unit, User
from safeguarding.access.selectors import users_with
from safeguarding.audit.services import record
from safeguarding.cases.choices import GrantKind
from safeguarding.cases.models import Case, CaseConcern, CaseConflict, Concern, Decision
from safeguarding.cases.rules import labels
from safeguarding.cases.services.access import put_grant, rebuild_access, rebuild_conflicts
from safeguarding.cases.services.access.handover import free_supervisor, settle_conflicts
from safeguarding.cases.services.parties import put_party
from safeguarding.cases.services.reviews import start_review_clock, usual_cycle
from safeguarding.cases.services.rows import require
from safeguarding.cases.services.taking import take, touch
from safeguarding.cases.services.told import is_about_contact, parties_of, write_what_was_told
from safeguarding.core import clock
from safeguarding.core.services import next_reference
from safeguarding.notices.services import tell

LONGEST_REVIEW_DAYS = 365


@dataclass(frozen=True)
class FirstDecision:
    """Decision number 1 of the policy log: why the case was opened."""

    question: str
    options: str
    decision: str
    reason: str


@transaction.atomic
def open_case(
    *,
    concerns: Sequence[Concern],
    route: str,
    owner: User,
    because: FirstDecision,
    by: User,
    title: str = "",
    review_days: int | None = None,
    is_urgent: bool = False,
    is_abuse_of_position: bool = False,
) -> Case:
    """Open a case on concerns that the caller holds: people, labels, access, conflicts, first review, how it came."""
    unit = concerns[0].unit
    days = review_days if review_days is not None else usual_cycle(is_urgent)
    _check(owner, unit, days)
    case = _write(unit, owner, days, is_urgent, is_abuse_of_position)
    for concern in concerns:
        put_concern(case, concern, by=by)
    _name(case, concerns, title)
    _let_in(case, owner, by=by)
    for concern in concerns:
        write_what_was_told(case, concern, by=by)
    put_decision(case, because, by=by)
    start_review_clock(case, by=by, start_at=case.opened_at, why="The case was opened")
    data = {"route": route, "concerns": [concern.reference for concern in concerns], "owner_id": owner.pk}
    record("case.opened", by=by, obj=case, data=data)
    _tell_opened(case, by=by)
    return case


@transaction.atomic
def join(*, case: Case, concern: Concern, because: FirstDecision, by: User) -> Case:
    """Join a concern that the caller holds to a case that is open: its people and its facts come with it."""
    held = take(case, by=by)
    require(held.force_id == concern.force_id, "join_case", "Choose a case of the same force.")
    put_concern(held, concern, by=by)
    settle_conflicts(held, by=by)
    write_what_was_told(held, concern, by=by)
    put_decision(held, because, by=by)
    record("case.concern_joined", by=by, obj=held, data={"concern": concern.reference})
    touch(held)
    _tell_joined(held, concern, by=by)
    return held


def put_concern(case: Case, concern: Concern, *, by: User) -> None:
    """Put a concern into a case, and those of its people who are not in it yet."""
    CaseConcern.objects.create(case=case, concern=concern, added_by=by)
    known = set(case.parties.filter(removed_at__isnull=True, person__isnull=False).values_list("person_id", flat=True))
    for party in parties_of(concern):
        if party.person is None or party.person.pk not in known:
            put_party(case, party, by=by)
            known.add(party.person.pk if party.person else 0)


def put_decision(case: Case, because: FirstDecision, *, by: User) -> Decision:
    """Write the next line of the policy log. For services that hold the case already."""
    return Decision.objects.create(
        case=case, number=case.decisions.count() + 1, question=because.question, options=because.options,
        decision=because.decision, reason=because.reason, decided_by=by,
    )  # fmt: skip


def _check(owner: User, unit: Unit, days: int) -> None:
    may_own = users_with(Permission.WORK_CASE, unit_ids=[unit.pk]).filter(pk=owner.pk)
    require(may_own.exists(), "owner", "Choose somebody of the unit who may work on cases.")
    words = f"Enter a number of days from 1 to {LONGEST_REVIEW_DAYS}."
    require(1 <= days <= LONGEST_REVIEW_DAYS, "review_in_days", words)


def _write(unit: Unit, owner: User, days: int, is_urgent: bool, is_abuse_of_position: bool) -> Case:
    now = clock.now()
    return Case.objects.create(
        reference=next_reference("SC"), force_id=unit.force_id, unit=unit, owner=owner, review_days=days,
        is_urgent=is_urgent, is_abuse_of_position=is_abuse_of_position, opened_at=now, stage_since=now, updated_at=now,
    )  # fmt: skip


def _name(case: Case, concerns: Sequence[Concern], title: str) -> None:
    """A case is called by labels, so that its name can stand where no name may."""
    parties = list(case.parties.order_by("pk").values_list("role", "label"))
    case.title = title.strip()[:200] or labels.title(parties, is_contact=any(map(is_about_contact, concerns)))
    case.save(update_fields=["title"])


def _let_in(case: Case, owner: User, *, by: User) -> None:
    """The owner and a supervisor get in by name, the unit by role; nobody who is in conflict."""
    rebuild_conflicts(case)
    in_conflict = set(CaseConflict.objects.filter(case=case).values_list("user_id", flat=True))
    require(owner.pk not in in_conflict, "owner", "This person is in conflict with the case. Choose somebody else.")
    case.supervisor = free_supervisor(case.unit_id, in_conflict=in_conflict, besides=owner.pk)
    case.save(update_fields=["supervisor"])
    put_grant(case=case, user=owner, kind=GrantKind.LEAD, reason="Owns the case", by=by)
    if case.supervisor:
        put_grant(case=case, user=case.supervisor, kind=GrantKind.SUPERVISE, reason="Supervises the case", by=by)
    rebuild_access(case)


def _tell_opened(case: Case, *, by: User) -> None:
    told: list[tuple[User | None, str]] = [
        (case.owner, f"You own {case.reference}, a new case"),
        (case.supervisor, f"You supervise {case.reference}, a new case"),
    ]
    for user, title in told:
        if user and user.pk != by.pk:
            _tell(case, user, title, f"case:{case.pk}:opened")


def _tell_joined(case: Case, concern: Concern, *, by: User) -> None:
    if case.owner_id != by.pk:
        title = f"{concern.reference} has been joined to {case.reference}"
        _tell(case, case.owner, title, f"case:{case.pk}:joined:{concern.pk}")


def _tell(case: Case, user: User, title: str, key: str) -> None:
    said: dict[str, Any] = {"subject_type": "case", "subject_id": case.pk, "urgent": case.is_urgent}
    tell(recipients=[user], key=key, title=title, url=case.get_absolute_url(), **said)
