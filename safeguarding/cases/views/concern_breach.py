"""From a broken condition of a scheme, a session of one, or a contact, to a concern in one step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from safeguarding.access.choices import Permission
from safeguarding.access.policies import require_permission
from safeguarding.activities.models import Session
from safeguarding.cases.choices import LogStep
from safeguarding.cases.services import drafts
from safeguarding.communications.models import ContactEvent
from safeguarding.schemes.models import Scheme


@require_POST
def log_breach(request: HttpRequest, pk: int, condition_pk: int) -> HttpResponse:
    """Begin a concern that says already which scheme and what was found; its author goes on from there."""
    require_permission(request.user, Permission.SEE_SCHEMES)
    scheme = get_object_or_404(Scheme.objects.visible_to(request.user), pk=pk)
    condition = get_object_or_404(scheme.conditions.with_checks(), pk=condition_pk)
    draft = drafts.start_from_breach(condition, by=request.user)
    return redirect("cases:log_step", draft.key, LogStep.DANGER)


@require_POST
def log_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a concern about something that happened at a session, for whoever sees the session."""
    sessions = Session.objects.visible_to(request.user).select_related("scheme")
    draft = drafts.start_from_session(get_object_or_404(sessions, pk=pk), by=request.user)
    return redirect("cases:log_step", draft.key, LogStep.DANGER)


@require_POST
def log_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a concern about a contact that breaks a rule without exception, for whoever sees the contact."""
    contacts = ContactEvent.objects.visible_to(request.user).select_related("account__platform", "platform", "sender")
    draft = drafts.start_from_contact(get_object_or_404(contacts, pk=pk), by=request.user)
    return redirect("cases:log_step", draft.key, LogStep.DANGER)
