"""Disposals that wait for somebody as the second person."""

from __future__ import annotations

from django.urls import reverse

from safeguarding.access.choices import Permission
from safeguarding.access.models import User
from safeguarding.access.policies import has_permission
from safeguarding.communications.selectors.waiting import Waits
from safeguarding.records import policies
from safeguarding.records.choices import DisposalStatus
from safeguarding.records.models import Disposal


def to_decide(user: User) -> list[Waits]:
    """For My work: what others proposed, of cases that the user supervises."""
    if not has_permission(user, Permission.KEEP_RECORDS):
        return []
    found = Disposal.objects.visible_to(user).filter(status=DisposalStatus.PROPOSED).exclude(proposed_by=user)
    mine = [one for one in found.select_related("case") if policies.may_step(user, "approve", one)]
    if not mine:
        return []
    url = mine[0].get_absolute_url() if len(mine) == 1 else reverse("records:disposal_list")
    return [Waits(len(mine), "disposal of a case to decide", "disposals of cases to decide", url)]
