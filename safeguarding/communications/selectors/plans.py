"""Planned contacts by the time at which they are due."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from safeguarding.access.models import User
from safeguarding.communications.choices import ContactStatus
from safeguarding.communications.models import ContactEvent
from safeguarding.communications.selectors.contacts import with_failures
from safeguarding.core import clock


def mine_q(user: User) -> Q:
    """What somebody planned, or is to send."""
    return Q(logged_by=user) | Q(sender__user=user)


def plan_list(user: User, *, mine: bool = False, passed: bool = False) -> QuerySet[ContactEvent]:
    """The plans one may see, the earliest first, with what fails of each."""
    found = ContactEvent.objects.visible_to(user).filter(status=ContactStatus.PLANNED)
    if mine:
        found = found.filter(mine_q(user))
    if passed:
        found = found.filter(sent_at__lt=clock.now())
    return with_failures(found).select_related("second_adult").order_by("sent_at", "pk")
