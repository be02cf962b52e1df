"""Finding a concern through the one rule, and writing down that it was read."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeguarding.access.models import User
from safeguarding.audit.services import consult
from safeguarding.cases import policies
from safeguarding.cases.models import Concern, PatternReview
from safeguarding.cases.selectors import triage as selectors
from safeguarding.core.errors import NotAllowed


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def seen_concern(request: HttpRequest, reference: str) -> Concern:
    """The concern, of those the user may see; any other is not there."""
    seen = Concern.objects.visible_to(user_of(request)).prefetch_related("indicators")
    joined = seen.select_related("unit", "scheme", "split_from", "case_concern__case")
    return get_object_or_404(joined, reference=reference)


def concern_to_triage(request: HttpRequest, reference: str) -> Concern:
    """The concern, for a page on which something is done with it: only for who decides about it."""
    concern, user = seen_concern(request, reference), user_of(request)
    if not (policies.may_triage(user, concern) and policies.may_read_concern(user, concern)):
        raise NotAllowed("Your role does not include deciding about this concern.")
    return concern


def note_reading(user: User, record: Concern | PatternReview, page: str) -> None:
    """Write down that the user read it, and why (DPA 2018 s.62)."""
    consult(record, by=user, page=page, purpose=selectors.why_looked_at(user, record.unit_id))


def seen_pattern(request: HttpRequest, pk: int) -> PatternReview:
    seen = PatternReview.objects.visible_to(user_of(request)).select_related("person", "unit", "case", "decided_by")
    return get_object_or_404(seen, pk=pk)


def way_back(concern: Concern) -> dict[str, Any]:
    """Breadcrumbs of a page about one concern."""
    return {"breadcrumbs": [("Triage", reverse("cases:triage_queue")), (concern.reference, concern.get_absolute_url())]}
