"""Planning a session, changing it, saying which adults come, cancelling it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from safeguarding.activities import policies, selectors, services
from safeguarding.activities.forms.planning import AdultsForm, CancelForm, EditSessionForm, SessionForm
from safeguarding.activities.models import Session
from safeguarding.activities.views.found import act, session_to_plan
from safeguarding.core import clock
from safeguarding.core.asked import number
from safeguarding.core.errors import Refused
from safeguarding.core.views import show_form

BOTH = ["GET", "POST"]


@require_http_methods(BOTH)
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a session of a scheme that one leads, or put one on record that took place."""
    schemes = policies.led_schemes(request.user)
    if not schemes:
        policies.require_any(request.user)
        messages.info(request, "Who leads a scheme plans its sessions. You lead none now.")
        return redirect("activities:session_list")
    only = schemes[0].pk if len(schemes) == 1 else None
    form = SessionForm(
        request.POST if request.method == "POST" else None, schemes=schemes,
        initial={"scheme": request.GET.get("scheme", "")[:18] or only, "kind": "session", **_like(request)},
    )  # fmt: skip
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan_session(form.cleaned_data["scheme"], form.details(), by=request.user)
        except Refused as no:
            refused = no
        else:
            messages.success(request, "The session is on record. Say which adults come next.")
            return redirect("activities:session_adults", made.pk)
    address = reverse("activities:session_list")
    context = {
        "title": "Plan a session", "back": address, "back_text": "Sessions", "cancel": address, "button": "Continue"
    }  # fmt: skip
    return show_form(request, "layouts/form.html", form, context, refused=refused)


@require_http_methods(BOTH)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is planned."""
    found = session_to_plan(request, pk)
    form = EditSessionForm(request.POST if request.method == "POST" else None, kind=found.kind, initial=_now(found))
    lead = "It has to be approved again when the title, the place or the time changes." if found.is_away else ""

    def do() -> str:
        version = form.cleaned_data["version"]
        changed = services.edit_session(found, form.details(found.kind), version=version, by=request.user)
        return "Saved. It has to be approved again." if changed.status != found.status else "Saved."

    return act(request, found, form, "", do, title="Change what is planned", lead=lead)


@require_http_methods(BOTH)
def adults(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which adults come."""
    found = session_to_plan(request, pk)
    form = AdultsForm(
        request.POST if request.method == "POST" else None, adults=selectors.adults_of(found),
        now=list(found.adults.all()), initial={"version": found.version},
    )  # fmt: skip
    return act(
        request, found, form, "Saved.",
        lambda: services.set_adults(found, form.given(), version=form.cleaned_data["version"], by=request.user),
        title="Which adults come?",
    )  # fmt: skip


@require_http_methods(BOTH)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not take place."""
    found = session_to_plan(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    return act(
        request, found, form, "The session is cancelled.",
        lambda: services.cancel(
            found, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"], by=request.user
        ),
        title="Cancel this session", button="Cancel the session", button_danger=True,
    )  # fmt: skip


def _like(request: HttpRequest) -> dict[str, Any]:
    """What another session was, to begin from: everything but its days."""
    other = Session.objects.visible_to(request.user).filter(pk=number(request.GET.get("like"))).first()
    if other is None:
        return {}
    begins, ends = other.starts_at.astimezone(clock.LONDON), other.ends_at.astimezone(clock.LONDON)
    return {
        "scheme": other.scheme_id, "kind": other.kind, "title": other.title, "place": other.place,
        "begins": begins.time(), "ends": ends.time(),
    }  # fmt: skip


def _now(session: Session) -> dict[str, Any]:
    begins, ends = session.starts_at.astimezone(clock.LONDON), session.ends_at.astimezone(clock.LONDON)
    return {
        "title": session.title, "place": session.place, "day": begins.date(), "last_day": ends.date(),
        "begins": begins.time(), "ends": ends.time(), "version": session.version,
    }  # fmt: skip
