"""Reading the record: what was done to a thing, who looked at it, and the activity of a force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from safeguarding.audit import events
from safeguarding.audit.models import AuditEvent, Consultation
from safeguarding.audit.policies import hidden_q


@dataclass(frozen=True)
class Wanted:
    """What to look for in the record of activity. What is empty does not narrow."""

    person: str = ""
    record: str = ""
    verb: str = ""
    purpose: str = ""
    from_day: dt.datetime | None = None
    until_day: dt.datetime | None = None


def done(*, user: Any, wanted: Wanted) -> QuerySet[AuditEvent]:
    """What was done in the user's force. Asking for a person leaves out what does not name who did it."""
    rows = AuditEvent.objects.filter(_within(user, wanted)).exclude(hidden_q(user))
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.person:
        rows = rows.filter(actor_label__icontains=wanted.person, verb__in=events.naming_the_actor())
    return rows


def looked(*, user: Any, wanted: Wanted) -> QuerySet[Consultation]:
    """Who looked at what in the user's force, and why."""
    rows = Consultation.objects.filter(_within(user, wanted)).exclude(hidden_q(user))
    if wanted.purpose:
        rows = rows.filter(purpose=wanted.purpose)
    if wanted.person:
        rows = rows.filter(actor_label__icontains=wanted.person)
    return rows


def _within(user: Any, wanted: Wanted) -> Q:
    narrowed = Q(force_id=user.force_id) & Q(force_id__isnull=False)
    if wanted.record:
        narrowed &= Q(object_label__iexact=wanted.record)
    if wanted.from_day:
        narrowed &= Q(at__gte=wanted.from_day)
    if wanted.until_day:
        narrowed &= Q(at__lte=wanted.until_day)
    return narrowed
