"""The register of a session: on a phone, with or without a script, with or without a connection."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeguarding.activities import rules, selectors, services
from safeguarding.activities.choices import Mark, MarkStanding
from safeguarding.activities.forms.register import marks_of_page, marks_sent, refusal_sent
from safeguarding.activities.models import Session
from safeguarding.activities.services.marking import REFUSED
from safeguarding.activities.views.found import session_of, session_to_mark, way_back
from safeguarding.activities.views.planning import BOTH
from safeguarding.core import clock
from safeguarding.core.asked import number
from safeguarding.core.errors import Refused


@require_http_methods(BOTH)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody in the register, each to be marked with one tap; without a script, sent as a form."""
    found = session_to_mark(request, pk)
    if request.method == "POST":
        kept = services.mark_register(found, marks_of_page(request.POST), by=request.user)
        refused = [one.why for one in kept if one.outcome == REFUSED]
        if refused:
            messages.error(request, f"Some marks were not kept: {refused[0]}.")
        else:
            messages.success(request, "The register is saved.")
        return redirect("activities:register", pk)
    # A phone that keeps the page asks for it once more, and says so: that a copy was made is on record too.
    page = "register kept on a phone" if request.GET.get("kept") else "register"
    services.note_reading(found, page=page, by=request.user)
    lines = selectors.lines(found, request.user)
    context = {
        "title": "Register", "lines": [(line, uuid.uuid4()) for line in lines],
        "contradicting": [line for line in lines if not line.is_settled], "ratio": selectors.ratio_of(found),
        "first_marks": [Mark.PRESENT, Mark.LATE, Mark.ABSENT], "other_marks": [Mark.LEFT_EARLY, Mark.ABSENT_TOLD],
        "is_open": found.day <= clock.today() and not found.is_over, "made": clock.now(),
        "kept_until": _kept_until(found), **way_back(found),
    }  # fmt: skip
    return render(request, "activities/register.html", context)


@require_POST
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks as the script sends them, and what became of each; then how the register stands for everybody in it."""
    found = session_to_mark(request, pk)
    try:
        kept = services.mark_register(found, marks_sent(request.body), by=request.user)
    except Refused as no:
        return JsonResponse({"message": no.message}, status=no.status)
    results = [{"id": str(one.client_id), "outcome": one.outcome, "why": one.why} for one in kept]
    open_ones = sorted(set(selectors.open_marks(found).values_list("person_id", flat=True)))
    said = {"results": results, "register": _standing(found), "contradicting": open_ones, "at": clock.now().isoformat()}
    return JsonResponse(said)


@require_POST
def refused(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody read why a mark of their phone was not kept, and corrected it or set it aside."""
    found = session_of(request, pk)
    try:
        services.set_aside(found, refusal_sent(request.body), by=request.user)
    except Refused as no:
        return JsonResponse({"message": no.message}, status=no.status)
    return JsonResponse({})


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """What answers on a phone for the one register that it keeps. It holds nothing of anybody."""
    return render(request, "activities/worker.js", content_type="text/javascript")


@require_POST
def choose(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Choose between marks that contradict each other."""
    found = session_to_mark(request, pk)
    rows = found.marks.filter(person_id=person_pk).exclude(standing=MarkStanding.EARLIER)
    chosen = rows.filter(pk=number(request.POST.get("chosen"))).first()
    if chosen is None:
        messages.error(request, "Somebody has already chosen, or nothing was chosen.")
        return redirect("activities:register", pk)
    seen = {number(one) for one in request.POST.getlist("seen")}
    services.settle(found, chosen, seen=seen, by=request.user)
    messages.success(request, "Chosen.")
    return redirect("activities:register", pk)


def _kept_until(session: Session) -> dt.datetime | None:
    if session.is_over:
        return None
    return rules.kept_until(
        starts_on=session.day, ends_at=session.ends_at, now=clock.now(), today=clock.today(),
        longest=dt.timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS),
    )  # fmt: skip


def _standing(session: Session) -> list[dict[str, Any]]:
    rows = session.marks.filter(standing=MarkStanding.STANDS).values_list("person_id", "mark", "client_id")
    return [{"person": person, "mark": mark, "after": str(client)} for person, mark, client in rows]
