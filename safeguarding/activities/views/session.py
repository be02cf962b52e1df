"""One session: what is planned, who counts, what happened, and what to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from safeguarding.activities import policies, rules, selectors, services
from safeguarding.activities.models import Session
from safeguarding.activities.selectors.trips import (
    consents_of,
    facts_of,
    named_assessment,
    other_trips,
    written_assessments,
)
from safeguarding.activities.views.found import session_of
from safeguarding.core import clock


@require_GET
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session. Who looks at it is written down: it says which young people were there."""
    found = session_of(request, pk)
    services.note_reading(found, page="session", by=request.user)
    ratio = selectors.ratio_of(found)
    lines = selectors.lines(found, request.user)
    leads = policies.may_lead(request.user, found.scheme)
    context = {
        "title": found.title, "session": found, "ratio": ratio, "lines": lines, "leads": leads,
        "marks": policies.may_mark(request.user, found.scheme),
        "sees_lacks": leads or policies.oversees(request.user),
        "may_decide": policies.may_approve(request.user, found),
        "contradicting": sum(not line.is_settled for line in lines),
        "shortfalls": selectors.shortfalls_of(found, ratio) if found.status == "held" else [],
        "has_begun": found.starts_at <= clock.now(), "is_today_or_past": found.day <= clock.today(),
        "decisions": list(found.decisions.all()), "breaches": _breaches(found),
        "back": reverse("activities:session_list"), "back_text": "Sessions", **_trip(request, found),
    }  # fmt: skip
    return render(request, "activities/session.html", context)


def _trip(request: HttpRequest, session: Session) -> dict[str, Any]:
    """What belongs to an off-site activity alone."""
    if not session.is_away:
        return {}
    shown = {line.person.pk for line in selectors.lines(session, request.user) if line.is_named}
    missing = rules.missing(facts_of(session, request.user)) if session.is_coming else []
    return {
        "missing": missing, "consents": [(one, one.person_id in shown) for one in consents_of(session)],
        "written": written_assessments(session, request.user), "named": named_assessment(session, request.user),
        "other_trips": other_trips(session, request.user),
    }  # fmt: skip


def _breaches(session: Session) -> list[Any]:
    found = session.breaches.select_related("check_of_condition__condition")
    return [one.check_of_condition for one in found]
