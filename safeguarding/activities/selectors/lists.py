"""Lists of sessions."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from safeguarding.access.models import User
from safeguarding.activities import policies
from safeguarding.activities.models import Session, SessionAdult, TripDecision
from safeguarding.activities.states import COMING
from safeguarding.core import clock

MINE, COMING_ONES, PAST, TO_RECORD = "mine", "coming", "past", "record"


def session_list(user: User, *, when: str = "", scheme_id: int | None = None, kind: str = "") -> QuerySet[Session]:
    """The sessions the user sees: those to come by day, otherwise the newest first."""
    found = Session.objects.visible_to(user).select_related("scheme__unit")
    now = clock.now()
    if scheme_id is not None:
        found = found.filter(scheme_id=scheme_id)
    if kind:
        found = found.filter(kind=kind)
    if when == COMING_ONES:
        return found.filter(ends_at__gte=now, status__in=COMING).order_by("starts_at", "pk")
    if when == PAST:
        found = found.filter(ends_at__lt=now)
    elif when == TO_RECORD:
        found = found.filter(ends_at__lt=now, status__in=COMING)
    elif when == MINE:
        # As an adult who is named in it, or in a scheme that one now leads or helps in.
        schemes = policies.parts(user, policies.MARKS).values("scheme_id")
        named = SessionAdult.objects.filter(person__user=user).values("session_id")
        found = found.filter(Q(scheme__in=schemes) | Q(pk__in=named))
    return found.order_by("-starts_at", "-pk")


def with_everything(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """The sessions, ready for a session's page."""
    adults = SessionAdult.objects.select_related("person").order_by("pk")
    decisions = TripDecision.objects.select_related("decided_by")
    return sessions.select_related("scheme__unit", "scheme__force", "planned_by").prefetch_related(
        Prefetch("adults", queryset=adults), Prefetch("decisions", queryset=decisions)
    )
