"""Concerns that were begun from what the rules said of messages: known to the case, and not to the concern."""

from __future__ import annotations

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case, Concern
from safeguarding.cases.policies import concerns_in_conflict
from safeguarding.conversations.models import BegunConcern, MessageExport

BEGUN = "case.concern_begun"


def concerns_from(user: User, export: MessageExport) -> QuerySet[Concern]:
    """The concerns that were begun from these messages and sent, of those the user may see."""
    return Concern.objects.visible_to(user).filter(draft__begun_from__export=export).order_by("pk")


def events_out_of_sight(case: Case, user: User) -> set[int]:
    """That a concern was begun is not told to whom the concern does not exist for."""
    begun = BegunConcern.objects.filter(export__case=case, draft__concern__in=concerns_in_conflict(user))
    told = AuditEvent.objects.filter(object_type="case", object_id=case.pk, verb=BEGUN)
    return set(told.filter(data__draft__in=list(begun.values_list("draft_id", flat=True))).values_list("pk", flat=True))
