"""Finding a session, and what each of its pages carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from safeguarding.activities import policies, selectors, states
from safeguarding.activities.models import Session
from safeguarding.core.errors import Refused
from safeguarding.core.forms import GovForm
from safeguarding.core.views import show_form


def session_of(request: HttpRequest, pk: int) -> Session:
    """The session, for whom it exists; else 404."""
    return get_object_or_404(selectors.with_everything(Session.objects.visible_to(request.user)), pk=pk)


def session_to_lead(request: HttpRequest, pk: int) -> Session:
    """The session, for who plans and records it."""
    found = session_of(request, pk)
    policies.require_leader(request.user, found.scheme)
    return found


def session_to_plan(request: HttpRequest, pk: int) -> Session:
    """The session, for who plans it. Nobody is asked about one that is over; what is sent the service judges."""
    found = session_to_lead(request, pk)
    if request.method != "POST":
        states.require_coming(found.status)
    return found


def session_to_mark(request: HttpRequest, pk: int) -> Session:
    """The session, for who marks its register."""
    found = session_of(request, pk)
    policies.require_marker(request.user, found.scheme)
    return found


def way_back(session: Session) -> dict[str, Any]:
    """The way back to the session's page."""
    address = session.get_absolute_url()
    return {"session": session, "back": address, "back_text": session.title, "cancel": address}


def act(
    request: HttpRequest, session: Session, form: GovForm, done: str, do: Callable[[], object], *,
    template: str = "layouts/form.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """One form, one service call, and back to the session. What is done may depend on the answer: words it gives."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            said = do()
        except Refused as no:
            refused = no
        else:
            messages.success(request, done or str(said))
            return redirect(session)
    return show_form(request, template, form, {**way_back(session), **context}, refused=refused)
