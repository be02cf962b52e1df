"""Who is told when it changes who sees a case: nobody decides that with nobody looking on."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.selectors import users_with
from safeguarding.cases.models import Case, CaseConflict
from safeguarding.core import clock
from safeguarding.notices.services import tell


def watchers(case: Case, *, besides: User, always_information_owner: bool = False) -> list[User]:
    """The owner and the supervisor; where nobody supervises, the force's information owner and the unit's supervisors.

    Not who acts, and nobody in conflict with the case.
    """
    is_supervised = case.supervisor is not None and case.supervisor.is_active
    wanted = Q(pk__in=[case.owner_id, case.supervisor_id])
    if always_information_owner or not is_supervised:
        wanted |= Q(pk=case.force.information_owner_id)
    if not is_supervised:
        wanted |= Q(pk__in=users_with(Permission.SUPERVISE_CASE, unit_ids=[case.unit_id]).values("pk"))
    in_conflict = CaseConflict.objects.filter(case=case).values("user_id")
    return list(User.objects.filter(wanted, is_active=True).exclude(pk=besides.pk).exclude(pk__in=in_conflict))


def tell_watchers(case: Case, what: str, title: str, *, besides: User) -> None:
    """Tell who watches over the case; the notice names the case alone."""
    tell(
        recipients=watchers(case, besides=besides),
        key=f"{what}:{case.pk}:{clock.now().timestamp()}",
        title=title,
        url=reverse("cases:case_access", args=[case.reference]),
        subject_type="case",
        subject_id=case.pk,
    )
