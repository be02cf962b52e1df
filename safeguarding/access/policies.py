"""Who may do what, in which unit. Closed by default: what is not in the table is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeguarding.access.choices import Permission as P
from safeguarding.access.choices import Role
from safeguarding.core.errors import NotAllowed

if TYPE_CHECKING:
    from safeguarding.access.models import User

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.PRACTITIONER: frozenset({P.LOG_CONCERN}),
    Role.COORDINATOR: frozenset({P.LOG_CONCERN, P.SEE_SCHEMES, P.KEEP_SCHEMES, P.SEE_PEOPLE, P.KEEP_POLICIES}),
    Role.LEAD: frozenset(
        {
            P.ANSWER_SUBJECT_ACCESS,
            P.SEE_RECORDS,
            P.KEEP_RECORDS,
            P.KEEP_TEMPLATES,
            P.LOG_CONCERN,
            P.SEE_RECOMMENDATIONS,
            P.KEEP_RECOMMENDATIONS,
            P.WRITE_LEARNING,
            P.TRIAGE,
            P.WORK_CASE,
            P.BREAK_GLASS,
            P.SEE_REPORTER,
            P.SEE_SCHEMES,
            P.SEE_PEOPLE,
            P.SEE_DASHBOARD,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            P.ANSWER_SUBJECT_ACCESS,
            P.SEE_RECORDS,
            P.KEEP_RECORDS,
            P.KEEP_TEMPLATES,
            P.LOG_CONCERN,
            P.SEE_RECOMMENDATIONS,
            P.KEEP_RECOMMENDATIONS,
            P.WRITE_LEARNING,
            P.TRIAGE,
            P.WORK_CASE,
            P.SUPERVISE_CASE,
            P.BREAK_GLASS,
            P.SEE_REPORTER,
            P.SEE_SCHEMES,
            P.SEE_PEOPLE,
            P.SEE_DASHBOARD,
        }
    ),
    Role.PSD_INVESTIGATOR: frozenset(
        {P.LOG_CONCERN, P.SEE_RECOMMENDATIONS, P.WORK_CASE, P.SEE_SCHEMES, P.ANSWER_SUBJECT_ACCESS}
    ),
    # PSD triages a concern only when every safeguarding team is in conflict with it.
    Role.PSD_SUPERVISOR: frozenset(
        {
            P.ANSWER_SUBJECT_ACCESS,
            P.SEE_RECORDS,
            P.KEEP_RECORDS,
            P.KEEP_TEMPLATES,
            P.LOG_CONCERN,
            P.SEE_RECOMMENDATIONS,
            P.KEEP_RECOMMENDATIONS,
            P.WRITE_LEARNING,
            P.TRIAGE,
            P.SEE_REPORTER,
            P.WORK_CASE,
            P.SUPERVISE_CASE,
            P.BREAK_GLASS,
            P.SEE_SCHEMES,
            P.SEE_DASHBOARD,
        }
    ),
    Role.MANAGER: frozenset(
        {
            P.SEE_RECORDS,
            P.CHANGE_RETENTION,
            P.LOG_CONCERN,
            P.SEE_RECOMMENDATIONS,
            P.KEEP_RECOMMENDATIONS,
            P.APPROVE_RECOMMENDATIONS,
            P.SEE_CASE_HEADERS,
            P.SEE_SCHEMES,
            P.KEEP_SCHEMES,
            P.CHANGE_CATALOGUE,
            P.SEE_DASHBOARD,
            P.KEEP_POLICIES,
        }
    ),
    Role.AUDITOR: frozenset(
        {P.LOG_CONCERN, P.SEE_RECOMMENDATIONS, P.SEE_ACTIVITY, P.ANSWER_SUBJECT_ACCESS, P.SEE_RECORDS}
    ),
    Role.ADMINISTRATOR: frozenset({P.LOG_CONCERN, P.CHANGE_CATALOGUE, P.ADMINISTER}),
}


def roles_with(permission: str) -> frozenset[str]:
    """The roles that hold a permission."""
    return frozenset(role for role, held in ROLE_PERMISSIONS.items() if permission in held)


def unit_ids_where(user: User, permission: str) -> set[int]:
    """The units in which the user holds the permission today, through a live role."""
    return {unit_id for unit_id, role in user.live_roles if permission in ROLE_PERMISSIONS[role]}


def has_permission(user: User, permission: str, *, unit_id: int | None = None) -> bool:
    """Whether the user holds the permission in that unit, or in any unit when none is named."""
    units = unit_ids_where(user, permission)
    return bool(units) if unit_id is None else unit_id in units


def require_permission(user: User, permission: str, *, unit_id: int | None = None) -> None:
    if not has_permission(user, permission, unit_id=unit_id):
        raise NotAllowed(f"Your role does not include: {P(permission).label.lower()}.")


def is_administrator(user: User, *, force_id: int | None) -> bool:
    """Whether the user administers this force: their own, by a live role. Background work may set things up."""
    if user.is_system:
        return True
    return user.force_id is not None and user.force_id == force_id and has_permission(user, P.ADMINISTER)


def require_administrator(user: User, *, force_id: int | None) -> None:
    if not is_administrator(user, force_id=force_id):
        raise NotAllowed("Only an administrator of the force may do this.")


def sees_colleagues(user: User) -> bool:
    """Whether the user has reason to choose among colleagues: any role that may do more than log concerns."""
    return any(ROLE_PERMISSIONS[role] - {P.LOG_CONCERN} for _, role in user.live_roles)
