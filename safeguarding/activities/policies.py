"""Who plans and records sessions, who marks the register, who looks on, and who approves what leads off site.

Adults with a live part as organiser or leader plan and record the sessions of their scheme; a helper marks its
register.
Coordinators, managers and safeguarding leads of the force see every session and change none. A teacher in attendance
sees nothing here: they answer for the school. Approving is for who keeps the register of schemes and does not run this
one. Names of young people are shown only to whom `people` shows them.
How many adults a force asks for is read by who reads what is asked of schemes, and set by who changes that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from safeguarding.access.choices import Permission, Role
from safeguarding.access.models import User
from safeguarding.access.policies import require_permission
from safeguarding.assurance.policies import may_change_catalogue, may_read_catalogue
from safeguarding.core import clock
from safeguarding.core.errors import NotAllowed
from safeguarding.people.choices import PlacementRole
from safeguarding.people.models import Placement
from safeguarding.schemes.models import Scheme
from safeguarding.schemes.policies import may_keep, require_keeper

if TYPE_CHECKING:
    from safeguarding.activities.models import Session

LEADS = (PlacementRole.ORGANISER, PlacementRole.LEADER)
MARKS = (*LEADS, PlacementRole.HELPER)
OVERSEES = frozenset({Role.COORDINATOR, Role.MANAGER, Role.LEAD})
LEADS_ONLY = "Only who leads this scheme plans and records its sessions."
MARKS_ONLY = "Only who leads this scheme or helps in it marks its register."
MEASURED = "You have a part in a scheme. Somebody else says how many adults its sessions need."
PLANNED_IT = "You planned this, or changed it. Somebody else has to decide about it."


def oversees(user: User) -> bool:
    """Whether the user sees the sessions of every scheme of their force."""
    return user.is_active and any(role in OVERSEES for _, role in user.live_roles)


def parts(user: User, roles: tuple[str, ...]) -> QuerySet[Placement]:
    """The user's own live parts in schemes, of these roles."""
    of_user = Placement.objects.filter(person__user=user, role__in=roles, scheme__force_id=user.force_id or 0)
    return of_user.live_on(clock.today())


def has_part(user: User) -> bool:
    """Whether the user now leads a scheme or helps in one: they get Sessions in the menu."""
    return user.is_active and user.force_id is not None and parts(user, MARKS).exists()


def visible_q(user: User) -> Q:
    """The one phrasing of who sees a session: who oversees the force's, and who has a part in its scheme now."""
    if not user.is_active or user.force_id is None:
        return Q(pk__in=[])
    in_force = Q(scheme__force_id=user.force_id)
    return in_force if oversees(user) else in_force & Q(scheme__in=parts(user, MARKS).values("scheme_id"))


def led_schemes(user: User) -> QuerySet[Scheme]:
    """The schemes whose sessions the user plans and records."""
    if not user.is_active or user.force_id is None:
        return Scheme.objects.none()
    return Scheme.objects.visible_to(user).filter(pk__in=parts(user, LEADS).values("scheme_id")).order_by("name", "pk")


def may_lead(user: User, scheme: Scheme) -> bool:
    return user.is_system or (user.is_active and parts(user, LEADS).filter(scheme=scheme).exists())


def may_mark(user: User, scheme: Scheme) -> bool:
    return user.is_system or (user.is_active and parts(user, MARKS).filter(scheme=scheme).exists())


def may_approve(user: User, session: Session) -> bool:
    return not has_planned(user, session) and may_keep(user, session.scheme)


def has_planned(user: User, session: Session) -> bool:
    """Whether the user planned it or changed anything of it, also when they have left the scheme since."""
    return session.planned_by_id == user.pk or user.pk in session.planners


def require_leader(user: User, scheme: Scheme) -> None:
    if not may_lead(user, scheme):
        raise NotAllowed(LEADS_ONLY)


def require_marker(user: User, scheme: Scheme) -> None:
    if not may_mark(user, scheme):
        raise NotAllowed(MARKS_ONLY)


def require_approver(user: User, session: Session) -> None:
    """Not who runs the scheme, and not who planned this or changed it."""
    require_keeper(user, session.scheme)
    if not user.is_system and has_planned(user, session):
        raise NotAllowed(PLANNED_IT)


def ratios_visible_q(user: User) -> Q:
    """The one phrasing of who reads the figures of a force: who reads what is asked of schemes, in the own force."""
    if not user.is_active or user.force_id is None or not may_read_catalogue(user):
        return Q(pk__in=[])
    return Q(force_id=user.force_id)


def may_set_ratios(user: User) -> bool:
    """Who changes what is asked of schemes, and has no part in one: nobody eases what they are measured by."""
    return user.force_id is not None and may_change_catalogue(user) and not has_part(user)


def require_setting_ratios(user: User) -> None:
    require_permission(user, Permission.CHANGE_CATALOGUE)
    if not may_set_ratios(user):
        raise NotAllowed(MEASURED)


def require_any(user: User) -> None:
    """Whether there are sessions for the user at all."""
    if not (oversees(user) or has_part(user)):
        raise NotAllowed("You have no part in a scheme, and your role does not oversee them.")
