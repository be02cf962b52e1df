"""Taking young people off site: who goes, who consents, who approves, confirming."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from safeguarding.activities import policies, selectors, services
from safeguarding.activities.forms.trips import AssessmentForm, ConsentForm, DecideForm, GoingForm
from safeguarding.activities.selectors.trips import assessments_for, carers_for, written_assessments
from safeguarding.activities.views.found import act, session_of, session_to_lead, session_to_plan
from safeguarding.activities.views.planning import BOTH
from safeguarding.core import clock
from safeguarding.core.asked import number
from safeguarding.core.errors import Invalid
from safeguarding.people.models import Person
from safeguarding.people.views.found import read


@require_http_methods(BOTH)
def going(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who goes along."""
    found = session_to_plan(request, pk)
    young = Person.objects.visible_to(request.user).filter(
        pk__in=selectors.young_people_on(found).values("person_id")
    )  # fmt: skip
    people = [(str(one.pk), one.name) for one in young.order_by("family_name", "given_name", "pk")]
    now = [str(one) for one in found.consents.filter(is_going=True).values_list("person_id", flat=True)]
    form = GoingForm(
        request.POST if request.method == "POST" else None, people=people,
        initial={"people": now, "version": found.version},
    )  # fmt: skip
    return act(
        request, found, form, "Saved. Ask a parent or carer of each for their consent.",
        lambda: services.set_going(found, form.given(), version=form.cleaned_data["version"], by=request.user),
        title="Who goes along?",
    )  # fmt: skip


@require_http_methods(BOTH)
def consent(request: HttpRequest, pk: int, consent_pk: int) -> HttpResponse:
    """Record what a carer answered. It names who cares for a young person: opened as a page about them is."""
    found = session_of(request, pk)
    row = get_object_or_404(found.consents.select_related("person", "session"), pk=consent_pk)
    policies.require_leader(request.user, found.scheme)
    seen = Person.objects.visible_to(request.user).filter(pk=row.person_id).exists()
    asked_why = read(request, row.person, "trip_consent") if seen else None
    if asked_why is not None:
        return asked_why
    initial: dict[str, Any] = {"answered_on": clock.today()}
    if row.answered_on:
        initial = {
            "state": row.state, "carer": row.carer_id, "answered_by": row.answered_by, "answered_on": row.answered_on,
            "evidence": row.evidence,
        }  # fmt: skip
    form = ConsentForm(
        request.POST if request.method == "POST" else None, carers=carers_for(row, request.user), initial=initial
    )  # fmt: skip
    return act(
        request, found, form, "The answer is recorded.",
        lambda: services.record_consent(row, form.answer(), by=request.user),
        title="Consent of a parent or carer", lead=row.person.name if seen else "",
    )  # fmt: skip


@require_http_methods(BOTH)
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which risk assessment is of this activity."""
    found = session_to_plan(request, pk)
    offered = assessments_for(found)
    form = AssessmentForm(
        request.POST if request.method == "POST" else None, assessments=offered, title=found.title,
        initial={"assessment": found.risk_assessment_id, "version": found.version},
    )  # fmt: skip
    return act(
        request, found, form, "Saved.",
        lambda: services.name_assessment(found, **form.cleaned_data, by=request.user),
        title="Risk assessment of this activity", template="activities/assessment.html", offered=offered.exists(),
        written=written_assessments(found, request.user),
    )  # fmt: skip


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for approval."""
    found = session_to_lead(request, pk)
    services.ask(found, version=number(request.POST.get("version")), by=request.user)
    messages.success(request, "The coordinators are asked for approval.")
    return redirect(found)


@require_http_methods(BOTH)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve it, or not."""
    found = session_of(request, pk)
    policies.require_approver(request.user, found)
    form = DecideForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    return act(
        request, found, form, "Your decision is recorded.",
        lambda: services.decide(found, **form.cleaned_data, by=request.user),
        title="Approve this activity?", lead=found.title,
    )  # fmt: skip


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm it; what is missing stands on its page, line by line."""
    found = session_to_lead(request, pk)
    try:
        services.confirm(found, version=number(request.POST.get("version")), by=request.user)
    except Invalid:
        messages.error(request, "It cannot be confirmed yet. What is missing stands below.")
    else:
        messages.success(request, "The activity is confirmed.")
    return redirect(found)
