"""Who is told of a clock."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from safeguarding.access.choices import Permission, Role
from safeguarding.access.models import User
from safeguarding.access.selectors import unit_ids_of, users_in_role, users_with
from safeguarding.cases.models import Case
from safeguarding.deadlines.models import Deadline
from safeguarding.notices.choices import Step


def recipients(deadline: Deadline, step: str) -> list[User]:
    """The people to tell at this step: only those who may see what the clock belongs to, never who is in conflict.

    When nobody is left at a step (the owner has gone, no supervisor is there) it goes to the next ones up.
    """
    for circle in _circles(deadline, step):
        if told := [user for user in circle if _may_see(user, deadline)]:
            return told
    return []


def _circles(deadline: Deadline, step: str) -> Iterable[Iterable[User]]:
    circles = (_owners(deadline), _workers(deadline), _supervisors(deadline), _managers(deadline))
    start = {Step.SUPERVISOR: 2, Step.MANAGER: 3}.get(Step(step), 0)
    return circles[start:] or circles[-1:]


def _owners(deadline: Deadline) -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_system=False, pk=deadline.owner_id)


def _workers(deadline: Deadline) -> QuerySet[User]:
    """Without an owner: a case's own, who keeps the register of schemes and their risks, or whoever triages there."""
    if deadline.subject_type == "case":
        return User.objects.filter(is_active=True, owned_cases=deadline.subject_id)
    if deadline.subject_type in ("scheme", "riskassessment", "riskregisterentry"):
        return users_in_role(Role.COORDINATOR, unit_ids=unit_ids_of(deadline.force_id))
    return users_with(Permission.TRIAGE, unit_ids=[deadline.unit_id])


def _supervisors(deadline: Deadline) -> QuerySet[User]:
    """The case's own supervisor, or else those who supervise in the unit."""
    if deadline.subject_type == "case":
        named = User.objects.filter(is_active=True, supervised_cases=deadline.subject_id)
        if named.exists():
            return named
    return users_with(Permission.SUPERVISE_CASE, unit_ids=_units(deadline))


def _managers(deadline: Deadline) -> QuerySet[User]:
    return users_in_role(Role.MANAGER, unit_ids=_units(deadline))


def _units(deadline: Deadline) -> list[int]:
    """The unit of the clock and, for a case, the PSD unit that has a track in it."""
    units = [deadline.unit_id]
    if deadline.subject_type == "case":
        units += Case.objects.filter(Q(pk=deadline.subject_id), psd_unit__isnull=False).values_list(
            "psd_unit_id", flat=True
        )
    return units


def _may_see(user: User, deadline: Deadline) -> bool:
    return Deadline.objects.visible_to(user).filter(pk=deadline.pk).exists()
