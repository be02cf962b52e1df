"""Conflict wins: when somebody who holds a case comes to be in it, the case goes to somebody else at once."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_with
from safeguarding.audit.services import record
from safeguarding.cases.choices import GrantKind, Stage
from safeguarding.cases.models import Case, CaseConflict, Concern
from safeguarding.cases.services.access.conflicts import rebuild_concern_conflicts, rebuild_conflicts
from safeguarding.cases.services.access.grants import drop_grant, put_grant
from safeguarding.cases.services.access.watchers import tell_watchers
from safeguarding.cases.services.taking import change
from safeguarding.cases.services.tasks import hand_over
from safeguarding.core.errors import Conflict
from safeguarding.deadlines.services import reassign_for_subject
from safeguarding.notices.services import tell
from safeguarding.people.models import Person

NOBODY_FREE = "Nobody else in the unit may own this case: the others are in conflict too. Ask another unit to take it."

GONE = "A conflict of interest on {} fell away: an administrator changed who signs in as whom, or who manages whom"


def settle_conflicts(case: Case, *, by: User) -> None:
    """Work out anew who is in conflict with a case that is held, and take it from whoever is.

    The owner and the supervisor are replaced; open tasks go to the owner.
    """
    rebuild_conflicts(case)
    follow_conflicts(case, by=by)
    in_conflict = _in_conflict(case)
    if case.owner_id in in_conflict:
        _move_owner(case, in_conflict, by=by)
    hand_over(case, former=in_conflict, to=case.owner, by=by)
    if case.supervisor_id in in_conflict:
        _move_supervisor(case, in_conflict, by=by)


def follow_conflicts(case: Case, *, by: User) -> None:
    """Conflicts with a case hold for each concern that was begun from it, and for the case that one has become.

    Whoever changes them here may not know of that other case, so it is settled without a word to them.
    """
    for concern in Concern.objects.filter(source__case=case).order_by("pk"):
        if rebuild_concern_conflicts(concern):
            became = Case.objects.filter(case_concerns__concern=concern).exclude(pk=case.pk)
            for other in became.select_for_update(of=("self",), no_key=True):
                _settle_or_tell(other, by=by)


def free_supervisor(case_unit_id: int, *, in_conflict: set[int], besides: int | None = None) -> User | None:
    """The supervisor of the unit with the fewest open cases who is not in conflict."""
    return _least_busy(case_unit_id, Permission.SUPERVISE_CASE, "supervised_cases", in_conflict | {besides or 0})


@transaction.atomic
def refresh_for_person(person: Person, *, by: User) -> int:
    """A person's sign-in or line manager changed: settle the conflicts of whatever they, or who they manage, are in."""
    affected = _managed_by(person) | {person.pk}
    cases = Case.objects.filter(parties__person_id__in=affected, parties__removed_at__isnull=True)
    held = Case.objects.filter(pk__in=cases.values("pk")).select_for_update(of=("self",), no_key=True).order_by("pk")
    concerns = Concern.objects.filter(parties__person_id__in=affected).distinct().order_by("pk")
    for case in held:
        before = _in_conflict(case)
        _settle_or_tell(case, by=by)
        if before - _in_conflict(case):
            tell_watchers(case, "conflict-gone", GONE.format(case.reference), besides=by)
    for concern in concerns:
        rebuild_concern_conflicts(concern)
    return len(held) + len(concerns)


def _in_conflict(case: Case) -> set[int]:
    return set(CaseConflict.objects.filter(case=case).values_list("user_id", flat=True))


def _settle_or_tell(case: Case, *, by: User) -> None:
    """Settle a case for somebody who may not know of it: when nobody is free to own it, others are told instead.

    The owner in conflict no longer sees the case, whatever happens to it.
    """
    try:
        with transaction.atomic():
            settle_conflicts(case, by=by)
    except Conflict:
        rebuild_conflicts(case)
        follow_conflicts(case, by=by)
        record("case.nobody_to_own", by=by, obj=case)
        _tell_nobody_to_own(case)


def _tell_nobody_to_own(case: Case) -> None:
    """The information owner and the force's other supervisors are told, of the reference alone."""
    elsewhere = unit_ids_of(case.force_id).exclude(pk=case.unit_id)
    supervisors = users_with(Permission.SUPERVISE_CASE, unit_ids=elsewhere)
    told = Q(pk=case.force.information_owner_id) | Q(pk__in=supervisors.values("pk"))
    in_conflict = CaseConflict.objects.filter(case=case).values("user_id")
    tell(
        recipients=User.objects.filter(told, is_active=True).exclude(pk__in=in_conflict),
        key=f"case:{case.pk}:nobody_to_own:{case.version}",
        title=f"{case.reference} has nobody to own it: its whole unit is in conflict",
        subject_type="case", subject_id=case.pk, urgent=True,
    )  # fmt: skip


def _managed_by(person: Person) -> set[int]:
    """Everybody below this person in the line-management chain; a ring in the chain ends it."""
    found: set[int] = set()
    level = {person.pk}
    while level:
        below = Person.objects.filter(line_manager_id__in=level).values_list("pk", flat=True)
        level = set(below) - found - {person.pk}
        found |= level
    return found


def _move_owner(case: Case, in_conflict: set[int], *, by: User) -> None:
    former, successor = case.owner, _successor(case, in_conflict)
    drop_grant(case=case, user=former, kind=GrantKind.LEAD)
    change(case, owner=successor)
    put_grant(case=case, user=successor, kind=GrantKind.LEAD, reason="The former owner is in conflict", by=by)
    hand_over(case, former=[former.pk], to=successor, by=by)
    reassign_for_subject(subject_type="case", subject_id=case.pk, owner=successor, by=by, from_owner=former)
    record("case.owner_moved", by=by, obj=case, data={"from_id": former.pk, "to_id": successor.pk})
    _tell_moved(case, successor, f"{case.reference} is now yours: its former owner is in conflict")


def _move_supervisor(case: Case, in_conflict: set[int], *, by: User) -> None:
    former = case.supervisor
    if former is None:
        return
    successor = free_supervisor(case.unit_id, in_conflict=in_conflict, besides=case.owner_id)
    drop_grant(case=case, user=former, kind=GrantKind.SUPERVISE)
    change(case, supervisor=successor)
    if successor:
        put_grant(
            case=case, user=successor, kind=GrantKind.SUPERVISE, reason="The former supervisor is in conflict", by=by
        )
        _tell_moved(case, successor, f"You now supervise {case.reference}: its former supervisor is in conflict")
    reassign_for_subject(
        subject_type="case", subject_id=case.pk, owner=successor or case.owner, by=by, from_owner=former
    )
    data = {"from_id": former.pk, "to_id": successor.pk if successor else None}
    record("case.supervisor_moved", by=by, obj=case, data=data)


def _successor(case: Case, in_conflict: set[int]) -> User:
    """The supervisor, unless in conflict too; otherwise the least busy colleague who may own cases."""
    if case.supervisor and case.supervisor.is_active and case.supervisor_id not in in_conflict:
        return case.supervisor
    found = _least_busy(case.unit_id, Permission.WORK_CASE, "owned_cases", in_conflict)
    if found is None:
        raise Conflict(NOBODY_FREE)
    return found


def _least_busy(unit_id: int, permission: str, cases: str, excluded: set[int]) -> User | None:
    free = users_with(permission, unit_ids=[unit_id]).exclude(pk__in=excluded)
    open_cases = Count(cases, filter=~Q(**{f"{cases}__stage": Stage.CLOSED}))
    return free.annotate(open_cases=open_cases).order_by("open_cases", "pk").first()


def _tell_moved(case: Case, user: User, title: str) -> None:
    tell(
        recipients=[user], key=f"case:{case.pk}:moved:{case.version}", title=title, url=case.get_absolute_url(),
        subject_type="case", subject_id=case.pk, urgent=True,
    )  # fmt: skip
