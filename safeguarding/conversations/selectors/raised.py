"""Concerns that were begun from what the rules said of messages: known to the case, and not to the concern."""

from __future__ import annotations

from django.db.models import QuerySet

from safeguarding.access.models import User
from safeguarding.audit.models import AuditEvent
from safeguarding.cases.models import Case, Concern, ConcernDraft
from safeguarding.cases.policies import concerns_in_conflict
from safeguarding.conversations.models import MessageExport

BEGUN = "case.concern_begun"


def concerns_from(user: User, export: MessageExport) -> QuerySet[Concern]:
    """The concerns that were begun from these messages and sent, of those the user may see."""
    begun = _begun(export.case).filter(data__export=export.pk).values_list("data__draft", flat=True)
    return Concern.objects.visible_to(user).filter(draft__in=list(begun)).order_by("pk")


def events_out_of_sight(case: Case, user: User) -> set[int]:
    """That a concern was begun is not told to whom the concern does not exist for."""
    drafts = dict(_begun(case).values_list("pk", "data__draft"))
    hidden = ConcernDraft.objects.filter(pk__in=set(drafts.values()), concern__in=concerns_in_conflict(user))
    unseen = set(hidden.values_list("pk", flat=True)) if drafts else set()
    return {pk for pk, draft in drafts.items() if draft in unseen}


def _begun(case: Case) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(object_type="case", object_id=case.pk, verb=BEGUN)
