"""Recording what took place, and closing it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from safeguarding.activities import selectors, services, states
from safeguarding.activities.choices import SessionStatus
from safeguarding.activities.forms.planning import CloseForm, HoldForm
from safeguarding.activities.services.recording import Closing
from safeguarding.activities.views.found import act, session_to_lead
from safeguarding.activities.views.planning import BOTH


@require_http_methods(BOTH)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that it took place, with the adults who were there."""
    found = session_to_lead(request, pk)
    if request.method != "POST" and found.status != SessionStatus.HELD:
        states.require_next(found.kind, found.status, SessionStatus.HELD)
    form = HoldForm(
        request.POST if request.method == "POST" else None, adults=selectors.adults_of(found),
        now=list(found.adults.all()), initial={"version": found.version, "notes": found.notes},
    )  # fmt: skip
    condition = selectors.teacher_conditions(found.scheme_id, found.day).first()
    return act(
        request, found, form, "Recorded.",
        lambda: services.hold(
            found, form.given(), notes=form.cleaned_data["notes"], version=form.cleaned_data["version"],
            by=request.user,
        ),
        title="Which adults were there?", template="activities/hold.html", condition=condition,
    )  # fmt: skip


@require_http_methods(BOTH)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it."""
    found = session_to_lead(request, pk)
    if request.method != "POST":
        states.require_next(found.kind, found.status, SessionStatus.CLOSED)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    return act(
        request, found, form, "The session is closed.",
        lambda: services.close(
            found, Closing(form.cleaned_data["is_compliant"] == "yes", form.cleaned_data["note"]),
            version=form.cleaned_data["version"], by=request.user,
        ),
        title="Close this session", button="Close the session", template="activities/close.html",
        shortfalls=selectors.shortfalls_of(found),
    )  # fmt: skip
